import Wire

/// The place of a connection in its table; valid until the connection is released.
public typealias ConnectionID = Int

/// All connections that are held, found by their pair of endpoints.
///
/// Open addressing with linear probing over a slab of connections that are changed in place; the hash is mixed with a seed of the
/// run, because captures are hostile.
public final class ConnectionTable {
    /// Why a connection ended.
    public enum Ending: String, Sendable {
        case close, reset, reuse, idle, limit, end
    }

    /// What a segment means for the connections.
    public enum Admission: Sendable {
        /// It belongs to this one; `isDuplicate` if its frame was captured twice.
        case existing(ConnectionID, isDuplicate: Bool)
        /// It begins a new one, in the place of `old` where there is one.
        case new(replacing: ConnectionID?, ending: Ending)
    }

    /// Connections by slot. What a free slot holds is of no account.
    @usableFromInline let slots = Slab<Connection>()
    private var isUsed: [Bool] = []
    private var freeSlots: [Int] = []
    /// Slot + 1 below 32 bits of its key's hash, or 0 for an empty place: whether a place is the right one is known without looking at the
    /// connection, which mostly lies in no cache.
    private var places: [UInt64]
    private let seed: UInt64
    /// What is left to a slot that is free.
    private let empty = Flow()
    /// Connections held now.
    public private(set) var count = 0
    /// Connections begun so far.
    public private(set) var begun = 0

    public init(seed: UInt64) {
        self.seed = seed
        places = .init(repeating: 0, count: 1024)
    }

    /// The connection in a slot that is in use.
    @inlinable
    public subscript(id: ConnectionID) -> Connection {
        @inline(__always)
        unsafeAddress { unsafe UnsafePointer(slots.pointer(id)) }
        @inline(__always)
        unsafeMutableAddress { unsafe slots.pointer(id) }
    }

    /// Whether the slot holds the connection with this number.
    public func holds(_ number: Int, at id: ConnectionID) -> Bool { isUsed[id] && self[id].number == number }

    /// All slots in use, in the order in which their connections began.
    public var ids: [ConnectionID] {
        isUsed.indices.filter { isUsed[$0] }.sorted { self[$0].number < self[$1].number }
    }

    // MARK: - Admission

    /// Finds where a segment belongs. Records it among its direction's last segments.
    public func admit(_ segment: Segment, key: ConnectionKey, lowSent: Bool) -> Admission {
        guard let id = find(key) else { return .new(replacing: nil, ending: .end) }
        return self[id].admit(segment, lowSent: lowSent, as: id)
    }

    /// Opens a connection for a segment that `admit` found to begin one.
    public func open(
        _ segment: Segment, key: ConnectionKey, clientIsLow: Bool, rolesAreObserved: Bool, lowSent: Bool
    ) -> ConnectionID {
        begun += 1
        let connection = Connection(
            number: begun, key: key, clientIsLow: clientIsLow, rolesAreObserved: rolesAreObserved, first: segment)
        _ = connection.flow(of: lowSent == clientIsLow ? .client : .server).recent.isDuplicate(segment)
        let id: Int
        if let free = freeSlots.popLast() {
            self[free] = connection
            isUsed[free] = true
            id = free
        } else {
            id = isUsed.count
            slots.append(connection)
            isUsed.append(true)
        }
        count += 1
        if count * 4 > places.count * 3 { grow() }
        insert(id)
        return id
    }

    /// Lets a connection go. Its slot may be used again.
    public func release(_ id: ConnectionID) {
        remove(id)
        isUsed[id] = false
        self[id].forgetStreams(leaving: empty)
        freeSlots.append(id)
        count -= 1
    }

    // MARK: - The index

    /// The connection held for a pair of endpoints.
    public func find(_ key: ConnectionKey) -> ConnectionID? {
        let hash = key.hash(seed: seed)
        let mask = places.count - 1
        var place = Int(truncatingIfNeeded: hash >> 32) & mask
        while places[place] != 0 {
            if places[place] >> 32 == hash >> 32 {
                let id = Self.id(places[place])
                if self[id].key == key { return id }
            }
            place = (place + 1) & mask
        }
        return nil
    }

    private static func id(_ entry: UInt64) -> ConnectionID { Int(entry & 0xffff_ffff) - 1 }

    private func entry(of id: ConnectionID) -> UInt64 {
        self[id].key.hash(seed: seed) & 0xffff_ffff_0000_0000 | UInt64(id + 1)
    }

    private func insert(_ id: ConnectionID) {
        insert(entry(of: id))
    }

    private func insert(_ entry: UInt64) {
        let mask = places.count - 1
        var place = Int(entry >> 32) & mask
        while places[place] != 0 { place = (place + 1) & mask }
        places[place] = entry
    }

    /// Removes by shifting back what follows, so that no tombstones pile up.
    private func remove(_ id: ConnectionID) {
        let entry = entry(of: id)
        let mask = places.count - 1
        var place = Int(entry >> 32) & mask
        while places[place] != entry {
            if places[place] == 0 { return }
            place = (place + 1) & mask
        }
        var hole = place
        var next = (hole + 1) & mask
        while places[next] != 0 {
            let home = Int(places[next] >> 32) & mask
            if (next - home) & mask >= (next - hole) & mask {
                places[hole] = places[next]
                hole = next
            }
            next = (next + 1) & mask
        }
        places[hole] = 0
    }

    private func grow() {
        let old = places
        places = .init(repeating: 0, count: old.count * 2)
        for entry in old where entry != 0 { insert(entry) }
    }
}
