/// Reads the messages of one direction from its bytes, as they come.
///
/// The caller asks for one event after another, until the bytes are used up. After a `head` it says how the content is
/// framed, since that of a response depends on the request. Content is passed over by arithmetic: its bytes are not looked at.
///
/// What is found depends on the bytes alone, and not on how they were cut into pieces. Only behind a hole, a bound or a broken chunk does a
/// piece's beginning count.
public struct MessageReader: Sendable {
    /// Heads longer than this are given up.
    let maximumHeadLength: Int
    /// Heads and trailer sections with more lines than this are given up.
    let maximumLines: Int
    /// A message is searched for among so many bytes that are none.
    let maximumJunk: Int

    public enum Event: Sendable {
        /// A message begins; its start line is whole, its head is not.
        case begin
        case head(MessageHead)
        /// Bytes of content: where they lie in the piece.
        case content(Range<Int>)
        /// Where content was expected a message begins: there is no content.
        case noContent
        /// Bytes that were held back are what the framing says, and are to be read before the rest of the piece: see `takeHeld`.
        case held
        /// The trailer section of a chunked message, if it is not empty.
        indirect case trailers(FieldSection)
        /// The message is complete.
        case end
        /// The head is beyond the bounds, and what is known of it: nothing behind it can be framed.
        case headTooLarge(MessageHead?)
        /// The message cannot be framed any further, and why: the next one that is certain at the beginning of a piece is read again.
        case broken(Violation)
        /// What comes is no HTTP message; one may still begin later. The line that stands in its place, if it was meant as a start line.
        case notHTTP(line: [UInt8]?)
        /// So much of that came that the next message is only found where a piece begins with it.
        case tooMuchJunk
        /// The bytes are used up.
        case needsMore
    }

    @usableFromInline enum State: Equatable, Sendable {
        /// Before a message; empty lines are passed over (RFC 9112 §2.2).
        case start
        /// In a start line, or in what stands in its place.
        case startLine
        /// In the header section.
        case fields
        /// The head was given out; waiting for `setFraming`.
        case framing
        case length(UInt64)
        case chunkSize
        case chunkData(UInt64)
        case chunkEnd
        case trailers
        case untilClose
        /// Where content is expected, but the next message may begin instead.
        case contentOrMessage
        /// Bytes that are no message: searched for one that is certain.
        case junk
        /// Something else, or lost: passed over to the end.
        case opaque
        /// Lost in a hole, until a piece begins with a message that is certain.
        case searching
    }

    public let kind: MessageKind
    @usableFromInline var state: State
    /// The parts of messages that the bytes since `resetTouched` belonged to.
    public internal(set) var touched: MessageParts = []
    /// A start line, a head, a chunk's line or the trailers, while they are not whole; the line in which a message is searched for.
    @usableFromInline var pending: [UInt8] = []
    /// How far `pending` was searched for the end of the head.
    var searched = 0
    /// The start line, once it is whole.
    var startLine: StartLine?
    /// What was read of the line in a start line's place, as far as it decides what that is.
    var lineProgress = LineProgress()
    /// A message of HTTP/0.9 may come: on requests, since no other message came yet; on responses, since such a request asks for it.
    var allowsSimple = false
    /// Where in the piece the message begins that began last; negative if in an earlier piece.
    public internal(set) var messageStart = 0
    /// A message began since `takeBeginning` was asked last.
    @usableFromInline var hasBegun = false
    /// Bytes since the end of the last message: empty lines, and what is no message.
    var strayCount = 0
    /// Of them those of empty lines before anything else.
    var emptyCount = 0
    /// The beginning of the first line among them that is no message.
    var junk: [UInt8] = []
    /// The head of a message was read.
    private(set) var hasRead = false
    /// A message found among other bytes may be one. The caller knows whether one can come.
    public var acceptsMessages = true
    /// The size of the chunk whose line is being read, and how many digits it had so far.
    var chunkSize: UInt64 = 0
    var chunkDigits = 0
    /// Bytes in the trailer line being read, line ends aside.
    var lineLength = 0
    /// Lines of the header or trailer section being read.
    var lineCount = 0
    /// What in the lines of the chunked coding is against the rules.
    var chunkViolations: Violations = []
    /// What comes if `contentOrMessage` turns out to be content.
    var expected = State.start

    /// A reader that searches for a message start that is certain; see `begin`.
    public init(kind: MessageKind, maximumHeadLength: Int = 256 << 10, maximumLines: Int = 4096, maximumJunk: Int = 64 << 10) {
        self.kind = kind
        self.maximumHeadLength = maximumHeadLength
        self.maximumLines = maximumLines
        self.maximumJunk = maximumJunk
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

    /// Reads on with these bytes if a message certainly begins with them; they may come in several pieces.
    public mutating func resume(with bytes: Span<UInt8>) -> Bool {
        guard state == .searching, StartLine.isCertain(bytes, from: 0, kind: kind) else { return false }
        state = .start
        return true
    }

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
    }

    /// Bytes that were held back while it was not clear what they are; see `Event.held`.
    public mutating func takeHeld() -> [UInt8] {
        defer { pending = [] }
        return pending
    }

    /// What in the lines of the chunked coding was against the rules since this was asked last.
    public mutating func takeChunkViolations() -> Violations {
        defer { chunkViolations = [] }
        return chunkViolations
    }

    /// Whether a message began since this was asked last, at `messageStart`.
    @inlinable public mutating func takeBeginning() -> Bool {
        defer { hasBegun = false }
        return hasBegun
    }

    // Asked for every piece: by patterns, since comparing states would call a function.

    /// Looking for a message start behind something that is lost in a hole.
    @inlinable public var isSearching: Bool { if case .searching = state { true } else { false } }
    /// Looking for a message among bytes that are none.
    @inlinable public var isInJunk: Bool { if case .junk = state { true } else { false } }
    @inlinable public var isOpaque: Bool { if case .opaque = state { true } else { false } }
    /// In what may be a start line.
    @inlinable public var isInStartLine: Bool { if case .startLine = state { true } else { false } }

    /// Not in the middle of a message.
    @inlinable public var isBetweenMessages: Bool {
        switch state {
        case .start, .opaque, .searching, .junk: true
        default: false
        }
    }

    /// In a start line or a header section, or in what stands in their place.
    @inlinable public var isInHead: Bool {
        switch state {
        case .startLine, .fields: true
        default: false
        }
    }

    /// Bytes of this piece may belong to a message that begins later, or to content that is given out later.
    @inlinable public var holdsBytes: Bool {
        switch state {
        case .junk: true
        case .contentOrMessage: !pending.isEmpty
        default: false
        }
    }

    /// Bytes held because they are not whole.
    @inlinable public var heldBytes: Int { pending.count }

    /// Says how the content of the message is framed whose head was just read.
    public mutating func setFraming(_ framing: BodyFraming) {
        hasRead = true
        switch framing {
        case .none: state = .length(0)
        case .length(let length): state = .length(length)
        case .chunked: beginChunks()
        case .untilClose: state = .untilClose
        case .otherProtocol, .invalid, .endStream: state = .opaque
        }
    }

    /// The message whose content comes next may have none, whatever its framing says: then the next message follows at once.
    public mutating func expectContentOrMessage() {
        switch state {
        case .length(let left) where left > 0: break
        case .chunkSize where chunkDigits == 0 && pending.isEmpty: break
        default: return
        }
        expected = state
        state = .contentOrMessage
    }

    /// The next event in `bytes` from `offset` on, which moves forward.
    public mutating func next(_ bytes: Span<UInt8>, _ offset: inout Int) -> Event {
        while true {
            switch state {
            case .start:
                while offset < bytes.count, bytes[offset] == 0x0d || bytes[offset] == 0x0a {
                    offset += 1
                    strayCount += 1
                }
                guard offset < bytes.count else { return .needsMore }
                emptyCount = strayCount
                beginStartLine(at: offset)
            case .startLine:
                if let event = readStartLine(bytes, &offset) { return event }
            case .fields:
                return readFields(bytes, &offset)
            case .framing, .opaque:
                offset = bytes.count
                return .needsMore
            case .junk:
                if let event = searchJunk(bytes, &offset) { return event }
            case .searching:
                guard offset == 0, StartLine.isCertain(bytes, from: 0, kind: kind) else {
                    offset = bytes.count
                    return .needsMore
                }
                state = .start
            case .length(0):
                finishMessage()
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
            case .contentOrMessage:
                if let event = readContentOrMessage(bytes, &offset) { return event }
            }
        }
    }

    /// The message is at its end; the next one may begin.
    mutating func finishMessage() {
        state = .start
        strayCount = 0
    }

    mutating func content(_ count: Int, _ offset: inout Int) -> Event {
        touched.insert(.content)
        offset += count
        return .content(offset - count..<offset)
    }

    // MARK: - Content by arithmetic

    /// How many of the next bytes are content that the message goes on behind.
    @inlinable public var passableContent: Int {
        switch state {
        case .length(let left): Int(clamping: left) - 1
        case .chunkData(let left): Int(clamping: left) - 1
        case .untilClose: .max
        default: 0
        }
    }

    /// Passes over a piece that is content from its first byte to its last, and that the message goes on behind; false if it is not.
    @inlinable public mutating func passContent(_ count: Int) -> Bool {
        switch state {
        case .length(let left) where left > UInt64(count): state = .length(left - UInt64(count))
        case .chunkData(let left) where left > UInt64(count): state = .chunkData(left - UInt64(count))
        case .untilClose: break
        default: return false
        }
        return true
    }
}
