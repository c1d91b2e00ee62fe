internal import TCP

/// What else is to be said of a segment. The raw value is the name in records; `docs/labels.md` of the package has the definitions.
///
/// Where Wireshark has the analysis, its definition holds ("TCP Analysis" in the Wireshark User's Guide).
public enum Note: String, Sendable, Hashable, CaseIterable {
    /// Bytes that were sent before.
    case retransmission
    /// The same, prompted by duplicate ACKs.
    case fastRetransmission = "fast-retransmission"
    /// Bytes that had been acknowledged before they were sent again.
    case spuriousRetransmission = "spurious-retransmission"
    /// The segment comes behind one with later bytes.
    case outOfOrder = "out-of-order"
    /// Bytes before this segment's are not in the capture.
    case previousSegmentNotCaptured = "previous-segment-not-captured"
    /// It acknowledges bytes that are not in the capture.
    case ackedUnseenSegment = "acked-unseen-segment"
    /// It acknowledges what was acknowledged before: something behind a hole came.
    case duplicateACK = "duplicate-ack"
    /// A probe whether the other end is still there.
    case keepAlive = "keep-alive"
    /// The answer to such a probe.
    case keepAliveACK = "keep-alive-ack"
    /// The window is closed: the sender of this segment takes no more bytes for now.
    case zeroWindow = "zero-window"
    /// A probe whether a closed window is open again.
    case zeroWindowProbe = "zero-window-probe"
    /// The answer to such a probe.
    case zeroWindowProbeACK = "zero-window-probe-ack"
    /// It fills the window of the other end to its edge.
    case windowFull = "window-full"
    /// It tells another window, and nothing else.
    case windowUpdate = "window-update"
    /// The ports of an earlier connection are used again.
    case portReuse = "port-reuse"
    /// Both ends sent a SYN before they had one.
    case simultaneousOpen = "simultaneous-open"
    /// The SYN carries data, or a cookie for it (RFC 7413).
    case fastOpen = "fast-open"
    /// Data behind its sender's FIN.
    case dataAfterFIN = "data-after-fin"
    /// A RST that its receiver must ignore (RFC 9293 §3.10.7).
    case resetNotAcceptable = "reset-not-acceptable"
    /// A RST that its receiver must answer with a challenge ACK (RFC 5961 §3.2).
    case resetChallenged = "reset-challenged"
    /// Bytes that were sent again differ from the first ones.
    case overlapConflict = "overlap-conflict"
    /// The checksum is wrong.
    case badChecksum = "bad-checksum"
    /// The snap length cut the payload.
    case truncated
    /// The urgent pointer is set (RFC 6093 advises against it).
    case urgent
    /// The frame was captured twice: no event on the wire.
    case duplicateFrame = "duplicate-frame"

    /// Those of a set, in order.
    static func all(of notes: Notes) -> [Note] {
        notes.isEmpty ? [] : allCases.enumerated().filter { notes.rawValue >> UInt32($0.offset) & 1 == 1 }.map(\.element)
    }
}
