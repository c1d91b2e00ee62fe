/// A header or trailer section (RFC 9110 §6.3, §6.5): field lines in order, names and values as they were sent.
public struct FieldSection: Sendable {
    /// Where a field line's name and value lie in `bytes`.
    public struct Line: Sendable {
        private let nameStart: UInt32
        private let nameEnd: UInt32
        private var valueStart: UInt32
        fileprivate var valueEnd: UInt32

        // Sections are bounded far below the largest of these numbers.
        init(name: Range<Int>, value: Range<Int>) {
            nameStart = UInt32(truncatingIfNeeded: name.lowerBound)
            nameEnd = UInt32(truncatingIfNeeded: name.upperBound)
            valueStart = UInt32(truncatingIfNeeded: value.lowerBound)
            valueEnd = UInt32(truncatingIfNeeded: value.upperBound)
        }

        /// A line of HTTP/2 that refers to an entry of the compression's table which the capture does not have: a mark stands for its name.
        init(unknownAt mark: Range<Int>) {
            self.init(name: mark, value: mark.upperBound..<mark.upperBound)
            valueStart = .max
            valueEnd = .max
        }

        /// Neither its name nor its value is known.
        public var isUnknown: Bool { valueStart == .max }

        public var name: Range<Int> { Int(nameStart)..<Int(nameEnd) }
        /// Without the white space around it; an obsolete line folding (RFC 9112 §5.2) lies inside.
        public var value: Range<Int> { isUnknown ? Int(nameEnd)..<Int(nameEnd) : Int(valueStart)..<Int(valueEnd) }
    }

    /// Whether a byte that is no UTF-8 stands in a name or a value as what stands for it (`WireBytes`), and not U+FFFD.
    private(set) var keepsBytes = false
    /// The bytes that the lines lie in.
    public private(set) var bytes: [UInt8]
    /// The lines; none where they can be read again from `plainStart` on.
    private var keptLines: [Line] = []
    /// Where the section begins in `bytes`, if nothing in it is odd: few ask for its lines, so they are found again for those who do.
    private let plainStart: Int?
    /// How many lines there are.
    public private(set) var lineCount = 0
    /// What in the lines is against the rules.
    public private(set) var violations: Violations = []
    /// What the fields say that decide about the message and its connection.
    var known = KnownFields()

    public var lines: [Line] {
        if plainStart == nil { return keptLines }
        var lines: [Line] = []
        lines.reserveCapacity(lineCount)
        forEachLine {
            lines.append($0)
            return true
        }
        return lines
    }

    /// Calls `body` with each line, as long as it says that it wants more.
    private func forEachLine(_ body: (Line) -> Bool) {
        guard let plainStart else {
            for line in keptLines where !body(line) { return }
            return
        }
        let bytes = bytes
        let span = bytes.span
        var at = plainStart
        while let line = PlainFieldLine(span, from: at, to: span.count), body(Line(name: line.name, value: line.value)) {
            at = line.end
        }
    }

    /// Reads the field lines in `range` of `bytes`; ends at the empty line or the end.
    public init(_ bytes: [UInt8], in range: Range<Int>) {
        self.bytes = bytes
        plainStart = nil
        guard !range.isEmpty else { return }
        let span = bytes.span
        var start = range.lowerBound
        keptLines.reserveCapacity(12)
        while start < range.upperBound {
            if let line = PlainFieldLine(span, from: start, to: range.upperBound) {
                keptLines.append(Line(name: line.name, value: line.value))
                known.note(span, name: line.name, value: line.value)
                start = line.end
                continue
            }
            var end = span.firstIndex(of: UInt8(ascii: "\n"), from: start) ?? range.upperBound
            end = min(end, range.upperBound)
            let next = end + 1
            if end > start, span[end - 1] == UInt8(ascii: "\r") {
                end -= 1
            } else if end < range.upperBound {
                violations.insert(.bareLF)
            }
            if end == start { break }
            readLine(start..<end, span)
            start = next
        }
        lineCount = keptLines.count
        if known.needsValues { known = readKnownValues() }
    }

    /// A section whose lines were found in `bytes` in another way.
    init(_ bytes: [UInt8], lines: [Line]) {
        self.bytes = bytes
        plainStart = nil
        keptLines = lines
        lineCount = lines.count
        let span = bytes.span
        for line in lines where !line.isUnknown { known.note(span, name: line.name, value: line.value) }
    }

    /// Reads a section in one pass if it lies whole in `bytes` and nothing in it is odd; nil otherwise.
    ///
    /// - Parameters:
    ///   - head: where the head begins that it belongs to: the section keeps the bytes from there on.
    ///   - offset: where it begins; then, where it ends.
    init?(plain bytes: Span<UInt8>, ofHeadAt head: Int, _ offset: inout Int) {
        var known = KnownFields()
        var count = 0
        var at = offset
        while let line = PlainFieldLine(bytes, from: at, to: bytes.count) {
            known.note(bytes, name: line.name, value: line.value)
            count += 1
            at = line.end
        }
        guard at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\r"), bytes[at + 1] == UInt8(ascii: "\n") else { return nil }
        known.move(by: -head)
        self.init(bytes.copied(head..<at + 2), plainFrom: offset - head, count: count, known)
        offset = at + 2
    }

    private init(_ bytes: [UInt8], plainFrom start: Int, count: Int, _ known: KnownFields) {
        self.bytes = bytes
        plainStart = start
        lineCount = count
        self.known = known
    }

    private mutating func readLine(_ line: Range<Int>, _ bytes: Span<UInt8>) {
        // A line that begins with white space goes on the value of the one before (RFC 9112 §5.2).
        if bytes[line.lowerBound].isWhitespace {
            if let last = keptLines.indices.last {
                violations.insert(.obsoleteFolding)
                let folded = trimmed(line, bytes)
                checkValue(folded, bytes)
                if !folded.isEmpty { keptLines[last].valueEnd = UInt32(truncatingIfNeeded: folded.upperBound) }
                known.needsValues = true
            } else {
                violations.insert(.whitespaceAfterStartLine)
            }
            return
        }
        var colon = line.lowerBound
        var ofName: Violations = []
        while colon < line.upperBound, bytes[colon] != UInt8(ascii: ":") {
            if bytes[colon] == UInt8(ascii: "\r") {
                violations.insert(.bareCR)
            } else if !bytes[colon].isTokenCharacter {
                ofName.insert(bytes[colon].isWhitespace ? .whitespaceBeforeColon : .invalidFieldName)
            }
            colon += 1
        }
        // Without a colon there is no name.
        if colon == line.upperBound { violations.insert(.lineWithoutColon) } else { violations.formUnion(ofName) }
        if colon == line.lowerBound { violations.insert(.invalidFieldName) }
        let value = colon < line.upperBound ? trimmed(colon + 1..<line.upperBound, bytes) : line.upperBound..<line.upperBound
        checkValue(value, bytes)
        keptLines.append(Line(name: line.lowerBound..<colon, value: value))
        known.needsValues = true
    }

    private mutating func checkValue(_ value: Range<Int>, _ bytes: Span<UInt8>) {
        for i in value where bytes[i] < 0x20 && bytes[i] != 0x09 || bytes[i] == 0x7f {
            violations.insert(bytes[i] == UInt8(ascii: "\r") ? .bareCR : .invalidFieldValue)
        }
    }

    private func trimmed(_ range: Range<Int>, _ bytes: Span<UInt8>) -> Range<Int> {
        var lower = range.lowerBound
        var upper = range.upperBound
        while lower < upper, bytes[lower].isWhitespace { lower += 1 }
        while upper > lower, bytes[upper - 1].isWhitespace { upper -= 1 }
        return lower..<upper
    }

    /// Reads the fields again that decide something, where a line was odd.
    private func readKnownValues() -> KnownFields {
        var fields = KnownFields()
        let span = bytes.span
        for line in keptLines {
            var name = line.name
            // White space before the colon is no part of the name, though it must not be there (RFC 9112 §5.1).
            while let last = name.last, span[last].isWhitespace { name = name.lowerBound..<last }
            let isFolded = span.firstIndex(of: UInt8(ascii: "\n"), in: line.value) != nil
            fields.note(span, name: name, value: line.value, isOdd: isFolded)
        }
        return fields
    }

    /// What it takes in memory, in bytes, at most, about.
    public var size: Int { bytes.count + lineCount * MemoryLayout<Line>.size + 64 }

    /// Content-Length, if there is one field of that name and it is a number.
    public var contentLength: UInt64? { known.contentLength }

    public var isEmpty: Bool { lineCount == 0 }

    /// The name of a line as sent; bytes that are not UTF-8 become U+FFFD (not in a lossless one).
    public func name(_ line: Line) -> String { text(bytes[line.name]) }

    private func text(_ bytes: ArraySlice<UInt8>) -> String {
        keepsBytes ? String(wire: bytes) : String(decoding: bytes, as: UTF8.self)
    }

    /// Whether nothing in its bytes takes more than ASCII.
    var isASCII: Bool {
        let all = bytes
        let span = all.span
        var bits: UInt8 = 0
        for i in span.indices { bits |= span[i] }
        return bits < 0x80
    }

    /// The same section, of whose texts no byte is lost.
    public var lossless: FieldSection {
        var section = self
        section.keepsBytes = true
        return section
    }

    /// The value of a line, each obsolete folding replaced by one space; bytes that are not UTF-8 become U+FFFD (not in a lossless one).
    public func value(_ line: Line) -> String {
        guard bytes[line.value].contains(UInt8(ascii: "\n")) else {
            return text(bytes[line.value])
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
        return text(unfolded[...])
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
        var values: [String] = []
        forEachLine {
            if line($0, isNamed: name) { values.append(value($0)) }
            return true
        }
        return values
    }

    /// The value of the first line with this name, which is given in lower case.
    public func first(_ name: String) -> String? {
        var found: String?
        forEachLine {
            if line($0, isNamed: name) { found = value($0) }
            return found == nil
        }
        return found
    }

    /// Whether a comma-separated field holds `token`, both given in lower case (RFC 9110 §5.6.1).
    public func list(_ name: String, contains token: String) -> Bool {
        listMembers(of: name).contains(token)
    }

    /// The codings of the content (RFC 9110 §8.4), in lower case and in the order in which they were applied.
    public var contentCodings: [String] { known.hasContentCoding ? listMembers(of: "content-encoding") : [] }

    /// The members of a comma-separated field over all its lines, in lower case and without white space around them.
    public func listMembers(of name: String) -> [String] {
        values(of: name).flatMap { ListMembers.all(of: $0.lowercased()) }.filter { !$0.isEmpty }
    }
}

extension UInt8 {
    /// Space or horizontal tab: OWS of RFC 9110 §5.6.3.
    var isWhitespace: Bool { self == 0x20 || self == 0x09 }

    /// tchar of RFC 9110 §5.6.2.
    var isTokenCharacter: Bool {
        // One bit for each character, below and above 64: looked up for each byte of every field name.
        let mask: UInt64 = self < 64 ? 0x03ff_6cfa_0000_0000 : self < 128 ? 0x57ff_ffff_c7ff_fffe : 0
        return mask >> UInt64(self & 63) & 1 == 1
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
