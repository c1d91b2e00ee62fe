public import TCP
public import Wire

/// A step of an opening as it is in textbooks, all of whose sums hold.
public struct OpeningStep: Sendable {
    public let frame: Int
    public let connection: Int
    public let step: Steps
    public let sequence: SequenceNumber
    public let acknowledgment: SequenceNumber

    init(_ step: Steps, _ segment: borrowing Segment, _ info: FrameInfo, connection: Int) {
        frame = info.number
        self.connection = connection
        self.step = step
        sequence = segment.sequence
        acknowledgment = segment.acknowledgment
    }
}
