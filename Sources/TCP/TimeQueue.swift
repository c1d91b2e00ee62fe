import Wire

/// Moments to look at connections again.
///
/// All of one queue wait equally long, so they mostly come in the order in which they are due: those lie in blocks, first in, first out.
/// Where a capture's time goes back, or one time is far ahead, the others lie in a heap, so that none waits behind another.
struct TimeQueue: Sendable {
    struct Entry: Sendable {
        var id: UInt32
        /// The lowest bits of the connection's number: another one may have the same identity by now.
        var number: UInt32
        var due: Timestamp
    }

    private static let blockSize = 1024
    /// In the order of `due`.
    private var blocks: [[Entry]] = []
    /// The place in the first block of the entry that was pushed first.
    private var head = 0
    /// The least `due` at the root; each entry's children are at 2i + 1 and 2i + 2.
    private var heap: [Entry] = []
    /// How many wait.
    private(set) var count = 0

    mutating func push(_ id: ConnectionID, _ number: Int, due: Timestamp) {
        count += 1
        let entry = Entry(id: UInt32(truncatingIfNeeded: id), number: UInt32(truncatingIfNeeded: number), due: due)
        if let last = blocks.last?.last, last.due > due { return pushOnHeap(entry) }
        if blocks.last.map({ $0.count == Self.blockSize }) ?? true {
            blocks.append([])
            blocks[blocks.count - 1].reserveCapacity(Self.blockSize)
        }
        blocks[blocks.count - 1].append(entry)
    }

    /// When the first is due; the end of time if none waits.
    var nextDue: Timestamp {
        let never = Timestamp(nanoseconds: .max)
        let inOrder = blocks.isEmpty || head == blocks[0].count ? never : blocks[0][head].due
        return heap.isEmpty ? inOrder : min(heap[0].due, inOrder)
    }

    @inline(__always)
    func isDue(at now: Timestamp) -> Bool {
        !blocks.isEmpty && head < blocks[0].count && blocks[0][head].due < now || !heap.isEmpty && heap[0].due < now
    }

    mutating func pop(at now: Timestamp) -> Entry? { isDue(at: now) ? popFirst() : nil }

    /// The one that is due first, whenever that is.
    mutating func popFirst() -> Entry? {
        let inOrder = blocks.isEmpty || head == blocks[0].count ? nil : blocks[0][head]
        guard let first = heap.first, inOrder.map({ first.due < $0.due }) ?? true else { return popInOrder() }
        count -= 1
        popFromHeap()
        return first
    }

    /// Forgets entries of which nothing is wanted any more.
    mutating func removeAll(where isDead: (Entry) -> Bool) {
        var kept = TimeQueue()
        for (i, block) in blocks.enumerated() {
            for entry in block[(i == 0 ? head : 0)...] where !isDead(entry) {
                kept.push(Int(entry.id), Int(entry.number), due: entry.due)
            }
        }
        for entry in heap where !isDead(entry) { kept.push(Int(entry.id), Int(entry.number), due: entry.due) }
        self = kept
    }

    private mutating func popInOrder() -> Entry? {
        guard !blocks.isEmpty, head < blocks[0].count else { return nil }
        let entry = blocks[0][head]
        head += 1
        count -= 1
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

    private mutating func pushOnHeap(_ entry: Entry) {
        heap.append(entry)
        var at = heap.count - 1
        while at > 0, heap[(at - 1) / 2].due > heap[at].due {
            heap.swapAt(at, (at - 1) / 2)
            at = (at - 1) / 2
        }
    }

    private mutating func popFromHeap() {
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        if heap.isEmpty { heap = [] }
        var at = 0
        while true {
            var least = at
            for child in 2 * at + 1...2 * at + 2 where child < heap.count && heap[child].due < heap[least].due { least = child }
            if least == at { return }
            heap.swapAt(at, least)
            at = least
        }
    }
}
