/// Reads the frames that one end of an HTTP/2 connection sends (RFC 9113 §4), cut into pieces anywhere.
///
/// Content of DATA is reported where it lies in a piece; field blocks and other frames are gathered until they are whole, within bounds.
public struct HTTP2Reader {
    public static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
    /// Faults kept until they are taken.
    private static let maximumFaults = 16

    public enum Event {
        case needsMore
        case preface
        /// Content of the DATA frame `frame`, in the piece.
        case data(Range<Int>)
        /// `frame` is a DATA frame, and is at its end.
        case dataEnd(HTTP2FrameHeader)
        case frame(HTTP2Frame)
        /// `block` is whole.
        case fields
    }

    public let sender: StreamEnd
    let bounds: HTTP2Bounds
    /// The frame being read.
    var frame: HTTP2FrameHeader?
    /// The field block read last.
    public internal(set) var block = HTTP2FieldBlock()
    public var decoder: HPACKDecoder
    public internal(set) var faults: [HTTP2Fault] = []
    /// The largest payload that the other end takes, as far as it said so.
    public var largestFrame = HTTP2FrameHeader.usualMaximum
    /// The frames that the other end allows are known.
    public var largestIsKnown = true
    /// Faults in what was announced are certain: nothing is missing.
    public internal(set) var isCertain: Bool
    public var hasFaults: Bool { !faults.isEmpty }
    private var hasCutControl = false
    /// Bytes of field blocks that came, with the heads of their frames, and what they unpacked to.
    var packedBytes = 0
    var unpackedBytes = 0
    var hasCutFields = false
    /// The highest stream that was opened; nil if that is not known.
    public var highestStream: Int?

    /// Bytes of the preface that were read; nil once it is over.
    var prefaceRead: Int?
    var expectsSettings: Bool
    var header: [UInt8] = []
    /// Bytes of the frame's payload that are still to come, with its padding, and how many of them are padding.
    var left = 0
    var padding = 0
    var needsPadLength = false
    var payload: [UInt8] = []
    /// The fragments of a field block that is not whole.
    var fragments: [UInt8] = []
    /// A field block has begun and is not whole.
    public internal(set) var isInBlock = false
    /// What there is of the block cannot be used: a part of it is missing, or it is too large.
    var blockIsLost = false
    /// It is larger than is kept.
    var blockIsTooLarge = false
    var search: HTTP2FrameSearch?

    /// - Parameter beginIsKnown: the stream is seen from its first byte on.
    public init(_ sender: StreamEnd, beginIsKnown: Bool, bounds: HTTP2Bounds = HTTP2Bounds()) {
        self.sender = sender
        self.bounds = bounds
        decoder = HPACKDecoder(bounds)
        prefaceRead = sender == .client && beginIsKnown ? 0 : nil
        expectsSettings = beginIsKnown
        isCertain = beginIsKnown
        if !beginIsKnown { decoder.lose() }
        highestStream = beginIsKnown ? 0 : nil
    }

    /// Bytes that it holds.
    public var heldBytes: Int {
        decoder.heldBytes + (frame == nil ? 0 : payload.count) + fragments.count + (search?.heldBytes ?? 0)
    }

    /// The next byte is the first of a frame.
    public var isBetweenFrames: Bool { frame == nil && header.isEmpty && (prefaceRead ?? 0) == 0 }
    /// Where frames begin is not known.
    public var isSearching: Bool { search != nil }
    /// The stream of the DATA frame being read, and how many of the next bytes are its content; 0 for none.
    public var passableContent: Int { frame?.kind == .data && !needsPadLength ? left - padding : 0 }
    public var dataStream: Int? { frame?.kind == .data ? frame?.stream : nil }

    /// The faults found since it was asked last.
    public mutating func takeFaults() -> [HTTP2Fault] {
        guard !faults.isEmpty else { return [] }
        defer { faults = [] }
        return faults
    }

    /// Whether a control frame was longer than is kept since it was asked last.
    public mutating func takeCutControl() -> Bool {
        defer { hasCutControl = false }
        return hasCutControl
    }

    /// Whether fields were not kept since it was asked last, because too much was unpacked.
    public mutating func takeCutFields() -> Bool {
        defer { hasCutFields = false }
        return hasCutFields
    }

    mutating func note(_ kind: HTTP2Fault.Kind, stream: Int = 0) {
        if faults.count < Self.maximumFaults { faults.append(HTTP2Fault(kind: kind, stream: stream)) }
    }

    /// Passes content of the DATA frame being read, at most as much as `passableContent` says.
    public mutating func passContent(_ count: Int) { left -= count }

    // MARK: - Bytes

    /// Reads on from `at` in a piece of the stream.
    public mutating func next(_ piece: Span<UInt8>, _ at: inout Int) -> Event {
        if prefaceRead != nil, at < piece.count, readPreface(piece, &at) { return .preface }
        while true {
            guard let frame else {
                guard readHeader(piece, &at) else { return .needsMore }
                continue
            }
            if frame.kind == .data {
                if let event = readData(frame, piece, &at) { return event }
                return .needsMore
            }
            if left > 0 {
                let count = min(left, piece.count - at)
                if count == 0 { return .needsMore }
                let room = min(count, max(0, limit(of: frame) - payload.count))
                if room > 0 { payload += piece.copied(at..<at + room) }
                at += count
                left -= count
                if left > 0 { return .needsMore }
            }
            self.frame = nil
            if payload.count < frame.payloadLength, frame.kind == .settings || frame.kind == .goAway { hasCutControl = true }
            if let event = finish(frame) { return event }
        }
    }

    private func limit(of frame: HTTP2FrameHeader) -> Int {
        switch frame.kind {
        case .headers?, .continuation?, .pushPromise?: bounds.sectionBytes
        case .settings?, .goAway?, .reset?, .windowUpdate?: bounds.controlBytes
        default: 0
        }
    }

    /// Whether the preface has come to its end.
    private mutating func readPreface(_ piece: Span<UInt8>, _ at: inout Int) -> Bool {
        guard var read = prefaceRead else { return false }
        while at < piece.count, read < Self.preface.count {
            if piece[at] != Self.preface[read] {
                note(.preface)
                isCertain = false
                prefaceRead = nil
                lose()
                return false
            }
            read += 1
            at += 1
        }
        prefaceRead = read < Self.preface.count ? read : nil
        return prefaceRead == nil
    }

    private mutating func readHeader(_ piece: Span<UInt8>, _ at: inout Int) -> Bool {
        if prefaceRead != nil || isSearching { return false }
        if header.isEmpty, piece.count - at >= HTTP2FrameHeader.length {
            begin(HTTP2FrameHeader(piece, at: at))
            at += HTTP2FrameHeader.length
            return true
        }
        while at < piece.count, header.count < HTTP2FrameHeader.length {
            header.append(piece[at])
            at += 1
        }
        guard header.count == HTTP2FrameHeader.length else { return false }
        begin(HTTP2FrameHeader(header.span, at: 0))
        header.removeAll(keepingCapacity: true)
        return true
    }

    private mutating func begin(_ frame: HTTP2FrameHeader) {
        self.frame = frame
        left = frame.payloadLength
        padding = 0
        needsPadLength = false
        payload.removeAll(keepingCapacity: true)
        judge(frame)
        if frame.kind == .data, frame.has(HTTP2FrameHeader.padded) { needsPadLength = left > 0 }
    }

    private mutating func readData(_ frame: HTTP2FrameHeader, _ piece: Span<UInt8>, _ at: inout Int) -> Event? {
        if needsPadLength {
            guard at < piece.count else { return nil }
            padding = Int(piece[at])
            at += 1
            left -= 1
            needsPadLength = false
            if padding > left {
                note(.padding(frame), stream: frame.stream)
                padding = left
            }
        }
        if left > padding {
            let count = min(left - padding, piece.count - at)
            guard count > 0 else { return nil }
            left -= count
            at += count
            return .data(at - count..<at)
        }
        let count = min(left, piece.count - at)
        left -= count
        padding = left
        at += count
        guard left == 0 else { return nil }
        self.frame = nil
        return .dataEnd(frame)
    }

    // MARK: - Whole frames

    private mutating func finish(_ frame: HTTP2FrameHeader) -> Event? {
        let held = payload
        let bytes = held.span
        switch frame.kind {
        case .headers?, .pushPromise?: return finishBlockStart(frame)
        case .continuation?: return isInBlock ? addFragment(0..<payload.count, frame) : nil
        case .settings? where frame.payloadLength % 6 == 0:
            if frame.has(HTTP2FrameHeader.acknowledgment) { return .frame(HTTP2Frame(header: frame, payload: .settings(nil))) }
            var settings: [HTTP2Setting] = []
            for start in stride(from: 0, to: bytes.count, by: 6) where start + 6 <= bytes.count {
                let identifier = UInt16(bytes[start]) << 8 | UInt16(bytes[start + 1])
                settings.append(HTTP2Setting(identifier: identifier, value: Int(bytes.number(at: start + 2))))
            }
            for setting in settings { judge(setting) }
            return .frame(HTTP2Frame(header: frame, payload: .settings(settings)))
        case .reset? where bytes.count == 4:
            return .frame(HTTP2Frame(header: frame, payload: .reset(HTTP2ErrorCode(rawValue: bytes.number(at: 0)))))
        case .windowUpdate? where bytes.count == 4:
            let increment = Int(bytes.number(at: 0) & 0x7fff_ffff)
            if increment == 0 { note(.zeroIncrement, stream: frame.stream) }
            return .frame(HTTP2Frame(header: frame, payload: .windowUpdate(increment)))
        case .goAway? where bytes.count >= 8:
            let last = Int(bytes.number(at: 0) & 0x7fff_ffff)
            let debug = Array(payload[8...].prefix(1024))
            return .frame(
                HTTP2Frame(
                    header: frame, payload: .goAway(lastStream: last, HTTP2ErrorCode(rawValue: bytes.number(at: 4)), debug: debug)
                ))
        case .ping?:
            return .frame(HTTP2Frame(header: frame, payload: .ping(isAnswer: frame.has(HTTP2FrameHeader.acknowledgment))))
        default: return .frame(HTTP2Frame(header: frame, payload: .other))
        }
    }

}

extension Span<UInt8> {
    /// The four bytes at `start`, which must be there.
    func number(at start: Int) -> UInt32 {
        UInt32(self[start]) << 24 | UInt32(self[start + 1]) << 16 | UInt32(self[start + 2]) << 8 | UInt32(self[start + 3])
    }
}
