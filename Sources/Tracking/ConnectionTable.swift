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
    /// Slot + 1, or 0 for an empty place.
    private var places: [UInt32]
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
        if count * 4 > places.count * 3 { grow() } else { insert(id) }
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
        let mask = places.count - 1
        var place = Int(truncatingIfNeeded: key.hash(seed: seed)) & mask
        while places[place] != 0 {
            let id = Int(places[place]) - 1
            if self[id].key == key { return id }
            place = (place + 1) & mask
        }
        return nil
    }

    private func insert(_ id: ConnectionID) {
        let mask = places.count - 1
        var place = Int(truncatingIfNeeded: self[id].key.hash(seed: seed)) & mask
        while places[place] != 0 { place = (place + 1) & mask }
        places[place] = UInt32(id + 1)
    }

    /// Removes by shifting back what follows, so that no tombstones pile up.
    private func remove(_ id: ConnectionID) {
        let mask = places.count - 1
        var place = Int(truncatingIfNeeded: self[id].key.hash(seed: seed)) & mask
        while places[place] != UInt32(id + 1) {
            if places[place] == 0 { return }
            place = (place + 1) & mask
        }
        var hole = place
        var next = (hole + 1) & mask
        while places[next] != 0 {
            let home = Int(truncatingIfNeeded: self[Int(places[next]) - 1].key.hash(seed: seed)) & mask
            if (next - home) & mask >= (next - hole) & mask {
                places[hole] = places[next]
                hole = next
            }
            next = (next + 1) & mask
        }
        places[hole] = 0
    }

    private func grow() {
        places = .init(repeating: 0, count: places.count * 2)
        for id in isUsed.indices where isUsed[id] { insert(id) }
    }
}
