import Language

/// A number that is expected: one, or a range of them.
public struct NumberRange: Sendable, Equatable {
    public var least: Int?
    public var most: Int?

    public init(_ number: Int) {
        least = number
        most = number
    }

    public init(least: Int?, most: Int?) {
        self.least = least
        self.most = most
    }

    func contains(_ number: Int) -> Bool { least.map { number >= $0 } ?? true && most.map { number <= $0 } ?? true }
}

extension NumberRange {
    var value: ExpectedValue { .range(least: least, most: most) }
}
