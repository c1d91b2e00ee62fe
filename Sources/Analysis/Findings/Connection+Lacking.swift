import TCP
import Wire

extension Connection {
    /// Whether bytes of an end are missing that the other end lacks too: it was heard a round trip after what stands behind them, and had not
    /// acknowledged them.
    func isLacked(of role: Role) -> Bool {
        let stream = self[flow: role].stream
        guard stream.unacknowledgedMissing > 0, var heard = self[role.peer].lastACK else { return false }
        if let reset = incidents?.reset, reset.sender == role.peer, reset.hasACK {
            (heard.frame, heard.time) = (reset.frame, reset.time)
        }
        let trip = handshake.roundTrip ?? 0
        // Behind them stands a segment that came early, or the FIN.
        if let since = stream.missingSince ?? self[role].fin?.time, trip > 0, heard.time.nanoseconds(since: since) >= trip {
            return true
        }
        guard let hole = incidents?.path(of: role)?.hole, let reached = self[role.peer].acknowledged else { return false }
        return heard.frame > hole.frame && !hole.start.precedes(reached)
    }
}
