public import Wire

/// What is asked of the path when an exchange or a finding is judged.
extension Connection {
    /// When a copy of bytes that `role` sent came last, of those that came again or late: none of the bytes from `range` on came later, as far as
    /// is remembered.
    public func lastRepeat(of range: Range<Int>, sentBy role: Role, until time: Timestamp) -> Timestamp? {
        guard let path = incidents?.path(of: role) else { return nil }
        return path.repeats.filter { $0.range.overlaps(range) && $0.time <= time }.map(\.time).max()
    }

    /// When `role` had sent the byte at an offset for the first time, where that came again or late: when its first copy was captured, or what
    /// stands behind it.
    public func firstSent(of offset: Int, by role: Role) -> Timestamp? {
        guard let path = incidents?.path(of: role) else { return nil }
        return path.repeats.filter { $0.range.contains(offset) }.map(\.since).min()
    }

    /// When a pure ACK covered everything that `role` had sent by then, the last time.
    public func lastCovered(of role: Role) -> Timestamp? {
        let time = self[role].progress.lastCovered
        return time == 0 ? nil : Timestamp(nanoseconds: time)
    }

    /// How long the window that `role` sends into was closed between two times, as far as is remembered, in nanoseconds.
    public func closedWindow(of role: Role, from start: Timestamp, to end: Timestamp) -> Int64 {
        guard let path = incidents?.path(of: role) else { return 0 }
        var total: Int64 = 0
        if let closed = path.longestClosed {
            total += max(0, min(end, closed.since.advanced(by: closed.duration)).nanoseconds(since: max(start, closed.since)))
        }
        if let closed = path.closedWindow, !closed.isFromSYN { total += max(0, end.nanoseconds(since: max(start, closed.since))) }
        return total
    }

    /// The round trip between the point of capture and one end, by the handshake, in nanoseconds.
    func roundTrip(to role: Role) -> Int64? {
        guard let toServer = handshake.roundTripToServer else { return nil }
        return role == .server ? toServer : handshake.roundTrip.map { $0 &- toServer }
    }
}
