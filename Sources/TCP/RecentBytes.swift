import Wire

/// The payload bytes accepted last, of all connections together, to compare retransmitted ones with.
///
/// One ring of bytes and one ring of pieces that say what lies where; each direction knows its latest piece, and each piece the one before it
/// of its direction. So what is kept is bounded for the whole run, whatever the number of connections, and writing is sequential. A copy
/// that comes when its first copy has been overwritten cannot be compared.
@safe public final class RecentBytes {
    /// Bytes kept at most: a power of two.
    public static let capacity = 4 << 20
    /// Pieces kept at most: a power of two.
    static let pieceCapacity = 1 << 14
    /// Pieces of one direction that a comparison looks at, at most.
    private static let reach = 256

    /// A stretch of one direction's stream whose bytes are kept.
    private struct Piece {
        /// Of its first byte in the stream.
        var offset: Int
        /// Of its first byte among all bytes ever kept.
        var position: Int
        var length: UInt32
        /// The serial number of the piece before it of the same direction; 0 for none.
        var previous: UInt32
    }

    private let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    private let pieces = UnsafeMutablePointer<Piece>.allocate(capacity: pieceCapacity)
    /// The position behind the last byte.
    private var end = 0
    /// The serial number of the newest piece.
    private var newest: UInt32 = 0

    public init() {}

    deinit {
        unsafe bytes.deallocate()
        unsafe pieces.deallocate()
    }

    /// Keeps the bytes in `range`, which begin at `offset` in the stream of a direction whose latest piece is `latest`.
    func append(_ source: Span<UInt8>, _ range: Range<Int>, at offset: Int, latest: inout UInt32) {
        precondition(range.lowerBound >= 0 && range.upperBound <= source.count)
        // Of a very long piece only the end is kept.
        let count = min(range.count, Self.capacity / 4)
        guard count > 0 else { return }
        let skipped = range.count - count
        let index = end & (Self.capacity - 1)
        // A piece lies in one stretch.
        if index + count > Self.capacity { end += Self.capacity - index }
        unsafe source.withUnsafeBufferPointer { lent in
            guard let base = lent.baseAddress else { return }
            unsafe (bytes + end & (Self.capacity - 1)).update(from: base + range.lowerBound + skipped, count: count)
        }
        newest &+= 1
        if newest == 0 { newest = 1 }
        unsafe pieces[Int(newest) & (Self.pieceCapacity - 1)] = Piece(
            offset: offset + skipped, position: end, length: UInt32(count), previous: latest)
        latest = newest
        end += count
    }

    /// What a comparison of a copy with what is kept gives.
    struct Comparison {
        /// Bytes that differ.
        var differences = 0
        /// Whether some of them may have been kept once, and are no more, or lie behind more pieces than are looked at.
        var isCutShort = false
    }

    /// Compares `range`, which begins at `offset` in the stream, with what is kept of the same place.
    func compare(_ source: Span<UInt8>, _ range: Range<Int>, at offset: Int, latest: UInt32) -> Comparison {
        precondition(range.lowerBound >= 0 && range.upperBound <= source.count)
        var serial = latest
        var result = Comparison()
        guard !range.isEmpty else { return result }
        for _ in 0..<Self.reach {
            guard serial != 0 else { return result }
            guard newest &- serial < UInt32(Self.pieceCapacity) else { break }
            let piece = unsafe pieces[Int(serial) & (Self.pieceCapacity - 1)]
            guard end - piece.position <= Self.capacity else { break }
            let overlap =
                max(
                    piece.offset, offset)..<max(
                    max(piece.offset, offset), min(piece.offset + Int(piece.length), offset + range.count))
            if !overlap.isEmpty {
                let place = (piece.position & (Self.capacity - 1)) + overlap.lowerBound - piece.offset
                let from = range.lowerBound + overlap.lowerBound - offset
                unsafe source.withUnsafeBufferPointer { lent in
                    let kept = unsafe UnsafeBufferPointer(start: bytes + place, count: overlap.count)
                    let copy = unsafe UnsafeBufferPointer(rebasing: lent[from..<from + overlap.count])
                    if unsafe !areAlike(kept, copy) { unsafe result.differences += zip(kept, copy).count { $0 != $1 } }
                }
            }
            // The pieces of a direction follow one another: those before this one hold nothing of the range.
            if piece.offset <= offset { return result }
            serial = piece.previous
        }
        result.isCutShort = serial != 0
        return result
    }

    /// Whether two stretches of the same length hold the same, as nearly all copies do: eight bytes at a time.
    private func areAlike(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
        let first = UnsafeRawBufferPointer(a)
        let second = UnsafeRawBufferPointer(b)
        var i = 0
        while i + 8 <= a.count {
            let differs =
                unsafe first.loadUnaligned(fromByteOffset: i, as: UInt64.self)
                != second.loadUnaligned(fromByteOffset: i, as: UInt64.self)
            if differs { return false }
            i += 8
        }
        return unsafe first[i...].elementsEqual(second[i...])
    }
}
