import Wire

/// A refused SYN that is tried again: some clients do not give up at the first RST, and send the same SYN a few times more. For them it is one
/// attempt, which never left SYN_SENT.
extension Connection {
    /// How long after the RST that refused it the same SYN is one more try, in nanoseconds.
    static let retrying: Int64 = 3_000_000_000

    /// Whether the server refused the SYN, which may be tried again.
    var isRefused: Bool { closing == .reset && serverReset && handshakeOutcome == .refused }

    /// Whether a segment is the SYN that was refused, tried again.
    func isRetry(_ segment: Segment, from sender: Role) -> Bool {
        guard isClosed, !isReported, sender == .client, segment.isSYN, !segment.hasACK, segment.sequence == handshake.x,
            isRefused, let reset = incidents?.reset, reset.sender == .server
        else { return false }
        return (0...Self.retrying).contains(segment.time.nanoseconds(since: reset.time))
    }

    /// The connection goes on as if the RST had not come: the one way back of the states.
    func resumeAfterRefusal() {
        client.state = .synSent
        server.state = .listen
        closing = nil
        resetBy = nil
        serverReset = false
        sawPayloadBeforeReset = false
        server.acknowledged = nil
        server.largestWindow = 0
        if let incidents, let reset = incidents.reset {
            incidents.refusals.add(reset.frame, reset.time)
            incidents.reset = nil
        }
        idleTimes.idleBeforeClose = nil
    }
}
