/// Reads the frames that one end of a WebSocket sends (RFC 6455 §5.2): counts them, and keeps the beginning of each text.
public struct WebSocketReader: Sendable {
    /// Bytes of a text message that are kept.
    public static let previewLength = 256

    public enum Opcode: UInt8, CaseIterable, Sendable {
        case continuation = 0
        case text = 1
        case binary = 2
        case close = 8
        case ping = 9
        case pong = 10

        /// The name, as RFC 6455 §11.8 has it.
        public var name: String { "\(self)" }
    }

    /// One frame, read to its end.
    public struct Frame: Sendable {
        public var opcode: Opcode
        /// Payload bytes.
        public var length: UInt64
        /// The last frame of its message.
        public var isFinal: Bool
        /// By permessage-deflate (RFC 7692).
        public var isCompressed: Bool
        /// The first bytes of the payload, unmasked: of text, and of a close's reason.
        public var preview: [UInt8]
        /// The status code of a close (RFC 6455 §7.4).
        public var closeCode: Int?
    }

    /// Frames by opcode's raw value.
    private var counts: [UInt8: Int] = [:]
    /// Payload bytes of text, binary and continuation frames.
    public private(set) var payloadBytes: UInt64 = 0
    /// The status code of its close frame (RFC 6455 §7.4).
    public private(set) var closeCode: Int?
    /// The stream is not what frames look like; nothing more is read.
    public private(set) var isBroken = false

    private var header: [UInt8] = []
    private var frame: Frame?
    private var mask: [UInt8] = []
    private var left: UInt64 = 0
    private var position: UInt64 = 0

    /// A frame has begun and is not at its end.
    public var isInsideFrame: Bool { frame != nil || !header.isEmpty }

    public init() {}

    public func count(_ opcode: Opcode) -> Int { counts[opcode.rawValue, default: 0] }
    public var frames: Int { counts.values.reduce(0, +) }

    /// Bytes are missing here. If they are not all payload of the frame being read, nothing more can be read.
    public mutating func skip(_ count: Int) {
        guard frame != nil, UInt64(count) <= left else {
            isBroken = true
            return
        }
        pass(UInt64(count))
    }

    /// Takes bytes from `offset` on, and tells each frame that they complete.
    public mutating func take(_ bytes: Span<UInt8>, from offset: Int, _ body: (Frame) -> Void) {
        var at = offset
        while at < bytes.count || frame != nil && left == 0, !isBroken {
            if frame == nil {
                header.append(bytes[at])
                at += 1
                readHeader()
            } else if left > 0 {
                let count = Int(min(left, UInt64(bytes.count - at)))
                keep(bytes, at..<at + count)
                at += count
                pass(UInt64(count))
            }
            if left == 0, var done = frame {
                if done.opcode == .close, done.preview.count >= 2 {
                    done.closeCode = Int(done.preview[0]) << 8 | Int(done.preview[1])
                    done.preview.removeFirst(2)
                    closeCode = closeCode ?? done.closeCode
                }
                counts[done.opcode.rawValue, default: 0] += 1
                frame = nil
                body(done)
            }
        }
    }

    private mutating func pass(_ count: UInt64) {
        left -= count
        position += count
    }

    private mutating func readHeader() {
        guard header.count >= 2 else { return }
        let short = header[1] & 0x7f
        let lengthBytes = short == 126 ? 2 : short == 127 ? 8 : 0
        let isMasked = header[1] & 0x80 != 0
        guard header.count == 2 + lengthBytes + (isMasked ? 4 : 0) else { return }
        let length = lengthBytes == 0 ? UInt64(short) : header[2..<2 + lengthBytes].reduce(0) { $0 << 8 | UInt64($1) }
        guard let opcode = Opcode(rawValue: header[0] & 15), length >> 63 == 0 else {
            isBroken = true
            return
        }
        mask = isMasked ? Array(header.suffix(4)) : []
        frame = Frame(
            opcode: opcode, length: length, isFinal: header[0] & 0x80 != 0, isCompressed: header[0] & 0x40 != 0, preview: [])
        left = length
        position = 0
        if opcode.rawValue < 8 { payloadBytes &+= length }
        header.removeAll(keepingCapacity: true)
    }

    private mutating func keep(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        guard let opcode = frame?.opcode, opcode == .text || opcode == .close || opcode == .continuation else { return }
        var at = position
        for i in range {
            guard at < UInt64(Self.previewLength) else { return }
            frame?.preview.append(mask.isEmpty ? bytes[i] : bytes[i] ^ mask[Int(at & 3)])
            at += 1
        }
    }
}
