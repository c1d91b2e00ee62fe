public import Wire

/// A TCP segment as the connection logic sees it: the SEG variables of RFC 9293 §3.3.1, and where it was captured.
public struct Segment: Sendable {
    /// The frame that carried it, or completed its IP datagram.
    public var frame: Int
    public var time: Timestamp
    /// Whether the capture says when it came; if not, nothing is concluded from `time`.
    public var hasTime: Bool
    public var sequence: SequenceNumber
    public var acknowledgment: SequenceNumber
    /// As on the wire. For the logic use `isSYN`, `isFIN`, `isRST`, `hasACK`.
    public var flags: TCPFlags
    /// Unscaled, as on the wire; nil if the snap length cut it away.
    public var window: UInt16?
    /// Payload bytes by the IP header's count.
    public var payloadLength: Int
    /// Payload bytes in the capture.
    public var capturedLength: Int
    /// The snap length cut its frame.
    public var isCut: Bool
    /// As on the wire, 0 if cut away.
    public var checksum: UInt16
    /// False if the checksum is wrong; nil if that could not be told.
    public var checksumIsRight: Bool?
    /// Whether a wrong checksum is what a system leaves there for its network card to add to.
    public var checksumIsPartial = false
    /// The IPv4 identification; 0 for IPv6.
    public var identification: UInt16
    public var timeToLive: UInt8
    /// DSCP and ECN.
    public var trafficClass: UInt8
    public var options: TCPOptions

    /// A segment without payload and options, whose checksum is not known.
    init(frame: Int, time: Timestamp, sequence: SequenceNumber, acknowledgment: SequenceNumber, flags: TCPFlags) {
        self.frame = frame
        self.time = time
        hasTime = true
        self.sequence = sequence
        self.acknowledgment = acknowledgment
        self.flags = flags
        window = 0
        payloadLength = 0
        capturedLength = 0
        isCut = false
        checksum = 0
        identification = 0
        timeToLive = 0
        trafficClass = 0
        options = TCPOptions()
    }

    /// What a frame was read to hold; its options are still to be read.
    @inlinable @inline(__always)
    public init(_ dissection: borrowing Dissection, _ info: FrameInfo) {
        frame = info.number
        time = info.time
        hasTime = info.hasTime
        sequence = dissection.tcp.sequence
        acknowledgment = dissection.tcp.acknowledgment
        flags = dissection.tcp.flags
        window = dissection.tcp.window
        payloadLength = dissection.payloadLength
        capturedLength = min(dissection.payload.count, dissection.payloadLength)
        isCut = dissection.isCutBySnapLength
        checksum = dissection.tcp.checksum ?? 0
        checksumIsRight = dissection.checksumIsRight
        checksumIsPartial = dissection.checksumIsPartial
        identification = dissection.identification
        timeToLive = dissection.timeToLive
        trafficClass = dissection.trafficClass
        options = TCPOptions()
    }

    @inline(__always) public var isRST: Bool { flags.contains(.rst) }
    /// In a segment with RST, SYN is ignored everywhere.
    @inline(__always) public var isSYN: Bool { flags.contains(.syn) && !isRST }
    /// In a segment with RST, FIN is ignored everywhere.
    @inline(__always) public var isFIN: Bool { flags.contains(.fin) && !isRST }
    @inline(__always) public var hasACK: Bool { flags.contains(.ack) }
    /// An ACK and nothing else: no payload, SYN, FIN or RST.
    @inline(__always) public var isPureACK: Bool {
        payloadLength == 0 && flags.isDisjoint(with: [.syn, .fin, .rst]) && hasACK
    }

    /// The number of the first payload byte.
    @inline(__always) public var payloadStart: SequenceNumber { isSYN ? sequence.advanced(by: 1) : sequence }
    /// The number after the last payload byte: the one that a FIN occupies.
    @inline(__always) public var payloadEnd: SequenceNumber { payloadStart.advanced(by: payloadLength) }
    /// The number after the segment's last: SEG.SEQ + SEG.LEN.
    @inline(__always) public var end: SequenceNumber { isFIN ? payloadEnd.advanced(by: 1) : payloadEnd }
}
