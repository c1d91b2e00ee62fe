import Wire

/// The equations that one segment had to satisfy, in the order of the steps: none to four, held without an allocation.
public struct Checks: Sendable {
    private var all = (none, none, none, none)
    public private(set) var count = 0
    /// How many do not hold.
    public private(set) var failures = 0
    private static var none: Equation { Equation(.ackIsY, expected: SequenceNumber(0), actual: SequenceNumber(0)) }

    public init() {}

    public var isEmpty: Bool { count == 0 }

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
            if count == 4, !all.3.holds { failures -= 1 }
            all.3 = equation
        }
        count = min(count + 1, 4)
        if !equation.holds { failures += 1 }
    }
}
