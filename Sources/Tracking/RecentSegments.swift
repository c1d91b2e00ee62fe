import Wire

/// The last segments of one direction, to tell a frame captured twice from one sent twice.
struct RecentSegments: Sendable {
    /// How many are remembered.
    static let capacity = 64

    private struct Entry: Sendable {
        var sequence: UInt32 = 0
        var acknowledgment: UInt32 = 0
        var payloadLength: UInt32 = 0
        var flags: UInt16 = 0
        var window: UInt16 = 0
        var checksum: UInt16 = 0
        var identification: UInt16 = 0
        /// The serial number of the one before with the same hash; 0 for none.
        var previous: UInt32 = 0
        var time = Timestamp(nanoseconds: 0)

        func isAlike(_ other: Entry) -> Bool {
            sequence == other.sequence && acknowledgment == other.acknowledgment && payloadLength == other.payloadLength
                && flags == other.flags && window == other.window && checksum == other.checksum
        }

        /// What alike entries share, in six bits.
        var hash: Int { Int(((sequence ^ (acknowledgment &* 31) ^ (UInt32(checksum) &* 17)) &* 0x9e37_79b9) >> 26) }
    }

    /// A ring once it is full; the entry with serial number n is at (n - 1) % capacity.
    private var entries: [Entry] = []
    /// The serial number of the newest entry of each hash; only kept once there are some entries.
    private var newest: [UInt32] = []
    /// Entries so far: the serial number of the newest.
    private var count: UInt32 = 0

    /// Up to so many entries are simply walked through.
    private static let few = 4

    /// Records the segment, and tells whether its frame was captured twice:
    /// the latest one alike came at most 50 ms before with the same IPv4 identification, or at most 1 ms before
    /// where there is none (IPv6, or 0) and it is neither a pure ACK nor a RST, since real ones sent twice look like that.
    mutating func isDuplicate(_ segment: Segment) -> Bool {
        var entry = Entry(
            sequence: segment.sequence.rawValue, acknowledgment: segment.acknowledgment.rawValue,
            payloadLength: UInt32(truncatingIfNeeded: segment.payloadLength), flags: segment.flags.rawValue,
            window: segment.window ?? 0, checksum: segment.checksum, identification: segment.identification,
            time: segment.time)
        let found = latest(alike: entry)
        append(&entry)
        guard let earlier = found else { return false }
        let elapsed = segment.time.nanoseconds(since: earlier.time)
        guard elapsed >= 0 else { return false }
        if entry.identification != 0, entry.identification == earlier.identification { return elapsed <= 50_000_000 }
        return entry.identification == 0 && earlier.identification == 0 && elapsed <= 1_000_000 && !segment.isPureACK
            && !segment.isRST
    }

    /// Forgets everything.
    mutating func clear() {
        if entries.count > 8 {
            self = RecentSegments()
        } else {
            entries.removeAll(keepingCapacity: true)
            newest = []
            count = 0
        }
    }

    private func latest(alike entry: Entry) -> Entry? {
        if newest.isEmpty { return entries.last(where: { $0.isAlike(entry) }) }
        var serial = newest[entry.hash]
        while serial != 0, count &- serial < UInt32(Self.capacity) {
            let candidate = entries[Int((serial &- 1) % UInt32(Self.capacity))]
            if candidate.isAlike(entry) { return candidate }
            serial = candidate.previous
        }
        return nil
    }

    private mutating func append(_ entry: inout Entry) {
        count &+= 1
        // Serial numbers begin anew before they wrap.
        if count == .max { self = RecentSegments() }
        if !newest.isEmpty {
            entry.previous = newest[entry.hash]
            newest[entry.hash] = count
        }
        if entries.count < Self.capacity {
            entries.append(entry)
            if entries.count == Self.few { link() }
        } else {
            entries[Int((count &- 1) % UInt32(Self.capacity))] = entry
        }
    }

    /// From here on, entries are found by their hash.
    private mutating func link() {
        newest = .init(repeating: 0, count: Self.capacity)
        for i in entries.indices {
            entries[i].previous = newest[entries[i].hash]
            newest[entries[i].hash] = UInt32(i + 1)
        }
    }
}
