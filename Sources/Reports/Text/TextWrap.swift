import Language
import Wire

/// Where lines of at most `width` cells end, for text that is broken at spaces and between characters of East Asian scripts; a longer word
/// stays whole, or is broken where it must be.
struct TextWrap {
    let width: Int
    var cellWidth = CellWidth()
    /// Cells by which the lines after the first are indented.
    var hanging = 0
    /// A word that is longer than a line is broken: behind one of its joints, or between any two characters.
    var breaksWords = false
    /// A place where a line may end and another begin.
    private struct Break {
        /// Behind the last byte of the line that ends.
        var end = 0
        /// The first byte of the line that begins, and the cells before it.
        var start = 0
        var cells = 0
    }

    /// Calls `line` with the bytes of each line, in order.
    func forEachLine(of text: Span<UInt8>, _ line: (Range<Int>) -> Void) {
        // Bytes are no fewer than cells, so most texts need no second look.
        if text.count <= width { return line(0..<text.count) }
        var start = 0
        var width = width
        while let place = spaceThatEndsLine(in: text, from: start, width) {
            if place.start >= text.count { return line(start..<text.count) }
            line(start..<place.end)
            start = place.start
            width = self.width - hanging
        }
        var startCells = 0
        var latest: Break?
        var joint = Break()
        var (index, cells) = (start, 0)
        var previous: UInt32 = 0
        while index < text.count {
            let (character, length) = Self.character(text, at: index)
            let isSpace = character == 0x20
            if isSpace {
                // The last of several spaces: a line neither ends nor begins with one.
                if previous != 0x20, index > start, !UnitWords.joins(text, at: index) {
                    latest = Break(end: index, start: index + 1, cells: cells + 1)
                }
                if previous == 0x20, let place = latest, place.start == index {
                    latest = Break(end: place.end, start: index + 1, cells: cells + 1)
                }
            } else if index > start, previous != 0x20, mayBreak(between: previous, and: character) {
                latest = Break(end: index, start: index, cells: cells)
            }
            if breaksWords, !isSpace, latest == nil, index > start {
                if Self.isJoint(previous) { joint = Break(end: index, start: index, cells: cells) }
                if cells - startCells + cellWidth.cells(of: character) > width {
                    // Not so near its beginning that nearly nothing of it would stand on the line.
                    let isFar = joint.start > start && (joint.cells - startCells) * 2 > width
                    latest = isFar ? joint : Break(end: index, start: index, cells: cells)
                }
            }
            cells += cellWidth.cells(of: character)
            if !isSpace, cells - startCells > width, let place = latest {
                line(start..<place.end)
                (start, startCells) = (place.start, place.cells)
                latest = nil
                width = self.width - hanging
                // What begins the next line may be longer than that already.
                (index, cells, previous) = (start, startCells, 0)
                continue
            }
            previous = character
            index += length
        }
        line(start..<text.count)
    }

    /// The space that ends the line at `start`, or the end of the text; nil where a line may end at other characters, or a word must be broken.
    private func spaceThatEndsLine(in text: Span<UInt8>, from start: Int, _ width: Int) -> Break? {
        var (index, cells) = (start, 0)
        while index < text.count {
            // Most characters are of one byte and one cell.
            if text[index] < 0x80 {
                cells += 1
                if cells > width, text[index] != 0x20 { break }
                index += 1
                continue
            }
            let (character, length) = Self.character(text, at: index)
            if character >= 0x2e80 { return nil }
            cells += cellWidth.cells(of: character)
            if cells > width { break }
            index += length
        }
        if index >= text.count { return Break(end: text.count, start: text.count) }
        // Back from the first character that has no place.
        while index > start + 1 {
            index -= 1
            guard text[index] == 0x20, text[index - 1] != 0x20, !UnitWords.joins(text, at: index) else { continue }
            var next = index + 1
            while text[next] == 0x20 { next += 1 }
            return Break(end: index, start: next)
        }
        return nil
    }

    /// A long word is rather broken behind one of these: those that join the parts of URLs and numbers.
    private static func isJoint(_ character: UInt32) -> Bool {
        switch UInt8(exactly: character) {
        case UInt8(ascii: "_"), UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "&"), UInt8(ascii: "="), UInt8(ascii: "."),
            UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "%"):
            true
        default: false
        }
    }

    private func mayBreak(between a: UInt32, and b: UInt32) -> Bool {
        // Most text is ASCII.
        if a < 0x2e80, b < 0x2e80 { return false }
        // U+00A0 is there to keep both of its sides on one line.
        if a == 0xa0 || b == 0xa0 { return false }
        guard cellWidth.breaksAround(a) || cellWidth.breaksAround(b) else { return false }
        return !CellWidth.mustFollow(b) && !CellWidth.mustPrecede(a) && !UnitWords.isInside(a, b)
    }

    /// The character at a byte, and how many bytes it has; one that is no UTF-8 is its first byte.
    private static func character(_ text: Span<UInt8>, at index: Int) -> (UInt32, length: Int) {
        let first = text[index]
        let length = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
        guard length > 1, index + length <= text.count else { return (UInt32(first), 1) }
        var value = UInt32(first) & (0x7f >> UInt32(length))
        for i in index + 1..<index + length { value = value << 6 | UInt32(text[i] & 0x3f) }
        return (value, length)
    }
}
