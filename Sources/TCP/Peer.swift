public import Wire

/// What one end of a connection has said so far.
public struct Peer: Sendable {
    // In this order what each segment reads or changes lies in the first lines of the cache, of which a segment of the other end needs three.

    /// How far its acknowledgments cover the peer's numbers, from the peer's initial sequence number on.
    var covered: SequenceNumber?
    /// The highest number that it acknowledged, RSTs that did not count aside.
    public internal(set) var acknowledged: SequenceNumber?
    /// The number after the highest that it sent, RST segments aside.
    public internal(set) var sentEnd: SequenceNumber?
    /// The initial sequence number: of its first SYN, with or without ACK.
    public internal(set) var initialSequence: SequenceNumber?
    /// What its numbers are told relative to: its initial sequence number, or one before the first number known of it.
    public internal(set) var base: SequenceNumber?
    /// It sent payload outside its SYN.
    public internal(set) var sentPayload = false
    /// A right TCP checksum was seen on payload of it: so its network card does not fill them in after the capture, and nobody
    /// rewrote its payload without mending them.
    public internal(set) var sentRightChecksum = false
    /// How many right TCP checksums were seen of it, as far as it takes to trust them.
    var rightChecksums: UInt8 = 0
    public internal(set) var state: PeerState?
    /// What the expected path needs of the SYNs.
    var agreement = Agreement()
    /// Its last segment with payload, SYN or FIN.
    var lastSent: (frame: Int, time: Timestamp)?
    /// Running values that findings need.
    public internal(set) var progress = PathProgress()
    var loss = LossState()
    /// Its latest segment with ACK, RST segments aside.
    public internal(set) var lastACK: LastACK?
    /// Packets, frames captured twice included.
    public internal(set) var packets = 0
    /// The largest window that it advertised in a segment with ACK, scaled.
    public internal(set) var largestWindow = 0

    // What few segments need.

    /// What it acknowledged selectively last: as many blocks as `loss.sackBlockCount` says.
    var sackBlocks = TCPOptions().sackBlocks
    /// It sent a SYN without ACK.
    public internal(set) var sentSYN = false
    /// It sent a SYN with ACK.
    public internal(set) var sentSYNACK = false
    /// Its FIN was acknowledged, by an ACK seen before or after it.
    var finIsAcknowledged = false
    /// How many SYNs without ACK it sent, the same one again included.
    public internal(set) var synCount: Int {
        get { Int(synsSent) }
        set { synsSent = UInt32(clamping: newValue) }
    }
    private var synsSent: UInt32 = 0
    /// The most payload that a SYN of its carried (Fast Open, RFC 7413).
    public internal(set) var synPayload: Int {
        get { Int(payloadOfSYN) }
        set { payloadOfSYN = UInt32(clamping: newValue) }
    }
    private var payloadOfSYN: UInt32 = 0
    /// The options of its first SYN.
    public internal(set) var synOptions: SYNOptions?
    /// The number that its first FIN occupies, with the frame and time of that FIN, and of the last one sent again.
    public internal(set) var fin: SentFIN?
    /// Packets of it with a wrong checksum that were whole, as far as is known.
    public internal(set) var offloadedChecksums: Int {
        get { Int(offloaded) }
        set { offloaded = UInt32(clamping: newValue) }
    }
    private var offloaded: UInt32 = 0
    /// Damaged packets of it.
    public internal(set) var badChecksums: Int {
        get { Int(damaged) }
        set { damaged = UInt32(clamping: newValue) }
    }
    private var damaged: UInt32 = 0

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

    /// What the SYNs say of the segments behind them, where both ends are ESTABLISHED: see `Connection.updateExpectations`.
    struct Agreement: Sendable {
        /// By how much the windows of its segments are shifted; nil if no SYN told.
        var windowShift: UInt8?
        /// The same; nil also where no SYN of the other end told.
        var knownShift: UInt8?
        /// The same where that is certain enough to follow the edge of its window.
        var edgeShift: UInt8?
        /// The most payload that a segment to it may carry: its MSS.
        var segmentLimit = UInt32.max
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
