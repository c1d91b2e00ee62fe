internal import Language

/// A language that explanations are written in.
public enum ExplanationLanguage: String, Sendable, Hashable, CaseIterable {
    /// English.
    case english = "en"
    /// Chinese, in simplified characters.
    case chinese = "zh"

    /// Its sentences, with secrets masked.
    var phrasebook: any Phrasebook {
        switch self {
        case .english: English()
        case .chinese: Chinese()
        }
    }
}
