import CShims
import Wire

/// A connection in its table; valid until the connection is released.
public typealias ConnectionID = Int

/// All connections that are held, found by their pair of endpoints.
///
/// One that has begun with a plain SYN is an `OpeningRecord` until something else comes, and one that was closed and reported a `ClosedRecord`:
/// `expand` makes a `Connection` of it.
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

    let duplicates = DuplicateFilter()
    /// The payload bytes accepted last.
    let recentBytes = RecentBytes()
    let entries = Slab<ConnectionEntry>()
    private let connections = Slab<Connection?>()
    private let ends = EndsPool()
    private var freeSlots: [UInt32] = []
    let shortOpenings = SlotPool<OpeningRecord>()
    let longOpenings = SlotPool<LongOpening>()
    private let closed = SlotPool<ClosedRecord>()
    var index = ConnectionIndex()
    private let seed: UInt64
    let figures: WantedFigures
    private let isCompact: Bool
    private var freeIDs: [ConnectionID] = []
    /// The checks of segments that were judged when an opening went on or was reported.
    private(set) var openingChecks = (passed: 0, failed: 0)
    /// Connections held now.
    public private(set) var count = 0
    /// Connections begun so far.
    public private(set) var begun = 0

    /// - Parameters:
    ///   - seed: mixed into the hashes of connections, so that no sender of packets can steer them.
    ///   - figures: which figures of connections are wanted.
    ///   - isCompact: whether connections that were reported take less memory; whatever it is, what comes of them is the same.
    public init(seed: UInt64, figures: WantedFigures = .all, isCompact: Bool = true) {
        self.seed = seed
        self.isCompact = isCompact
        self.figures = figures
    }

    /// A connection that is held, expanded where need be.
    public subscript(id: ConnectionID) -> Connection {
        @inline(__always)
        get { known(id) ?? expand(id) }
    }

    /// A connection that is expanded; nil for others.
    @inline(__always)
    func known(_ id: ConnectionID) -> Connection? {
        entries[id].location == .slot ? connections[Int(entries[id].index)] : nil
    }

    /// Lends a connection that is expanded, and is not released meanwhile, without counting the reference; nil for others.
    @inline(__always)
    func lend<Result>(_ id: ConnectionID, _ body: (Connection) -> Result) -> Result? {
        guard entries[id].location == .slot, let connection = unsafe unretained(Int(entries[id].index)) else { return nil }
        return unsafe connection._withUnsafeGuaranteedRef(body)
    }

    /// The lifetime of a connection; nil if there is none (any more).
    public func lifetime(of id: ConnectionID) -> Lifetime? {
        entries[id].location == .nowhere ? nil : entries[id].lifetime
    }

    func key(of id: ConnectionID) -> ConnectionKey { entries[id].key }

    /// The number of a connection.
    public func number(of id: ConnectionID) -> Int { entries[id].number }

    /// All that are held, in the order in which they began.
    public var ids: some Sequence<ConnectionID> {
        // One word for each: how far its number is from the last one, above its identity.
        var all: [UInt64] = []
        all.reserveCapacity(count)
        for id in 0..<entries.count where entries[id].location != .nowhere {
            all.append(UInt64(UInt32(clamping: begun - entries[id].number)) << 32 | UInt64(id))
        }
        all.sort(by: >)
        return all.lazy.map { ConnectionID($0 & 0xffff_ffff) }
    }

    /// The connection held for a pair of endpoints.
    public func find(_ key: ConnectionKey) -> ConnectionID? { index.find(key.hash(seed: seed)) { entries[$0].has(key) } }

    /// - Parameter place: stays as it is.
    @inline(__always)
    func find(_ place: inout SegmentPlace) -> ConnectionID? {
        if let likely = place.likely, entries[Int(likely)].has(place.key) { return Int(likely) }
        return index.find(place.hash) { entries[$0].has(place.key) }
    }

    /// The connection in a slot, which this table retains.
    @inline(__always)
    func unretained(_ slot: Int) -> Unmanaged<Connection>? {
        unsafe UnsafeRawPointer(connections.pointer(slot)).load(as: Unmanaged<Connection>?.self)
    }

    // MARK: - Segments

    /// Finds where a segment belongs. Records it among its direction's last segments.
    func admit(_ segment: Segment, to id: ConnectionID, lowSent: Bool) -> Admission {
        return self[id].admit(segment, lowSent: lowSent, as: id, duplicates)
    }

    /// Opens a connection for a segment that `admit` found to begin one.
    func open(_ segment: Segment, key: ConnectionKey, clientIsLow: Bool, rolesAreObserved: Bool, lowSent: Bool) -> ConnectionID {
        let id = begin(key, at: segment.time)
        let connection = Connection(number: begun, key: key, at: segment.time, figures: figures, in: ends)
        keep(connection, as: id)
        connection.open(
            segment, clientIsLow: clientIsLow, rolesAreObserved: rolesAreObserved, lowSent: lowSent, duplicates)
        return id
    }

    /// Opens a connection for a plain SYN; nil for any other segment.
    func openPlainly(_ segment: borrowing Segment, key: ConnectionKey, lowSent: Bool, reusesPorts: Bool) -> ConnectionID? {
        guard let record = OpeningRecord(segment, lowSent: lowSent, reusesPorts: reusesPorts) else { return nil }
        let id = begin(key, at: segment.time)
        entries[id].index = shortOpenings.insert(record)
        entries[id].location = .shortOpening
        var recorded: UInt32 = 0
        duplicates.record(segment, from: direction(of: id, isServer: false), count: &recorded)
        return id
    }

    /// Takes a segment for a connection that is an opening; nil, and nothing is changed, if it has to be judged at once. Else whether it closed
    /// the connection.
    func takePlainly(_ segment: borrowing Segment, for id: ConnectionID, lowSent: Bool) -> Bool? {
        let lifetime = entries[id].lifetime
        let slot = Int(entries[id].index)
        guard !lifetime.isClosed, !lifetime.isExpired(at: segment.time) else { return nil }
        switch entries[id].location {
        case .shortOpening:
            guard let next = shortOpenings.values[slot].next(segment, lowSent: lowSent) else { return nil }
            record(segment, for: id, &shortOpenings.values[slot], lowSent: lowSent)
            if shortOpenings.values[slot].count < OpeningRecord.capacity {
                shortOpenings.values[slot].append(segment, lowSent: lowSent, next)
                // A RST, and no step 2.
                return note(next, next == .refused, segment.time, of: id)
            } else {
                let long = LongOpening(shortOpenings.values[slot], segment, lowSent: lowSent, next)
                shortOpenings.remove(entries[id].index)
                entries[id].index = longOpenings.insert(long)
                entries[id].location = .longOpening
                return note(next, false, segment.time, of: id)
            }
        case .longOpening:
            guard longOpenings.values[slot].isOpen, let next = longOpenings.values[slot].begin.next(segment, lowSent: lowSent)
            else {
                return nil
            }
            record(segment, for: id, &longOpenings.values[slot].begin, lowSent: lowSent)
            longOpenings.values[slot].append(segment, lowSent: lowSent, next)
            return note(next, false, segment.time, of: id)
        case .slot, .closed, .nowhere: return nil
        }
    }

    @inline(__always)
    private func record(_ segment: borrowing Segment, for id: ConnectionID, _ record: inout OpeningRecord, lowSent: Bool) {
        let isServer = lowSent != record.clientIsLow
        var recorded = UInt32(isServer ? record.count &- record.clientSegments : record.clientSegments)
        duplicates.record(segment, from: direction(of: id, isServer: isServer), count: &recorded)
    }

    private func note(_ state: OpeningState, _ isRefused: Bool, _ time: Timestamp, of id: ConnectionID) -> Bool {
        entries[id].lifetime = Lifetime(
            number: entries[id].number, end: time, hold: state.hold, isClosed: state.isClosed, isReported: false,
            isRefused: isRefused)
        return state.isClosed
    }

    /// Notes what a segment has made of the lifetime of a connection.
    @inline(__always)
    func noteEnd(_ time: Timestamp, of id: ConnectionID) { entries[id].end = time }

    func note(_ lifetime: Lifetime, of id: ConnectionID) { entries[id].lifetime = lifetime }

    /// Marks a connection as reported: what comes later changes its record no more.
    func noteReported(_ id: ConnectionID) {
        if let reported = known(id) {
            if isCompact, let record = ClosedRecord(reported) {
                forgetRecord(of: id)
                entries[id].index = closed.insert(record)
                entries[id].location = .closed
            } else {
                connections[Int(entries[id].index)] = Connection(after: reported)
            }
        }
        entries[id].lifetime.isReported = true
    }

    /// Releases a connection.
    public func release(_ id: ConnectionID) {
        index.remove(id, entries[id].key.hash(seed: seed))
        forgetRecord(of: id)
        entries[id] = ConnectionEntry()
        freeIDs.append(id)
        count -= 1
    }

    private func begin(_ key: ConnectionKey, at time: Timestamp) -> ConnectionID {
        begun += 1
        count += 1
        let entry = ConnectionEntry(number: begun, key, at: time)
        let id = freeIDs.popLast() ?? entries.count
        if id == entries.count { entries.append(entry) } else { entries[id] = entry }
        index.insert(id, key.hash(seed: seed))
        return id
    }

    private func direction(of id: ConnectionID, isServer: Bool) -> UInt32 {
        UInt32(truncatingIfNeeded: entries[id].number) << 1 | (isServer ? 1 : 0)
    }

    // MARK: - Openings

    private func opening(of id: ConnectionID) -> LongOpening? {
        let slot = Int(entries[id].index)
        switch entries[id].location {
        case .shortOpening: return LongOpening(shortOpenings.values[slot])
        case .longOpening: return longOpenings.values[slot]
        case .slot, .closed, .nowhere: return nil
        }
    }

    /// What an opening is known by, where there is no more to it.
    func endedOpening(_ id: ConnectionID, _ ending: Ending) -> EndedOpening? {
        opening(of: id).flatMap { EndedOpening($0, entries[id], ending: ending) }
    }

    /// Counts the checks of an opening that has the same as `connection`.
    func noteChecks(like connection: Connection) {
        openingChecks.passed += connection.checksPassed
        openingChecks.failed += connection.checksFailed
    }

    private func forgetRecord(of id: ConnectionID) {
        switch entries[id].location {
        case .shortOpening: shortOpenings.remove(entries[id].index)
        case .longOpening: longOpenings.remove(entries[id].index)
        case .slot:
            connections[Int(entries[id].index)] = nil
            freeSlots.append(entries[id].index)
        case .closed: closed.remove(entries[id].index)
        case .nowhere: break
        }
    }

    /// Makes a connection of an opening or a closed record, for good.
    @inline(never)
    private func expand(_ id: ConnectionID) -> Connection {
        let connection: Connection
        if entries[id].location == .closed {
            connection = self.connection(of: id, from: closed.values[Int(entries[id].index)])
        } else if let record = opening(of: id) {
            connection = self.connection(of: id, from: record)
            connection.updateExpectations()
        } else {
            // No capture leads here: numbers come from the index, which a released connection has left.
            preconditionFailure("no such connection")
        }
        forgetRecord(of: id)
        keep(connection, as: id)
        return connection
    }

    private func connection(of id: ConnectionID, from record: ClosedRecord) -> Connection {
        let connection = Connection(
            number: entries[id].number, key: entries[id].key, at: record.startTime, figures: figures, in: ends)
        record.restore(connection, end: entries[id].end)
        return connection
    }

    /// The connection that an opening is, for a moment: the rules judge its segments again. nil for others.
    func openingAsConnection(_ id: ConnectionID) -> Connection? {
        opening(of: id).map { connection(of: id, from: $0) }
    }

    private func connection(of id: ConnectionID, from record: LongOpening) -> Connection {
        let connection = Connection(
            number: entries[id].number, key: entries[id].key, at: record.startTime, figures: figures, in: ends)
        connection.reopen(record)
        if entries[id].lifetime.isReported {
            connection.noteReported()
        } else {
            openingChecks.passed += connection.checksPassed
            openingChecks.failed += connection.checksFailed
        }
        return connection
    }

    private func keep(_ connection: Connection, as id: ConnectionID) {
        entries[id].location = .slot
        if let slot = freeSlots.popLast() {
            connections[Int(slot)] = connection
            entries[id].index = slot
        } else {
            entries[id].index = UInt32(truncatingIfNeeded: connections.count)
            connections.append(connection)
        }
    }
}
