public import Wire

/// What a note on a segment rests on: the rule, and the numbers that it compared.
public enum Evidence: Equatable, Sendable {
    /// What stands for a round trip where none was measured, in nanoseconds.
    public static let assumedRoundTrip: Int64 = 3_000_000

    /// The sender had reached `next`; `bytes` lie between that and this segment.
    case gap(next: SequenceNumber, bytes: Int)
    /// One below what the sender had reached.
    case belowNext(next: SequenceNumber)
    /// Everything up to `by` was acknowledged before this came.
    case acknowledged(by: SequenceNumber, end: SequenceNumber)
    /// The peer had repeated its ACK so often.
    case askedFor(by: SequenceNumber, times: Int)
    /// The peer had reported these bytes as received, by SACK (RFC 2018).
    case selectivelyAcknowledged(SequenceNumber, end: SequenceNumber)
    /// By its timestamp (RFC 7323), sent before or after the segment that reached `next`.
    case timestamps(own: UInt32, highest: UInt32, next: SequenceNumber)
    /// By its numbers alone, since the capture does not say when segments came.
    case below(SequenceNumber)
    /// By how long after the segment that reached `next` it came, in nanoseconds; the threshold is a round trip, or `assumedRoundTrip`.
    case elapsed(Int64, threshold: Int64, next: SequenceNumber)
    /// Bytes acknowledged beyond what the capture has of the peer.
    case unseen(limit: SequenceNumber, bytes: Int)
    /// The same ACK again.
    case repeats(SequenceNumber, times: Int)
    /// The window in bytes, as far as the scale is known.
    case window(before: Int, now: Int)
    /// The segment ends where the peer's window does.
    case windowEdge(SequenceNumber)
    /// The sender of this segment received these bytes twice: a duplicate SACK (RFC 2883).
    case receivedTwice(SequenceNumber, end: SequenceNumber)
    /// These bytes came before in this frame, which was damaged.
    case replacesDamaged(frame: Int)
    /// Bytes of this frame, which seemed damaged, are acknowledged although no other copy came.
    case showsWhole(frame: Int)
}
