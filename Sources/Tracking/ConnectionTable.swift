import Wire

/// A connection in its table; valid until the connection is released.
public typealias ConnectionID = Int

/// All connections that are held, found by their pair of endpoints.
///
/// Those at work lie in slots and are changed in place. Whose slot others need, and who was told, rests, if there is nothing to it but its
/// members: it is packed (`PackedConnection`), and unpacked when its next packet comes. So what floods, scans and closed connections leave
/// behind takes little room, and the slots are used again while they are still in the cache.
@safe public final class ConnectionTable {
    /// Why a connection ended.
    public enum Ending: String, Sendable {
        case close, reset, reuse, idle, limit, end
    }

    /// What a segment means for the connections.
    public enum Admission: Sendable {
        /// It belongs to this one, which is at work now; `isDuplicate` if its frame was captured twice.
        case existing(ConnectionID, isDuplicate: Bool)
        /// It came for this one, which was closed for long enough to be told: that is to be done before it is asked again.
        case settled(ConnectionID)
        /// It begins a new one, in the place of `old` where there is one.
        case new(replacing: ConnectionID?, ending: Ending)
    }

    /// How many are at work before one has to rest for another: more only if too many cannot rest.
    public static let usualSlots = 512

    @usableFromInline let desk: Desk
    @usableFromInline let homes = Slab<Home>()
    private var index = ConnectionIndex()
    private let seed: UInt64
    private var freeIDs: [ConnectionID] = []
    /// Where connections are written down before it is known how much room they need; what needs more stays at work.
    private let scratch = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 4096)
    /// Connections held now.
    public private(set) var count = 0
    /// Connections begun so far.
    public private(set) var begun = 0

    /// - Parameters:
    ///   - seed: mixed into the hashes of connections, so that no sender of packets can steer them.
    ///   - slots: how many are at work before one has to rest for another; with 0 each rests as soon as `pause` is called.
    public init(seed: UInt64, slots: Int = usualSlots) {
        self.seed = seed
        desk = Desk(slots: slots)
    }

    deinit {
        for id in 0..<homes.count { homes[id].packed?.free() }
        unsafe scratch.deallocate()
    }

    /// The slot of a connection at work; no other has it at the same time. To ask for that of one at rest is a fault in this program, and to
    /// stop is better than to change another connection.
    @inlinable @inline(__always)
    public func slot(of id: ConnectionID) -> Int {
        guard let slot = homes[id].slot else { preconditionFailure("at rest") }
        return slot
    }

    /// A connection at work.
    @inlinable
    public subscript(id: ConnectionID) -> Connection {
        @inline(__always)
        unsafeAddress { unsafe UnsafePointer(desk.slots.pointer(slot(of: id))) }
        @inline(__always)
        unsafeMutableAddress { unsafe desk.slots.pointer(slot(of: id)) }
    }

    /// Quiet connections that, since there were many, no longer keep the bytes to compare copies with.
    public var forgotten: Int { desk.forgotten }

    /// Slots made so far.
    var slotCount: Int { desk.slots.count }

    /// Whether it is held, and not at rest.
    public func isAtWork(_ id: ConnectionID) -> Bool { homes[id].slot != nil }

    /// How a connection stands, at work or at rest; nil if there is none (any more).
    public func standing(of id: ConnectionID) -> Standing? {
        let home = homes[id]
        return home.standing ?? home.slot.map { desk.slots[$0].standing }
    }

    /// All that are held, in the order in which they began.
    public var ids: some Sequence<ConnectionID> {
        // One word for each: how far its number is from the last one, above its identity.
        var all: [UInt64] = []
        all.reserveCapacity(count)
        for id in 0..<homes.count {
            guard let standing = standing(of: id) else { continue }
            all.append(UInt64(UInt32(clamping: begun - standing.number)) << 32 | UInt64(id))
        }
        all.sort(by: >)
        return all.lazy.map { ConnectionID($0 & 0xffff_ffff) }
    }

    // MARK: - Admission

    /// Finds where a segment belongs. Records it among its direction's last segments.
    public func admit(_ segment: Segment, key: ConnectionKey, lowSent: Bool) -> Admission {
        guard let id = find(key) else { return .new(replacing: nil, ending: .end) }
        if let standing = homes[id].standing, standing.isExpired(at: segment.time) {
            return .new(replacing: id, ending: .idle)
        }
        let slot = wake(id)
        desk.use(slot)
        return desk.slots[slot].admit(segment, lowSent: lowSent, as: id)
    }

    /// Opens a connection for a segment that `admit` found to begin one.
    public func open(
        _ segment: Segment, key: ConnectionKey, clientIsLow: Bool, rolesAreObserved: Bool, lowSent: Bool
    ) -> ConnectionID {
        begun += 1
        count += 1
        desk.tidy(at: segment.time)
        let id = freeIDs.popLast() ?? homes.count
        let slot = begin(number: begun, key, at: segment.time, as: id)
        desk.slots[slot].open(segment, clientIsLow: clientIsLow, rolesAreObserved: rolesAreObserved, lowSent: lowSent)
        index.insert(id, key.hash(seed: seed))
        return id
    }

    /// Lets a connection go.
    public func release(_ id: ConnectionID) {
        let home = homes[id]
        if let packed = home.packed {
            index.remove(id, packed.key.hash(seed: seed))
            packed.free()
        } else if let slot = home.slot {
            index.remove(id, desk.slots[slot].key.hash(seed: seed))
            clear(slot)
        }
        homes[id] = .nowhere
        freeIDs.append(id)
        count -= 1
    }

    /// The connection held for a pair of endpoints, at work or at rest.
    public func find(_ key: ConnectionKey) -> ConnectionID? {
        index.find(key.hash(seed: seed)) { id in
            let home = homes[id]
            return home.slot.map { desk.slots[$0].key == key } ?? home.packed.map { $0.key == key } ?? false
        }
    }

    // MARK: - Work and rest

    /// Puts a connection to work that may be at rest; its slot. It must be held: identities come from `admit`, `open`, `find` and `Expiry`,
    /// never from a capture.
    @discardableResult
    public func wake(_ id: ConnectionID) -> Int {
        if let slot = homes[id].slot { return slot }
        guard let packed = homes[id].packed, let standing = homes[id].standing else { preconditionFailure("no such connection") }
        let slot = begin(number: standing.number, packed.key, at: standing.end, as: id)
        var reader = unsafe MemberReader(from: packed.members, PassOrigin(end: standing.end))
        desk.slots[slot].pass(&reader)
        desk.slots[slot].isReported = standing.isReported
        packed.free()
        return slot
    }

    /// Puts a connection to rest, if it can; its next packet wakes it.
    public func rest(_ id: ConnectionID) {
        guard let slot = homes[id].slot, desk.slots[slot].canRest else { return }
        let standing = desk.slots[slot].standing
        var writer = unsafe MemberWriter(into: scratch, PassOrigin(end: standing.end))
        desk.slots[slot].pass(&writer)
        guard let size = writer.finish() else { return }
        homes[id] = Home(unsafe PackedConnection(.init(rebasing: scratch[..<size]), desk.slots[slot].key), standing)
        clear(slot)
    }

    /// A packet of this connection is done: with no slots at all, it rests until the next.
    @inline(__always)
    public func pause(_ id: ConnectionID) {
        if desk.usual == 0 { rest(id) }
    }

    /// Begins a connection in a slot, where its flows are.
    private func begin(number: Int, _ key: ConnectionKey, at time: Timestamp, as id: ConnectionID) -> Int {
        if desk.mustMakeRoom, let other = desk.next() { rest(other) }
        let slot = desk.take(for: id)
        let (clientFlow, serverFlow) = (desk.slots[slot].clientFlow, desk.slots[slot].serverFlow)
        desk.slots[slot] = Connection(number: number, key: key, at: time, clientFlow: clientFlow, serverFlow: serverFlow)
        if id == homes.count { homes.append(.slot(slot)) } else { homes[id] = .slot(slot) }
        return slot
    }

    private func clear(_ slot: Int) {
        desk.slots[slot].clear()
        desk.leave(slot)
    }
}
