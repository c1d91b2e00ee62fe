import Wire

/// The ends of segments of one direction that wait for their acknowledgment, oldest first: for measuring, so only so many.
struct WaitingSegments: Sendable {
    /// A power of two.
    static let capacity = 32
    private static let mask = UInt8(capacity - 1)

    private struct Entry {
        var end: SequenceNumber
        var time: Timestamp
    }

    private var head: UInt8 = 0
    private var count: UInt8 = 0
    private var ring = InlineArray<32, Entry>(repeating: Entry(end: SequenceNumber(0), time: Timestamp(nanoseconds: 0)))

    mutating func removeAll() { count = 0 }

    /// Adds a segment, unless there are too many.
    @inline(__always)
    mutating func append(end: SequenceNumber, at time: Timestamp) {
        guard count <= Self.mask else { return }
        ring[Int((head &+ count) & Self.mask)] = Entry(end: end, time: time)
        count += 1
    }

    /// Removes those that an ACK covers; when the latest of them was sent, nil if there is none.
    @inline(__always)
    mutating func remove(upTo acknowledgment: SequenceNumber) -> Timestamp? {
        var latest: Timestamp?
        while count > 0 {
            let first = ring[Int(head & Self.mask)]
            guard acknowledgment.isAtOrBeyond(first.end) else { break }
            latest = first.time
            head = (head &+ 1) & Self.mask
            count -= 1
        }
        return latest
    }
}
