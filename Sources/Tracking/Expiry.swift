public import Wire

/// Which connections may have to be reported or let go by now: checked lazily, so that a busy connection costs nothing.
public struct Expiry: Sendable {
    private struct Entry: Sendable {
        var id: ConnectionID
        /// The connection's number: the slot may hold another by now.
        var number: Int
        var due: Timestamp
    }

    /// First in, first out; entries of one queue wait equally long.
    private struct Queue: Sendable {
        var entries: [Entry] = []
        var head = 0

        mutating func push(_ entry: Entry) { entries.append(entry) }

        func isDue(at now: Timestamp) -> Bool { head < entries.count && entries[head].due < now }

        mutating func pop(at now: Timestamp) -> Entry? {
            guard head < entries.count, entries[head].due < now else { return nil }
            head += 1
            let entry = entries[head - 1]
            if head > 1024, head * 2 > entries.count {
                entries.removeFirst(head)
                head = 0
            }
            return entry
        }
    }

    private var settling = Queue()
    private var closed = Queue()
    private var beforeData = Queue()
    private var others = Queue()
    /// The clock: it follows the lesser of the last two times, so that one wild timestamp does not end everything.
    private var last = Timestamp(nanoseconds: .max)
    private var now = Timestamp(nanoseconds: .min)

    public init() {}

    /// What is to be done with a connection.
    public enum Due: Sendable {
        case report(ConnectionID)
        case release(ConnectionID)
    }

    /// A packet came at `time`.
    public mutating func advance(to time: Timestamp) {
        now = max(now, min(time, last))
        last = time
    }

    /// A clock that can be trusted says that it is `time`.
    public mutating func tick(at time: Timestamp) { now = max(now, time) }

    /// Watches a connection that has just begun, or was looked at and is not due.
    public mutating func watch(_ connection: Connection, as id: ConnectionID) {
        let limit = connection.idleLimit
        let entry = Entry(id: id, number: connection.number, due: connection.end.advanced(by: limit))
        switch limit {
        case Connection.holdingOnceClosed: closed.push(entry)
        case Connection.holdingBeforeData: beforeData.push(entry)
        default: others.push(entry)
        }
    }

    /// Watches a connection that was closed just now.
    public mutating func watchClosing(_ connection: Connection, as id: ConnectionID) {
        settling.push(
            Entry(id: id, number: connection.number, due: connection.end.advanced(by: Connection.lingering)))
    }

    /// The connection that has been watched for longest without anything coming for it, as far as that is known.
    public mutating func oldest(in table: ConnectionTable) -> ConnectionID? {
        while let entry = closed.pop(at: .init(nanoseconds: .max)) ?? beforeData.pop(at: .init(nanoseconds: .max))
            ?? others.pop(at: .init(nanoseconds: .max))
        {
            if table.holds(entry.number, at: entry.id) { return entry.id }
        }
        return nil
    }

    /// Whether anything may be due.
    public var mayBeDue: Bool {
        settling.isDue(at: now) || closed.isDue(at: now) || beforeData.isDue(at: now) || others.isDue(at: now)
    }

    /// The next connection that is due; those that turn out not to be are watched on.
    public mutating func next(in table: ConnectionTable) -> Due? {
        while let entry = settling.pop(at: now) {
            guard table.holds(entry.number, at: entry.id), !table[entry.id].isReported else { continue }
            if table[entry.id].isSettled(at: now) {
                watch(table[entry.id], as: entry.id)
                return .report(entry.id)
            }
            watchClosing(table[entry.id], as: entry.id)
        }
        while let entry = closed.pop(at: now) ?? beforeData.pop(at: now) ?? others.pop(at: now) {
            guard table.holds(entry.number, at: entry.id) else { continue }
            if table[entry.id].isExpired(at: now) { return .release(entry.id) }
            watch(table[entry.id], as: entry.id)
        }
        return nil
    }
}
