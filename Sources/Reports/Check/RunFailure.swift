public import Language

/// Why a run fails: by a check, a finding or an expectation, and where.
public struct RunFailure: Sendable {
    public enum Source: String, Sendable {
        /// A sum that does not hold, an acknowledgment that is due, a connection that never opened.
        case check
        /// A finding that `--fail-on` names.
        case finding
        /// Something that `--expect` expects.
        case expectation
    }

    public var source: Source
    /// The rule, the name of the finding, or the key of the expectation: the same in each run.
    public var rule: String
    /// The name of the expectation.
    public var expectation: String?
    /// nil if it is about the whole run.
    public var connection: Int?
    /// The capture, and the number of the frame that shows it in there.
    public var file: String?
    public var frame: Int?
    /// All frames that show it; numbers of the run.
    public var frames: [Int] = []
    public var expected: String?
    public var actual: String?
    public var sentence: Text

    init(_ source: Source, rule: String, sentence: Text) {
        self.source = source
        self.rule = rule
        self.sentence = sentence
    }

    /// `capture.pcap: connection 2, frame 7: ...`; the frame is counted in that file.
    public func line(_ phrasebook: any Phrasebook) -> String {
        phrasebook.place(file: file.map { Text(code: $0) }, connection, frame: frame, sentence).string
    }
}
