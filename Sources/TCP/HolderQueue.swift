/// Connections that hold bytes, in the order in which they began to. A connection stands in it once; one that is gone is passed over.
struct HolderQueue {
    private var entries: [(id: ConnectionID, number: Int)] = []
    private var first = 0

    var count: Int { entries.count - first }

    mutating func append(_ id: ConnectionID, number: Int) { entries.append((id, number)) }

    mutating func popFirst() -> (id: ConnectionID, number: Int)? {
        guard first < entries.count else { return nil }
        defer {
            first += 1
            if first == entries.count {
                entries.removeAll(keepingCapacity: true)
                first = 0
            }
        }
        return entries[first]
    }

    /// Forgets those that are gone. Called when the queue has grown to twice what it was, so that it costs nothing per entry.
    mutating func compact(_ isHeld: (ConnectionID, Int) -> Bool) {
        entries = entries[first...].filter { isHeld($0.id, $0.number) }
        first = 0
    }
}
