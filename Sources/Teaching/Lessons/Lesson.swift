public import Language

/// A short lesson: a capture that is bundled, and what is said before and after it.
public struct Lesson: Sendable {
    public let name: String
    /// The fixture that it shows.
    public let fixture: String
    /// What the capture shows, by the name of a topic: a finding, a note, an outcome; a quiz asks for it.
    public let cause: String
    /// Names that are offered beside the right one.
    public let otherCauses: [String]
    private let english: LessonText
    private let chinese: LessonText

    init(
        _ name: String, _ fixture: String, cause: String, others: [String], _ english: LessonText,
        _ chinese: LessonText
    ) {
        self.name = name
        self.fixture = fixture
        self.cause = cause
        otherCauses = others
        self.english = english
        self.chinese = chinese
    }

    public func text(in language: LanguageName) -> LessonText { language == .zh ? chinese : english }
}

/// What a lesson says in one language.
public struct LessonText: Sendable {
    public let title: String
    /// Before the first packet: what to look for.
    public let beginning: String
    /// After the last one: what is to be kept in mind.
    public let end: String

    init(_ title: String, _ beginning: String, _ end: String) {
        self.title = title
        self.beginning = beginning
        self.end = end
    }
}
