public import TCP
public import Wire

/// A segment of an open connection that is as expected: it carries no step, check or note, and nothing but an acknowledgment and content
/// completes no part of a message.
public struct PlainSegment {
    public let frame: Int
    public let time: Timestamp
    public let sender: Role
    public let payloadLength: Int
    public let hasACK: Bool
    /// Where it was captured, for `EventSink.origin`; 0 if nobody said.
    public let origin: Int

    @inline(__always)
    init(_ segment: borrowing Segment, _ info: FrameInfo, from sender: Role) {
        frame = segment.frame
        time = segment.time
        self.sender = sender
        payloadLength = segment.payloadLength
        hasACK = segment.hasACK
        origin = Int(info.origin)
    }
}
