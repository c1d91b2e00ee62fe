/// Reads the frames that one end of an HTTP/2 connection sends (RFC 9113 §4), cut into pieces anywhere.
///
/// Content of DATA is reported where it lies in a piece; field blocks and other frames are gathered until they are whole, within bounds.
public struct HTTP2Reader {
    public static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
    /// Bytes of a field block, compressed, at most; of a larger one nothing is read, and the table of its direction is lost.
    public static let maximumBlock = 1 << 18
    /// Bytes of a frame that is gathered and is none of a field block, at most; what is behind them is passed over.
    static let maximumControl = 1 << 14
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
    /// The frame being read.
    private(set) var frame: HTTP2FrameHeader?
    /// The field block read last.
    public private(set) var block = HTTP2FieldBlock()
    public var decoder = HPACKDecoder()
    public private(set) var faults: [HTTP2Fault] = []
    /// The largest payload that the other end takes, as far as it said so.
    public var largestFrame = HTTP2FrameHeader.usualMaximum
    /// The frames that the other end allows are known.
    public var largestIsKnown = true
    /// Faults in what was announced are certain: nothing is missing.
    public internal(set) var isCertain: Bool
    public var hasFaults: Bool { !faults.isEmpty }
    /// The highest stream that was opened; nil if that is not known.
    public var highestStream: Int?

    /// Bytes of the preface that were read; nil once it is over.
    private var prefaceRead: Int?
    private var expectsSettings: Bool
    private var header: [UInt8] = []
    /// Bytes of the frame's payload that are still to come, with its padding, and how many of them are padding.
    private var left = 0
    private var padding = 0
    private var needsPadLength = false
    private var payload: [UInt8] = []
    /// The fragments of a field block that is not whole.
    private var fragments: [UInt8] = []
    /// A field block has begun and is not whole.
    public private(set) var isInBlock = false
    /// What there is of the block cannot be used: a part of it is missing, or it is too large.
    private var blockIsLost = false
    var search: HTTP2FrameSearch?

    /// - Parameter beginIsKnown: the stream is seen from its first byte on.
    public init(_ sender: StreamEnd, beginIsKnown: Bool) {
        self.sender = sender
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
                let room = min(count, max(0, Self.limit(of: frame) - payload.count))
                if room > 0 { payload += piece.copied(at..<at + room) }
                at += count
                left -= count
                if left > 0 { return .needsMore }
            }
            self.frame = nil
            if let event = finish(frame) { return event }
        }
    }

    private static func limit(of frame: HTTP2FrameHeader) -> Int {
        switch frame.kind {
        case .headers?, .continuation?, .pushPromise?: maximumBlock
        case .settings?, .goAway?, .reset?, .windowUpdate?: maximumControl
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

    /// Holds the header of a frame against the rules.
    private mutating func judge(_ frame: HTTP2FrameHeader) {
        if expectsSettings {
            expectsSettings = false
            if frame.kind != .settings || frame.has(HTTP2FrameHeader.acknowledgment) { note(.preface) }
        }
        if isCertain, largestIsKnown, frame.payloadLength > largestFrame {
            note(.frameTooLarge(frame, allowed: largestFrame), stream: frame.stream)
        }
        if isInBlock {
            if frame.kind != .continuation || frame.stream != block.stream {
                note(.interruptedBlock(frame), stream: block.stream)
                isInBlock = false
                decoder.lose()
            }
        } else if frame.kind == .continuation {
            if isCertain { note(.continuationAlone, stream: frame.stream) }
        }
        let mayBeZero: Bool
        switch frame.kind {
        case .data?, .headers?, .priority?, .reset?, .pushPromise?, .continuation?: mayBeZero = false
        case .settings?, .ping?, .goAway?:
            if frame.stream != 0 { note(.frameStream(frame), stream: frame.stream) }
            mayBeZero = true
        default: mayBeZero = true
        }
        if frame.stream == 0, !mayBeZero { note(.frameStream(frame)) }
        let isLengthRight: Bool
        switch frame.kind {
        case .priority?: isLengthRight = frame.payloadLength == 5
        case .reset?, .windowUpdate?: isLengthRight = frame.payloadLength == 4
        case .ping?: isLengthRight = frame.payloadLength == 8
        case .goAway?: isLengthRight = frame.payloadLength >= 8
        case .settings?:
            isLengthRight =
                frame.has(HTTP2FrameHeader.acknowledgment) ? frame.payloadLength == 0 : frame.payloadLength % 6 == 0
        default: isLengthRight = true
        }
        if !isLengthRight { note(.frameLength(frame), stream: frame.stream) }
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
        case .settings? where frame.payloadLength % 6 == 0 && frame.payloadLength <= Self.maximumControl:
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

    /// RFC 9113 §6.5.2.
    private mutating func judge(_ setting: HTTP2Setting) {
        let isRight =
            switch setting.kind {
            case .enablePush?: setting.value == 0 || setting.value == 1 && sender == .client
            case .initialWindowSize?: setting.value < 1 << 31
            case .maxFrameSize?: setting.value >= 1 << 14 && setting.value < 1 << 24
            case .enableConnectProtocol?: setting.value <= 1
            default: true
            }
        if !isRight { note(.settingValue(setting)) }
    }

    /// HEADERS or PUSH_PROMISE: takes away what stands around the fragment.
    private mutating func finishBlockStart(_ frame: HTTP2FrameHeader) -> Event? {
        var start = 0
        var end = payload.count
        var isBroken = payload.count < frame.payloadLength
        block = HTTP2FieldBlock()
        block.stream = frame.stream
        block.endsStream = frame.kind == .headers && frame.has(HTTP2FrameHeader.endStream)
        if frame.has(HTTP2FrameHeader.padded), end > 0 {
            start = 1
            end -= Int(payload[0])
        }
        if frame.kind == .headers {
            if frame.has(HTTP2FrameHeader.priority) { start += 5 }
        } else if start + 4 <= payload.count {
            block.promised = Int(payload.span.number(at: start) & 0x7fff_ffff)
            start += 4
        } else {
            isBroken = true
            note(.frameLength(frame), stream: frame.stream)
        }
        if start > end, !isBroken {
            note(frame.has(HTTP2FrameHeader.padded) ? .padding(frame) : .frameLength(frame), stream: frame.stream)
            isBroken = true
        }
        fragments.removeAll(keepingCapacity: true)
        isInBlock = true
        blockIsLost = isBroken
        return addFragment(isBroken ? 0..<0 : start..<end, frame)
    }

    private mutating func addFragment(_ range: Range<Int>, _ frame: HTTP2FrameHeader) -> Event? {
        if fragments.count + range.count > Self.maximumBlock || payload.count < frame.payloadLength { blockIsLost = true }
        if !blockIsLost { fragments += payload[range] }
        guard frame.has(HTTP2FrameHeader.endHeaders) else { return nil }
        isInBlock = false
        decodeBlock(isCut: blockIsLost)
        return .fields
    }

    /// - Parameter isCut: what follows of the block is not known.
    mutating func decodeBlock(isCut: Bool) {
        let held = fragments
        fragments = []
        var section = HTTP2FieldSection()
        let failure = decoder.decode(held.span, isCut: isCut, into: &section)
        block.section = section
        payload.removeAll(keepingCapacity: payload.count <= 1 << 14)
        if let failure { note(.compression(failure), stream: block.stream) }
    }

    // MARK: - Holes

    /// What a hole in the stream did.
    public struct Hole {
        /// Bytes of the content of the DATA frame being read that are missing.
        public var missingContent = 0
        /// The DATA frame that came to its end in it.
        public var endedData: HTTP2FrameHeader?
        /// `block` has what there is of the fields that were being read.
        public var hasCutBlock = false
        /// Frames may have begun in it that are not known.
        public var isLost = false
    }

    /// So many bytes are missing here.
    public mutating func skip(_ count: Int) -> Hole {
        var hole = Hole()
        isCertain = false
        guard let frame, !isSearching, count <= left || frame.kind == .data else {
            hole.hasCutBlock = cutBlock()
            hole.isLost = true
            lose()
            return hole
        }
        if frame.kind == .data {
            // Padding that was not read is taken for content.
            hole.missingContent = min(count, left - padding)
            needsPadLength = false
        }
        let inFrame = min(count, left)
        left -= inFrame
        padding = min(padding, left)
        if frame.kind == .data {
            if left == 0 {
                hole.endedData = frame
                self.frame = nil
            }
        } else {
            hole.hasCutBlock = cutBlock()
            passRest(of: frame)
        }
        if count > inFrame {
            hole.isLost = true
            lose()
        }
        return hole
    }

    /// A frame with a hole in it tells nothing more, but its end is known.
    private mutating func passRest(of frame: HTTP2FrameHeader) {
        payload = []
        self.frame = left > 0 ? frame.passedOver() : nil
    }

    /// Reads what there is of a block that has a hole in it; false if none was being read.
    private mutating func cutBlock() -> Bool {
        guard isInBlock || frame?.kind == .headers || frame?.kind == .pushPromise else { return false }
        if let frame, !isInBlock, frame.kind != .continuation {
            // Without its padding, so that no more than a field at its end can be wrong; that one is cut, and is not taken.
            let hasPadding = frame.has(HTTP2FrameHeader.padded)
            var whole = frame
            whole.flags &= ~(HTTP2FrameHeader.endHeaders | HTTP2FrameHeader.padded)
            let had = payload
            payload = hasPadding ? Array(payload.dropFirst()) : payload
            whole.payloadLength = payload.count
            let faultsBefore = faults
            _ = finishBlockStart(whole)
            faults = faultsBefore
            payload = had
        } else if frame?.kind == .continuation {
            if !blockIsLost, fragments.count + payload.count <= Self.maximumBlock { fragments += payload }
        }
        isInBlock = false
        let faultsBefore = faults
        decodeBlock(isCut: true)
        faults = faultsBefore
        return true
    }

    /// Where frames begin is not known from here on, nor what the blocks among them held.
    mutating func lose() {
        frame = nil
        header = []
        payload = []
        fragments = []
        isInBlock = false
        prefaceRead = nil
        expectsSettings = false
        isCertain = false
        decoder.lose()
        search = HTTP2FrameSearch()
    }

    /// Looks for the next frame that is certain, in a piece that is next in order. Returns the bytes from there on.
    public mutating func find(in piece: Span<UInt8>) -> [UInt8]? {
        guard search != nil else { return nil }
        guard let bytes = search?.find(in: piece, from: sender, largest: largestFrame, highestStream: highestStream) else {
            return nil
        }
        search = nil
        return bytes
    }

    /// Too much is held: what need not be is given up.
    public mutating func dropHeld() {
        decoder.lose()
        isCertain = false
        search?.clear()
    }
}

extension HTTP2FrameHeader {
    /// The same frame, of which nothing is read.
    func passedOver() -> HTTP2FrameHeader {
        var frame = self
        // A type that no rule knows (RFC 9113 §5.5).
        frame.type = 0xff
        return frame
    }
}

extension Span<UInt8> {
    /// The four bytes at `start`, which must be there.
    func number(at start: Int) -> UInt32 {
        UInt32(self[start]) << 24 | UInt32(self[start + 1]) << 16 | UInt32(self[start + 2]) << 8 | UInt32(self[start + 3])
    }
}
