public import Wire

/// Which connections may have to be reported or let go by now: checked lazily, so that a busy connection costs nothing.
public struct Expiry: Sendable {
    /// How soon a connection is looked at for the first time, in nanoseconds: most are closed by then, and wait for nothing else.
    private static let firstLook: Int64 = 10_000_000_000

    /// Just begun.
    private var begun = TimeQueue()
    /// Open, without and with data; a closed one in here is watched in the queues below.
    private var beforeData = TimeQueue()
    private var open = TimeQueue()
    /// Closed, and not told yet.
    private var settling = TimeQueue()
    /// Closed and told, after data and before.
    private var closed = TimeQueue()
    private var refused = TimeQueue()
    /// The clock: the lesser of the last two times, so that one wild timestamp does not end everything. It goes back where the capture
    /// does (files of a run in any order): what is older than that is not idle yet.
    private var last = Timestamp(nanoseconds: .max)
    private var now = Timestamp(nanoseconds: .min)
    /// Nothing is due before this.
    private var earliest = Timestamp(nanoseconds: .max)

    public init() {}

    /// What is to be done with a connection.
    public enum Due: Sendable {
        case report(ConnectionID)
        case release(ConnectionID)
    }

    /// A packet came at `time`.
    ///
    /// - Parameter previous: when the one before it came, where that is not the one that was told of before.
    public mutating func advance(to time: Timestamp, previous: Timestamp? = nil) {
        now = min(time, previous ?? last)
        last = time
    }

    /// A clock that can be trusted says that it is `time`.
    public mutating func tick(at time: Timestamp) { now = max(now, time) }

    /// Watches a connection that has just begun.
    public mutating func watchNew(_ id: ConnectionID, in table: ConnectionTable) {
        guard let lifetime = table.lifetime(of: id) else { return }
        let due = lifetime.end.advanced(by: Self.firstLook)
        begun.push(id, lifetime.number, due: due)
        earliest = min(earliest, due)
        // Where time stands still nothing is due: what is watched of connections that are gone goes before it becomes more than the others.
        let most = 2 * table.count + 4096
        if begun.count > most { begun.removeAll { Self.lifetime($0, table) == nil } }
        if settling.count > most { settling.removeAll { Self.lifetime($0, table) == nil } }
    }

    /// Watches a connection that was closed just now.
    public mutating func watchClosing(_ id: ConnectionID, number: Int, at end: Timestamp) {
        let due = end.advanced(by: Connection.lingering)
        settling.push(id, number, due: due)
        earliest = min(earliest, due)
    }

    mutating func watchClosing(_ id: ConnectionID, in table: ConnectionTable) {
        guard let lifetime = table.lifetime(of: id) else { return }
        watchClosing(id, number: lifetime.number, at: lifetime.end)
    }

    private mutating func watch(_ lifetime: Lifetime, as id: ConnectionID) {
        let due = lifetime.end.advanced(by: lifetime.idleLimit)
        switch (lifetime.hold, lifetime.isClosed) {
        case (.beforeData, false): beforeData.push(id, lifetime.number, due: due)
        case (.beforeData, true): refused.push(id, lifetime.number, due: due)
        case (.onceClosed, _): closed.push(id, lifetime.number, due: due)
        case (.usual, _): open.push(id, lifetime.number, due: due)
        }
    }

    /// The connection that has been watched for longest without anything coming for it, as far as that is known: closed ones first.
    public mutating func oldest(in table: ConnectionTable) -> ConnectionID? {
        while let entry = closed.popFirst() ?? refused.popFirst() ?? beforeData.popFirst() ?? open.popFirst() ?? begun.popFirst()
            ?? settling.popFirst()
        {
            if Self.lifetime(entry, table) != nil { return Int(entry.id) }
        }
        return nil
    }

    /// The closed and reported connection that was watched for longest, if more than `limit` of them wait for stragglers.
    mutating func oldestClosed(beyond limit: Int, in table: ConnectionTable) -> ConnectionID? {
        while closed.count > limit, let entry = closed.popFirst() {
            if let lifetime = Self.lifetime(entry, table), lifetime.isReported { return Int(entry.id) }
        }
        return nil
    }

    /// Whether anything may be due.
    @inline(__always)
    public var mayBeDue: Bool { earliest < now }

    private mutating func findEarliest() {
        let ofNew = min(begun.nextDue, settling.nextDue)
        let ofClosed = min(closed.nextDue, refused.nextDue)
        earliest = min(min(ofNew, ofClosed), min(beforeData.nextDue, open.nextDue))
    }

    /// The next connection that is due; those that turn out not to be are watched on.
    public mutating func next(in table: ConnectionTable) -> Due? {
        while let entry = begun.pop(at: now) {
            guard let lifetime = Self.lifetime(entry, table), !lifetime.isClosed else { continue }
            let rest = Connection.holdingBeforeData - Self.firstLook
            beforeData.push(Int(entry.id), lifetime.number, due: entry.due.advanced(by: rest))
        }
        while let entry = settling.pop(at: now) {
            guard let lifetime = Self.lifetime(entry, table) else { continue }
            let id = Int(entry.id)
            if !lifetime.isClosed || lifetime.isReported || lifetime.isSettled(at: now) {
                // One whose refused SYN was tried again is open again.
                watch(lifetime, as: id)
                if lifetime.isClosed, !lifetime.isReported { return .report(id) }
            } else {
                settling.push(id, lifetime.number, due: lifetime.end.advanced(by: lifetime.lingering))
            }
        }
        while let entry = beforeData.pop(at: now) ?? open.pop(at: now) {
            guard let lifetime = Self.lifetime(entry, table), !lifetime.isClosed else { continue }
            if lifetime.isExpired(at: now) { return .release(Int(entry.id)) }
            watch(lifetime, as: Int(entry.id))
        }
        while let entry = closed.pop(at: now) ?? refused.pop(at: now) {
            guard let lifetime = Self.lifetime(entry, table) else { continue }
            if lifetime.isExpired(at: now) { return .release(Int(entry.id)) }
            watch(lifetime, as: Int(entry.id))
        }
        findEarliest()
        return nil
    }

    /// How the connection of an entry stands, if it is still held.
    private static func lifetime(_ entry: TimeQueue.Entry, _ table: ConnectionTable) -> Lifetime? {
        guard let lifetime = table.lifetime(of: Int(entry.id)), UInt32(truncatingIfNeeded: lifetime.number) == entry.number else {
            return nil
        }
        return lifetime
    }
}
