public import TCP
public import Wire

/// A segment of an open connection that is as expected: it carries no step, check or note, and nothing but an acknowledgment and content
/// completes no part of a message.
public struct PlainSegment {
    public let frame: Int
    public let time: Timestamp
    public let sender: Role
    public let sequence: SequenceNumber
    public let acknowledgment: SequenceNumber
    public let flags: TCPFlags
    public let window: UInt16?
    public let payloadLength: Int
    /// Bytes that it acknowledges newly.
    public let newlyAcknowledged: Int
    public let stages: Stages
    /// Where it was captured, for `EventSink.origin`; 0 if nobody said.
    public let origin: Int

    public var hasACK: Bool { flags.contains(.ack) }

    /// - Parameter segment: stays as it is; by reference, since it would be copied.
    @inline(__always)
    init(
        _ segment: inout Segment, from sender: Role, origin: Int, newlyAcknowledged: Int, _ stages: Stages
    ) {
        frame = segment.frame
        time = segment.time
        self.sender = sender
        sequence = segment.sequence
        acknowledgment = segment.acknowledgment
        flags = segment.flags
        window = segment.window
        payloadLength = segment.payloadLength
        self.newlyAcknowledged = newlyAcknowledged
        self.stages = stages
        self.origin = origin
    }
}
