import Wire

/// What one end acknowledged selectively last (RFC 2018).
extension Peer {
    /// Notes the SACK blocks of its last segment with ACK.
    @inline(__always)
    mutating func noteSACK(_ options: borrowing TCPOptions) {
        let count = options.sackBlockCount
        guard loss.sackBlockCount > 0 || count > 0 else { return }
        loss.sackBlockCount = UInt8(truncatingIfNeeded: count)
        sackBlocks = options.sackBlocks
    }

    /// Whether it had everything from `start` to `end` selectively acknowledged.
    func hasSACKed(_ start: SequenceNumber, _ end: SequenceNumber) -> Bool {
        guard loss.sackBlockCount > 0, start != end else { return false }
        let (a, b, c, d) = sackBlocks
        for (i, block) in [a, b, c, d].enumerated() where i < Int(loss.sackBlockCount) {
            if start.isAtOrBeyond(block.left), block.right.isAtOrBeyond(end) { return true }
        }
        return false
    }

    /// The length of the longest block beyond what it acknowledged; a block below that reports a duplicate (RFC 2883).
    func longestBlock(beyond acknowledged: SequenceNumber?) -> Int {
        let (a, b, c, d) = sackBlocks
        var longest = 0
        for (i, block) in [a, b, c, d].enumerated() where i < Int(loss.sackBlockCount) {
            if let acknowledged, !block.left.isAtOrBeyond(acknowledged) { continue }
            longest = max(longest, block.left.distance(to: block.right))
        }
        return longest
    }
}
