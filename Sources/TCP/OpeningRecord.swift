import Wire

/// A connection of which nothing has been seen but an opening as it is in textbooks: its segments, in order, from which the rest follows.
///
/// So a flood, a scan or a port that refuses takes little memory for each connection; the same rules judge the segments again when the
/// connection goes on, and when it is reported.
struct OpeningRecord {
    /// Segments at most; what has more is a `LongOpening`.
    static let capacity: UInt8 = 2

    private(set) var state = OpeningState.asked
    /// Segments so far, and those of the client among them.
    private(set) var count: UInt8 = 0
    private(set) var clientSegments: UInt8 = 0
    /// The first segment took the place of a connection still held.
    let reusesPorts: Bool
    let clientIsLow: Bool
    /// The initial sequence numbers: of no account is the server's before step 2.
    private let x: SequenceNumber
    private var y = SequenceNumber(0)
    fileprivate var segments = (OpeningSegment(), OpeningSegment())

    /// One that begins with a SYN, if that is a plain one.
    init?(_ segment: borrowing Segment, lowSent: Bool, reusesPorts: Bool) {
        guard OpeningSegment.holds(segment), segment.flags == .syn else { return nil }
        clientIsLow = lowSent
        self.reusesPorts = reusesPorts
        x = segment.sequence
        count = 1
        clientSegments = 1
        segments.0 = OpeningSegment(segment, lowSent: lowSent)
    }

    /// How it goes on with a segment, if that is as it is in textbooks; nil for any other.
    func next(_ segment: borrowing Segment, lowSent: Bool) -> OpeningState? {
        guard OpeningSegment.holds(segment) else { return nil }
        return OpeningSegment.progress(state, segment, fromClient: lowSent == clientIsLow, x: x, y: y)
    }

    /// Takes the second segment.
    mutating func append(_ segment: borrowing Segment, lowSent: Bool, _ next: OpeningState) {
        advance(segment, lowSent: lowSent, next)
        segments.1 = OpeningSegment(segment, lowSent: lowSent)
    }

    /// Notes what a segment says, but for the segment itself.
    fileprivate mutating func advance(_ segment: borrowing Segment, lowSent: Bool, _ next: OpeningState) {
        state = next
        count += 1
        if lowSent == clientIsLow { clientSegments += 1 }
        if next == .answered { y = segment.sequence }
    }
}

/// An opening of more than two segments.
struct LongOpening {
    /// Segments at most.
    private static let capacity: UInt8 = 5

    /// The first two, and how all of it stands.
    var begin: OpeningRecord
    private var others = (OpeningSegment(), OpeningSegment(), OpeningSegment())

    /// One that has no more than two segments.
    init(_ begin: OpeningRecord) { self.begin = begin }

    /// The third segment comes.
    init(_ begin: OpeningRecord, _ segment: borrowing Segment, lowSent: Bool, _ next: OpeningState) {
        self.begin = begin
        append(segment, lowSent: lowSent, next)
    }

    /// Whether there is room for another segment.
    var isOpen: Bool { begin.count < Self.capacity }

    mutating func append(_ segment: borrowing Segment, lowSent: Bool, _ next: OpeningState) {
        let kept = OpeningSegment(segment, lowSent: lowSent)
        switch begin.count {
        case 2: others.0 = kept
        case 3: others.1 = kept
        default: others.2 = kept
        }
        begin.advance(segment, lowSent: lowSent, next)
    }

    /// Whether none of its segments closes its window or has a wrong checksum.
    var isUsual: Bool {
        for i in 0..<Int(begin.count) where !self[i].isUsual { return false }
        return true
    }

    /// When the first segment came, and the last one.
    var startTime: Timestamp { begin.segments.0.time }
    var endTime: Timestamp { self[Int(begin.count) - 1].time }

    subscript(i: Int) -> OpeningSegment {
        switch i {
        case 0: begin.segments.0
        case 1: begin.segments.1
        case 2: others.0
        case 3: others.1
        default: others.2
        }
    }
}
