import Wire

/// The equations that one segment had to satisfy, in the order of the steps: none to four, held without an allocation.
public struct Checks: Sendable {
    private var all = (none, none, none, none)
    private var held: UInt8 = 0
    private var failed: UInt8 = 0

    /// How many there are.
    public var count: Int { Int(held) }
    /// How many do not hold.
    public var failures: Int { Int(failed) }
    private static var none: Equation { Equation(.ackIsY, expected: SequenceNumber(0), actual: SequenceNumber(0)) }

    public init() {}

    public var isEmpty: Bool { held == 0 }

    public subscript(index: Int) -> Equation? {
        guard index >= 0, index < count else { return nil }
        return switch index {
        case 0: all.0
        case 1: all.1
        case 2: all.2
        default: all.3
        }
    }

    mutating func append(_ equation: Equation) {
        switch count {
        case 0: all.0 = equation
        case 1: all.1 = equation
        case 2: all.2 = equation
        default:
            if held == 4, !all.3.holds { failed -= 1 }
            all.3 = equation
        }
        held = min(held + 1, 4)
        if !equation.holds { failed += 1 }
    }
}
