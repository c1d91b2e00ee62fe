/// What else is to be said of a segment, besides its steps and checks.
///
/// Where Wireshark has the analysis, its definition holds ("TCP Analysis" in the Wireshark User's Guide).
public struct Notes: OptionSet, Hashable, Sendable {
    public var rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    public static let retransmission = Notes(rawValue: 1 << 0)
    public static let fastRetransmission = Notes(rawValue: 1 << 1)
    public static let spuriousRetransmission = Notes(rawValue: 1 << 2)
    public static let outOfOrder = Notes(rawValue: 1 << 3)
    public static let previousSegmentNotCaptured = Notes(rawValue: 1 << 4)
    public static let ackedUnseenSegment = Notes(rawValue: 1 << 5)
    public static let duplicateACK = Notes(rawValue: 1 << 6)
    public static let keepAlive = Notes(rawValue: 1 << 7)
    public static let keepAliveACK = Notes(rawValue: 1 << 8)
    public static let zeroWindow = Notes(rawValue: 1 << 9)
    public static let zeroWindowProbe = Notes(rawValue: 1 << 10)
    public static let zeroWindowProbeACK = Notes(rawValue: 1 << 11)
    public static let windowFull = Notes(rawValue: 1 << 12)
    public static let windowUpdate = Notes(rawValue: 1 << 13)
    public static let portReuse = Notes(rawValue: 1 << 14)
    public static let simultaneousOpen = Notes(rawValue: 1 << 15)
    public static let fastOpen = Notes(rawValue: 1 << 16)
    public static let dataAfterFIN = Notes(rawValue: 1 << 17)
    public static let resetNotAcceptable = Notes(rawValue: 1 << 18)
    /// Within the window, but not what its receiver expects next: answered with a challenge ACK (RFC 5961 §3.2).
    public static let resetChallenged = Notes(rawValue: 1 << 19)
    /// Retransmitted bytes differ from the ones seen before.
    public static let overlapConflict = Notes(rawValue: 1 << 20)
    public static let badChecksum = Notes(rawValue: 1 << 21)
    /// The snap length cut the payload.
    public static let truncated = Notes(rawValue: 1 << 22)
    public static let urgent = Notes(rawValue: 1 << 23)
    /// Captured twice: no event on the wire.
    public static let duplicateFrame = Notes(rawValue: 1 << 24)

    /// The names of all notes, by bit number.
    public static let names = [
        "retransmission", "fast-retransmission", "spurious-retransmission", "out-of-order",
        "previous-segment-not-captured", "acked-unseen-segment", "duplicate-ack", "keep-alive", "keep-alive-ack",
        "zero-window", "zero-window-probe", "zero-window-probe-ack", "window-full", "window-update", "port-reuse",
        "simultaneous-open", "fast-open", "data-after-fin", "reset-not-acceptable", "reset-challenged",
        "overlap-conflict", "bad-checksum", "truncated", "urgent", "duplicate-frame",
    ]
}
