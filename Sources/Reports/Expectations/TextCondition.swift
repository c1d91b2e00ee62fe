/// A text that is expected: itself, one that matches a regular expression, or none at all.
public struct TextCondition {
    private enum Kind {
        case equal
        case matching(Regex<AnyRegexOutput>)
        case absent
    }

    /// As the file has it.
    let source: String
    private let kind: Kind

    /// - Parameters:
    ///   - source: a text, or a regular expression between two slashes.
    ///   - mayBeAbsent: whether `absent` means that there must be none.
    public init(_ source: String, mayBeAbsent: Bool = false) throws {
        self.source = source
        if mayBeAbsent, source == "absent" {
            kind = .absent
        } else if source.utf8.count > 2, source.hasPrefix("/"), source.hasSuffix("/") {
            kind = .matching(try Regex(String(source.dropFirst().dropLast())))
        } else {
            kind = .equal
        }
    }

    var isAbsent: Bool { if case .absent = kind { true } else { false } }

    func holds(for text: String) -> Bool {
        switch kind {
        case .equal: text == source
        case .matching(let expression): (try? expression.firstMatch(in: text)) != nil
        case .absent: false
        }
    }
}
