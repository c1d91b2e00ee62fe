public import HTTPMessages
public import Wire

/// One message of an exchange, and where in the capture it was.
public struct Message: Sendable {
    /// How far the removal of the content's codings came.
    public enum Decoding: String, Sendable {
        /// To the end.
        case complete
        /// The content is cut short, or has a hole.
        case cutShort = "cut-short"
        /// The data is not what its coding says.
        case broken
        /// It grew beyond a bound.
        case stopped
    }

    public let head: MessageHead
    /// The frames that carried its first and its last byte.
    public var firstFrame: Int
    public var lastFrame: Int
    public var firstTime: Timestamp
    public var lastTime: Timestamp
    /// When the head was whole.
    public var headTime: Timestamp
    /// When the first byte of the content came.
    public var contentTime: Timestamp?
    /// The frame that carried it.
    public var contentFrame: Int?
    /// After removing the transfer coding, before removing a content coding.
    public var contentBytes = 0
    /// After removing the content coding too; nil if there is none, it is not known, or nobody wanted the content.
    public var decodedBytes: Int?
    /// nil where `decodedBytes` is.
    public var decoding: Decoding?
    /// The first bytes of the decoded content, if anybody wanted the content.
    public var preview: [UInt8] = []
    /// Bytes of the content that the capture does not have.
    public var missingBytes = 0
    /// Its header section is cut off by a hole: only the first lines are known, and nothing of its content.
    public var headIsPartial = false
    public var trailers: FieldSection?
    public var framing = BodyFraming.none
    public var isComplete = false
    /// What in it is against the rules.
    public var violations: Violations

    /// Bytes of `preview` at most.
    public static let previewLength = 160

    init(head: MessageHead, firstFrame: Int, lastFrame: Int, firstTime: Timestamp, lastTime: Timestamp) {
        self.head = head
        self.firstFrame = firstFrame
        self.lastFrame = lastFrame
        self.firstTime = firstTime
        self.lastTime = lastTime
        headTime = lastTime
        violations = head.violations
    }

    mutating func noteContent(_ count: Int = 0, in frame: Int, at time: Timestamp) {
        contentBytes += count
        lastFrame = frame
        lastTime = time
        guard contentTime == nil else { return }
        contentTime = time
        contentFrame = frame
    }
}
