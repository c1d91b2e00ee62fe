import Wire

/// Where the stream of one end of a closed connection stands, of which nothing is held.
struct ClosedStream {
    fileprivate var next: UInt32
    fileprivate var nextOffset: UInt32
    fileprivate var distinctBytes: UInt32
    fileprivate var knownEnd: UInt32
    fileprivate var endOffset: UInt32
    fileprivate var isBegun: Bool
    fileprivate var beginIsKnown: Bool
    fileprivate var endIsKnown: Bool
}

extension ClosedStream {
    /// nil for a stream of 4 GiB and more, one of which bytes are held, and one that began before the capture did.
    init?(_ stream: borrowing Reassembler) {
        guard let found = stream.closed else { return nil }
        self = found
    }
}

extension Reassembler {
    fileprivate var closed: ClosedStream? {
        guard held.isEmpty, damaged.isEmpty, lowest == 0, let offset = UInt32(exactly: nextOffset),
            let distinct = UInt32(exactly: distinctBytes), let known = UInt32(exactly: knownEnd),
            let end = UInt32(exactly: endOffset ?? 0)
        else { return nil }
        return ClosedStream(
            next: next?.rawValue ?? 0, nextOffset: offset, distinctBytes: distinct, knownEnd: known, endOffset: end,
            isBegun: next != nil, beginIsKnown: beginIsKnown, endIsKnown: endOffset != nil)
    }

    /// Goes on where a stream stood.
    mutating func restore(_ closed: ClosedStream) {
        next = closed.isBegun ? SequenceNumber(closed.next) : nil
        nextOffset = Int(closed.nextOffset)
        distinctBytes = Int(closed.distinctBytes)
        knownEnd = Int(closed.knownEnd)
        endOffset = closed.endIsKnown ? Int(closed.endOffset) : nil
        beginIsKnown = closed.beginIsKnown
    }
}
