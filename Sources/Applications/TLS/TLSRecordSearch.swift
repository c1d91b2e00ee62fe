/// Finds where a record begins in a stream whose beginning is not known: the head of a record of application data, at whose end another head
/// stands. Nothing is held but where the next head must be.
public struct TLSRecordSearch {
    private static let maximumCandidates = 16
    /// Bytes of a tag, and the type that TLS 1.3 encrypts with the content.
    private static let leastLength = 17

    private var offset = 0
    /// Where the next head must stand behind each that was found.
    private var candidates: [Int] = []
    /// The last bytes of the piece before, in which a head may have begun.
    private var tail: [UInt8] = []

    public init() {}

    /// Bytes are missing.
    public mutating func reset() { self = TLSRecordSearch() }

    /// Takes the next piece; where in it a record begins that is certain.
    ///
    /// - Parameter isExpected: the other end is known to send records, so that one at the beginning of a segment is enough.
    public mutating func find(in piece: Span<UInt8>, isExpected: Bool) -> Int? {
        if Self.consistsOfRecords(piece, isExpected: isExpected) { return 0 }
        let end = offset + piece.count
        defer {
            offset = end
            tail = Array(
                (tail + piece.copied(max(0, piece.count - TLSRecordHead.size + 1)..<piece.count)).suffix(TLSRecordHead.size - 1))
        }
        if let found = follow(piece, end) { return found }
        guard piece.count >= TLSRecordHead.size else { return nil }
        for i in 0...piece.count - TLSRecordHead.size where piece[i] == 23 {
            guard candidates.count < Self.maximumCandidates, let head = Self.head(piece, at: i) else { continue }
            candidates.append(offset + i + TLSRecordHead.size + head.length)
        }
        // Heads that follow one another in this piece.
        return follow(piece, end)
    }

    /// Follows the candidates as far as the piece goes; where a head stands that a whole record before it led to.
    private mutating func follow(_ piece: Span<UInt8>, _ end: Int) -> Int? {
        var kept: [Int] = []
        defer { candidates = kept }
        for var next in candidates {
            while next + TLSRecordHead.size <= end {
                let at = next - offset
                if at >= 0 {
                    guard TLSRecordHead(piece, at: at).map({ $0.length > 0 }) == true else { break }
                    return at
                }
                // It began in the piece before: the record behind it is the first that can be read.
                let bytes = Array(tail.suffix(-at)) + piece.copied(0..<TLSRecordHead.size + at)
                guard bytes.count == TLSRecordHead.size, let head = TLSRecordHead(bytes.span, at: 0), head.length > 0 else {
                    break
                }
                next += TLSRecordHead.size + head.length
            }
            if next + TLSRecordHead.size > end { kept.append(next) }
        }
        return nil
    }

    /// Whether a piece begins with a record of application data, and ends with a record or holds another one.
    private static func consistsOfRecords(_ piece: Span<UInt8>, isExpected: Bool) -> Bool {
        guard let first = head(piece, at: 0) else { return false }
        var at = TLSRecordHead.size + first.length
        if at == piece.count || isExpected { return true }
        guard at + TLSRecordHead.size <= piece.count, let second = TLSRecordHead(piece, at: at), second.length > 0 else {
            return false
        }
        at += TLSRecordHead.size + second.length
        return at >= piece.count || TLSRecordHead(piece, at: at) != nil || at + TLSRecordHead.size > piece.count
    }

    /// The head of a record of application data; nil for what is none.
    private static func head(_ piece: Span<UInt8>, at offset: Int) -> TLSRecordHead? {
        guard let head = TLSRecordHead(piece, at: offset), head.type == 23, (0x0301...0x0303).contains(head.version),
            head.length >= leastLength
        else { return nil }
        return head
    }
}
