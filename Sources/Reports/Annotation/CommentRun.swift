/// Comments in the order of their frames, which lie in a file behind one another: read from their beginning, a piece at a time.
struct CommentRun {
    /// What stands before a text: frame, order, connection, exchange, and the length of the text, of 8 bytes each.
    static let headLength = 40
    /// Bytes that are read at a time.
    private static let piece = 1 << 16

    /// What a comment belongs to. Comments on a frame stand in the order in which they came.
    struct Head {
        var frame: Int
        var order: Int
        var connection: Int
        /// 0 for none.
        var exchange: Int
        var length: Int

        static func < (a: Head, b: Head) -> Bool { (a.frame, a.order) < (b.frame, b.order) }

        func append(to bytes: inout [UInt8]) {
            for number in [frame, order, connection, exchange, length] {
                for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
            }
        }
    }

    private let file: any SpareFile
    private var offset: Int
    private let end: Int
    private var bytes: [UInt8] = []
    private var at = 0
    /// The first that was not taken.
    private(set) var head: Head?

    init(_ file: any SpareFile, _ range: Range<Int>) {
        self.file = file
        offset = range.lowerBound
        end = range.upperBound
        readHead()
    }

    /// So many bytes are in the buffer, from `at` on; false at the end, and where the file cannot be read.
    private mutating func hold(_ count: Int) -> Bool {
        if bytes.count - at >= count { return true }
        bytes.removeFirst(at)
        at = 0
        let wanted = min(max(Self.piece, count), end - offset)
        if wanted > 0, let more = file.read(wanted, at: offset) {
            offset += more.count
            bytes += more
        }
        return bytes.count >= count
    }

    private mutating func readHead() {
        head = nil
        guard hold(Self.headLength) else { return }
        var numbers: [Int] = []
        for i in 0..<5 {
            var number: UInt64 = 0
            for k in (0..<8).reversed() { number = number << 8 | UInt64(bytes[at + i * 8 + k]) }
            numbers.append(Int(truncatingIfNeeded: number))
        }
        at += Self.headLength
        let next = Head(frame: numbers[0], order: numbers[1], connection: numbers[2], exchange: numbers[3], length: numbers[4])
        if next.length >= 0, hold(next.length) { head = next }
    }

    /// The text of the first one, which the next one follows.
    mutating func takeText() -> ArraySlice<UInt8> {
        guard let length = head?.length else { return [] }
        let text = bytes[at..<at + length]
        at += length
        readHead()
        return text
    }
}
