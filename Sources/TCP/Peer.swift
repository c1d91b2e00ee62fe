public import Wire

/// What one end of a connection has said so far.
public struct Peer: Sendable {
    var loss = LossState()
    /// Running values that findings need.
    public internal(set) var progress = PathProgress()
    /// By how much the windows of its segments without SYN are shifted; nil if no SYN told. See `Connection.updateExpectations`.
    var windowShift: UInt8?
    public internal(set) var state: PeerState?
    /// The initial sequence number: of its first SYN, with or without ACK.
    public internal(set) var initialSequence: SequenceNumber?
    /// It sent a SYN without ACK.
    public internal(set) var sentSYN = false
    /// It sent a SYN with ACK.
    public internal(set) var sentSYNACK = false
    /// How many SYNs without ACK it sent, the same one again included.
    public internal(set) var synCount = 0
    /// The most payload that a SYN of its carried (Fast Open, RFC 7413).
    public internal(set) var synPayload = 0
    /// It sent payload outside its SYN.
    public internal(set) var sentPayload = false
    /// The options of its first SYN.
    public internal(set) var synOptions: TCPOptions?

    /// How far its acknowledgments cover the peer's numbers, from the peer's initial sequence number on.
    var covered: SequenceNumber?
    /// Its FIN was acknowledged, by an ACK seen before or after it.
    var finIsAcknowledged = false
    /// The highest number that it acknowledged, RSTs that did not count aside.
    public internal(set) var acknowledged: SequenceNumber?
    /// What its numbers are told relative to: its initial sequence number, or one before the first number known of it.
    public internal(set) var base: SequenceNumber?
    /// Its latest segment with ACK, RST segments aside.
    public internal(set) var lastACK: LastACK?
    /// The largest window that it advertised in a segment with ACK, scaled by `windowShift`.
    public internal(set) var largestWindow = 0
    /// The number after the highest that it sent, RST segments aside.
    public internal(set) var sentEnd: SequenceNumber?
    /// The number that its first FIN occupies, with the frame and time of that FIN, and of the last one sent again.
    public internal(set) var fin: SentFIN?

    /// Its last segment with payload, SYN or FIN.
    var lastSent: (frame: Int, time: Timestamp)?
    /// A right TCP checksum was seen on payload of it: so its network card does not fill them in after the capture, and nobody
    /// rewrote its payload without mending them.
    public internal(set) var sentRightChecksum = false
    /// How many right TCP checksums were seen of it, as far as it takes to trust them.
    var rightChecksums: UInt8 = 0
    /// Packets of it with a wrong checksum that were whole, as far as is known.
    public internal(set) var offloadedChecksums = 0
    /// Damaged packets of it.
    public internal(set) var badChecksums = 0
    /// Packets, frames captured twice included.
    public internal(set) var packets = 0

    /// Forgets what only the connection's record needs.
    mutating func forgetWhatWasTold() {
        lastACK = nil
        lastSent = nil
        synOptions?.timestamps = nil
        synCount = 0
        offloadedChecksums = 0
        badChecksums = 0
    }

    public struct LastACK: Sendable {
        public var number = SequenceNumber(0)
        public var frame = 0
        public var time = Timestamp(nanoseconds: 0)
    }

    public struct SentFIN: Sendable {
        public var number = SequenceNumber(0)
        public var frame = 0
        public var time = Timestamp(nanoseconds: 0)
        /// What the first FIN acknowledged.
        public var acknowledgment = SequenceNumber(0)
        /// The first frame in which it was sent again.
        public var firstRepeat: Int?
    }

    init() {}

    @inline(__always)
    mutating func countRightChecksum() {
        if rightChecksums < Connection.rightChecksumsForTrust { rightChecksums += 1 }
    }

    /// The scale that it offered in its SYN, at most 14 (RFC 7323 §2.3).
    public var offeredShift: Int? { synOptions?.windowScale.map { min(Int($0), 14) } }
}
