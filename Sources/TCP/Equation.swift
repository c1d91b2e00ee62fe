public import Wire

/// A sum that the protocol requires, as data: what a number must be, and what it was.
public struct Equation: Equatable, Sendable {
    /// The rule, in the names of the contract: x, y, u, w.
    public enum Rule: Equatable, Sendable {
        /// `ack = x+1`, or `ack = x+1+n` where n Fast Open bytes were acknowledged (RFC 7413).
        case ackIsX(fastOpenBytes: UInt32)
        /// `seq = x+1`, or `seq = x+1+n`.
        case seqIsX(fastOpenBytes: UInt32)
        case ackIsY
        case ackIsU
        case seqIsU
        case ackIsW
    }

    // In this order they take 13 bytes.
    public var expected: SequenceNumber
    public var actual: SequenceNumber
    public var rule: Rule

    public var holds: Bool { expected == actual }

    public init(_ rule: Rule, expected: SequenceNumber, actual: SequenceNumber) {
        self.rule = rule
        self.expected = expected
        self.actual = actual
    }
}

extension Equation.Rule {
    /// Whether it is about the acknowledgment number; else it is about the sequence number.
    public var isAboutACK: Bool {
        switch self {
        case .ackIsX, .ackIsY, .ackIsU, .ackIsW: true
        case .seqIsX, .seqIsU: false
        }
    }
}

extension Equation.Rule: CustomStringConvertible {
    /// As the contract writes it: `ack = x+1`.
    public var description: String {
        switch self {
        case .ackIsX(0): "ack = x+1"
        case .ackIsX(let n): "ack = x+1+\(n)"
        case .seqIsX(0): "seq = x+1"
        case .seqIsX(let n): "seq = x+1+\(n)"
        case .ackIsY: "ack = y+1"
        case .ackIsU: "ack = u+1"
        case .seqIsU: "seq = u+1"
        case .ackIsW: "ack = w+1"
        }
    }
}
