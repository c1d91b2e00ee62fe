import Reports

/// Reads a JSON text (RFC 8259) into nodes, which remember where they stood.
struct JSONDocument {
    static let maximumDepth = 64

    private let bytes: [UInt8]
    private var at = 0
    private var line = 1
    private var lineStart = 0

    static func read(_ bytes: [UInt8]) throws(DocumentError) -> DocumentNode {
        var document = JSONDocument(bytes: bytes)
        let node = try document.value(depth: 0)
        document.skipSpace()
        if document.at < bytes.count { throw document.error(.somethingFollows) }
        return node
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private func error(_ what: DocumentFault.Syntax) -> DocumentError {
        DocumentError(line: line, column: at - lineStart + 1, .notJSON(what))
    }

    private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d {
            at += 1
            if byte == 0x0a {
                line += 1
                lineStart = at
            }
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        at += 1
        return true
    }

    private mutating func value(depth: Int) throws(DocumentError) -> DocumentNode {
        skipSpace()
        guard depth < Self.maximumDepth else { throw error(.tooDeep) }
        let (line, column) = (line, at - lineStart + 1)
        func node(_ value: DocumentNode.Value) -> DocumentNode { DocumentNode(value, line: line, column: column) }
        switch next {
        case UInt8(ascii: "{"): return node(.mapping(try members(depth)))
        case UInt8(ascii: "["): return node(.list(try elements(depth)))
        case UInt8(ascii: "\""): return node(.scalar(try string(), isPlain: false))
        case nil: throw error(.valueIsMissing)
        default: return node(.scalar(try word(), isPlain: true))
        }
    }

    private mutating func members(_ depth: Int) throws(DocumentError) -> [(key: DocumentNode, value: DocumentNode)] {
        var pairs: [(key: DocumentNode, value: DocumentNode)] = []
        at += 1
        skipSpace()
        if take(UInt8(ascii: "}")) { return pairs }
        repeat {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw error(.keyIsMissing) }
            let key = try value(depth: depth + 1)
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw error(.colonIsMissing) }
            pairs.append((key, try value(depth: depth + 1)))
            skipSpace()
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw error(.commaOrBraceIsMissing) }
        return pairs
    }

    private mutating func elements(_ depth: Int) throws(DocumentError) -> [DocumentNode] {
        var nodes: [DocumentNode] = []
        at += 1
        skipSpace()
        if take(UInt8(ascii: "]")) { return nodes }
        repeat {
            nodes.append(try value(depth: depth + 1))
            skipSpace()
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw error(.commaOrBracketIsMissing) }
        return nodes
    }

    /// A number, `true`, `false` or `null`.
    private mutating func word() throws(DocumentError) -> String {
        let start = at
        while let byte = next,
            byte == 0x2b || byte == 0x2d || byte == 0x2e || byte >= 0x30 && byte <= 0x39
                || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7a
        {
            at += 1
        }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        if ["true", "false", "null"].contains(text) { return text }
        guard Self.isNumber(Array(text.utf8)) else {
            at = start
            throw error(.noValue)
        }
        return text
    }

    private static func isNumber(_ text: [UInt8]) -> Bool {
        var at = 0
        func digits() -> Int {
            let start = at
            while at < text.count, text[at] >= 0x30, text[at] <= 0x39 { at += 1 }
            return at - start
        }
        if at < text.count, text[at] == 0x2d { at += 1 }
        let startsWithZero = at < text.count && text[at] == 0x30
        let whole = digits()
        guard whole == 1 || whole > 1 && !startsWithZero else { return false }
        if at < text.count, text[at] == 0x2e {
            at += 1
            guard digits() > 0 else { return false }
        }
        if at < text.count, text[at] | 0x20 == 0x65 {
            at += 1
            if at < text.count, text[at] == 0x2b || text[at] == 0x2d { at += 1 }
            guard digits() > 0 else { return false }
        }
        return at == text.count
    }

    private mutating func string() throws(DocumentError) -> String {
        at += 1
        var text: [UInt8] = []
        while let byte = next, byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw error(.controlCharacter) }
            at += 1
            if byte != UInt8(ascii: "\\") {
                text.append(byte)
                continue
            }
            let escape = next
            at += 1
            switch escape {
            case UInt8(ascii: "n"): text.append(0x0a)
            case UInt8(ascii: "t"): text.append(0x09)
            case UInt8(ascii: "r"): text.append(0x0d)
            case UInt8(ascii: "b"): text.append(0x08)
            case UInt8(ascii: "f"): text.append(0x0c)
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(escape ?? 0)
            case UInt8(ascii: "u"): text += try Array(String(Character(scalar())).utf8)
            default: throw error(.noEscape)
            }
        }
        guard take(UInt8(ascii: "\"")) else { throw error(.stringHasNoEnd) }
        return String(decoding: text, as: UTF8.self)
    }

    /// The character of `\uXXXX`, or of two of them.
    private mutating func scalar() throws(DocumentError) -> Unicode.Scalar {
        let first = try unit()
        if first & 0xfc00 == 0xd800, at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u") {
            at += 2
            let second = try unit()
            if second & 0xfc00 == 0xdc00 {
                return Unicode.Scalar(0x10000 + (first & 0x3ff) << 10 + second & 0x3ff) ?? "\u{fffd}"
            }
        }
        return Unicode.Scalar(first) ?? "\u{fffd}"
    }

    private mutating func unit() throws(DocumentError) -> UInt32 {
        guard at + 4 <= bytes.count, let value = UInt32(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16) else {
            throw error(.noHexadecimalDigits)
        }
        at += 4
        return value
    }
}
