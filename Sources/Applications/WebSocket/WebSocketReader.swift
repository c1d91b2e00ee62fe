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
        /// Its opcode exists.
        var isKnown = true
    }

    /// Frames by opcode's raw value.
    private var counts: [UInt8: Int] = [:]
    /// Payload bytes of text, binary and continuation frames.
    public private(set) var payloadBytes: UInt64 = 0
    /// Its first close frame; nil without one.
    public private(set) var close: WebSocketClose?
    /// The stream is not what frames look like; nothing more is read.
    public private(set) var isBroken = false
    /// What is against RFC 6455, each kind once.
    public private(set) var violations: [WebSocketViolation] = []

    /// The kinds of violations that are kept at most.
    private static let maximumViolations = 8

    private let end: StreamEnd
    /// What the extensions that were agreed on may use.
    private let extensions: Extensions
    /// A message was begun whose last frame has not come.
    private var isInsideMessage = false
    private var header: [UInt8] = []
    /// The frame of the capture that carried the first byte of `header`.
    private var headerFrame = 0
    private var frame: Frame?
    private var mask: [UInt8] = []
    private var left: UInt64 = 0
    private var position: UInt64 = 0

    /// A frame has begun and is not at its end.
    public var isInsideFrame: Bool { frame != nil || !header.isEmpty }

    /// Reserved bits that an extension gives a meaning to.
    public enum Extensions: Sendable {
        case none
        /// permessage-deflate: RSV1 on the first frame of a message (RFC 7692 §6).
        case deflate
        /// Something else, which may use any bit or opcode.
        case unknown

        /// From the server's Sec-WebSocket-Extensions.
        public init(_ agreed: String?) {
            let names = ListMembers.all(of: agreed ?? "").filter { !$0.isEmpty }.map { member in
                member.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }.lowercased()
            }
            self = names.isEmpty ? .none : names.allSatisfy { $0 == "permessage-deflate" } ? .deflate : .unknown
        }
    }

    public init(_ end: StreamEnd, extensions: Extensions = .none) {
        self.end = end
        self.extensions = extensions
    }

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

    /// Takes bytes from `offset` on, carried by a frame of the capture, and reports each frame that they complete.
    public mutating func take(_ bytes: Span<UInt8>, from offset: Int, in captureFrame: Int, _ body: (Frame) -> Void) {
        var at = offset
        while at < bytes.count || frame != nil && left == 0, !isBroken {
            if frame == nil {
                if header.isEmpty { headerFrame = captureFrame }
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
                if done.opcode == .close { finishClose(&done, captureFrame) }
                frame = nil
                // An opcode that does not exist makes no frame that could be shown.
                if done.isKnown {
                    counts[done.opcode.rawValue, default: 0] += 1
                    body(done)
                }
            }
        }
    }

    private mutating func finishClose(_ done: inout Frame, _ captureFrame: Int) {
        if done.length == 1 { note(.closeWithoutCode) }
        if done.preview.count >= 2 {
            let code = Int(done.preview[0]) << 8 | Int(done.preview[1])
            done.closeCode = code
            done.preview.removeFirst(2)
            if !CloseCode.mayBeSent(code) { note(.closeCode(code)) }
        }
        if close == nil {
            close = WebSocketClose(code: done.closeCode, reason: done.closeCode == nil ? [] : done.preview, frame: captureFrame)
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
        let opcode = Opcode(rawValue: header[0] & 15)
        judge(opcode, length, isMasked: isMasked)
        guard length >> 63 == 0 else {
            isBroken = true
            return
        }
        mask = isMasked ? Array(header.suffix(4)) : []
        var next = Frame(
            opcode: opcode ?? .binary, length: length, isFinal: header[0] & 0x80 != 0, isCompressed: header[0] & 0x40 != 0,
            preview: [])
        next.isKnown = opcode != nil
        frame = next
        left = length
        position = 0
        if let opcode, opcode.rawValue < 8 { payloadBytes &+= length }
        header.removeAll(keepingCapacity: true)
    }

    // MARK: - Rules

    /// Holds the head of a frame against the rules.
    private mutating func judge(_ opcode: Opcode?, _ length: UInt64, isMasked: Bool) {
        let first = header[0]
        let isFinal = first & 0x80 != 0
        if extensions != .unknown {
            let isFirstOfMessage = opcode == .text || opcode == .binary
            let allowed: UInt8 = extensions == .deflate && isFirstOfMessage ? 4 : 0
            let reserved = first >> 4 & 7 & ~allowed
            if opcode == nil {
                note(.unknownOpcode(first & 15))
            } else if reserved != 0 {
                note(.reservedBits(reserved))
            }
        }
        if length >> 63 != 0 { note(.lengthTooLarge) }
        if isMasked != (end == .client) { note(isMasked ? .masked : .notMasked) }
        guard let opcode else { return }
        switch opcode {
        case .text, .binary:
            if isInsideMessage { note(.dataInsideMessage) }
            isInsideMessage = !isFinal
        case .continuation:
            if !isInsideMessage { note(.continuationOutsideMessage) }
            isInsideMessage = !isFinal
        case .close, .ping, .pong:
            if length > 125 { note(.controlTooLong(length)) }
            if !isFinal { note(.controlFragmented) }
        }
    }

    private mutating func note(_ kind: WebSocketViolation.Kind) {
        let violation = WebSocketViolation(kind: kind, sender: end, frame: headerFrame)
        if let index = violations.firstIndex(where: { $0.name == violation.name }) {
            violations[index].count += 1
        } else if violations.count < Self.maximumViolations, !violations.contains(where: \.spoilsFraming) {
            violations.append(violation)
        }
    }

    /// Takes a violation of the handshake.
    public mutating func noteHandshake(_ kind: WebSocketViolation.Kind, in frame: Int) {
        headerFrame = frame
        note(kind)
    }

    private mutating func keep(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        guard let opcode = frame?.opcode, frame?.isKnown == true, opcode == .text || opcode == .close || opcode == .continuation
        else { return }
        var at = position
        for i in range {
            // Behind a hole nothing more is kept: what it would be the beginning of is not known.
            guard at < UInt64(Self.previewLength), frame?.preview.count == Int(at) else { return }
            frame?.preview.append(mask.isEmpty ? bytes[i] : bytes[i] ^ mask[Int(at & 3)])
            at += 1
        }
    }
}
