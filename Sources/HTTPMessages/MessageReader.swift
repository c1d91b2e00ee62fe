/// Reads the messages of one direction from its bytes, as they come.
///
/// The caller asks for one event after another, until the bytes are used up. After a `head` it says how the content is
/// framed, since that of a response depends on the request.
public struct MessageReader: Sendable {
    /// Heads longer than this are given up.
    public static let maximumHeadLength = 256 << 10
    /// Heads and trailer sections with more lines than this are given up.
    public static let maximumLines = 4096

    public enum Event: Sendable {
        /// A message begins; its start line is not whole yet.
        case begin
        case head(MessageHead)
        /// That many bytes of content, the last of them at the offset reached.
        case content(Int)
        /// The trailer section of a chunked message, if it is not empty.
        case trailers(FieldSection)
        /// The message is complete.
        case end
        /// The message cannot be framed any further.
        case broken
        /// What comes is no HTTP message.
        case notHTTP
        /// The bytes are used up.
        case needsMore
    }

    enum State: Equatable, Sendable {
        /// Before a message; empty lines are passed over (RFC 9112 §2.2).
        case start
        case head
        /// The head was given out; waiting for `setFraming`.
        case framing
        case length(UInt64)
        case chunkSize
        case chunkData(UInt64)
        case chunkEnd
        case trailers
        case untilClose
        /// Something else, or lost: passed over to the end.
        case opaque
        /// Lost, until a piece begins with a message that is certain.
        case searching
    }

    public let kind: MessageKind
    private(set) var state: State
    /// The parts of messages that the bytes since `resetTouched` belonged to.
    public private(set) var touched: MessageParts = []
    /// The head, a chunk size line or the trailers, while they are not whole.
    private var pending: [UInt8] = []
    /// Bytes in the line being read, line ends aside.
    private var lineLength = 0
    /// Lines of the head or trailer section being read.
    private var lineCount = 0
    private var isFirstLine = true
    private var hasBegun = false

    /// A reader that searches for a message start that is certain; see `begin`.
    public init(kind: MessageKind) {
        self.kind = kind
        state = .searching
    }

    /// The next byte is the first of the stream: a message, or this is not HTTP.
    public mutating func begin() { state = .start }

    public mutating func resetTouched() { touched = [] }

    /// Nothing more of this direction is HTTP.
    public mutating func giveUp() {
        state = .opaque
        pending = []
    }

    /// Looks for the next message start that is certain.
    public mutating func search() {
        state = .searching
        pending = []
        lineLength = 0
    }

    public var isOpaque: Bool { state == .opaque }
    /// Not in the middle of a message.
    public var isBetweenMessages: Bool { state == .start || state == .opaque || state == .searching }

    /// Says how the content of the message is framed whose head was just read.
    public mutating func setFraming(_ framing: BodyFraming) {
        switch framing {
        case .none: state = .length(0)
        case .length(let length): state = .length(length)
        case .chunked: state = .chunkSize
        case .untilClose: state = .untilClose
        case .otherProtocol, .invalid: state = .opaque
        }
    }

    /// The next event in `bytes` from `offset` on, which moves forward. `bytes` begin where a segment's payload does.
    public mutating func next(_ bytes: Span<UInt8>, _ offset: inout Int) -> Event {
        while true {
            switch state {
            case .start:
                while offset < bytes.count, bytes[offset] == 0x0d || bytes[offset] == 0x0a { offset += 1 }
                guard offset < bytes.count else { return .needsMore }
                state = .head
                isFirstLine = true
                hasBegun = false
                lineLength = 0
                lineCount = 0
            case .head:
                if let event = readHead(bytes, &offset) { return event }
            case .framing, .opaque:
                offset = bytes.count
                return .needsMore
            case .searching:
                guard offset == 0, StartLine.prospect(bytes, from: 0, kind: kind) == .yes else {
                    offset = bytes.count
                    return .needsMore
                }
                state = .start
            case .length(0):
                state = .start
                return .end
            case .length(let left):
                guard offset < bytes.count else { return .needsMore }
                touched.insert(.content)
                let count = Int(min(UInt64(bytes.count - offset), left))
                offset += count
                state = .length(left - UInt64(count))
                return .content(count)
            case .untilClose:
                guard offset < bytes.count else { return .needsMore }
                touched.insert(.content)
                let count = bytes.count - offset
                offset = bytes.count
                return .content(count)
            case .chunkSize, .chunkData, .chunkEnd, .trailers:
                if let event = readChunked(bytes, &offset) { return event }
            }
        }
    }

    /// What a hole in the stream did to the message being read.
    public enum Hole: Sendable {
        /// All of it is certainly content of the message, which goes on behind it.
        case insideContent
        /// The message is lost from here on, if there was one; of a head that was being read, this much is known.
        case lost(MessageHead?)
        /// Nothing was being read.
        case nothing
    }

    /// That many bytes are missing here. If they are not certainly content, the reader searches for the next message.
    public mutating func skip(_ count: Int) -> Hole {
        switch state {
        case .length(let left) where UInt64(count) <= left:
            state = .length(left - UInt64(count))
            return .insideContent
        case .chunkData(let left) where UInt64(count) <= left:
            state = left == UInt64(count) ? .chunkEnd : .chunkData(left - UInt64(count))
            return .insideContent
        case .untilClose:
            return .insideContent
        case .opaque:
            return .nothing
        default:
            let head = takePartialHead()
            search()
            return .lost(head)
        }
    }

    /// What is known of a head that will not be read to its end: its start line, and the header lines that are whole.
    public mutating func takePartialHead() -> MessageHead? {
        guard state == .head, !isFirstLine, let end = pending.lastIndex(of: UInt8(ascii: "\n")) else { return nil }
        defer { giveUp() }
        return MessageHead(Array(pending[...end]), kind: kind)
    }

    /// The stream ended. Whether that completes the message being read.
    public var endCompletesMessage: Bool { state == .untilClose || state == .length(0) }

    // MARK: - The head

    private mutating func readHead(_ bytes: Span<UInt8>, _ offset: inout Int) -> Event? {
        if isFirstLine, !hasBegun {
            // Decide from what there is of the start line, bytes of earlier pieces included.
            let prospect: StartLine.Prospect
            if pending.isEmpty {
                prospect = StartLine.prospect(bytes, from: offset, kind: kind)
            } else {
                var line = pending
                for i in offset..<min(bytes.count, offset + StartLine.maximumLength) { line.append(bytes[i]) }
                prospect = StartLine.prospect(line.span, from: 0, kind: kind)
            }
            switch prospect {
            case .no:
                giveUp()
                return .notHTTP
            case .perhaps:
                // Before it is certain, speak of a stage only if it looks like one.
                if !pending.isEmpty || kind == .response || StartLine.looksLikeRequest(bytes, from: offset) {
                    touched.insert(.startLine)
                }
                while offset < bytes.count {
                    pending.append(bytes[offset])
                    offset += 1
                }
                lineLength = pending.count
                if pending.count > StartLine.maximumLength {
                    giveUp()
                    return .notHTTP
                }
                return .needsMore
            case .yes:
                hasBegun = true
                return .begin
            }
        }
        while offset < bytes.count {
            let byte = bytes[offset]
            offset += 1
            pending.append(byte)
            touched.insert(isFirstLine ? .startLine : .headers)
            if byte == UInt8(ascii: "\n") {
                if lineLength == 0, !isFirstLine {
                    let head = MessageHead(pending, kind: kind)
                    pending = []
                    guard let head else {
                        giveUp()
                        return .notHTTP
                    }
                    state = .framing
                    return .head(head)
                }
                isFirstLine = false
                lineLength = 0
                lineCount += 1
                if lineCount > Self.maximumLines {
                    giveUp()
                    return .broken
                }
            } else if byte != UInt8(ascii: "\r") {
                lineLength += 1
            }
        }
        if pending.count > Self.maximumHeadLength {
            giveUp()
            return .broken
        }
        return .needsMore
    }

    // MARK: - Chunks (RFC 9112 §7.1)

    private mutating func readChunked(_ bytes: Span<UInt8>, _ offset: inout Int) -> Event? {
        guard offset < bytes.count else { return .needsMore }
        touched.insert(.content)
        if case .chunkData(let left) = state {
            let count = Int(min(UInt64(bytes.count - offset), left))
            offset += count
            state = left == UInt64(count) ? .chunkEnd : .chunkData(left - UInt64(count))
            return .content(count)
        }
        // A line: a chunk's size, the line end after its data, or a trailer line.
        let byte = bytes[offset]
        offset += 1
        guard byte == UInt8(ascii: "\n") else {
            pending.append(byte)
            if byte != UInt8(ascii: "\r") { lineLength += 1 }
            if pending.count > Self.maximumHeadLength {
                giveUp()
                return .broken
            }
            return nil
        }
        let length = lineLength
        lineLength = 0
        switch state {
        case .chunkEnd:
            pending = []
            guard length == 0 else {
                giveUp()
                return .broken
            }
            state = .chunkSize
            return nil
        case .chunkSize:
            let size = Self.chunkSize(pending)
            pending = []
            guard let size else {
                giveUp()
                return .broken
            }
            state = size == 0 ? .trailers : .chunkData(size)
            lineCount = 0
            return nil
        default:
            pending.append(byte)
            lineCount += 1
            if lineCount > Self.maximumLines {
                giveUp()
                return .broken
            }
            guard length == 0 else { return nil }
            let trailers = FieldSection(pending, in: 0..<pending.count)
            pending = []
            state = .length(0)
            return trailers.isEmpty ? nil : .trailers(trailers)
        }
    }

    /// chunk-size, before any chunk extension.
    private static func chunkSize(_ line: [UInt8]) -> UInt64? {
        var size: UInt64 = 0
        var digits = 0
        for byte in line {
            let digit: UInt64
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = UInt64(byte & 15)
            case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"):
                digit = UInt64(byte & 15) + 9
            case UInt8(ascii: ";"), UInt8(ascii: "\r"), UInt8(ascii: " "), UInt8(ascii: "\t"):
                return digits > 0 ? size : nil
            default: return nil
            }
            digits += 1
            guard size >> 60 == 0 else { return nil }
            size = size << 4 | digit
        }
        return digits > 0 ? size : nil
    }
}
