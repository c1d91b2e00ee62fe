/// The head of a record (RFC 8446 §5.1).
public struct TLSRecordHead: Equatable, Sendable {
    public var type: UInt8
    public var version: UInt16
    /// Bytes behind the head.
    public var length: Int

    public static let size = 5
    /// RFC 5246 §6.2.3: 2^14 bytes and what encryption adds; RFC 8446 allows less.
    static let maximumLength = 1 << 14 + 2048

    /// nil where the five bytes at `offset` are no head of a record.
    public init?(_ bytes: Span<UInt8>, at offset: Int) {
        guard bytes.count - offset >= Self.size, bytes[offset + 1] == 3 else { return nil }
        type = bytes[offset]
        version = 0x0300 | UInt16(bytes[offset + 2])
        length = Int(bytes[offset + 3]) << 8 | Int(bytes[offset + 4])
        guard (20...24).contains(type), length <= Self.maximumLength else { return nil }
    }
}

/// Takes the stream of one end apart into records, however it is cut (RFC 8446 §5.1). Records that nobody wants to read are passed over by
/// arithmetic.
public struct TLSRecordReader {
    public enum Event {
        /// A record is whole: it lies in this range of the bytes, head and all.
        case record(Range<Int>)
        /// A record is whole that came in several pieces: it lies in `gathered`, until `clear`.
        case gathered
        /// A record that nobody wanted came to its end.
        case passed
        /// What comes is no record.
        case invalid
    }

    /// What a hole did.
    public enum Hole {
        /// It lies inside a record, whose end is known.
        case insideRecord
        /// It goes beyond the record: where the next one begins is not known.
        case lost
    }

    /// Whether records are handed over whole; else they are only counted.
    public var readsRecords = true
    /// The head of the record that is being read, or was read last.
    public private(set) var head: TLSRecordHead?
    public private(set) var gathered: [UInt8] = []
    /// Bytes of the record being passed over that are still to come.
    private var left = 0

    public init() {}

    /// The beginning of a record came, but not all of it.
    public var isInsideRecord: Bool { left > 0 || !gathered.isEmpty }
    /// The bytes of the record being read that came so far.
    public var gatheredCount: Int { gathered.count }

    /// The next event in `bytes` from `offset` on, which moves forward; nil when they are used up.
    public mutating func next(_ bytes: Span<UInt8>, _ offset: inout Int) -> Event? {
        while offset < bytes.count {
            let available = bytes.count - offset
            if left > 0 {
                let count = min(left, available)
                offset += count
                left -= count
                if left == 0 { return .passed }
                continue
            }
            if gathered.isEmpty, available >= TLSRecordHead.size {
                guard let head = TLSRecordHead(bytes, at: offset) else { return .invalid }
                self.head = head
                let size = TLSRecordHead.size + head.length
                if !readsRecords {
                    left = size
                    continue
                }
                if available >= size {
                    defer { offset += size }
                    return .record(offset..<offset + size)
                }
                gathered.reserveCapacity(size)
            }
            let needed = gathered.count < TLSRecordHead.size ? TLSRecordHead.size : TLSRecordHead.size + (head?.length ?? 0)
            let count = min(needed - gathered.count, available)
            gathered += bytes.copied(offset..<offset + count)
            offset += count
            if gathered.count == TLSRecordHead.size, needed == TLSRecordHead.size {
                guard let head = TLSRecordHead(gathered.span, at: 0) else { return .invalid }
                self.head = head
                if !readsRecords {
                    gathered.removeAll(keepingCapacity: true)
                    left = head.length
                    if left == 0 { return .passed }
                } else if head.length == 0 {
                    return .gathered
                }
            } else if gathered.count == needed {
                return .gathered
            }
        }
        return nil
    }

    /// The record in `gathered` was read.
    public mutating func clear() { gathered.removeAll(keepingCapacity: gathered.capacity < 1 << 15) }

    /// That many bytes are missing.
    public mutating func skip(_ count: Int) -> Hole {
        if left == 0, gathered.count >= TLSRecordHead.size, let head {
            left = TLSRecordHead.size + head.length - gathered.count
        }
        gathered = []
        guard left > count else {
            // A hole that ends just with the record: its last byte is missing, and the next record begins.
            let endsRecord = left == count && count > 0
            left = 0
            return endsRecord ? .insideRecord : .lost
        }
        left -= count
        return .insideRecord
    }

    /// A record begins with the next byte.
    public mutating func restart() {
        left = 0
        gathered = []
    }
}
