public import HTTPMessages

/// What a capture holds that is not for other eyes: credentials and cookies, masked wherever they are shown.
public struct Secrets: Sendable {
    /// Whether they are shown as they are.
    public var areShown: Bool

    public init(areShown: Bool = false) { self.areShown = areShown }

    private static let mask = "***"

    /// A field value, with what is secret in it masked.
    public func value(of name: String, _ value: String) -> String {
        if areShown { return value }
        switch name.lowercased() {
        case "authorization", "proxy-authorization":
            // The scheme is no secret.
            let scheme = value.split(separator: " ", maxSplits: 1)
            return scheme.count == 2 ? "\(scheme[0]) \(Self.mask)" : Self.mask
        case "cookie": return maskedPairs(value, keepingRest: false)
        case "set-cookie", "set-cookie2": return maskedPairs(value, keepingRest: true)
        case "location", "referer", "content-location", "origin", "link", "refresh": return url(value)
        default: return value
        }
    }

    /// `name=***; name=***`, or of Set-Cookie the first pair masked and its attributes as they are.
    private func maskedPairs(_ value: String, keepingRest: Bool) -> String {
        value.split(separator: ";", omittingEmptySubsequences: false).enumerated().map { i, pair in
            if i > 0, keepingRest { return String(pair) }
            guard let equals = pair.firstIndex(of: "=") else { return i == 0 || !keepingRest ? Self.mask : String(pair) }
            return pair[...equals] + Self.mask
        }.joined(separator: ";")
    }

    /// A text in which URLs may stand: user name and password of each are masked (RFC 3986 §3.2.1).
    public func url(_ text: String) -> String {
        if areShown || !text.utf8.contains(UInt8(ascii: "@")) { return text }
        var result = ""
        var rest = text[...]
        while let start = rest.firstRange(ofScheme: ()) {
            result += rest[..<start]
            rest = rest[start...]
            let authority = rest.prefix { !"/?#\\ \"<>".contains($0) }
            if let at = authority.lastIndex(of: "@") {
                result += Self.mask
                rest = rest[at...]
            }
        }
        return result + rest
    }

    /// A start line, with credentials in its target masked.
    public func startLine(_ head: MessageHead) -> String { url(head.startLine) }
    /// The target of a request, likewise.
    public func target(_ head: MessageHead) -> String { url(head.target) }
}

extension Substring {
    /// Behind the next `://`.
    fileprivate func firstRange(ofScheme: Void) -> Index? {
        var index = startIndex
        while let colon = self[index...].firstIndex(of: ":") {
            index = self.index(after: colon)
            if self[index...].hasPrefix("//") { return self.index(index, offsetBy: 2) }
        }
        return nil
    }
}
