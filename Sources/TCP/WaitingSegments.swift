import Wire

/// The ends of segments of one direction that wait for their acknowledgment, oldest first: for measuring, so only so many.
struct WaitingSegments: Sendable {
    /// A power of two.
    static let capacity = 32

    private struct Entry {
        var end: SequenceNumber
        var time: Timestamp
    }

    /// A ring; empty before the first segment.
    private var ring: [Entry] = []
    private var head = 0
    private var count = 0

    mutating func removeAll() { count = 0 }

    /// Adds a segment, unless there are too many.
    @inline(__always)
    mutating func append(end: SequenceNumber, at time: Timestamp) {
        guard count < Self.capacity else { return }
        if ring.isEmpty { ring = .init(repeating: Entry(end: end, time: time), count: Self.capacity) }
        ring[(head + count) & (Self.capacity - 1)] = Entry(end: end, time: time)
        count += 1
    }

    /// Removes those that an ACK covers; when the latest of them was sent, nil if there is none.
    @inline(__always)
    mutating func remove(upTo acknowledgment: SequenceNumber) -> Timestamp? {
        var latest: Timestamp?
        while count > 0 {
            let first = ring[head]
            guard acknowledgment.isAtOrBeyond(first.end) else { break }
            latest = first.time
            head = (head + 1) & (Self.capacity - 1)
            count -= 1
        }
        return latest
    }
}
