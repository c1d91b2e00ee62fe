public import Applications
import TCP
public import Wire

/// One message of an exchange, and where in the capture it was.
public final class Message {
    /// How far the removal of the content's codings came.
    public enum Decoding: String, Sendable {
        /// To the end.
        case complete
        /// The content is cut short, or has a hole.
        case cutShort = "cut-short"
        /// The data is not what its coding says.
        case broken
        /// It grew beyond a bound, or needs a window beyond that of its coding.
        case stopped
        /// It was not begun: too much was being decoded at the same time, or it has too many codings.
        case left = "not-decoded"
    }

    public let head: MessageHead
    /// The frames that carried its first and its last byte.
    public internal(set) var firstFrame: Int
    public internal(set) var lastFrame: Int
    public internal(set) var firstTime: Timestamp
    public internal(set) var lastTime: Timestamp
    /// When the head was whole.
    public internal(set) var headTime: Timestamp
    /// When the first byte of the content came.
    public internal(set) var contentTime: Timestamp?
    /// The frame that carried it.
    public internal(set) var contentFrame: Int?
    /// After removing the transfer coding, before removing a content coding.
    public internal(set) var contentBytes = 0
    /// After removing the content coding too; nil if there is none, it is not known, or nobody wanted the content.
    public internal(set) var decodedBytes: Int?
    /// nil where `decodedBytes` is, unless a bound is why.
    public internal(set) var decoding: Decoding?
    /// It has more codings than are removed, which is why decoding was not begun.
    public internal(set) var hasTooManyCodings = false
    /// The first bytes of the decoded content, if anybody wanted the content.
    public internal(set) var preview: [UInt8] = []
    /// Bytes of the content that the capture does not have.
    public internal(set) var missingBytes = 0
    /// Its head is cut off, by a hole or the end of its stream: only the first lines are known, and nothing of its content.
    public internal(set) var headIsPartial = false
    /// The message goes on in bytes that the capture does not have, so that it could not be followed.
    public internal(set) var isLostInHole = false
    /// The rest of its head was given up when memory was full.
    var isGivenUp = false
    public internal(set) var trailers: FieldSection? {
        get { ofTrailers.first }
        set { ofTrailers = newValue.map { [$0] } ?? [] }
    }
    /// One section at most: few messages have one, and all others are smaller.
    private var ofTrailers: [FieldSection] = []
    public internal(set) var framing: BodyFraming
    public internal(set) var isComplete = false
    /// Its content came to the end that its head announces, whether or not the capture has all of it.
    public internal(set) var hasEnded = false
    /// What in it is against the rules.
    public internal(set) var violations: Violations

    /// Bytes of `preview` at most.
    public static let previewLength = 160

    init(head: MessageHead, _ framing: BodyFraming, from start: StreamPosition, to end: StreamPosition) {
        self.head = head
        self.framing = framing
        firstFrame = start.frame
        lastFrame = end.frame
        firstTime = start.time
        lastTime = end.time
        headTime = end.time
        violations = head.violations
    }

    /// Content came: so many bytes more are in it.
    func noteContent(_ count: Int, in frame: Int, at time: Timestamp) {
        contentBytes += count
        noteLast(in: frame, at: time)
        guard contentTime == nil else { return }
        contentTime = time
        contentFrame = frame
    }

    func noteLast(in frame: Int, at time: Timestamp) {
        lastFrame = frame
        lastTime = time
    }

    /// Bytes of content that the head announces (Content-Length); nil if the end of the content is told in another way.
    public var announcedBytes: UInt64? {
        if case .length(let length) = framing, !headIsPartial { return length }
        return nil
    }

    /// It has not come to its end, and the capture is not to blame: what the capture lacks lies within its content, so that it is known how far
    /// the content came.
    public var isCutShort: Bool {
        guard !isComplete, !hasEnded, !isLostInHole, !isGivenUp else { return false }
        // What is missing of a stream of HTTP/2 may be its end.
        return missingBytes == 0 || framing != .endStream
    }

    /// All of it that its receiver waits for may have reached it: not so of a request that was answered before its announced content was whole,
    /// unless its sender waits to be told to go on (RFC 9110 §10.1.1).
    var mayHaveArrived: Bool {
        guard isCutShort, let announced = announcedBytes, announced > UInt64(clamping: sentBytes) else { return true }
        return head.expectsContinue && contentBytes == 0
    }

    /// Bytes of its content that were sent, as far as is known.
    var sentBytes: Int { contentBytes + missingBytes }

    /// It is not whole, and that is no fault of the capture alone.
    public var isKnownUnfinished: Bool { !isComplete && (missingBytes == 0 || isCutShort) }

    /// What its head and its trailers take in memory, in bytes.
    var size: Int { ofTrailers.isEmpty ? head.fields.size : head.fields.size + ofTrailers[0].size }
}
