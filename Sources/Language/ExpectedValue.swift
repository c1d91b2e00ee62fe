/// A value as an expectation wants it, or as it is: facts, which a phrasebook turns into words.
public indirect enum ExpectedValue: Sendable, Equatable {
    /// A name that is the same in all languages: an outcome, an end, a finding.
    case name(String)
    /// Text of the file of expectations, with what is secret in it masked.
    case own(String)
    case wire(WireText)
    case number(Int)
    /// nil: without such a bound.
    case range(least: Int?, most: Int?)
    /// In nanoseconds.
    case duration(Int64)
    case atMost(Int64)
    case anyOf([ExpectedValue])
    case noneOf([ExpectedValue])
    /// None of this kind.
    case no(ExpectedValue)
    case absent
    case noRequest
    case noResponse
    case exchange(Exchange)

    /// What is said of an exchange in one line; nil is not said.
    public struct Exchange: Sendable, Equatable {
        public var method: ExpectedValue?
        public var target: ExpectedValue?
        public var status: ExpectedValue?

        public init(method: ExpectedValue?, target: ExpectedValue?, status: ExpectedValue?) {
            self.method = method
            self.target = target
            self.status = status
        }
    }
}
