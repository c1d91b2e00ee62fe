import Wire

/// A connection of which nothing has been seen but an opening as it is in textbooks: its segments, in order, from which the rest follows.
///
/// So a flood, a scan or a port that refuses takes little memory for each connection; the same rules judge the segments again when the
/// connection goes on, and when it is reported.
struct OpeningRecord {
    /// Segments at most.
    static let capacity = 5
    /// Segments of the short form, which most half-open connections have.
    static let shortCapacity = 2

    var state = OpeningState.asked
    var count: UInt8 = 0
    /// The first segment took the place of a connection still held.
    var reusesPorts = false
    var clientIsLow = false
    /// The initial sequence numbers: of no account is the server's before step 2.
    var x = SequenceNumber(0)
    var y = SequenceNumber(0)
    private var first = (OpeningSegment(), OpeningSegment())
    private var others = (OpeningSegment(), OpeningSegment(), OpeningSegment())

    /// One that begins with a SYN, if that is a plain one.
    init?(_ segment: borrowing Segment, lowSent: Bool, reusesPorts: Bool) {
        guard OpeningSegment.holds(segment), segment.flags == .syn else { return nil }
        clientIsLow = lowSent
        self.reusesPorts = reusesPorts
        x = segment.sequence
        append(segment, lowSent: lowSent)
    }

    /// Takes a segment that goes on as it is in textbooks; false, and nothing is changed, for any other.
    mutating func take(_ segment: borrowing Segment, lowSent: Bool) -> Bool {
        guard count < Self.capacity, OpeningSegment.holds(segment),
            let next = OpeningSegment.progress(state, segment, fromClient: lowSent == clientIsLow, x: x, y: y)
        else { return false }
        state = next
        if next == .answered { y = segment.sequence }
        append(segment, lowSent: lowSent)
        return true
    }

    /// The server refused the SYN: a RST, and no step 2.
    var isRefused: Bool { state == .refused && count == 2 }

    private mutating func append(_ segment: borrowing Segment, lowSent: Bool) {
        let kept = OpeningSegment(segment, lowSent: lowSent)
        switch count {
        case 0: first.0 = kept
        case 1: first.1 = kept
        case 2: others.0 = kept
        case 3: others.1 = kept
        default: others.2 = kept
        }
        count += 1
    }

    subscript(i: Int) -> OpeningSegment {
        switch i {
        case 0: first.0
        case 1: first.1
        case 2: others.0
        case 3: others.1
        default: others.2
        }
    }

    /// The record without the room for more than two segments.
    struct Short {
        var state = OpeningState.asked
        var count: UInt8 = 0
        var reusesPorts = false
        var clientIsLow = false
        var x = SequenceNumber(0)
        var y = SequenceNumber(0)
        var first = (OpeningSegment(), OpeningSegment())
    }

    init(_ short: Short) {
        state = short.state
        count = short.count
        reusesPorts = short.reusesPorts
        clientIsLow = short.clientIsLow
        x = short.x
        y = short.y
        first = short.first
    }

    var short: Short {
        Short(
            state: state, count: count, reusesPorts: reusesPorts, clientIsLow: clientIsLow, x: x, y: y, first: first)
    }
}
