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

    /// What is measured of a segment.
    struct Sample {
        let end: SequenceNumber
        let payloadEnd: SequenceNumber
        let acknowledgment: SequenceNumber?
        let hasPayload: Bool
        /// nil where the capture does not say when it came.
        let time: Timestamp?
        let timestamps: TCPOptions.Timestamps?

        @inline(__always)
        init(_ segment: borrowing Segment) {
            end = segment.end
            payloadEnd = segment.payloadEnd
            acknowledgment = segment.hasACK ? segment.acknowledgment : nil
            hasPayload = segment.payloadLength > 0
            time = segment.hasTime ? segment.time : nil
            timestamps = segment.options.timestamps
        }
    }

    @inline(__always)
    func sent(_ segment: Sample, isRepeat: Bool, acknowledged: SequenceNumber?) {
        if isRepeat {
            waiting.removeAll()
        } else if segment.hasPayload, let time = segment.time {
            waiting.append(end: segment.end, at: time)
        }
        if let acknowledged { mostInFlight = max(mostInFlight, acknowledged.distance(to: segment.payloadEnd)) }
        if stamp == nil, segment.hasPayload, wantsEchoTimes, let time = segment.time, let value = segment.timestamps?.value {
            stamp = (value, time)
        }
    }

    /// The peer's segment acknowledges what this direction sent.
    @inline(__always)
    func acknowledged(by segment: Sample) {
        if let number = segment.acknowledgment, let latest = waiting.remove(upTo: number), let time = segment.time {
            roundTrips.add(time.nanoseconds(since: latest))
        }
        guard let sent = stamp, let echo = segment.timestamps?.echoReply else { return }
        if echo == sent.value, let time = segment.time, wantsEchoTimes { echoTimes.add(time.nanoseconds(since: sent.time)) }
        // A later echo: the one waited for will not come.
        if Int32(bitPattern: echo &- sent.value) >= 0 { stamp = nil }
    }
}
