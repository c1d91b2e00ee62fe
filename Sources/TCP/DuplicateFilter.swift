import CShims
import Wire

/// Tells a frame captured twice from a segment sent twice, by prints of the last segments of all connections together.
///
/// A ring of prints, and a table from what alike prints share to the latest of them; each print knows the one before it of the same place in
/// the table. So a segment costs the same however many there were.
@safe public final class DuplicateFilter {
    /// Prints kept at most, of all connections: a power of two.
    public static let capacity = 1 << 14
    /// Places of the table.
    private static let places = 1 << 15
    /// A segment is compared with so many of its direction before it, at most.
    private static let reach: UInt32 = 64
    /// Prints of one place in the table that are looked at, at most.
    private static let chain = 64
    /// An earlier copy of what is sent again is looked for among so many segments of all connections, at most.
    private static let copyReach: UInt32 = 1024
    /// So many of these are looked at together.
    private static let block = 16
    /// A frame captured twice comes within so many nanoseconds, if both have the same IPv4 identification.
    private static let patience: Int64 = 50_000_000

    private struct Print {
        var sequence: UInt32
        var acknowledgment: UInt32
        var payloadLength: UInt32
        var flags: UInt16
        var window: UInt16
        var checksum: UInt16
        var identification: UInt16
        /// The direction: twice the connection's number, plus 1 for its server; and the place of the segment in it, both modulo 2^32.
        var direction: UInt32
        var ordinal: UInt32
        /// The serial number of the print before it with the same place in the table.
        var previous: UInt32
        var frame: UInt32
        var time: Int64

        @inline(__always)
        init(_ segment: borrowing Segment, _ direction: UInt32, _ ordinal: UInt32) {
            sequence = segment.sequence.rawValue
            acknowledgment = segment.acknowledgment.rawValue
            payloadLength = UInt32(truncatingIfNeeded: segment.payloadLength)
            flags = segment.flags.rawValue
            window = segment.window ?? 0
            checksum = segment.checksum
            identification = segment.identification
            self.direction = direction
            self.ordinal = ordinal
            previous = 0
            frame = UInt32(truncatingIfNeeded: segment.frame)
            time = segment.time.nanoseconds
        }

        @inline(__always)
        func isAlike(_ other: Print) -> Bool {
            sequence == other.sequence && acknowledgment == other.acknowledgment && payloadLength == other.payloadLength
                && flags == other.flags && window == other.window && checksum == other.checksum && direction == other.direction
        }

        /// What it says of the byte or FIN at `number`, if it holds that and came in another frame.
        func copy(of number: SequenceNumber, before other: UInt32) -> EarlierCopy? {
            let flags = TCPFlags(rawValue: flags)
            guard frame != other, !flags.contains(.rst) else { return nil }
            let start = SequenceNumber(sequence).advanced(by: flags.contains(.syn) ? 1 : 0)
            let end = start.advanced(by: Int(payloadLength) + (flags.contains(.fin) ? 1 : 0))
            guard number.isAtOrBeyond(start), number.precedes(end) else { return nil }
            return EarlierCopy(frame: Int(frame), time: Timestamp(nanoseconds: time), isSYN: flags.contains(.syn))
        }

        /// Its place in the table.
        @inline(__always)
        var place: Int {
            let mark = SegmentPlace.mark(SequenceNumber(sequence), SequenceNumber(acknowledgment), checksum)
            return DuplicateFilter.place(of: mark, from: direction)
        }
    }

    private let prints = UnsafeMutablePointer<Print>.allocate(capacity: capacity)
    /// The directions of the prints, once more, where they lie close together.
    private let directions = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity)
    /// The serial number of the latest print of each place; 0 for none.
    private let latest = UnsafeMutablePointer<UInt32>.allocate(capacity: places)
    /// The serial number of the newest print.
    private var newest: UInt32 = 0

    /// The place in the table of a segment.
    ///
    /// - Parameter mark: see `SegmentPlace`.
    @inline(__always)
    private static func place(of mark: UInt32, from direction: UInt32) -> Int {
        let mixed = (mark ^ direction &* 0x85eb_ca6b) &* 0x9e37_79b9
        return Int(mixed >> 17)
    }

    /// Has what tells whether a segment was captured before fetched into the cache.
    @inline(__always)
    func prefetch(_ mark: UInt32, from direction: UInt32) {
        unsafe tcpexplain_prefetch(latest + Self.place(of: mark, from: direction), 4)
    }

    public init() { unsafe latest.initialize(repeating: 0, count: Self.places) }

    deinit {
        unsafe prints.deallocate()
        unsafe directions.deallocate()
        unsafe latest.deallocate()
    }

    /// Records a segment that cannot be a frame captured twice.
    ///
    /// - Parameter count: how many segments of the direction were recorded.
    @inline(__always)
    func record(_ segment: borrowing Segment, from direction: UInt32, count: inout UInt32) {
        count &+= 1
        var print = Print(segment, direction, count)
        append(&print)
    }

    /// Records a segment, and tells whether its frame was captured twice: the latest one alike of its direction came at most 50 ms before with
    /// the same IPv4 identification, or at most 1 ms before where there is none (IPv6, or 0) and it is neither a pure ACK nor a RST,
    /// since real ones sent twice look like that.
    func isDuplicate(_ segment: borrowing Segment, from direction: UInt32, count: inout UInt32) -> Bool {
        count &+= 1
        var print = Print(segment, direction, count)
        let isDuplicate = isDuplicate(print, segment)
        append(&print)
        return isDuplicate
    }

    /// Likewise, without recording it.
    ///
    /// - Parameter count: how many segments of the direction were recorded.
    func wasSeen(_ segment: borrowing Segment, from direction: UInt32, count: UInt32) -> Bool {
        isDuplicate(Print(segment, direction, count &+ 1), segment)
    }

    private func isDuplicate(_ print: Print, _ segment: borrowing Segment) -> Bool {
        let (identification, isPureACK, isRST) = (segment.identification, segment.isPureACK, segment.isRST)
        guard segment.hasTime, let earlier = find(alike: print) else { return false }
        let elapsed = segment.time.nanoseconds(since: Timestamp(nanoseconds: earlier.time))
        guard elapsed >= 0 else { return false }
        if identification != 0, identification == earlier.identification { return elapsed <= Self.patience }
        return identification == 0 && earlier.identification == 0 && elapsed <= 1_000_000 && !isPureACK && !isRST
    }

    @inline(__always)
    private func append(_ print: inout Print) {
        let serial = newest == .max ? 1 : newest &+ 1
        newest = serial
        let place = print.place
        print.previous = unsafe latest[place]
        unsafe latest[place] = serial
        unsafe prints[Int(serial) & (Self.capacity - 1)] = print
        unsafe directions[Int(serial) & (Self.capacity - 1)] = print.direction
    }

    /// The earliest of the last segments of a direction that holds the byte or FIN at `number`, other than the one in `frame`.
    func firstCopy(of number: SequenceNumber, from direction: UInt32, before frame: Int) -> EarlierCopy? {
        var earliest: EarlierCopy?
        // The ring, backwards from the newest print, in blocks of which nearly all hold nothing of the direction.
        var left = Int(min(Self.copyReach, newest))
        var end = Int(newest) & (Self.capacity - 1)
        while left > 0 {
            let count = min(left, Self.block, end + 1)
            let start = end + 1 - count
            if unsafe count < Self.block || tcpexplain_holds(directions + start, direction) {
                for place in (start...end).reversed() where unsafe directions[place] == direction {
                    guard let copy = unsafe prints[place].copy(of: number, before: UInt32(truncatingIfNeeded: frame)) else {
                        continue
                    }
                    if let known = earliest, known.time <= copy.time { continue }
                    earliest = copy
                }
            }
            left -= count
            end = (start - 1) & (Self.capacity - 1)
        }
        return earliest
    }

    private func find(alike print: Print) -> Print? {
        var serial = unsafe latest[print.place]
        for _ in 0..<Self.chain {
            guard serial != 0, newest &- serial < UInt32(Self.capacity) else { return nil }
            let candidate = unsafe prints[Int(serial) & (Self.capacity - 1)]
            if candidate.isAlike(print) { return print.ordinal &- candidate.ordinal <= Self.reach ? candidate : nil }
            serial = candidate.previous
        }
        return nil
    }
}
