/// The dynamic table of one direction (RFC 7541 §2.3.2), as a passive reader has it.
///
/// Behind a hole nobody knows what was inserted in it, so the older entries are lost. Those inserted afterwards are known again by their
/// place: an index counts from the newest entry, and the oldest are evicted first. A reference to anything older says that it is not known.
struct HPACKTable {
    /// What the table may hold here at most, in bytes of RFC 7541 §4.1; an encoder may be allowed more, and then its oldest entries are lost.
    let maximumCapacity: Int
    /// What an entry costs beside its name and value (RFC 7541 §4.1).
    static let overhead = 32

    struct Entry {
        /// The name, and behind it the value.
        var bytes: [UInt8]
        var nameLength: Int
        /// Its name came from an entry that is lost.
        var hasUnknownName = false

        var size: Int { bytes.count + HPACKTable.overhead }
    }

    enum Lookup {
        case known(Entry)
        /// The entry is older than what is known.
        case lost
        /// There is no such entry.
        case none
    }

    /// From `first` on, the oldest first.
    private var entries: [Entry] = []
    private var first = 0
    /// The sum of RFC 7541 §4.1 over the entries that are known.
    private(set) var size = 0
    /// What the encoder lets it hold.
    private(set) var capacity = 4096
    /// Entries that the encoder may refer to are not known.
    private(set) var isLost = false

    init(maximumCapacity: Int) { self.maximumCapacity = maximumCapacity }

    /// At `index`, which counts from 1 for the newest entry.
    func entry(_ index: Int) -> Lookup {
        let at = entries.count - index
        if at >= first { return .known(entries[at]) }
        return isLost ? .lost : .none
    }

    mutating func insert(_ entry: Entry) {
        if entry.hasUnknownName, entry.size > capacity / 2 {
            // Its name may make it larger than the table, which would then be empty (RFC 7541 §4.4).
            lose()
            return
        }
        guard entry.size <= capacity else { return removeAll() }
        evict(to: min(capacity, maximumCapacity) - entry.size)
        entries.append(entry)
        size += entry.size
    }

    mutating func resize(_ capacity: Int) {
        self.capacity = capacity
        // An empty table is known again (RFC 7541 §4.3).
        if capacity == 0 { isLost = false }
        evict(to: capacity)
    }

    /// Nothing is known any more of what it holds.
    mutating func lose() {
        removeAll()
        isLost = true
    }

    private mutating func removeAll() {
        entries = []
        first = 0
        size = 0
    }

    private mutating func evict(to limit: Int) {
        while size > limit, first < entries.count {
            size -= entries[first].size
            entries[first].bytes = []
            first += 1
            // More than this is held nowhere: the encoder may have kept it.
            if capacity > maximumCapacity { isLost = true }
        }
        if first > 32, first * 2 > entries.count {
            entries.removeFirst(first)
            first = 0
        }
    }
}
