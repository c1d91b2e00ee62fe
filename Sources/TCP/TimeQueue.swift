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
    /// In the order of `due`: the block that is emptied, from `head` on, those behind it, and the one that is filled, which is the first as
    /// long as there is no other.
    private var first: [Entry] = []
    private var head = 0
    private var others: [[Entry]] = []
    /// The greatest `due` of these.
    private var latest = Timestamp(nanoseconds: .min)
    /// The least `due` at the root; each entry's children are at 2i + 1 and 2i + 2.
    private var heap: [Entry] = []
    /// How many wait.
    private(set) var count = 0
    /// When the first is due; the end of time if none waits.
    private(set) var nextDue = Self.never

    private static let never = Timestamp(nanoseconds: .max)

    mutating func push(_ id: ConnectionID, _ number: Int, due: Timestamp) {
        count += 1
        nextDue = min(nextDue, due)
        let entry = Entry(id: UInt32(truncatingIfNeeded: id), number: UInt32(truncatingIfNeeded: number), due: due)
        if head < first.count, due < latest { return pushOnHeap(entry) }
        latest = due
        if others.isEmpty, first.count < Self.blockSize { return first.append(entry) }
        if others.last.map({ $0.count == Self.blockSize }) ?? true {
            others.append([])
            others[others.count - 1].reserveCapacity(Self.blockSize)
        }
        others[others.count - 1].append(entry)
    }

    @inline(__always)
    func isDue(at now: Timestamp) -> Bool { nextDue < now }

    @inline(__always)
    mutating func pop(at now: Timestamp) -> Entry? { isDue(at: now) ? popFirst() : nil }

    /// The one that is due first, whenever that is.
    mutating func popFirst() -> Entry? {
        guard count > 0 else { return nil }
        count -= 1
        let entry: Entry
        if head < first.count, heap.isEmpty || first[head].due <= heap[0].due {
            entry = popInOrder()
        } else {
            entry = heap[0]
            popFromHeap()
        }
        let inOrder = head < first.count ? first[head].due : Self.never
        nextDue = heap.isEmpty ? inOrder : min(heap[0].due, inOrder)
        return entry
    }

    /// Forgets entries of which nothing is wanted any more.
    mutating func removeAll(where isDead: (Entry) -> Bool) {
        var kept = TimeQueue()
        for entry in first[head...] where !isDead(entry) { kept.push(Int(entry.id), Int(entry.number), due: entry.due) }
        for block in others {
            for entry in block where !isDead(entry) { kept.push(Int(entry.id), Int(entry.number), due: entry.due) }
        }
        for entry in heap where !isDead(entry) { kept.push(Int(entry.id), Int(entry.number), due: entry.due) }
        self = kept
    }

    private mutating func popInOrder() -> Entry {
        let entry = first[head]
        head += 1
        if head == first.count {
            head = 0
            if others.isEmpty { first.removeAll(keepingCapacity: true) } else { first = others.removeFirst() }
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
