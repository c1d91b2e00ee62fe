import TCP
import Wire

/// What only the capture's end, or its snap length, leaves open.
extension FindingRules {
    /// Whether only the capture ended what waits since `start`, so that what comes next, as a TCP tries again, may have resolved it.
    func isLeftOpen(since start: Timestamp) -> Bool {
        ending == .end && connection.resetBy == nil && !hasPassed(since: start)
    }

    /// Whether the end that closed waits no more. A FIN of the client may say only that it has finished sending (RFC 9293 §3.6, case 1): that
    /// it gave up is shown by how long it had waited, by the end of the connection, or by a while in which nothing came.
    func isGivenUp(_ end: (ender: Finding.Ender, time: Timestamp), since last: Timestamp) -> Bool {
        if end.ender.role == .server || end.ender.isReset || ending != .end { return true }
        if connection.server.fin != nil || connection.resetBy != nil { return true }
        return end.time.nanoseconds(since: last) >= patience || hasPassed(since: max(end.time, last))
    }

    /// The snap length cut what the server sent after a request had been sent: its answer may stand there.
    func mayBeAnsweredInCut(_ request: Finding.Context.Unanswered) -> Bool {
        connection.packets(with: .truncated) > 0 && connection.serverFlow.stream.nextOffset > max(0, request.acknowledged)
    }
}
