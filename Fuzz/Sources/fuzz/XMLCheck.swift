/// As much of XML as reports have: elements, attributes and entities, properly nested.
enum XMLCheck {
    static func isWellFormed(_ bytes: [UInt8]) -> Bool {
        guard let text = String(validating: bytes, as: UTF8.self) else { return false }
        var open: [Substring] = []
        var rest = text[...]
        while let start = rest.firstIndex(of: "<") {
            guard isText(rest[..<start]), let end = rest[start...].firstIndex(of: ">") else { return false }
            let tag = rest[rest.index(after: start)..<end]
            rest = rest[rest.index(after: end)...]
            if tag.hasPrefix("?") { continue }
            if tag.hasPrefix("/") {
                guard open.popLast() == tag.dropFirst() else { return false }
                continue
            }
            guard !tag.contains("<"), isText(tag), tag.count(where: { $0 == "\"" }) % 2 == 0 else { return false }
            if !tag.hasSuffix("/") { open.append(tag.prefix { $0 != " " }) }
        }
        return open.isEmpty && isText(rest)
    }

    /// No character that XML has no place for, and no ampersand that begins no entity.
    private static func isText(_ text: Substring) -> Bool {
        for scalar in text.unicodeScalars where scalar.value < 32 && scalar != "\n" && scalar != "\t" && scalar != "\r" {
            return false
        }
        return text.split(separator: "&", omittingEmptySubsequences: false).dropFirst().allSatisfy { piece in
            ["amp;", "lt;", "gt;", "quot;", "apos;", "#"].contains { piece.hasPrefix($0) }
        }
    }
}
