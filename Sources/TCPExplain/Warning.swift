internal import Analysis
internal import Language

/// A bound of ``Limits`` was hit, so that something could not be held or decided. What was decided stays right.
public struct Warning: Sendable, Hashable {
    /// The connection that it is about; nil where it is about the whole run.
    public let connection: Int?
    /// What it says in English, which is also what equality compares.
    private let english: String
    private let warning: Uncompared<Analysis.Warning>

    init(_ warning: Analysis.Warning) {
        self.warning = Uncompared(warning)
        english = ExplanationLanguage.english.phrasebook.sentence(for: warning).string
        connection =
            switch warning {
            case .bound(let connection, _), .memoryLimit(let connection, _): connection
            default: nil
            }
    }

    /// A sentence that says what happened.
    public func explanation(in language: ExplanationLanguage = .english) -> String {
        language == .english ? english : language.phrasebook.sentence(for: warning.value).string
    }
}
