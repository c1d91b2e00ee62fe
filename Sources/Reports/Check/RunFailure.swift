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

    /// What is said of it, in one language.
    public struct Words: Sendable {
        public var sentence: Text
        public var expected: String?
        public var actual: String?

        public init(_ sentence: Text, expected: String? = nil, actual: String? = nil) {
            self.sentence = sentence
            self.expected = expected
            self.actual = actual
        }
    }

    /// A place in a file of expectations; both numbers from 1.
    public struct Place: Sendable {
        public var file: String
        public var line: Int
        public var column: Int
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
    /// Where it is about a file of expectations and not about the capture: whether what stands there holds is not known.
    public var place: Place?
    public var words: Words
    /// The same in English, for records.
    public let english: Words

    /// - Parameter words: what is said of it, by a phrasebook.
    init(_ source: Source, rule: String, in phrasebook: any Phrasebook, _ words: (any Phrasebook) -> Words) {
        self.source = source
        self.rule = rule
        self.words = words(phrasebook)
        english = phrasebook.language == .en ? self.words : words(English(secrets: phrasebook.secrets))
    }

    /// About the whole run.
    ///
    /// - Parameter english: the same in English.
    public init(check rule: String, _ words: Words, english: Words) {
        source = .check
        self.rule = rule
        self.words = words
        self.english = english
    }

    /// An expectation whose selection selects nothing, or too much.
    public init(_ error: DocumentError, in file: String, _ sentence: Text, english: Text) {
        source = .expectation
        rule = "select"
        expectation = error.fault.expectation.map { Text(nameOfExpectation: $0).string }
        place = Place(file: file, line: error.line, column: error.column)
        words = Words(sentence)
        self.english = Words(english)
    }

    public var sentence: Text { words.sentence }
    public var expected: String? { words.expected }
    public var actual: String? { words.actual }

    /// `capture.pcap: connection 2, frame 7: ...`; the frame is counted in that file.
    public func line(_ phrasebook: any Phrasebook) -> String {
        if let place {
            let file: Text = "\(Text(own: place.file)):\(place.line):\(place.column)"
            return phrasebook.place(file: file, nil, frame: nil, sentence).string
        }
        return phrasebook.place(file: file.map { Text(own: $0) }, connection, frame: frame, sentence).string
    }
}
