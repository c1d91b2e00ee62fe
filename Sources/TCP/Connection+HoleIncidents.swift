import Wire

/// Evidence of holes: bytes that had not come when what stands behind them did.
extension Connection {
    func noteHole(_ segment: Segment, _ verdict: SegmentVerdict) {
        let role = verdict.sender
        for evidence in verdict.evidence {
            guard case .gap(let next, let bytes) = evidence else { continue }
            if segment.isPureACK {
                notePassed(next, bytes: bytes, at: segment.time, role)
                continue
            }
            guard segment.payloadLength > 0 || segment.isFIN else { continue }
            if let known = incidents?.path(of: role)?.hole, let reached = self[role.peer].acknowledged,
                !known.start.precedes(reached)
            {
                return
            }
            var hole = PathIncidents.Hole()
            hole.start = next
            hole.bytes = bytes
            hole.frame = segment.frame
            hole.time = segment.time
            hole.laterBytes = segment.payloadLength
            hole.stamp = segment.options.timestamps?.value
            ensuredIncidents()[role].hole = hole
        }
    }

    /// An ACK whose number lies behind bytes that were not seen: they had been sent before it.
    private func notePassed(_ start: SequenceNumber, bytes: Int, at time: Timestamp, _ role: Role) {
        // What lies beyond any window is no number of this stream.
        guard bytes <= max(65535, self[role.peer].largestWindow) else { return }
        if let known = incidents?.path(of: role)?.passed, known.contains(start) { return }
        ensuredIncidents()[role].passed = PathIncidents.Passed(start: start, bytes: bytes, time: time)
    }

    /// The hole that a number lies in, as far as it is remembered.
    func hole(at number: SequenceNumber, from role: Role) -> PathIncidents.Hole? {
        guard let hole = incidents?.path(of: role)?.hole, number.isWithin(hole.bytes, from: hole.start) else { return nil }
        return hole
    }

    /// Whether a segment fills a hole in less than half of the round trip that a retransmission takes.
    func fillsHoleEarly(_ segment: Segment, _ role: Role, _ incidents: Incidents) -> Bool {
        guard let hole = incidents.path(of: role)?.hole, let trip = roundTrip(to: role), hole.start == segment.payloadStart else {
            return false
        }
        let waited = segment.time.nanoseconds(since: hole.time)
        return waited >= 0 && waited < trip / 2
    }

    /// The hole that a segment fills the beginning of.
    func filledHole(_ segment: Segment, _ role: Role, _ incidents: Incidents) -> PathIncidents.Hole? {
        guard let hole = incidents.path(of: role)?.hole, hole.start.isAtOrBeyond(segment.payloadStart),
            hole.start.precedes(segment.payloadEnd)
        else { return nil }
        return hole
    }

    func noteFilledHole(_ segment: Segment, _ role: Role, _ incidents: Incidents) {
        // What lies beyond any window is no segment of this stream, and nothing is missing before it.
        guard let hole = filledHole(segment, role, incidents), self[flow: role].stream.fillsHole(segment),
            hole.bytes <= max(65535, self[role.peer].largestWindow)
        else { return }
        // A round trip is what it takes to ask for it, and to get it.
        let trip = min(max(0, handshake.roundTrip ?? Self.leastTimeout), 1 << 60)
        guard segment.time.nanoseconds(since: hole.time) >= Self.leastTimeout + trip,
            incidents[role].filledHoles.count < PathIncidents.maximumTimeouts
        else { return }
        let receiver = self[role.peer].loss
        incidents[role].filledHoles.append(
            PathIncidents.FilledHole(
                behindFrame: hole.frame, frame: segment.frame, since: hole.time, time: segment.time,
                wasAsked: receiver.duplicateACKs != 0 || receiver.sackBlockCount > 0))
    }
}
