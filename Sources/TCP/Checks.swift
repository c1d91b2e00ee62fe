/// The equations that one segment had to satisfy, in the order of the steps: none to four, held without an allocation.
public struct Checks: Sendable {
    private var first: Equation?
    private var second: Equation?
    private var third: Equation?
    private var fourth: Equation?

    public init() {}

    public var isEmpty: Bool { first == nil }

    public var count: Int {
        first == nil ? 0 : second == nil ? 1 : third == nil ? 2 : fourth == nil ? 3 : 4
    }

    public subscript(index: Int) -> Equation? {
        switch index {
        case 0: first
        case 1: second
        case 2: third
        case 3: fourth
        default: nil
        }
    }

    /// How many do not hold.
    public var failures: Int {
        var failures = 0
        for i in 0..<count where self[i]?.holds == false { failures += 1 }
        return failures
    }

    mutating func append(_ equation: Equation) {
        switch count {
        case 0: first = equation
        case 1: second = equation
        case 2: third = equation
        default: fourth = equation
        }
    }
}
