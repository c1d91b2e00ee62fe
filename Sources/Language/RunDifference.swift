public import Analysis
public import TCP

/// What differs between two runs of the same thing: the same connection, or the same exchange of it, in two captures.
public struct RunDifference: Sendable {
    public enum Kind: Sendable {
        /// Only one of the two captures has the connection.
        case connection(isInFirst: Bool)
        /// Only one of the two connections has the exchange.
        case exchange(isInFirst: Bool)
        case handshake(HandshakeOutcome, HandshakeOutcome)
        case close(Close, Close)
        case failedChecks(Int, Int)
        /// Only one of the two has the finding, or has it more often.
        case finding(name: String, Finding.Severity, isInFirst: Bool)
        /// nil for no response.
        case status(Int?, Int?)
        /// Bytes of a message's content, as it was transferred.
        case content(ofRequest: Bool, Int, Int)
        /// Contents have the same size, which is this, and other bytes behind their codings.
        case otherBytes(ofRequest: Bool, Int)
        /// A field of a message's head; nil for none of that name.
        case field(ofRequest: Bool, name: String, String?, String?)
        /// Whether the message is whole.
        case complete(ofRequest: Bool, Bool, Bool)
        /// How long something took, in nanoseconds.
        case time(Phase, Int64, Int64)
    }

    public struct Close: Equatable, Sendable {
        public var outcome: CloseOutcome
        public var by: Role?

        public init(_ outcome: CloseOutcome, by: Role?) {
            self.outcome = outcome
            self.by = by
        }
    }

    /// What takes time.
    public enum Phase: String, Sendable {
        /// From the first SYN until both ends were connected.
        case connect
        /// From the request's first byte to the response's first.
        case wait
        /// From the response's first byte to its last.
        case response
    }

    /// Where it is in one of the captures.
    public struct Place: Equatable, Sendable {
        public var connection: Int
        public var exchange: Int?
        /// The frame that begins the connection, or the exchange.
        public var frame: Int

        public init(connection: Int, exchange: Int? = nil, frame: Int) {
            self.connection = connection
            self.exchange = exchange
            self.frame = frame
        }
    }

    public var kind: Kind
    /// nil where that capture does not have it.
    public var first: Place?
    public var second: Place?

    public init(_ kind: Kind, first: Place?, second: Place?) {
        self.kind = kind
        self.first = first
        self.second = second
    }
}

extension RunDifference.Kind {
    /// Its name in records.
    public var name: String {
        switch self {
        case .connection: "connection"
        case .exchange: "exchange"
        case .handshake: "handshake"
        case .close: "close"
        case .failedChecks: "failed_checks"
        case .finding: "finding"
        case .status: "status"
        case .content(let ofRequest, _, _): ofRequest ? "request_bytes" : "response_bytes"
        case .otherBytes(let ofRequest, _): ofRequest ? "request_content" : "response_content"
        case .field(let ofRequest, _, _, _): ofRequest ? "request_field" : "response_field"
        case .complete(let ofRequest, _, _): ofRequest ? "request_complete" : "response_complete"
        case .time(let phase, _, _): phase.rawValue
        }
    }
}
