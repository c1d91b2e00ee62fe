/// A header or trailer section (RFC 9110 §6.3, §6.5): field lines in order, names and values as they were sent.
public struct FieldSection: Sendable {
    /// Where a field line's name and value lie in `bytes`.
    public struct Line: Sendable {
        public var name: Range<Int>
        /// Without the white space around it; an obsolete line folding (RFC 9112 §5.2) lies inside.
        public var value: Range<Int>
    }

    /// Which of the fields that frame the content are there: asked of every message.
    struct Framing: Sendable {
        var hasTransferEncoding = false
        var hasContentLength = false
    }

    /// The bytes that the lines lie in.
    public private(set) var bytes: [UInt8]
    public private(set) var lines: [Line] = []
    /// What in the lines is against the rules.
    public private(set) var violations: Violations = []
    private(set) var framing = Framing()
    private(set) var hosts = 0

    /// Reads the field lines in `range` of `bytes`; ends at the empty line or the end.
    public init(_ bytes: [UInt8], in range: Range<Int>) {
        self.bytes = bytes
        let span = bytes.span
        var start = range.lowerBound
        lines.reserveCapacity(12)
        while start < range.upperBound {
            var end = span.firstIndex(of: UInt8(ascii: "\n"), from: start) ?? range.upperBound
            end = min(end, range.upperBound)
            let next = end + 1
            if end > start, span[end - 1] == UInt8(ascii: "\r") {
                end -= 1
            } else if end < range.upperBound {
                violations.insert(.bareLF)
            }
            if end == start { return }
            readLine(start..<end, span)
            start = next
        }
    }

    private mutating func readLine(_ line: Range<Int>, _ bytes: Span<UInt8>) {
        // A line that begins with white space goes on the value of the one before (RFC 9112 §5.2).
        if bytes[line.lowerBound].isWhitespace {
            if let last = lines.indices.last {
                violations.insert(.obsoleteFolding)
                let folded = trimmed(line, bytes)
                if !folded.isEmpty { lines[last].value = lines[last].value.lowerBound..<folded.upperBound }
            } else {
                violations.insert(.whitespaceAfterStartLine)
            }
            return
        }
        var colon = line.lowerBound
        while colon < line.upperBound, bytes[colon] != UInt8(ascii: ":") {
            if !bytes[colon].isTokenCharacter {
                violations.insert(bytes[colon].isWhitespace ? .whitespaceBeforeColon : .invalidFieldName)
            }
            colon += 1
        }
        if colon == line.upperBound { violations.insert(.lineWithoutColon) }
        if colon == line.lowerBound { violations.insert(.invalidFieldName) }
        let value = colon < line.upperBound ? trimmed(colon + 1..<line.upperBound, bytes) : line.upperBound..<line.upperBound
        for i in value where bytes[i] < 0x20 && bytes[i] != 0x09 || bytes[i] == 0x7f {
            violations.insert(bytes[i] == UInt8(ascii: "\r") ? .bareCR : .invalidFieldValue)
        }
        lines.append(Line(name: line.lowerBound..<colon, value: value))
        noteFraming(lines[lines.count - 1])
    }

    private mutating func noteFraming(_ line: Line) {
        switch line.name.count {
        case 4...6 where self.line(line, isNamed: "host"): hosts += 1
        case 14...16 where self.line(line, isNamed: "content-length"): framing.hasContentLength = true
        case 17...19 where self.line(line, isNamed: "transfer-encoding"): framing.hasTransferEncoding = true
        default: break
        }
    }

    private func trimmed(_ range: Range<Int>, _ bytes: Span<UInt8>) -> Range<Int> {
        var lower = range.lowerBound
        var upper = range.upperBound
        while lower < upper, bytes[lower].isWhitespace { lower += 1 }
        while upper > lower, bytes[upper - 1].isWhitespace { upper -= 1 }
        return lower..<upper
    }

    /// What it takes in memory, in bytes, about.
    public var size: Int { bytes.count + lines.count * MemoryLayout<Line>.size + 64 }

    public var isEmpty: Bool { lines.isEmpty }

    /// The name of a line as sent; bytes that are not UTF-8 become U+FFFD.
    public func name(_ line: Line) -> String { String(decoding: bytes[line.name], as: UTF8.self) }

    /// The value of a line, each obsolete folding replaced by one space; bytes that are not UTF-8 become U+FFFD.
    public func value(_ line: Line) -> String {
        guard bytes[line.value].contains(UInt8(ascii: "\n")) else {
            return String(decoding: bytes[line.value], as: UTF8.self)
        }
        var unfolded: [UInt8] = []
        var isFolding = false
        for byte in bytes[line.value] {
            if byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\n") {
                isFolding = true
            } else if !(isFolding && byte.isWhitespace) {
                if isFolding { unfolded.append(UInt8(ascii: " ")) }
                isFolding = false
                unfolded.append(byte)
            }
        }
        return String(decoding: unfolded, as: UTF8.self)
    }

    /// Whether a line's name is `name`, which is given in lower case. White space before the colon is no part of the name, though it
    /// must not be there (RFC 9112 §5.1).
    public func line(_ line: Line, isNamed name: String) -> Bool {
        var range = line.name
        while let last = range.last, bytes[last].isWhitespace { range = range.lowerBound..<last }
        return bytes[range].equalsIgnoringCase(name)
    }

    /// The values of all lines with this name, which is given in lower case.
    public func values(of name: String) -> [String] {
        lines.filter { line($0, isNamed: name) }.map(value)
    }

    /// The value of the first line with this name, which is given in lower case.
    public func first(_ name: String) -> String? { lines.first { line($0, isNamed: name) }.map(value) }

    /// Whether a comma-separated field holds `token`, both given in lower case (RFC 9110 §5.6.1).
    public func list(_ name: String, contains token: String) -> Bool {
        listMembers(of: name).contains(token)
    }

    /// The members of a comma-separated field over all its lines, in lower case and without white space around them.
    public func listMembers(of name: String) -> [String] {
        values(of: name).flatMap { value in
            value.lowercased().split(separator: ",").map { member in
                var member = member[...]
                // A bare CR counts as a space (RFC 9112 §2.2).
                while let first = member.first, first == " " || first == "\t" || first == "\r" { member.removeFirst() }
                while let last = member.last, last == " " || last == "\t" || last == "\r" { member.removeLast() }
                return String(member)
            }
        }.filter { !$0.isEmpty }
    }
}

extension UInt8 {
    /// Space or horizontal tab: OWS of RFC 9110 §5.6.3.
    var isWhitespace: Bool { self == 0x20 || self == 0x09 }

    /// tchar of RFC 9110 §5.6.2.
    var isTokenCharacter: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        case 0x21, 0x23, 0x24, 0x25, 0x26, 0x27, 0x2a, 0x2b, 0x2d, 0x2e, 0x5e, 0x5f, 0x60, 0x7c, 0x7e: true
        default: false
        }
    }

    var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
}

extension ArraySlice<UInt8> {
    /// Whether this is `name`, which is given in lower case.
    func equalsIgnoringCase(_ name: String) -> Bool {
        guard count == name.utf8.count else { return false }
        for (a, b) in zip(self, name.utf8) {
            let lower = a >= UInt8(ascii: "A") && a <= UInt8(ascii: "Z") ? a | 0x20 : a
            if lower != b { return false }
        }
        return true
    }
}
