/// A language in which topics are explained.
public enum TopicLanguage: String, CaseIterable, Sendable {
    case english = "en"
    case chinese = "zh"
}
