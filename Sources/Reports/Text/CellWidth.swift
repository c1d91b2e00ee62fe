import Wire

/// How many cells of a terminal text takes: characters of East Asian scripts take two, combining marks none, and those of ambiguous width
/// (UAX #11) two where the terminal's font is East Asian.
struct CellWidth: Equatable, Sendable {
    /// Whether characters of ambiguous width take two cells.
    var ambiguousIsWide = false

    /// The cells of one character; control characters, which never get here, count as one.
    func cells(of character: UInt32) -> Int {
        if character < 0xa1 { return 1 }
        if Self.contains(CellRanges.wide, character) { return 2 }
        if Self.contains(CellRanges.none, character) { return 0 }
        return ambiguousIsWide && Self.contains(CellRanges.ambiguous, character) ? 2 : 1
    }

    /// The cells of a text, without escape sequences.
    func cells(of text: String) -> Int {
        var cells = 0
        for scalar in text.unicodeScalars { cells += self.cells(of: scalar.value) }
        return cells
    }

    /// The longest beginning that fits into so many cells.
    func prefix(of text: String, cells limit: Int) -> Substring {
        var (cells, end) = (0, text.startIndex)
        for index in text.unicodeScalars.indices {
            cells += self.cells(of: text.unicodeScalars[index].value)
            if cells > limit { return text[..<end] }
            end = text.unicodeScalars.index(after: index)
        }
        return text[...]
    }

    /// Cut to so many cells, with an ellipsis at its end if it was longer.
    func clipped(_ text: String, to limit: Int, ellipsis: String) -> String {
        if text.utf8.count <= limit || cells(of: text) <= limit { return text }
        return prefix(of: text, cells: max(0, limit - cells(of: ellipsis))) + ellipsis
    }

    func padded(_ text: String, to width: Int) -> String { text + String(repeating: " ", count: max(0, width - cells(of: text))) }

    func leftPadded(_ text: String, to width: Int) -> String {
        String(repeating: " ", count: max(0, width - cells(of: text))) + text
    }

    /// Whether a line may be broken before and behind a character, as East Asian scripts are, which have no spaces.
    func breaksAround(_ character: UInt32) -> Bool { character >= 0x2e80 && Self.contains(CellRanges.wide, character) }

    /// Whether `character` must not begin a line: what closes, and marks of punctuation.
    static func mustFollow(_ character: UInt32) -> Bool { closing.contains(character) }
    /// Whether `character` must not end a line: what opens.
    static func mustPrecede(_ character: UInt32) -> Bool { opening.contains(character) }

    private static let closing: Set<UInt32> = scalars("，。、；：！？）」』】》〉〕］｝…”’·ー々,.;:!?)]}%")
    private static let opening: Set<UInt32> = scalars("（「『【《〈〔［｛“‘([{")

    private static func scalars(_ text: String) -> Set<UInt32> { Set(text.unicodeScalars.map(\.value)) }

    /// Looks for the range of a character, by halves.
    private static func contains(_ ranges: [UInt32], _ character: UInt32) -> Bool {
        var (low, high) = (0, ranges.count / 2)
        while low < high {
            let middle = (low + high) / 2
            if character > ranges[2 * middle + 1] {
                low = middle + 1
            } else if character < ranges[2 * middle] {
                high = middle
            } else {
                return true
            }
        }
        return false
    }
}
