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

extension WordCondition: CustomStringConvertible {
    public var description: String {
        if isNegated { return "not " + words.joined(separator: ", not ") }
        return words.joined(separator: " or ")
    }
}
