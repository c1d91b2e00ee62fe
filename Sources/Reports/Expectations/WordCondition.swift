import Language

/// One word of several that is expected, or that must not be.
public struct WordCondition: Sendable, Equatable {
    public var words: [String]
    /// None of them may be it.
    public var isNegated: Bool

    public init(_ words: [String], isNegated: Bool = false) {
        self.words = words
        self.isNegated = isNegated
    }

    func holds(for word: String) -> Bool { words.contains(word) != isNegated }
}

extension WordCondition {
    var value: ExpectedValue {
        let names = words.map(ExpectedValue.name)
        return isNegated ? .noneOf(names) : .anyOf(names)
    }

    /// The same of words that the file of expectations made up.
    var ownValue: ExpectedValue { .anyOf(words.map(ExpectedValue.own)) }
}
