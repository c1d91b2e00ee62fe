import Wire

/// The last segments of one direction, to tell a frame captured twice from one sent twice.
struct RecentSegments: Sendable {
    /// How many are remembered.
    static let capacity = 64

    private struct Entry: Sendable {
        var sequence: UInt32
        var acknowledgment: UInt32
        var payloadLength: UInt32
        var flags: UInt16
        var window: UInt16
        var checksum: UInt16
        var identification: UInt16
        var time: Timestamp

        func isAlike(_ other: Entry) -> Bool {
            sequence == other.sequence && acknowledgment == other.acknowledgment && payloadLength == other.payloadLength
                && flags == other.flags && window == other.window && checksum == other.checksum
        }
    }

    /// A ring once it is full.
    private var entries: [Entry] = []
    /// The place of the newest entry.
    private var newest = -1

    /// Records the segment, and tells whether its frame was captured twice:
    /// the latest one alike came at most 50 ms before with the same IPv4 identification, or at most 1 ms before
    /// where there is none (IPv6, or 0) and it is no pure ACK, since real duplicate ACKs look like that.
    mutating func isDuplicate(_ segment: Segment) -> Bool {
        let entry = Entry(
            sequence: segment.sequence.rawValue, acknowledgment: segment.acknowledgment.rawValue,
            payloadLength: UInt32(truncatingIfNeeded: segment.payloadLength), flags: segment.flags.rawValue,
            window: segment.window ?? 0, checksum: segment.checksum, identification: segment.identification,
            time: segment.time)
        defer { append(entry) }
        for back in 0..<entries.count {
            let earlier = entries[(newest - back + entries.count) % entries.count]
            guard earlier.isAlike(entry) else { continue }
            let elapsed = segment.time.nanoseconds(since: earlier.time)
            guard elapsed >= 0 else { return false }
            if entry.identification != 0, entry.identification == earlier.identification { return elapsed <= 50_000_000 }
            return entry.identification == 0 && earlier.identification == 0 && elapsed <= 1_000_000 && !segment.isPureACK
        }
        return false
    }

    private mutating func append(_ entry: Entry) {
        if entries.count < Self.capacity {
            entries.append(entry)
            newest = entries.count - 1
        } else {
            newest = (newest + 1) % Self.capacity
            entries[newest] = entry
        }
    }
}
