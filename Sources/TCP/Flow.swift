import Wire

/// What one end of a connection sent: its bytes in order, and how they went.
public struct Flow {
    // In this order what each segment changes lies in the first two lines of the cache.

    /// What is measured; nil where no report shows it.
    public internal(set) var statistics: DirectionStatistics?
    /// Payload bytes sent, those sent again included.
    public internal(set) var payloadBytes = 0
    var passed = PassedContent()
    /// Its segments that the `DuplicateFilter` recorded, modulo 2^32.
    var recordedSegments: UInt32 = 0
    public var stream = Reassembler()

    /// Round trips by ACKs, or else by timestamps.
    public var roundTrips: Reservoir {
        guard let statistics else { return Reservoir() }
        return statistics.roundTrips.count > 0 ? statistics.roundTrips : statistics.echoTimes
    }

    /// Most bytes that were sent and not yet acknowledged; 0 where that is not measured.
    public var mostInFlight: Int { statistics?.mostInFlight ?? 0 }

    init(_ figures: WantedFigures) { statistics = figures == .none ? nil : DirectionStatistics(keepsEchoTimes: figures == .all) }

    /// Counts a segment that is no probe.
    @inline(__always)
    mutating func sent(_ segment: borrowing Segment, isRepeat: Bool, acknowledged: @autoclosure () -> SequenceNumber?) {
        payloadBytes += segment.payloadLength
        guard let statistics = Unretained(in: &statistics) else { return }
        let sample = DirectionStatistics.Sample(segment)
        statistics.lend { $0.sent(sample, isRepeat: isRepeat, acknowledged: acknowledged()) }
    }

    /// The peer's segment acknowledges what this direction sent.
    @inline(__always)
    mutating func acknowledged(by segment: borrowing Segment) {
        guard let statistics = Unretained(in: &statistics) else { return }
        let sample = DirectionStatistics.Sample(segment)
        statistics.lend { $0.acknowledged(by: sample) }
    }

    /// Has the first lines of what is measured fetched into the cache.
    @inline(__always)
    mutating func prefetchStatistics() {
        Unretained(in: &statistics)?.prefetch(bytes: 2 * Ends.line)
    }

    /// Frees what no straggler needs: the bytes to compare copies with, and the statistics.
    mutating func forgetWhatWasTold() {
        stream.forgetHistory()
        payloadBytes = 0
        statistics = nil
    }
}
