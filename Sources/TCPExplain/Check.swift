internal import TCP

/// A sum that the protocol requires of a segment: what a number must be, and what it was.
public struct Check: Sendable, Hashable {
    /// The rule, such as `ack = x+1`; x, y, u and w are the numbers of SYNs and FINs, see `docs/labels.md` of the package.
    public let rule: String
    /// What the number must be.
    public let expected: UInt32
    /// What it was on the wire.
    public let actual: UInt32
    /// Whether the two are the same.
    public var holds: Bool { expected == actual }

    init(_ equation: Equation) {
        rule = equation.rule.description
        expected = equation.expected.rawValue
        actual = equation.actual.rawValue
    }
}
