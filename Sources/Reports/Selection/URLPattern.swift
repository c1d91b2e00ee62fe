/// A URL that is asked for: a part of it, or a regular expression.
public struct URLPattern {
    private enum Kind {
        case part(String)
        case expression(Regex<AnyRegexOutput>)
    }

    private let kind: Kind

    /// - Parameter text: a part of the URL, or a regular expression between two slashes.
    public init(_ text: String) throws {
        if text.count > 2, text.hasPrefix("/"), text.hasSuffix("/") {
            kind = .expression(try Regex(String(text.dropFirst().dropLast())))
        } else {
            kind = .part(text)
        }
    }

    func matches(_ url: String) -> Bool {
        switch kind {
        case .part(let part): ByteText.contains(url, part)
        case .expression(let expression): (try? expression.firstMatch(in: url)) != nil
        }
    }
}

/// Search in text byte by byte: what `String.contains` compares by characters takes much longer.
private enum ByteText {
    static func contains(_ text: String, _ part: String) -> Bool {
        let (text, part) = (Array(text.utf8), Array(part.utf8))
        guard let first = part.first, part.count <= text.count else { return part.isEmpty }
        for start in 0...(text.count - part.count) where text[start] == first {
            if text[start..<start + part.count].elementsEqual(part) { return true }
        }
        return false
    }
}
