import Wire

/// How long nothing crossed a connection.
public struct IdleStatistics: Sendable {
    /// The longest time between two packets, and the frame that ended it.
    public internal(set) var largestGap: (duration: Int64, frame: Int)?
    var lastPayload: Timestamp?
    /// The last time when nothing crossed for a second or more: how long, and the frame that ended it.
    public internal(set) var lastQuiet: (duration: Int64, frame: Int)?
    /// How long no payload had crossed when the close began.
    public internal(set) var idleBeforeClose: Int64?

    /// Takes the time that passed before a frame of the connection that is not its first.
    @inline(__always)
    mutating func note(_ gap: Int64, before frame: Int) {
        if gap > largestGap?.duration ?? 0 { largestGap = (gap, frame) }
        if gap >= 1_000_000_000 { lastQuiet = (gap, frame) }
    }
}

extension Connection {
    /// Adds a segment to the statistics; the peers still stand as they did before it.
    func addToStatistics(_ segment: borrowing Segment, _ verdict: SegmentVerdict) {
        if lacksTime { idleTimes = IdleStatistics() } else { noteIdleBeforeClose(segment, verdict) }
        let isRepeat = verdict.notes.contains(.retransmission) || verdict.notes.contains(.outOfOrder)
        // The octet of a keep-alive or a window probe is no data (RFC 1122 §4.2.3.6).
        let isProbe = segment.payloadLength <= 1 && (verdict.isWindowProbe || verdict.notes.contains(.keepAlive))
        addToStatistics(segment, verdict.sender, isRepeat: isRepeat, isProbe: isProbe)
    }

    private func noteIdleBeforeClose(_ segment: borrowing Segment, _ verdict: SegmentVerdict) {
        guard idleTimes.idleBeforeClose == nil, segment.isFIN || verdict.isAcceptableReset, let last = idleTimes.lastPayload
        else {
            return
        }
        // A FIN with payload is no idle close.
        idleTimes.idleBeforeClose = segment.payloadLength > 0 ? 0 : segment.time.nanoseconds(since: last)
    }

    /// Adds a segment to the statistics that every segment counts in.
    private func addToStatistics(_ segment: borrowing Segment, _ sender: Role, isRepeat: Bool, isProbe: Bool) {
        if !lacksTime {
            if segment.frame != firstFrame { idleTimes.note(segment.time.nanoseconds(since: end), before: segment.frame) }
            if segment.payloadLength > 0, !segment.isRST { idleTimes.lastPayload = segment.time }
        }
        guard !segment.isRST else { return }
        let covered = self[sender.peer].acknowledged ?? self[sender].initialSequence?.advanced(by: 1)
        if !isProbe { self[flow: sender].sent(segment, isRepeat: isRepeat, acknowledged: covered) }
        self[flow: sender.peer].acknowledged(by: segment)
    }
}
