/// Comments on frames, gathered in the frames' order, of connections of which some may turn out not to be selected.
struct CommentStore {
    private struct Entry {
        var frame: Int
        var connection: Int
        /// Where its text ends; it begins where the one before ends.
        var end: Int
    }

    private let limit: Int
    private var entries: [Entry] = []
    private var bytes: [UInt8] = []
    /// Comments that were one too many.
    private(set) var leftOut = 0

    init(limit: Int) { self.limit = limit }

    /// What is held, in bytes.
    var size: Int { bytes.count + entries.count * MemoryLayout<Entry>.stride }

    /// Adds a line to the comment of a frame, which is the last one that has a comment, or a later one.
    ///
    /// - Parameter room: what may be held besides, in bytes.
    mutating func add(_ line: OutputBuffer, to frame: Int, of connection: Int, room: Int) {
        let needed = line.count + MemoryLayout<Entry>.stride + 1
        guard size + needed <= limit, needed <= room else {
            leftOut += 1
            return
        }
        if let last = entries.last, last.frame == frame, last.connection == connection {
            bytes.append(UInt8(ascii: "\n"))
            line.appendGathered(to: &bytes)
            entries[entries.count - 1].end = bytes.count
        } else {
            line.appendGathered(to: &bytes)
            entries.append(Entry(frame: frame, connection: connection, end: bytes.count))
        }
    }

    // MARK: - Reading them back

    private var next = 0

    /// The frame of the next comment whose connection `isSelected`.
    mutating func nextFrame(_ isSelected: (Int) -> Bool) -> Int? {
        while next < entries.count, !isSelected(entries[next].connection) { next += 1 }
        return next < entries.count ? entries[next].frame : nil
    }

    /// The text of the next comment.
    mutating func takeNext() -> ArraySlice<UInt8> {
        guard next < entries.count else { return [] }
        let start = next == 0 ? 0 : entries[next - 1].end
        defer { next += 1 }
        return bytes[start..<entries[next].end]
    }
}
