/// A field line in which nothing is odd, as nearly all are: a token, a colon, a value without control characters, and CR LF.
struct PlainFieldLine {
    let name: Range<Int>
    /// Without the spaces around it.
    let value: Range<Int>
    /// Behind its line end.
    let end: Int

    /// Reads the line that begins at `start`; nil for all other lines.
    @inline(__always)
    init?(_ bytes: Span<UInt8>, from start: Int, to limit: Int) {
        let colon = bytes.tokenEnd(from: start)
        guard colon > start, colon < limit, bytes[colon] == UInt8(ascii: ":") else { return nil }
        let last = bytes.firstControl(from: colon + 1)
        guard last + 1 < limit, bytes[last] == UInt8(ascii: "\r"), bytes[last + 1] == UInt8(ascii: "\n") else { return nil }
        var lower = colon + 1
        var upper = last
        while lower < upper, bytes[lower] == 0x20 { lower += 1 }
        while upper > lower, bytes[upper - 1] == 0x20 { upper -= 1 }
        name = start..<colon
        value = lower..<upper
        end = last + 2
    }
}
