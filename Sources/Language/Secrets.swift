public import Applications

/// What a capture holds that is not for other eyes: credentials and cookies, masked wherever they are shown.
public struct Secrets: Sendable {
    /// Whether they are shown as they are.
    public var areShown: Bool

    public init(areShown: Bool = false) { self.areShown = areShown }

    private static let mask = "***"

    /// Authentication schemes that say nothing of the credentials behind them (IANA "HTTP Authentication Schemes", and the usual others).
    private static let schemes: Set<String> = [
        "basic", "bearer", "digest", "negotiate", "ntlm", "hoba", "mutual", "scram-sha-1", "scram-sha-256", "vapid", "dpop",
        "gnap",
        "privatetoken", "aws4-hmac-sha256", "token",
    ]
    private static let cookieAttributes: Set<String> = [
        "path", "domain", "expires", "max-age", "secure", "httponly", "samesite", "partitioned", "priority",
    ]

    /// Neither white space nor a control character.
    private static func isVisible(_ byte: UInt8) -> Bool { byte > 0x20 && byte != 0x7f }

    /// A field value, with what is secret in it masked. White space and control characters in a name, which must not be there, hide nothing.
    public func value(of name: String, _ value: String) -> String {
        if areShown { return value }
        guard Self.mayBeSecret(name) else { return Self.mayHide(value) ? url(withoutFoldedFields(value)) : value }
        switch String(decoding: name.lowercased().utf8.filter(Self.isVisible), as: UTF8.self) {
        case "authorization", "proxy-authorization":
            let parts = value.split(separator: " ", maxSplits: 1)
            return parts.count == 2 && Self.schemes.contains(parts[0].lowercased()) ? "\(parts[0]) \(Self.mask)" : Self.mask
        case "cookie", "cookie2": return maskedPairs(value, isSetCookie: false)
        case "set-cookie", "set-cookie2": return maskedPairs(value, isSetCookie: true)
        case "host": return value.utf8.lastIndex(of: UInt8(ascii: "@")).map { Self.mask + value[$0...] } ?? value
        default: return url(withoutFoldedFields(value))
        }
    }

    /// Whether a field may be one of those that `value` masks, by the length and the first letter of its name: most are not.
    private static func mayBeSecret(_ name: String) -> Bool {
        var length = 0
        var first: UInt8 = 0
        let bytes = name.utf8.span
        for i in bytes.indices where isVisible(bytes[i]) {
            if length == 0 { first = bytes[i] | 0x20 }
            length += 1
        }
        return switch length {
        case 4: first == UInt8(ascii: "h")
        case 6, 7: first == UInt8(ascii: "c")
        case 10, 11: first == UInt8(ascii: "s")
        case 13: first == UInt8(ascii: "a")
        case 19: first == UInt8(ascii: "p")
        default: false
        }
    }

    /// Whether a URL with a password may stand in a value, or another field that `withoutFoldedFields` cuts off: a colon behind the last letter
    /// of such a name.
    private static func mayHide(_ value: String) -> Bool {
        var before: UInt8 = 0
        let bytes = value.utf8.span
        for i in bytes.indices {
            let byte = bytes[i]
            if byte == UInt8(ascii: "@") { return true }
            if byte == UInt8(ascii: ":"), before | 0x20 == UInt8(ascii: "n") || before | 0x20 == UInt8(ascii: "e") { return true }
            if byte != UInt8(ascii: " ") { before = byte }
        }
        return false
    }

    /// Whether a line of a stream belongs to a field that is masked, so that its continuation must be too.
    public func isSecret(fieldNamed name: String) -> Bool {
        guard !areShown else { return false }
        let name = String(decoding: name.lowercased().utf8.filter(Self.isVisible), as: UTF8.self)
        return ["authorization", "proxy-authorization", "cookie", "cookie2", "set-cookie", "set-cookie2"].contains(name)
    }

    /// A field that obsolete folding glued onto another one is cut off: what stands behind `Authorization:` or `Cookie:`.
    private func withoutFoldedFields(_ value: String) -> String {
        guard value.utf8.contains(UInt8(ascii: ":")) else { return value }
        let bytes = Array(value.utf8)
        for colon in bytes.indices where bytes[colon] == UInt8(ascii: ":") {
            let end = bytes[..<colon].lastIndex { $0 != UInt8(ascii: " ") }.map { $0 + 1 } ?? 0
            for name in ["authorization", "cookie"] where end >= name.utf8.count {
                let start = end - name.utf8.count
                let isIt = zip(bytes[start..<end], name.utf8).allSatisfy { $0 | 0x20 == $1 }
                if isIt { return String(decoding: bytes[..<start], as: UTF8.self) + Self.mask }
            }
        }
        return value
    }

    /// `name=***; name=***`, or of Set-Cookie the first pair masked and the attributes that are known as they are.
    private func maskedPairs(_ value: String, isSetCookie: Bool) -> String {
        value.split(separator: ";", omittingEmptySubsequences: false).enumerated().map { i, pair in
            let name = pair.prefix { $0 != "=" }
            let trimmed = name.drop { $0 == " " }
            if i > 0, isSetCookie, Self.cookieAttributes.contains(trimmed.lowercased()),
                !pair.contains(",") || trimmed.lowercased() == "expires"
            {
                return String(pair)
            }
            return name.count < pair.count ? name + "=" + Self.mask : Self.mask
        }.joined(separator: ";")
    }

    /// A text in which URLs may stand: user name and password of each are masked (RFC 3986 §3.2.1), whatever scheme stands before the `//`.
    public func url(_ text: String) -> String {
        if areShown || !text.utf8.contains(UInt8(ascii: "@")) { return text }
        var result = ""
        var rest = text[...]
        while let slashes = rest.firstRange(of: "//") ?? rest.firstRange(of: "/\\") ?? rest.firstRange(of: "\\\\") {
            result += rest[..<slashes.upperBound]
            rest = rest[slashes.upperBound...]
            // A slash may stand in a password against the rule: what is before the last @ of the word goes.
            let word = rest.prefix { !" \"<>".contains($0) }
            let authority = word.prefix { !"/?#\\".contains($0) }
            if let at = authority.lastIndex(of: "@") ?? (authority.contains(":") ? word.lastIndex(of: "@") : nil) {
                result += Self.mask
                rest = rest[at...]
            }
        }
        return result + rest
    }

    /// A start line, with credentials in its target and its reason phrase masked.
    public func startLine(_ head: MessageHead) -> String {
        head.kind == .request ? head.startLine.replacing(head.target, with: target(head)) : url(head.startLine)
    }

    /// What `MessageHead.evidence(of:)` gives, likewise: a line of the header section, or a target or start line that may be malformed.
    public func evidence(_ text: String, of violation: Violation) -> String {
        if areShown { return text }
        switch violation {
        case .invalidTarget, .invalidStartLine:
            let masked = url(text)
            return masked == text ? text.lastIndex(of: "@").map { Self.mask + text[$0...] } ?? text : masked
        default:
            guard let colon = text.firstIndex(of: ":") else { return text }
            return text[...colon] + " " + value(of: String(text[..<colon]), String(text[colon...].dropFirst(2)))
        }
    }

    /// The target of a request, likewise.
    public func target(_ head: MessageHead) -> String {
        if areShown { return head.target }
        if head.method == "CONNECT", let at = head.target.lastIndex(of: "@") { return Self.mask + head.target[at...] }
        return url(head.target)
    }
}

extension StringProtocol {
    /// The first place of a short text.
    fileprivate func firstRange(of part: String) -> Range<Index>? {
        var index = startIndex
        while index != endIndex {
            if self[index...].hasPrefix(part) { return index..<self.index(index, offsetBy: part.count) }
            index = self.index(after: index)
        }
        return nil
    }
}

extension String {
    /// This text with the first occurrence of `part` replaced.
    fileprivate func replacing(_ part: String, with other: String) -> String {
        guard part != other, !part.isEmpty, let range = firstRange(of: part) else { return self }
        return self[..<range.lowerBound] + other + self[range.upperBound...]
    }
}
