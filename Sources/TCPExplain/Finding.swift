internal import Analysis
internal import Language

/// Something that went wrong in a connection, or that a person who looks for trouble wants to know.
///
/// It says what is proven, and no more. Two findings are equal if name, severity, connection and frames are.
public struct Finding: Sendable, Hashable {
    /// Its stable name, such as `refused`. All of them, and what they mean, are in `docs/findings.md` of the package.
    public let name: String
    /// How bad it is.
    public let severity: Severity
    /// The number of its connection.
    public let connection: Int
    /// The frames that prove it, by their numbers in the run; the most telling one first.
    public let frames: [Int]
    /// The evidence, for the sentences.
    private let finding: Uncompared<Analysis.Finding>

    init(_ finding: Analysis.Finding, connection: Int) {
        name = finding.name
        severity = Severity(finding.severity)
        frames = finding.frames
        self.connection = connection
        self.finding = Uncompared(finding)
    }

    /// What went wrong, how it is known, and what to look at next: a few sentences without a full stop at the end.
    ///
    /// Passwords, cookies and tokens in it are masked, and what a terminal would obey is escaped.
    public func explanation(in language: ExplanationLanguage = .english) -> String {
        language.phrasebook.sentence(for: finding.value).string
    }
}
