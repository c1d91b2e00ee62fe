import Wire

/// What is measured of one direction: how long its acknowledgment took, and how much was on its way at once. Only where a report shows it.
public final class DirectionStatistics {
    /// Most bytes that were sent and not yet acknowledged.
    public private(set) var mostInFlight = 0
    /// From a segment to the ACK that covers it; never for bytes sent again (Karn's algorithm, RFC 6298 §3).
    public private(set) var roundTrips = Reservoir()
    /// From a timestamp to its echo (RFC 7323 §4).
    public private(set) var echoTimes = Reservoir()

    private var waiting = WaitingSegments()
    /// The latest timestamp sent that was not echoed yet.
    private var stamp: (value: UInt32, time: Timestamp)?

    @inline(__always)
    func sent(_ segment: borrowing Segment, isRepeat: Bool, acknowledged: SequenceNumber?) {
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
    func acknowledged(by segment: borrowing Segment) {
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
