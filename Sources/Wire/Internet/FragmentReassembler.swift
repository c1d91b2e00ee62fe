/// Puts IP datagrams together from their fragments, within bounds.
///
/// A flood of first fragments costs at most `maximumBytes` and `maximumDatagrams`; the oldest datagram goes first.
public struct FragmentReassembler: Sendable {
    /// Fragment bytes held at most, over all datagrams.
    public static let maximumBytes = 8 << 20
    /// Unfinished datagrams held at most.
    public static let maximumDatagrams = 4096
    /// Pieces of one datagram held at most.
    public static let maximumPieces = 512
    /// How long an unfinished datagram is kept, in nanoseconds of capture time (RFC 8200 §4.5: 60 s).
    public static let timeout: Int64 = 60_000_000_000

    /// Datagrams let go before they were whole, because a bound was hit.
    public private(set) var droppedByLimit = 0
    /// Datagrams in which fragments overlapped (RFC 5722); the bytes that came first were kept.
    public private(set) var overlapping = 0

    private struct Datagram {
        var pieces: [(offset: Int, bytes: [UInt8])] = []
        var bytesHeld = 0
        var length: Int?
        var began: Timestamp
        var hasOverlap = false
    }

    private var datagrams: [Fragment.Key: Datagram] = [:]
    /// Keys by age; a key whose datagram is gone is passed over.
    private var byAge: [Fragment.Key] = []
    private var oldest = 0
    private var bytesHeld = 0

    public init() {}

    /// Takes a fragment; gives the transport part of the datagram if that is now whole.
    mutating func add(_ fragment: Fragment, _ frame: Span<UInt8>, at time: Timestamp) -> [UInt8]? {
        if let held = datagrams[fragment.key], time.nanoseconds(since: held.began) > Self.timeout {
            remove(fragment.key)
        }
        var datagram = datagrams.removeValue(forKey: fragment.key) ?? started(fragment.key, at: time)
        let end = fragment.offset + fragment.range.count
        guard end <= 0xffff, datagram.pieces.count < Self.maximumPieces else {
            bytesHeld -= datagram.bytesHeld
            droppedByLimit += 1
            return nil
        }
        if fragment.isLast { datagram.length = end }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(fragment.range.count)
        bytes.append(copying: frame, in: fragment.range)
        datagram.pieces.append((fragment.offset, bytes))
        datagram.bytesHeld += bytes.count
        bytesHeld += bytes.count
        if let whole = assembled(&datagram) {
            bytesHeld -= datagram.bytesHeld
            return whole
        }
        datagrams[fragment.key] = datagram
        makeRoom()
        return nil
    }

    private mutating func started(_ key: Fragment.Key, at time: Timestamp) -> Datagram {
        byAge.append(key)
        return Datagram(began: time)
    }

    private mutating func assembled(_ datagram: inout Datagram) -> [UInt8]? {
        guard let length = datagram.length, datagram.bytesHeld >= length else { return nil }
        var whole = [UInt8](repeating: 0, count: length)
        var isFilled = [Bool](repeating: false, count: length)
        var filled = 0
        for piece in datagram.pieces {
            for (i, byte) in piece.bytes.enumerated() where piece.offset + i < length {
                if isFilled[piece.offset + i] {
                    datagram.hasOverlap = true
                } else {
                    whole[piece.offset + i] = byte
                    isFilled[piece.offset + i] = true
                    filled += 1
                }
            }
        }
        guard filled == length else { return nil }
        if datagram.hasOverlap { overlapping += 1 }
        return whole
    }

    private mutating func remove(_ key: Fragment.Key) {
        if let gone = datagrams.removeValue(forKey: key) { bytesHeld -= gone.bytesHeld }
    }

    private mutating func makeRoom() {
        while datagrams.count > Self.maximumDatagrams || bytesHeld > Self.maximumBytes, oldest < byAge.count {
            if datagrams[byAge[oldest]] != nil {
                remove(byAge[oldest])
                droppedByLimit += 1
            }
            oldest += 1
        }
        // Forget the keys passed over, now and then, so that the list stays as short as the table.
        if oldest > 1024 || byAge.count > 4 * Self.maximumDatagrams {
            byAge = byAge[oldest...].filter { datagrams[$0] != nil }
            oldest = 0
        }
    }
}
