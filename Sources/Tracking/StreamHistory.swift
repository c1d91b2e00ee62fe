import Wire

/// The last bytes of a stream, to compare retransmitted ones with: a ring, so that each byte is copied once.
struct StreamHistory: Sendable {
    /// Bytes kept at most: a power of two.
    static let capacity = 16 << 10

    private var bytes: [UInt8] = []
    /// The offset in the stream that lies at index 0 of the ring.
    private var origin = 0
    /// How many of the last bytes are kept, and where in the stream they end.
    private(set) var count = 0
    private var end = 0

    mutating func clear() {
        count = 0
        bytes.removeAll(keepingCapacity: true)
    }

    mutating func free() { self = StreamHistory() }

    /// Takes the bytes in `range`, which end at `newEnd` in the stream.
    mutating func append(_ source: Span<UInt8>, _ range: Range<Int>, upTo newEnd: Int) {
        let start = newEnd - range.count
        if count == 0 || start != end {
            clear()
            origin = start
        }
        end = newEnd
        // Of a very long piece only the end is kept.
        var rest = range.count > Self.capacity ? range.upperBound - Self.capacity..<range.upperBound : range
        var position = newEnd - rest.count
        while !rest.isEmpty {
            let index = (position - origin) & (Self.capacity - 1)
            let room = Self.capacity - index
            let part = rest.lowerBound..<min(rest.upperBound, rest.lowerBound + room)
            if index == bytes.count {
                bytes.append(copying: source, in: part)
            } else if index + part.count <= bytes.count {
                bytes.overwrite(at: index, copying: source, in: part)
            } else {
                // Only a very long piece begins behind the ring's end: what lies between is filled.
                bytes.append(contentsOf: repeatElement(0, count: index + part.count - bytes.count))
                bytes.overwrite(at: index, copying: source, in: part)
            }
            position += part.count
            rest = part.upperBound..<rest.upperBound
        }
        count = min(Self.capacity, count + range.count)
    }

    /// The offset of the first byte kept.
    var start: Int { end - count }

    /// Whether the bytes in `range`, which begin at `offset` in the stream and lie within what is kept, are those that were kept.
    func matches(_ source: Span<UInt8>, _ range: Range<Int>, at offset: Int) -> Bool {
        var rest = range
        var position = offset
        while !rest.isEmpty {
            let index = (position - origin) & (Self.capacity - 1)
            let part = rest.lowerBound..<min(rest.upperBound, rest.lowerBound + Self.capacity - index)
            if !bytes.equals(at: index, source, in: part) { return false }
            position += part.count
            rest = part.upperBound..<rest.upperBound
        }
        return true
    }
}
