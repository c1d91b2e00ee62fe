import Wire

/// Payload of damaged segments.
///
/// It is no part of the stream: it lies aside from what is in order and from what is held early, fills no hole, counts in no figure and
/// conflicts with nothing. So another copy of its bytes takes its place just by coming. It becomes early bytes only once the peer has
/// acknowledged some that nothing else brought: then it was whole. Where the peer was not heard any more, nobody can tell, and it becomes early
/// bytes at the end.
extension Reassembler {
    /// Damaged segments kept at most; then the first one goes.
    static let maximumDamaged = 64

    /// Whether payload of damaged segments waits.
    @inline(__always)
    var hasDamaged: Bool { !damaged.isEmpty }

    var damagedBytes: Int { damaged.reduce(0) { $0 + $1.bytes.count } }

    /// Whether bytes of a segment are new to the stream.
    func isNew(_ segment: Segment) -> Bool { offset(of: segment.payloadEnd) > nextOffset }

    /// Whether a segment brings the very bytes that come next.
    func fillsHole(_ segment: Segment) -> Bool { isNew(segment) && offset(of: segment.payloadStart) <= nextOffset }

    /// Keeps the payload of a damaged segment until it is known whether it counts. Returns by how much the bytes held have grown.
    mutating func setAside(_ bytes: Span<UInt8>, in range: Range<Int>, of segment: Segment) -> Int {
        noteSent(upTo: segment.payloadStart)
        guard isNew(segment) else { return 0 }
        let before = damagedBytes
        if damaged.count == Self.maximumDamaged { damaged.removeFirst() }
        var copy: [UInt8] = []
        copy.reserveCapacity(range.count)
        copy.append(copying: bytes, in: range)
        damaged.append(
            Piece(
                offset: offset(of: segment.payloadStart), length: segment.payloadLength, bytes: copy, frame: segment.frame,
                time: segment.time, acknowledgment: segment.acknowledgment))
        return damagedBytes - before
    }

    /// Whether the peer's acknowledgment covers bytes that came in damaged segments alone.
    func damagedIsAcknowledged(upTo number: SequenceNumber) -> Bool {
        guard hasDamaged else { return false }
        let end = offset(of: number)
        return damaged.contains { piece in
            // What held pieces have of it does not count.
            var position = max(piece.offset, nextOffset)
            var index = firstHeld(endingBeyond: position)
            while position < min(piece.end, end), index < held.count, held[index].offset <= position {
                position = held[index].end
                index += 1
            }
            return position < min(piece.end, end)
        }
    }

    /// What waited becomes early bytes, of two copies the last one; all but what came before `frame`, which never counts. Some may be in order
    /// now. Returns by how much the bytes held have grown.
    mutating func releaseDamaged(from frame: Int = 0) -> Int {
        let before = heldBytes
        let pieces = damaged
        damaged = []
        for piece in pieces.reversed() where piece.frame >= frame && piece.end > nextOffset {
            knownEnd = max(knownEnd, piece.end)
            let incoming = Incoming(
                range: 0..<piece.bytes.count, start: piece.offset, end: piece.end, frame: piece.frame, time: piece.time,
                acknowledgment: piece.acknowledgment)
            hold(piece.bytes.span, incoming, from: max(piece.offset, nextOffset))
        }
        return heldBytes - before
    }

    /// Drops what other copies have brought whole. Returns by how much the bytes held have grown.
    mutating func dropReplaced() -> Int {
        let before = damagedBytes
        damaged.removeAll { $0.end <= nextOffset }
        return damagedBytes - before
    }
}
