import Platform

/// The messages on standard input: one a line.
struct MCPInput {
    enum Line {
        case message([UInt8])
        /// One of more than `maximumMessage` bytes, of which nothing was kept.
        case tooLong
    }

    static let maximumMessage = 1 << 20

    private var piece = [UInt8](repeating: 0, count: 1 << 16)
    /// The bytes of `piece` that were not taken yet.
    private var left = 0..<0
    private var pending: [UInt8] = []
    private var isTooLong = false

    /// The next one; nil at the end of the input.
    mutating func next() -> Line? {
        while true {
            if let end = piece[left].firstIndex(of: UInt8(ascii: "\n")) {
                keep(left.lowerBound..<end)
                left = end + 1..<left.upperBound
                defer {
                    pending = []
                    isTooLong = false
                }
                return isTooLong ? .tooLong : .message(pending)
            }
            keep(left)
            let count = unsafe read(0, &piece, piece.count)
            left = 0..<max(0, count)
            if count < 0, errno == EINTR { continue }
            if count <= 0 { return nil }
        }
    }

    private mutating func keep(_ range: Range<Int>) {
        if pending.count + range.count > Self.maximumMessage {
            isTooLong = true
            pending = []
        }
        if !isTooLong { pending += piece[range] }
    }
}
