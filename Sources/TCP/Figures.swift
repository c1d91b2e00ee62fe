import Wire

/// Figures of one direction: what was sent, how long its acknowledgment took, and how much was on its way at once.
public struct Figures: Sendable {
    /// Payload bytes sent, those sent again included.
    public internal(set) var payloadBytes = 0
    /// Most bytes that were sent and not yet acknowledged.
    public internal(set) var mostInFlight = 0
    /// From a segment to the ACK that covers it; never for bytes sent again (Karn's algorithm, RFC 6298 §3).
    public internal(set) var roundTrips = Samples()
    /// From a timestamp to its echo (RFC 7323 §4).
    public internal(set) var echoTimes = Samples()

    private var waiting = WaitingSegments()
    /// The latest timestamp sent that was not echoed yet.
    private var stamp: (value: UInt32, time: Timestamp)?
    /// Whether more is wanted than a count of bytes.
    let isMeasured: Bool

    init(isMeasured: Bool) { self.isMeasured = isMeasured }

    @inline(__always)
    mutating func sent(_ segment: borrowing Segment, isRepeat: Bool, acknowledged: SequenceNumber?) {
        payloadBytes += segment.payloadLength
        guard isMeasured else { return }
        if isRepeat {
            waiting.removeAll()
        } else if segment.payloadLength > 0, segment.hasTime {
            waiting.append(end: segment.end, at: segment.time)
        }
        if let acknowledged { mostInFlight = max(mostInFlight, acknowledged.distance(to: segment.payloadEnd)) }
        if let value = segment.options.timestamps?.value, segment.payloadLength > 0, segment.hasTime, stamp == nil {
            stamp = (value, segment.time)
        }
    }

    /// The peer's segment acknowledges what this direction sent.
    @inline(__always)
    mutating func acknowledged(by segment: borrowing Segment) {
        guard isMeasured else { return }
        if segment.hasACK {
            if let latest = waiting.remove(upTo: segment.acknowledgment), segment.hasTime {
                roundTrips.add(segment.time.nanoseconds(since: latest))
            }
        }
        guard let echo = segment.options.timestamps?.echoReply, let sent = stamp else { return }
        if echo == sent.value, segment.hasTime { echoTimes.add(segment.time.nanoseconds(since: sent.time)) }
        // A later echo: the one waited for will not come.
        if Int32(bitPattern: echo &- sent.value) >= 0 { stamp = nil }
    }
}

/// Figures of a connection's time.
public struct Pace: Sendable {
    /// The longest time between two packets, and the frame that ended it.
    public internal(set) var largestGap: (duration: Int64, frame: Int)?
    /// The last time when nothing crossed for a second or more: how long, and the frame that ended it.
    public internal(set) var lastQuiet: (duration: Int64, frame: Int)?
    /// How long no payload had crossed when the close began.
    public internal(set) var idleBeforeClose: Int64?
    var lastPayload: Timestamp?

    /// Takes the time that passed before a frame of the connection that is not its first.
    @inline(__always)
    mutating func note(_ gap: Int64, before frame: Int) {
        if gap > largestGap?.duration ?? 0 { largestGap = (gap, frame) }
        if gap >= 1_000_000_000 { lastQuiet = (gap, frame) }
    }
}

extension Connection {
    /// Adds a segment to the figures; the peers still stand as they did before it.
    func addToFigures(_ segment: borrowing Segment, _ judgement: Judgement) {
        if lacksTime { pace = Pace() } else { noteIdleBeforeClose(segment, judgement) }
        let isRepeat = judgement.notes.contains(.retransmission) || judgement.notes.contains(.outOfOrder)
        // The octet of a keep-alive or a window probe is no data (RFC 1122 §4.2.3.6).
        let isProbe = segment.payloadLength <= 1 && (judgement.isWindowProbe || judgement.notes.contains(.keepAlive))
        addToFigures(segment, judgement.sender, isRepeat: isRepeat, isProbe: isProbe)
    }

    private func noteIdleBeforeClose(_ segment: borrowing Segment, _ judgement: Judgement) {
        guard pace.idleBeforeClose == nil, segment.isFIN || judgement.isAcceptableReset, let last = pace.lastPayload else {
            return
        }
        // A FIN with payload is no idle close.
        pace.idleBeforeClose = segment.payloadLength > 0 ? 0 : segment.time.nanoseconds(since: last)
    }

    /// Adds a segment to the figures that every segment counts in.
    private func addToFigures(_ segment: borrowing Segment, _ sender: Role, isRepeat: Bool, isProbe: Bool) {
        if !lacksTime {
            if segment.frame != firstFrame { pace.note(segment.time.nanoseconds(since: end), before: segment.frame) }
            if segment.payloadLength > 0, !segment.isRST { pace.lastPayload = segment.time }
        }
        guard !segment.isRST else { return }
        let covered = self[sender.peer].acknowledged ?? self[sender].initialSequence?.advanced(by: 1)
        if !isProbe { self[flow: sender].figures.sent(segment, isRepeat: isRepeat, acknowledged: covered) }
        self[flow: sender.peer].figures.acknowledged(by: segment)
    }
}
