/// How far a line was read that may be a start line, byte by byte: some bytes decide at once that it is none, so that a stream of
/// something else is not held until a line of it is whole.
struct LineProgress: Sendable {
    private enum Part: Sendable { case before, firstWord, after }

    private var part = Part.before
    /// Bytes of the first word.
    private var count = 0

    /// Methods longer than this are taken for something else.
    private static let maximumWord = 32

    /// Takes the first bytes of a line at once, if it begins as nearly all do; returns how many.
    mutating func takeUsual(_ bytes: Span<UInt8>, at start: Int, _ kind: MessageKind) -> Int {
        guard part == .before else { return 0 }
        let isUsual = kind == .request ? bytes.matches("GET ", at: start) : bytes.matches("HTTP/1.1 ", at: start)
        guard isUsual else { return 0 }
        part = .after
        return kind == .request ? 4 : 9
    }

    /// Takes the next byte of the line; false if it cannot become a start line any more.
    mutating func take(_ byte: UInt8, _ kind: MessageKind) -> Bool {
        switch part {
        case .before:
            if byte.isSeparator { return true }
            part = .firstWord
            return takeWord(byte, kind)
        case .firstWord:
            if byte.isSeparator || byte == UInt8(ascii: "\n") {
                part = .after
                return kind == .request || count >= 4
            }
            return takeWord(byte, kind)
        case .after: return true
        }
    }

    /// Nothing that comes can decide anything before the line is whole.
    var isDecided: Bool { part == .after }

    private mutating func takeWord(_ byte: UInt8, _ kind: MessageKind) -> Bool {
        count += 1
        if kind == .request { return byte > 0x20 && byte < 0x7f && count <= Self.maximumWord }
        // HTTP, in whatever case.
        switch count {
        case 1: return byte & 0xdf == UInt8(ascii: "H")
        case 2, 3: return byte & 0xdf == UInt8(ascii: "T")
        case 4: return byte & 0xdf == UInt8(ascii: "P")
        default: return count <= Self.maximumWord
        }
    }
}
