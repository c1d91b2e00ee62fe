import Wire

/// Payloads of the packets of one end, one behind the other, as many as may be kept. An object, since all of its connections share it.
final class KeptPayloads {
    private static let blockSize = 1 << 20

    private var blocks: [[UInt8]] = []
    private var left: Int

    init(limit: Int) { left = limit }

    /// Keeps a payload.
    ///
    /// - Returns: where it is, or nil where there is no place for it.
    func keep(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        guard !range.isEmpty, range.count <= Self.blockSize, range.count <= left else { return nil }
        left -= range.count
        if blocks.last.map({ $0.count + range.count > Self.blockSize }) ?? true {
            blocks.append([])
            blocks[blocks.count - 1].reserveCapacity(Self.blockSize)
        }
        let block = blocks.count - 1
        let place = block * Self.blockSize + blocks[block].count
        blocks[block].append(copying: bytes, in: range)
        return place
    }

    /// A payload that is kept.
    subscript(place: Int, count: Int) -> ArraySlice<UInt8> {
        let start = place % Self.blockSize
        return blocks[place / Self.blockSize][start..<start + count]
    }
}
