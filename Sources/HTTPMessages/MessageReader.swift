/// Reads the messages of one direction from its bytes, as they come.
///
/// The caller asks for one event after another, until the bytes are used up. After a `head` it says how the content is
/// framed, since that of a response depends on the request. Content is passed over by arithmetic: its bytes are not looked at.
public struct MessageReader: Sendable {
    /// Heads longer than this are given up.
    public static let maximumHeadLength = 256 << 10
    /// Heads and trailer sections with more lines than this are given up.
    public static let maximumLines = 4096

    public enum Event: Sendable {
        /// A message begins; its start line is not whole yet.
        case begin
        case head(MessageHead)
        /// Bytes of content: where they lie in the piece.
        case content(Range<Int>)
        /// The trailer section of a chunked message, if it is not empty.
        case trailers(FieldSection)
        /// The message is complete.
        case end
        /// The message cannot be framed any further, and why.
        case broken(Violation)
        /// What comes is no HTTP message; one may still begin later.
        case notHTTP
        /// The bytes are used up.
        case needsMore
    }

    @usableFromInline enum State: Equatable, Sendable {
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
    @usableFromInline var state: State
    /// The parts of messages that the bytes since `resetTouched` belonged to.
    public internal(set) var touched: MessageParts = []
    /// The head, a chunk size line or the trailers, while they are not whole.
    var pending: [UInt8] = []
    /// How far `pending` was searched for the end of the head.
    private var searched = 0
    /// Bytes in the chunk or trailer line being read, line ends aside.
    var lineLength = 0
    /// Lines of the trailer section being read.
    var lineCount = 0
    /// The start line of the head being read is whole.
    private var hasStartLine = false
    private var hasBegun = false
    /// A chunk's line ended in a bare LF.
    var sawBareLF = false
    /// A message of HTTP/0.9 may come: on requests, since no other message came yet; on responses, since such a request asks for it.
    private var allowsSimple = false
    /// Bytes that are still searched for a message in a stream that began with something else.
    private var searchLimit = Int.max
    /// HTTP may come behind the greeting of another protocol (SOCKS, PROXY), but not later than this.
    static let searchedBehindOther = 1 << 16

    /// A reader that searches for a message start that is certain; see `begin`.
    public init(kind: MessageKind) {
        self.kind = kind
        state = .searching
    }

    /// The stream begins here: what comes is a message, or no HTTP.
    public mutating func begin() {
        guard state == .searching else { return }
        state = .start
        if kind == .request { allowsSimple = true }
    }

    /// A request of HTTP/0.9 was sent: the response may have no head.
    public mutating func expectSimple() { allowsSimple = true }

    /// Forgets which parts were touched.
    public mutating func resetTouched() { touched = [] }

    /// Everything from here on is something else.
    public mutating func giveUp() {
        state = .opaque
        pending = []
    }

    /// The message being read is lost: searches for the next start that is certain.
    public mutating func search() {
        state = .searching
        pending = []
        lineLength = 0
    }

    /// Content that came before it was clear that a response has no head.
    public mutating func takeHeldContent() -> [UInt8] {
        defer { pending = [] }
        return pending
    }

    /// Whether a line of the chunked coding ended in a bare LF since this was asked last.
    public mutating func takeBareLF() -> Bool {
        defer { sawBareLF = false }
        return sawBareLF
    }

    private mutating func notHTTP() {
        search()
        allowsSimple = false
        searchLimit = Self.searchedBehindOther
    }

    /// Looking for a message start behind something that is lost.
    @inlinable public var isSearching: Bool { state == .searching }
    @inlinable public var isOpaque: Bool { state == .opaque }
    /// Not in the middle of a message.
    @inlinable public var isBetweenMessages: Bool { state == .start || state == .opaque || state == .searching }

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
                hasStartLine = false
                hasBegun = false
                searched = 0
            case .head:
                return readHead(bytes, &offset)
            case .framing, .opaque:
                offset = bytes.count
                return .needsMore
            case .searching:
                searchLimit -= searchLimit == .max ? 0 : bytes.count
                if searchLimit < 0 { giveUp() }
                guard offset == 0, searchLimit >= 0, StartLine.prospect(bytes, from: 0, kind: kind) == .yes else {
                    offset = bytes.count
                    return .needsMore
                }
                state = .start
            case .length(0):
                state = .start
                return .end
            case .length(let left):
                guard offset < bytes.count else { return .needsMore }
                let count = Int(min(UInt64(bytes.count - offset), left))
                state = .length(left - UInt64(count))
                return content(count, &offset)
            case .untilClose:
                guard offset < bytes.count else { return .needsMore }
                return content(bytes.count - offset, &offset)
            case .chunkSize, .chunkData, .chunkEnd, .trailers:
                if let event = readChunked(bytes, &offset) { return event }
            }
        }
    }

    /// Passes over a piece that is content from its first byte to its last, and that the content goes on behind; false if it is not.
    @inlinable public mutating func passContent(_ count: Int) -> Bool {
        switch state {
        case .length(let left) where left > UInt64(count): state = .length(left - UInt64(count))
        case .chunkData(let left) where left > UInt64(count): state = .chunkData(left - UInt64(count))
        case .untilClose: break
        default: return false
        }
        return true
    }

    /// How many of the next bytes are content that the message goes on behind.
    public var passableContent: Int {
        switch state {
        case .length(let left): Int(clamping: left) - 1
        case .chunkData(let left): Int(clamping: left) - 1
        case .untilClose: .max
        default: 0
        }
    }

    mutating func content(_ count: Int, _ offset: inout Int) -> Event {
        touched.insert(.content)
        offset += count
        return .content(offset - count..<offset)
    }

    /// What a hole in the stream did to the message being read.
    public enum Hole: Sendable {
        /// All of it is certainly content of the message, which goes on behind it.
        case insideContent
        /// The message is lost from here on, if there was one; of a head that was being read, this much is known. Of content of known length
        /// so much was still to come.
        case lost(MessageHead?, left: Int?)
        /// Nothing was being read.
        case nothing
    }

    /// That many bytes are missing here. If they are not certainly content, the reader searches for the next message.
    public mutating func skip(_ count: Int) -> Hole {
        allowsSimple = false
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
            let left: UInt64? =
                switch state {
                case .length(let left), .chunkData(let left): left
                default: nil
                }
            let head = takePartialHead()
            search()
            return .lost(head, left: left.map { Int(clamping: $0) })
        }
    }

    /// Whether the message being read is whole, with nothing behind it seen yet; then it is at its end.
    public mutating func endIfWhole() -> Bool {
        guard state == .length(0) else { return false }
        state = .start
        return true
    }

    /// What is known of a head that will not be read to its end: its start line, and the header lines that are whole.
    public mutating func takePartialHead() -> MessageHead? {
        guard state == .head, hasStartLine, let end = pending.lastIndex(of: UInt8(ascii: "\n")) else { return nil }
        defer { giveUp() }
        return MessageHead(Array(pending[...end]), kind: kind)
    }

    /// The stream ended. Whether that completes the message being read.
    public var endCompletesMessage: Bool { state == .untilClose || state == .length(0) }

    // MARK: - The head

    private mutating func readHead(_ bytes: Span<UInt8>, _ offset: inout Int) -> Event {
        if !hasBegun {
            guard let event = decide(bytes, &offset) else { return readHead(bytes, &offset) }
            return event
        }
        let start = offset
        if pending.isEmpty {
            // Most heads lie in one piece: read where they are.
            if let end = headEnd(bytes, from: offset) {
                offset = end
                touched.formUnion([.startLine, .headers])
                return finishHead(bytes.copied(start..<end))
            }
        }
        if !hasStartLine || pending.isEmpty { touched.insert(.startLine) }
        let before = pending.count
        pending.append(contentsOf: bytes.copied(start..<bytes.count))
        if let end = headEnd(pending.span, from: max(0, searched)) {
            offset = start + end - before
            touched.insert(.headers)
            pending.removeLast(pending.count - end)
            let head = pending
            pending = []
            return finishHead(head)
        }
        offset = bytes.count
        noteProgress(since: before)
        guard pending.count <= Self.maximumHeadLength else {
            giveUp()
            return .broken(.headTooLarge)
        }
        return .needsMore
    }

    /// Where `pending` was searched up to, and whether the start line is whole by now.
    private mutating func noteProgress(since before: Int) {
        searched = max(0, pending.count - 2)
        if !hasStartLine, let end = pending.span.firstIndex(of: UInt8(ascii: "\n"), from: 0) {
            hasStartLine = true
            if end + 1 < pending.count { touched.insert(.headers) }
        } else if hasStartLine, pending.count > before {
            touched.insert(.headers)
        }
    }

    /// Decides from what there is of the start line, bytes of earlier pieces included, whether this is a message; nil if it goes on.
    private mutating func decide(_ bytes: Span<UInt8>, _ offset: inout Int) -> Event? {
        let prospect: StartLine.Prospect
        if pending.isEmpty {
            prospect = StartLine.prospect(bytes, from: offset, kind: kind, allowsSimple: allowsSimple)
        } else {
            let line = pending + bytes.copied(offset..<min(bytes.count, offset + StartLine.maximumLength))
            prospect = StartLine.prospect(line.span, from: 0, kind: kind, allowsSimple: allowsSimple)
        }
        switch prospect {
        case .no where kind == .response && allowsSimple:
            // No head: what was gathered is content already, see `takeHeldContent`.
            allowsSimple = false
            state = .framing
            return .head(.simpleResponse)
        case .no:
            // What came before in this piece is no start, nor is what follows.
            notHTTP()
            offset = bytes.count
            return .notHTTP
        case .perhaps:
            // Before it is certain, speak of a stage only if it looks like one.
            if !pending.isEmpty || kind == .response || StartLine.looksLikeRequest(bytes, from: offset) {
                touched.insert(.startLine)
            }
            pending.append(contentsOf: bytes.copied(offset..<bytes.count))
            offset = bytes.count
            if pending.count > StartLine.maximumLength {
                notHTTP()
                return .notHTTP
            }
            return .needsMore
        case .yes:
            hasBegun = true
            return .begin
        }
    }

    /// Behind the empty line that ends a head, or behind the line of a request of HTTP/0.9; nil if it is not whole.
    private func headEnd(_ bytes: Span<UInt8>, from start: Int) -> Int? {
        guard var end = bytes.firstIndex(of: UInt8(ascii: "\n"), from: start) else { return nil }
        if allowsSimple, kind == .request, !hasStartLine {
            var line = bytes.copied((pending.isEmpty ? start : 0)..<end)
            if line.last == UInt8(ascii: "\r") { line.removeLast() }
            if StartLine.request(line[...]) == nil { return end + 1 }
        }
        while true {
            let next = end + 1
            guard next < bytes.count else { return nil }
            if bytes[next] == UInt8(ascii: "\n") { return next + 1 }
            if bytes[next] == UInt8(ascii: "\r") {
                guard next + 1 < bytes.count else { return nil }
                if bytes[next + 1] == UInt8(ascii: "\n") { return next + 2 }
            }
            guard let following = bytes.firstIndex(of: UInt8(ascii: "\n"), from: next) else { return nil }
            end = following
        }
    }

    private mutating func finishHead(_ bytes: [UInt8]) -> Event {
        let isAllowed = allowsSimple
        allowsSimple = false
        guard bytes.count <= Self.maximumHeadLength, bytes.count(where: { $0 == UInt8(ascii: "\n") }) <= Self.maximumLines
        else {
            giveUp()
            return .broken(.headTooLarge)
        }
        guard let head = MessageHead(bytes, kind: kind), isAllowed || !head.isSimple else {
            giveUp()
            return .notHTTP
        }
        state = .framing
        return .head(head)
    }
}
