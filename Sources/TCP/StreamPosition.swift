public import Wire

/// Where bytes that are next in order come from: their segment, and their place in the stream.
public struct StreamPosition: Sendable {
    /// The segment that carried them.
    public var frame: Int
    public var time: Timestamp
    /// How far the segment acknowledged the other direction, as an offset in that stream.
    public var acknowledgedOffset: Int
    /// Where in its stream the first of the bytes is; of a message's start, where that is.
    public var offset: Int
    /// Whether the stream was seen from its first byte on.
    public var beginIsKnown: Bool

    /// What is added to `offset` to get the offset in TCP's stream; other than 0 where the stream is one that TLS carried.
    public var shift = 0
    /// The same for `acknowledgedOffset`.
    public var acknowledgedShift = 0

    public init(frame: Int, time: Timestamp, acknowledgedOffset: Int, offset: Int, beginIsKnown: Bool) {
        self.frame = frame
        self.time = time
        self.acknowledgedOffset = acknowledgedOffset
        self.offset = offset
        self.beginIsKnown = beginIsKnown
    }
}
