/// The header of a frame (RFC 9113 §4.1).
public struct HTTP2FrameHeader: Equatable, Sendable {
    /// Bytes that it takes.
    public static let length = 9
    /// The size that any receiver takes (RFC 9113 §4.2).
    public static let usualMaximum = 1 << 14

    public enum Kind: UInt8, CaseIterable, Sendable {
        case data = 0
        case headers, priority, reset, settings, pushPromise, ping, goAway, windowUpdate, continuation
        /// RFC 7838 §4, RFC 8336 §2, RFC 9218 §7.1: passed over.
        case alternativeService = 0x0a
        case origin = 0x0c
        case priorityUpdate = 0x10

        /// As RFC 9113 §11.2 has it.
        public var name: String {
            switch self {
            case .data: "DATA"
            case .headers: "HEADERS"
            case .priority: "PRIORITY"
            case .reset: "RST_STREAM"
            case .settings: "SETTINGS"
            case .pushPromise: "PUSH_PROMISE"
            case .ping: "PING"
            case .goAway: "GOAWAY"
            case .windowUpdate: "WINDOW_UPDATE"
            case .continuation: "CONTINUATION"
            case .alternativeService: "ALTSVC"
            case .origin: "ORIGIN"
            case .priorityUpdate: "PRIORITY_UPDATE"
            }
        }
    }

    /// Bytes of the payload.
    public var payloadLength: Int
    public var type: UInt8
    public var flags: UInt8
    /// 0 for the connection.
    public var stream: Int
    private var isReservedBitSet: Bool

    /// nil for a type that is not known, whose frames are passed over (RFC 9113 §5.5).
    public var kind: Kind? { Kind(rawValue: type) }

    static let endStream: UInt8 = 0x1
    static let acknowledgment: UInt8 = 0x1
    static let endHeaders: UInt8 = 0x4
    static let padded: UInt8 = 0x8
    static let priority: UInt8 = 0x20

    /// DATA or HEADERS: nothing of its sender follows on the stream.
    public var endsStream: Bool { has(Self.endStream) }

    func has(_ flag: UInt8) -> Bool { flags & flag != 0 }

    /// Of the nine bytes at `start`, which must be there.
    init(_ bytes: Span<UInt8>, at start: Int) {
        payloadLength = Int(bytes[start]) << 16 | Int(bytes[start + 1]) << 8 | Int(bytes[start + 2])
        type = bytes[start + 3]
        flags = bytes[start + 4]
        stream =
            Int(bytes[start + 5] & 0x7f) << 24 | Int(bytes[start + 6]) << 16 | Int(bytes[start + 7]) << 8 | Int(bytes[start + 8])
        isReservedBitSet = bytes[start + 5] & 0x80 != 0
    }

    /// Whether bytes at which it is not certain that a frame begins may be the header of one that `sender` would send.
    ///
    /// - Parameter highestStream: no stream above it was seen to be opened; nil if that is not known.
    func isPlausible(from sender: StreamEnd, largest: Int, highestStream: Int?) -> Bool {
        guard !isReservedBitSet, payloadLength <= largest, let kind else { return false }
        if let highestStream, stream > highestStream + 4096 { return false }
        if highestStream == nil, stream >= 1 << 24 { return false }
        switch kind {
        case .data: return stream != 0 && flags & ~0x9 == 0 && (!has(Self.padded) || payloadLength > 0)
        case .headers: return stream != 0 && flags & ~0x2d == 0 && payloadLength > 0
        case .priority: return stream != 0 && flags == 0 && payloadLength == 5
        case .reset: return stream != 0 && flags == 0 && payloadLength == 4
        case .settings: return stream == 0 && flags & ~1 == 0 && payloadLength % 6 == 0 && (flags == 0 || payloadLength == 0)
        case .pushPromise: return sender == .server && stream & 1 == 1 && flags & ~0xc == 0 && payloadLength > 4
        case .ping: return stream == 0 && flags & ~1 == 0 && payloadLength == 8
        case .goAway: return stream == 0 && flags == 0 && payloadLength >= 8
        case .windowUpdate: return flags == 0 && payloadLength == 4
        case .continuation: return stream != 0 && flags & ~4 == 0
        case .alternativeService: return sender == .server && flags == 0 && payloadLength >= 2
        case .origin: return sender == .server && stream == 0 && flags == 0
        case .priorityUpdate: return sender == .client && stream == 0 && flags == 0 && payloadLength >= 4
        }
    }
}
