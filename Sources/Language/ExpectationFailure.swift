/// Something that is not as it was expected to be.
public struct ExpectationFailure: Sendable {
    /// What is wrong.
    public enum Kind: Sendable {
        /// A value is another one.
        case value
        /// An exchange that is expected is not there; `actual` is nil.
        case exchangeMissing
        /// An exchange is there that is not expected; `expected` is nil.
        case exchangeUnexpected
        /// A finding that is expected is not there; `actual` is nil.
        case findingMissing
        /// A finding is there that must not be.
        case findingUnexpected
        /// It is not known, since the capture does not tell or a bound was hit; `actual` is nil.
        case notKnown
    }

    public var kind: Kind
    /// The name of the expectation, as its file has it.
    public var expectation: String
    /// The key in the file: `handshake`, `exchanges[1].status`.
    public var key: String
    public var expected: ExpectedValue?
    public var actual: ExpectedValue?
    /// The connection; nil if it is about all of them.
    public var connection: Int?
    /// The frames that show it; numbers of the run.
    public var frames: [Int]

    public init(
        _ kind: Kind, of expectation: String, key: String, expected: ExpectedValue?, actual: ExpectedValue?,
        connection: Int? = nil, frames: [Int] = []
    ) {
        self.kind = kind
        self.expectation = expectation
        self.key = key
        self.expected = expected
        self.actual = actual
        self.connection = connection
        self.frames = frames
    }
}

extension Text {
    /// The name of an expectation, as long as a line has room for.
    public init(nameOfExpectation name: String) { self.init(own: name, limit: 200) }
}
