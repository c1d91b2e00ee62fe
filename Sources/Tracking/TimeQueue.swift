import Wire

/// Moments to look at connections again, first in, first out: all of one queue wait equally long.
///
/// In blocks, so that it takes no more room than it needs, whether it grows or not.
struct TimeQueue: Sendable {
    struct Entry: Sendable {
        var id: UInt32
        /// The lowest bits of the connection's number: another one may have the same identity by now.
        var number: UInt32
        var due: Timestamp
    }

    private static let blockSize = 1024
    private var blocks: [[Entry]] = []
    /// The place in the first block of the entry that is due first.
    private var head = 0

    mutating func push(_ id: ConnectionID, _ number: Int, due: Timestamp) {
        if blocks.last.map({ $0.count == Self.blockSize }) ?? true {
            blocks.append([])
            blocks[blocks.count - 1].reserveCapacity(Self.blockSize)
        }
        blocks[blocks.count - 1].append(
            Entry(id: UInt32(truncatingIfNeeded: id), number: UInt32(truncatingIfNeeded: number), due: due))
    }

    @inline(__always)
    func isDue(at now: Timestamp) -> Bool { !blocks.isEmpty && head < blocks[0].count && blocks[0][head].due < now }

    mutating func pop(at now: Timestamp) -> Entry? {
        guard isDue(at: now) else { return nil }
        let entry = blocks[0][head]
        head += 1
        if head == Self.blockSize {
            blocks.removeFirst()
            head = 0
        } else if head == blocks[0].count {
            // Nobody waits.
            blocks[0].removeAll(keepingCapacity: true)
            head = 0
        }
        return entry
    }
}
