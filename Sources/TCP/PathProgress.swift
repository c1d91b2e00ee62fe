public import Wire

/// Running values of one direction that findings need of every segment: what one end sends, and what its peer acknowledges of it.
///
/// All that is unusual lies in `Incidents`. These values cannot be had from unusual segments alone, so they are kept here, in one small
/// piece, and are changed by `noteData` and `noteAcknowledgment` only.
public struct PathProgress: Sendable {
    /// An ACK that came this much later than a round trip may have been delayed by its sender (RFC 1122 §4.2.3.2), in nanoseconds.
    static let delayedACK: ClosedRange<Int64> = 30_000_000...300_000_000
    /// Data that follows an ACK within this time was waiting for it, in nanoseconds.
    static let promptly: Int64 = 5_000_000

    /// When the last payload was sent.
    public private(set) var lastData = Timestamp(nanoseconds: 0)
    /// When a pure ACK came that newly covered everything sent so far, the last time; 0 for never.
    private(set) var lastCovered: Int64 = 0
    /// When a late pure ACK for all of it came; 0 for none, or once something else came after it.
    private var lateACK: Int64 = 0
    /// How much later than a round trip that ACK came, in microseconds.
    private var lateBy: UInt32 = 0
    /// How much payload the last segment with any had.
    private var lastLength: UInt32 = 0
    /// Segments with payload, repeated ones included.
    private(set) var dataSegments: UInt32 = 0
    /// The largest payload that waits for its acknowledgment, and the number after it.
    private(set) var largestWaiting: UInt32 = 0
    private var largestEnd = SequenceNumber(0)
    /// The largest payload that was acknowledged.
    private(set) var largestAcknowledged: UInt32 = 0
    /// Where the peer's window ended when it was last told; of no account before the first ACK with a known scale.
    private(set) var edge = SequenceNumber(0)
    private(set) var hasEdge = false
    /// The least and the greatest TTL or hop limit of what was sent, RSTs aside; the least is above the greatest before the first.
    public private(set) var leastTimeToLive: UInt8 = .max
    public private(set) var greatestTimeToLive: UInt8 = 0

    init() {}

    /// Notes a segment with payload. Returns how much later than a round trip the ACK came that this segment had waited for, in nanoseconds;
    /// 0 if it did not wait for one.
    ///
    /// - Parameter tripToSender: the round trip between the point of capture and its sender. What came sooner than about that after an ACK did not
    ///   wait for it.
    @inline(__always)
    mutating func noteData(
        _ length: Int, end: SequenceNumber, at time: Timestamp, tripToSender: @autoclosure () -> Int64
    ) -> Int64 {
        var waited: Int64 = 0
        if lateACK != 0 {
            let sinceACK = time.nanoseconds(since: Timestamp(nanoseconds: lateACK))
            if sinceACK >= max(0, tripToSender() / 2), sinceACK <= Self.promptly { waited = Int64(lateBy) * 1000 }
        }
        lateACK = 0
        dataSegments &+= 1
        lastData = time
        lastLength = UInt32(truncatingIfNeeded: length)
        if lastLength > largestWaiting {
            largestWaiting = lastLength
            largestEnd = end
        }
        return waited
    }

    /// Notes an acknowledgment of the peer.
    @inline(__always)
    mutating func noteAcknowledgment(_ number: SequenceNumber) {
        if largestWaiting > 0, number.isAtOrBeyond(largestEnd) {
            largestAcknowledged = max(largestAcknowledged, largestWaiting)
            largestWaiting = 0
        }
        lateACK = 0
    }

    /// Notes that the acknowledgment newly covers everything sent so far, and carries nothing else.
    ///
    /// - Parameters:
    ///   - roundTrip: the handshake's, in nanoseconds; nil if it is not known.
    ///   - small: less payload than this makes a small segment.
    mutating func noteCovered(roundTrip: Int64?, small: Int, at time: Timestamp) {
        lastCovered = time.nanoseconds
        guard let roundTrip, roundTrip >= 0, Int(lastLength) < small else { return }
        let late = time.nanoseconds(since: lastData) &- roundTrip
        guard Self.delayedACK.contains(late) else { return }
        lateACK = time.nanoseconds
        lateBy = UInt32(truncatingIfNeeded: late / 1000)
    }

    /// Notes the TTL of a segment that is no RST.
    @inline(__always)
    mutating func noteTimeToLive(_ value: UInt8) {
        leastTimeToLive = min(leastTimeToLive, value)
        greatestTimeToLive = max(greatestTimeToLive, value)
    }

    /// Moves the right edge of the peer's window. Returns by how many bytes it went back, 0 if it did not.
    @inline(__always)
    mutating func moveEdge(to new: SequenceNumber) -> Int {
        let back = hasEdge ? new.distance(to: edge) : 0
        edge = new
        hasEdge = true
        return max(0, back)
    }
}
