import Wire

/// Tells a frame captured twice from a segment sent twice, by prints of the last segments of all connections together.
///
/// One ring; each direction knows its latest print, and each print the one before it of its direction.
@safe public final class DuplicateFilter {
    /// Prints kept at most, of all connections: a power of two.
    public static let capacity = 1 << 15
    /// A segment is compared with so many of its direction before it, at most.
    private static let reach = 64
    /// A frame captured twice comes within so many nanoseconds.
    private static let patience: Int64 = 50_000_000

    private struct Print {
        var sequence: UInt32
        var acknowledgment: UInt32
        var payloadLength: UInt32
        var flags: UInt16
        var window: UInt16
        var checksum: UInt16
        var identification: UInt16
        /// The serial number of the print before it of the same direction; 0 for none.
        var previous: UInt32
        var time: Int64

        @inline(__always)
        init(_ segment: borrowing Segment, previous: UInt32) {
            sequence = segment.sequence.rawValue
            acknowledgment = segment.acknowledgment.rawValue
            payloadLength = UInt32(truncatingIfNeeded: segment.payloadLength)
            flags = segment.flags.rawValue
            window = segment.window ?? 0
            checksum = segment.checksum
            identification = segment.identification
            self.previous = previous
            time = segment.time.nanoseconds
        }

        func isAlike(_ other: Print) -> Bool {
            sequence == other.sequence && acknowledgment == other.acknowledgment && payloadLength == other.payloadLength
                && flags == other.flags && window == other.window && checksum == other.checksum
        }
    }

    private let prints = UnsafeMutablePointer<Print>.allocate(capacity: capacity)
    /// The serial number of the newest print.
    private var newest: UInt32 = 0

    public init() {}

    deinit { unsafe prints.deallocate() }

    /// Records a segment of a direction whose latest print is `latest`, and which cannot be a frame captured twice.
    @inline(__always)
    func record(_ segment: borrowing Segment, latest: inout UInt32) {
        newest &+= 1
        if newest == 0 { newest = 1 }
        let print = Print(segment, previous: latest)
        unsafe prints[Int(newest) & (Self.capacity - 1)] = print
        latest = newest
    }

    /// Records a segment, and tells whether its frame was captured twice: the latest one alike of its direction came at most 50 ms before with
    /// the same IPv4 identification, or at most 1 ms before where there is none (IPv6, or 0) and it is no pure ACK, since real
    /// duplicate ACKs look like that.
    func isDuplicate(_ segment: borrowing Segment, latest: inout UInt32) -> Bool {
        let serial = latest
        record(segment, latest: &latest)
        let print = Print(segment, previous: 0)
        guard segment.hasTime, let earlier = find(alike: print, from: serial) else { return false }
        let elapsed = segment.time.nanoseconds(since: Timestamp(nanoseconds: earlier.time))
        guard elapsed >= 0 else { return false }
        let (identification, isPureACK) = (segment.identification, segment.isPureACK)
        if identification != 0, identification == earlier.identification { return elapsed <= Self.patience }
        return identification == 0 && earlier.identification == 0 && elapsed <= 1_000_000 && !isPureACK
    }

    private func find(alike print: Print, from latest: UInt32) -> Print? {
        var serial = latest
        // Times may go back a little, so that one old print is not the end.
        var old = 0
        for _ in 0..<Self.reach {
            guard serial != 0, newest &- serial < UInt32(Self.capacity) else { return nil }
            let candidate = unsafe prints[Int(serial) & (Self.capacity - 1)]
            if candidate.isAlike(print) { return candidate }
            if print.time.subtractingReportingOverflow(candidate.time).partialValue > Self.patience {
                old += 1
                if old == 4 { return nil }
            }
            serial = candidate.previous
        }
        return nil
    }
}
