public import Wire

/// What decides when a connection is reported, and when it is released.
public struct Lifetime: Equatable, Sendable {
    /// The connection's number.
    public var number: Int
    /// The time of its last segment.
    public var end: Timestamp
    /// How long it is held when nothing comes for it.
    var hold: Hold
    public var isClosed: Bool
    public var isReported: Bool
    /// It was refused, and the same SYN may be tried again.
    var isRefused = false

    /// How long a connection is held that has been idle.
    enum Hold: UInt8 { case beforeData, onceClosed, usual }

    /// Until when it is held if nothing comes for it.
    public var until: Timestamp { end.advanced(by: idleLimit) }

    /// In nanoseconds of capture time.
    var idleLimit: Int64 {
        switch hold {
        case .beforeData: Connection.holdingBeforeData
        case .onceClosed: Connection.holdingOnceClosed
        case .usual: Connection.holding
        }
    }

    /// Whether it has been idle for too long at `time`.
    @inline(__always)
    func isExpired(at time: Timestamp) -> Bool { time.nanoseconds(since: end) > idleLimit }

    /// How long it waits for stragglers once it is closed, in nanoseconds. For a refused one, one nanosecond longer than a try may take: then
    /// none comes after its record.
    var lingering: Int64 { isRefused ? Connection.retrying + 1 : Connection.lingering }

    /// Whether it is closed and has waited long enough for stragglers at `time`.
    func isSettled(at time: Timestamp) -> Bool { isClosed && time.nanoseconds(since: end) >= lingering }
}
