import TCP
import Wire

/// What is compared of a packet at one end of a path: a plain value without references.
struct PathPacket {
    var frame: Int
    /// In nanoseconds; nil where the capture does not say.
    var time: Int64?
    var flags: TCPFlags
    var sequence: UInt32
    var acknowledgment: UInt32
    var length: Int
    /// Of the payload; 0 where there is none, or where the capture does not have all of it.
    var hash: UInt64
    var window: UInt16
    var timeToLive: UInt8
    var trafficClass: UInt8
    var identification: UInt16
    var segmentSize: UInt16?
    var windowScale: UInt8?
    var sackPermitted: Bool
    var fastOpen: Bool
    var multipath: Bool
    var timestamp: UInt32?
    var checksumIsRight: Bool?
    var isCut: Bool

    init(_ segment: borrowing Segment, _ bytes: Span<UInt8>, _ payload: Range<Int>) {
        frame = segment.frame
        time = segment.hasTime ? segment.time.nanoseconds : nil
        flags = segment.flags
        sequence = segment.sequence.rawValue
        acknowledgment = segment.flags.contains(.ack) ? segment.acknowledgment.rawValue : 0
        length = segment.payloadLength
        isCut = segment.capturedLength < segment.payloadLength
        hash = isCut || length == 0 ? 0 : Self.hash(bytes, payload)
        window = segment.window ?? 0
        timeToLive = segment.timeToLive
        trafficClass = segment.trafficClass
        identification = segment.identification
        segmentSize = segment.options.maximumSegmentSize
        windowScale = segment.options.windowScale
        sackPermitted = segment.options.sackPermitted
        fastOpen = segment.options.fastOpen
        multipath = segment.options.multipath
        timestamp = segment.options.timestamps?.value
        checksumIsRight = segment.checksumIsRight
    }

    /// FNV-1a, over eight bytes at a time; never 0.
    private static func hash(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        var at = range.lowerBound
        while at + 8 <= range.upperBound {
            hash = (hash ^ bytes.uint64(at: at)) &* 0x0000_0100_0000_01b3
            hash ^= hash >> 29
            at += 8
        }
        while at < range.upperBound {
            hash = (hash ^ UInt64(bytes[at])) &* 0x0000_0100_0000_01b3
            at += 1
        }
        return hash | 1
    }

    /// Nothing but an acknowledgment.
    var isBareACK: Bool { length == 0 && flags.isDisjoint(with: [.syn, .fin, .rst]) }
    /// Sequence numbers that it takes.
    var span: Int { length + (flags.contains(.syn) ? 1 : 0) + (flags.contains(.fin) ? 1 : 0) }
}
