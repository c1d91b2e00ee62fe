import Wire

/// What is measured of one direction: how long its acknowledgment took, and how much was on its way at once. Only where a report shows it.
public final class DirectionStatistics {
    // In this order what a segment changes lies together.

    /// Most bytes that were sent and not yet acknowledged.
    public private(set) var mostInFlight = 0
    /// From a segment to the ACK that covers it; never for bytes sent again (Karn's algorithm, RFC 6298 §3).
    public private(set) var roundTrips = Reservoir()
    private var waiting = WaitingSegments()
    /// The latest timestamp sent that was not echoed yet.
    private var stamp: (value: UInt32, time: Timestamp)?
    /// From a timestamp to its echo (RFC 7323 §4).
    public private(set) var echoTimes = Reservoir()
    /// Whether those go on where round trips are known by ACKs.
    let keepsEchoTimes: Bool

    init(keepsEchoTimes: Bool) { self.keepsEchoTimes = keepsEchoTimes }

    private var wantsEchoTimes: Bool { keepsEchoTimes || roundTrips.count == 0 }

    @inline(__always)
    func sent(_ segment: borrowing Segment, isRepeat: Bool, acknowledged: SequenceNumber?) {
        if isRepeat {
            waiting.removeAll()
        } else if segment.payloadLength > 0, segment.hasTime {
            waiting.append(end: segment.end, at: segment.time)
        }
        if let acknowledged { mostInFlight = max(mostInFlight, acknowledged.distance(to: segment.payloadEnd)) }
        if stamp == nil, segment.payloadLength > 0, wantsEchoTimes, segment.hasTime, let value = segment.options.timestamps?.value {
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
        guard let sent = stamp, let echo = segment.options.timestamps?.echoReply else { return }
        if echo == sent.value, segment.hasTime, wantsEchoTimes { echoTimes.add(segment.time.nanoseconds(since: sent.time)) }
        // A later echo: the one waited for will not come.
        if Int32(bitPattern: echo &- sent.value) >= 0 { stamp = nil }
    }
}
