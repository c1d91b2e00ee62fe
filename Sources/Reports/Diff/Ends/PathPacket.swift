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
    var timestamp: UInt32?
    /// Which timestamp of its peer it echoes.
    var echo: UInt32?
    /// nil where the capture does not have all of them.
    var options: PathOptions?
    /// A hello of TLS begins it: no two connections have the same random bytes.
    var isDrawnAnew: Bool
    /// Its frame was captured twice, by its numbers and time, and this is not the first.
    var isCopy: Bool
    var checksumIsRight: Bool?
    /// Where its payload is kept; nil where it is not, or where the capture does not have all of it.
    var payload: Int?
    var isCut: Bool

    init(_ segment: borrowing Segment, _ bytes: Span<UInt8>, _ payload: Range<Int>, isCopy: Bool) {
        self.isCopy = isCopy
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
        timestamp = segment.options.timestamps?.value
        echo = segment.options.timestamps?.echoReply
        options = PathOptions(
            bytes, before: payload.lowerBound, sequence: sequence, acknowledgment: segment.acknowledgment.rawValue)
        isDrawnAnew = Self.isDrawnAnew(bytes, payload)
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

    /// Whether a hello of TLS with its 32 random bytes begins it (RFC 8446 §5.1, §4.1.2, §4.1.3).
    private static func isDrawnAnew(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard range.count >= 43 else { return false }
        let start = range.lowerBound
        return bytes[start] == 22 && bytes[start + 1] == 3 && (bytes[start + 5] == 1 || bytes[start + 5] == 2)
            && bytes[start + 9] == 3 && bytes[start + 10] <= 4
    }

    /// Nothing but an acknowledgment.
    var isBareACK: Bool { length == 0 && flags.isDisjoint(with: [.syn, .fin, .rst]) }
    /// Sequence numbers that it takes.
    var span: Int { length + (flags.contains(.syn) ? 1 : 0) + (flags.contains(.fin) ? 1 : 0) }
}
