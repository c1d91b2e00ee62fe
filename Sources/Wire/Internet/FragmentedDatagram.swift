/// An IP datagram of which some fragments have come: which of its bytes are there, each from the fragment that brought it first.
struct FragmentedDatagram {
    /// Bytes that are there, and that no other piece has.
    private struct Piece {
        var offset: Int
        var bytes: [UInt8]
        var end: Int { offset + bytes.count }
    }

    /// Fragments of one datagram taken at most; so it has at most twice as many pieces.
    static let maximumFragments = 512

    /// In the order of their offsets, without overlap.
    private var pieces: [Piece] = []
    /// Fragments taken, those that brought nothing new too.
    private(set) var fragments = 0
    private(set) var bytesHeld = 0
    /// The datagram's length, once its last fragment has come.
    private var length: Int?
    /// Bytes that are there before `length`.
    private var present = 0
    /// Bytes of the datagram came in two fragments (RFC 5722).
    private(set) var hasOverlap = false
    let began: Timestamp
    /// Tells it from others that had the same key.
    let serial: Int
    /// Pieces looked at and bytes copied, for tests.
    private(set) var work = 0

    init(began: Timestamp, serial: Int) {
        self.began = began
        self.serial = serial
    }

    /// Whether no further fragment can be taken.
    var isFull: Bool { fragments >= Self.maximumFragments }

    /// Whether all bytes are there.
    var isWhole: Bool { length == present && length != nil }

    /// Takes the bytes of a fragment that no other brought before.
    mutating func add(_ bytes: Span<UInt8>, in range: Range<Int>, at offset: Int, isLast: Bool) {
        fragments += 1
        let end = offset + range.count
        if isLast, length != end { setLength(end) }
        var at = offset
        var index = firstPiece(endingBehind: offset)
        while at < end {
            work += 1
            let gapEnd = index < pieces.count ? min(end, pieces[index].offset) : end
            if at < gapEnd {
                let start = range.lowerBound + at - offset
                insert(bytes, in: start..<start + gapEnd - at, at: at, index)
                index += 1
                at = gapEnd
            }
            if at < end, index < pieces.count {
                if at < length ?? .max { hasOverlap = true }
                at = min(end, pieces[index].end)
                index += 1
            }
        }
    }

    private mutating func insert(_ bytes: Span<UInt8>, in range: Range<Int>, at offset: Int, _ index: Int) {
        var copy: [UInt8] = []
        copy.reserveCapacity(range.count)
        copy.append(copying: bytes, in: range)
        pieces.insert(Piece(offset: offset, bytes: copy), at: index)
        bytesHeld += range.count
        work += range.count
        if let length { present += max(0, min(offset + range.count, length) - offset) }
    }

    /// By bisection, the first piece that ends behind an offset.
    private mutating func firstPiece(endingBehind offset: Int) -> Int {
        var low = 0
        var high = pieces.count
        while low < high {
            work += 1
            let middle = (low + high) / 2
            if pieces[middle].end > offset { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// A last fragment has come, or another one than before.
    private mutating func setLength(_ newLength: Int) {
        length = newLength
        present = pieces.reduce(0) { $0 + max(0, min($1.end, newLength) - $1.offset) }
        work += pieces.count
    }

    /// The datagram's bytes; only if it is whole.
    func assembled() -> [UInt8] {
        var whole: [UInt8] = []
        whole.reserveCapacity(length ?? 0)
        for piece in pieces where piece.offset < length ?? 0 {
            whole.append(contentsOf: piece.bytes.prefix((length ?? 0) - piece.offset))
        }
        return whole
    }
}
