import Wire

/// Where lines of at most `width` columns end, for text that is broken at spaces; a longer word stays whole.
struct TextWrap {
    let width: Int

    /// Calls `line` with the bytes of each line, in order.
    func forEachLine(of text: Span<UInt8>, _ line: (Range<Int>) -> Void) {
        // Bytes are no fewer than columns, so most texts need no second look.
        if text.count <= width { return line(0..<text.count) }
        var start = 0
        var end = 0
        var columns = 0
        var wordStart = 0
        while wordStart <= text.count {
            var wordEnd = wordStart
            var wordColumns = 0
            while wordEnd < text.count, text[wordEnd] != UInt8(ascii: " ") {
                // Bytes that continue a character of UTF-8 take no column of their own.
                if text[wordEnd] & 0xc0 != 0x80 { wordColumns += 1 }
                wordEnd += 1
            }
            if start == end {
                start = wordStart
                columns = wordColumns
            } else if columns + 1 + wordColumns > width {
                line(start..<end)
                start = wordStart
                columns = wordColumns
            } else {
                columns += 1 + wordColumns
            }
            end = wordEnd
            wordStart = wordEnd + 1
        }
        line(start..<end)
    }
}
