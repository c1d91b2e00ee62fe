import Wire

/// A connection in its table; valid until the connection is released.
public typealias ConnectionID = Int

/// All connections that are held, found by their pair of endpoints. Each lies still in a slot and is changed in place.
@safe public final class ConnectionTable {
    /// Why a connection ended.
    public enum Ending: String, Sendable {
        case close, reset, reuse, idle, limit, end
    }

    /// What a segment means for the connections.
    public enum Admission: Sendable {
        /// It belongs to this one; `isDuplicate` if its frame was captured twice.
        case existing(ConnectionID, isDuplicate: Bool)
        /// It came for this one, which was closed for long enough to be reported: that is to be done before `admit` is called again.
        case settled(ConnectionID)
        /// It begins a new one, in the place of `old` where there is one.
        case new(replacing: ConnectionID?, ending: Ending)
    }

    @usableFromInline let slots = Slab<Connection>()
    let duplicates = DuplicateFilter()
    /// The payload bytes accepted last.
    let recentBytes = RecentBytes()
    private var index = ConnectionIndex()
    private let seed: UInt64
    private var freeIDs: [ConnectionID] = []
    /// Connections held now.
    public private(set) var count = 0
    /// Connections begun so far.
    public private(set) var begun = 0

    /// - Parameter seed: mixed into the hashes of connections, so that no sender of packets can steer them.
    public init(seed: UInt64) { self.seed = seed }

    /// A connection that is held.
    @inlinable
    public subscript(id: ConnectionID) -> Connection {
        @inline(__always)
        unsafeAddress { unsafe UnsafePointer(slots.pointer(id)) }
        @inline(__always)
        unsafeMutableAddress { unsafe slots.pointer(id) }
    }

    /// The lifetime of a connection; nil if there is none (any more).
    public func lifetime(of id: ConnectionID) -> Lifetime? {
        slots[id].isHeld ? slots[id].lifetime : nil
    }

    /// All that are held, in the order in which they began.
    public var ids: some Sequence<ConnectionID> {
        // One word for each: how far its number is from the last one, above its identity.
        var all: [UInt64] = []
        all.reserveCapacity(count)
        for id in 0..<slots.count where slots[id].isHeld {
            all.append(UInt64(UInt32(clamping: begun - slots[id].number)) << 32 | UInt64(id))
        }
        all.sort(by: >)
        return all.lazy.map { ConnectionID($0 & 0xffff_ffff) }
    }

    /// Finds where a segment belongs. Records it among its direction's last segments.
    public func admit(_ segment: Segment, key: ConnectionKey, lowSent: Bool) -> Admission {
        guard let id = find(key) else { return .new(replacing: nil, ending: .end) }
        return slots[id].admit(segment, lowSent: lowSent, as: id, duplicates)
    }

    /// Opens a connection for a segment that `admit` found to begin one.
    public func open(
        _ segment: Segment, key: ConnectionKey, clientIsLow: Bool, rolesAreObserved: Bool, lowSent: Bool
    ) -> ConnectionID {
        begun += 1
        count += 1
        let id = freeIDs.popLast() ?? slots.count
        let new = Connection(number: begun, key: key, at: segment.time)
        if id == slots.count { slots.append(new) } else { slots[id] = new }
        slots[id].open(
            segment, clientIsLow: clientIsLow, rolesAreObserved: rolesAreObserved, lowSent: lowSent, duplicates)
        index.insert(id, key.hash(seed: seed))
        return id
    }

    /// Releases a connection.
    public func release(_ id: ConnectionID) {
        index.remove(id, slots[id].key.hash(seed: seed))
        slots[id].clear()
        freeIDs.append(id)
        count -= 1
    }

    /// The connection held for a pair of endpoints.
    @inline(__always)
    public func find(_ key: ConnectionKey) -> ConnectionID? {
        index.find(key.hash(seed: seed)) { slots[$0].key == key }
    }
}
