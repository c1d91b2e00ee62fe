/// Takes the value of a comma-separated field apart (RFC 9110 §5.6.1).
///
/// A comma inside a quoted string (§5.6.4) separates nothing. A quote that is never closed is a character like any other, so that nobody can hide
/// the rest of a list behind it.
struct ListMembers {
    private var start: Int
    private let end: Int
    /// A quote was found that is never closed: neither is any behind it, since those are all escaped.
    private var quotesAreOpen = false

    init(in value: Range<Int>) {
        start = value.lowerBound
        end = value.upperBound
    }

    /// The next member without the white space around it, which may be empty; nil behind the last one. A line end inside a folded value, and a
    /// bare CR, count as spaces (RFC 9112 §2.2, §5.2).
    mutating func next(_ bytes: Span<UInt8>) -> Range<Int>? {
        guard start <= end else { return nil }
        var at = start
        while at < end, bytes[at] != UInt8(ascii: ",") {
            at = bytes[at] == UInt8(ascii: "\"") ? endOfQuote(bytes, at) : at + 1
        }
        var lower = start, upper = at
        while lower < upper, Self.isSpace(bytes[lower]) { lower += 1 }
        while upper > lower, Self.isSpace(bytes[upper - 1]) { upper -= 1 }
        start = at + 1
        return lower..<upper
    }

    /// Behind the quoted string that begins here.
    private mutating func endOfQuote(_ bytes: Span<UInt8>, _ quote: Int) -> Int {
        var at = quote + 1
        if quotesAreOpen { return at }
        while at < end {
            switch bytes[at] {
            case UInt8(ascii: "\""): return at + 1
            case UInt8(ascii: "\\"): at += 2
            default: at += 1
            }
        }
        quotesAreOpen = true
        return quote + 1
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte.isWhitespace || byte == 0x0d || byte == 0x0a }

    /// All members of a value, empty ones too.
    static func all(of value: String) -> [String] {
        let bytes = Array(value.utf8)
        var members = ListMembers(in: 0..<bytes.count)
        var all: [String] = []
        while let member = members.next(bytes.span) { all.append(String(decoding: bytes[member], as: UTF8.self)) }
        return all
    }
}
