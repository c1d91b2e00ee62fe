public import Wire

/// Puts the bytes of one direction in order, each byte once: the first copy wins.
///
/// Bytes that come in order are not copied but lent straight on by the caller; early ones are held until the hole before
/// them is filled, or known never to be (see `skipHole`). Positions are offsets from the first byte of the stream, 64 bits
/// wide, so that sequence numbers may wrap as often as they like.
public struct Reassembler: Sendable {
    /// A stretch of the stream that came early.
    public struct Piece: Sendable {
        var offset: Int
        /// By the IP header; `bytes` holds fewer if the snap length cut the segment.
        public var length: Int
        public var bytes: [UInt8]
        public var frame: Int
        public var time: Timestamp
        /// The segment's acknowledgment number.
        public var acknowledgment: SequenceNumber

        var end: Int { offset + length }
        /// Bytes after `bytes` that the snap length cut away.
        public var truncated: Int { length - bytes.count }
    }

    /// What of a segment's payload is next in the stream.
    public struct Placement: Sendable {
        /// The new bytes that are in order now, as offsets into the payload; beyond what was captured if the snap length cut it.
        public var inOrder: Range<Int>
        /// How many retransmitted bytes differ from the ones seen before.
        public var conflicts: Int
        /// Some of its bytes may have come before, and could not be compared any more.
        public var isUncompared = false
        /// The offset of the next byte in order, after this segment.
        public var nextOffset = 0
        /// Early bytes are held.
        public var hasHeld = false
        /// Everything up to the FIN is in order.
        public var isFinished = false
        /// A SYN told where the stream begins.
        public var beginIsKnown = false
        /// By how much the bytes held have grown.
        public var heldGrowth = 0
    }

    /// Takes a segment's payload, and says how the stream stands after it.
    public mutating func take(
        _ bytes: Span<UInt8>, in range: Range<Int>, of segment: Segment, comparingWith recent: RecentBytes
    ) -> Placement {
        let before = heldBytes
        var placement = place(bytes, in: range, of: segment, comparingWith: recent)
        placement.nextOffset = nextOffset
        placement.hasHeld = hasHeld
        placement.isFinished = isFinished
        placement.beginIsKnown = beginIsKnown
        placement.heldGrowth = heldBytes - before
        return placement
    }

    // In this order what each segment changes lies close together.

    /// The number of the next byte in order; nil before anything is known of this direction.
    public internal(set) var next: SequenceNumber?
    /// Whether a SYN told where the stream begins.
    public internal(set) var beginIsKnown = false
    /// The latest piece of the stream in `RecentBytes`; 0 for none.
    private var latestPiece: UInt32 = 0
    /// The offset of the next byte in order.
    public internal(set) var nextOffset = 0
    /// Distinct payload bytes seen, held ones included.
    public internal(set) var distinctBytes = 0
    /// The end of what is known to have been sent.
    var knownEnd = 0
    /// Early pieces from `heldStart` on, in order, not overlapping, none of them at `nextOffset`.
    private(set) var held: [Piece] = []
    private var heldStart = 0
    /// Bytes held behind holes.
    private var earlyBytes = 0
    /// The lowest offset seen: below 0 if a capture that began late saw earlier bytes sent again.
    private(set) var lowest = 0
    /// Where a FIN ends the stream.
    var endOffset: Int?
    /// Payload of damaged segments, in the order in which they came: see Reassembler+Damage.
    var damaged: [Piece] = []
    /// Bytes held.
    public var heldBytes: Int { damaged.isEmpty ? earlyBytes : earlyBytes + damagedBytes }

    public init() {}

    // MARK: - What is known of the stream

    /// A SYN told where the stream begins.
    mutating func begin(at number: SequenceNumber) {
        guard !beginIsKnown, distinctBytes == 0 else { return }
        beginIsKnown = true
        // What was known before counts from the number that was taken for the first.
        if let before = next {
            let shift = number.distance(to: before)
            knownEnd = max(0, knownEnd + shift)
            endOffset = endOffset.map { $0 + shift }
            for i in damaged.indices { damaged[i].offset += shift }
        }
        next = number
    }

    /// The stream begins at another number than was thought; nothing of it came yet.
    mutating func restart(at number: SequenceNumber) {
        guard distinctBytes == 0 else { return }
        knownEnd = 0
        next = number
    }

    /// What a segment of its sender tells of the stream, besides its payload.
    mutating func note(_ segment: Segment, isFirstSYN: Bool) {
        if isFirstSYN { begin(at: segment.payloadStart) }
        noteSent(upTo: segment.payloadStart)
        if segment.isFIN { noteEnd(at: segment.payloadEnd) }
    }

    /// The sender was seen to have sent everything before `number`.
    mutating func noteSent(upTo number: SequenceNumber) {
        if next == nil { next = number }
        knownEnd = max(knownEnd, offset(of: number))
    }

    /// The peer acknowledged everything before `number`.
    mutating func noteAcknowledged(upTo number: SequenceNumber) { noteSent(upTo: number) }

    /// A FIN occupies `number`: no byte of the stream is there or later.
    mutating func noteEnd(at number: SequenceNumber) {
        noteSent(upTo: number)
        if endOffset == nil { endOffset = offset(of: number) }
    }

    /// Whether everything up to the FIN is in order.
    public var isFinished: Bool { endOffset.map { nextOffset >= $0 } ?? false }

    /// Bytes known to have been sent that the capture does not have.
    public var missingBytes: Int { max(0, min(knownEnd, endOffset ?? knownEnd) - lowest - distinctBytes) }

    /// Bytes missing at the end of the connection that the peer had not acknowledged: it may lack them too.
    public private(set) var unacknowledgedMissing = 0
    /// When the first piece behind that came; nil if none did.
    public private(set) var missingSince: Timestamp?

    /// The connection ends, and the peer has acknowledged everything before `number`: notes what is missing behind that.
    mutating func noteUnacknowledgedMissing(behind number: SequenceNumber) {
        guard missingBytes > 0, offset(of: number) <= nextOffset else { return }
        let before = nextOffset - lowest - (distinctBytes - earlyBytes)
        unacknowledgedMissing = max(0, missingBytes - max(0, before))
        if heldStart < held.count { missingSince = held[heldStart].time }
    }

    /// The offset in the stream of a number near the next byte's.
    @inline(__always)
    public func offset(of number: SequenceNumber) -> Int {
        nextOffset + (next.map { $0.distance(to: number) } ?? 0)
    }

    // MARK: - A segment

    /// Takes a segment's payload. Early bytes are copied from `bytes` and held.
    public mutating func place(
        _ bytes: Span<UInt8>, in range: Range<Int>, of segment: Segment, comparingWith recent: RecentBytes
    ) -> Placement {
        let length = segment.payloadLength
        if next == nil { next = segment.payloadStart }
        if !beginIsKnown, distinctBytes == 0, let now = next, segment.payloadStart.precedes(now) {
            // Nothing was seen of this stream but the peer's ACKs: it begins earlier than they said.
            let shift = segment.payloadStart.distance(to: now)
            next = segment.payloadStart
            knownEnd += shift
            if let end = endOffset { endOffset = end + shift }
            for i in damaged.indices { damaged[i].offset += shift }
        }
        let start = offset(of: segment.payloadStart)
        let end = start + length
        knownEnd = max(knownEnd, end)
        let incoming = Incoming(
            range: range, start: start, end: end, frame: segment.frame, time: segment.time,
            acknowledgment: segment.acknowledgment)
        if start > nextOffset {
            let conflicts = differencesFromHeld(bytes, incoming)
            hold(bytes, incoming, from: start)
            return Placement(inOrder: 0..<0, conflicts: conflicts)
        }
        let comparison = start < nextOffset ? compareWithHistory(bytes, incoming, recent) : RecentBytes.Comparison()
        var conflicts = comparison.differences
        if start < lowest, !beginIsKnown {
            // Bytes from before the capture began, sent again: new to the capture, too late for the stream.
            distinctBytes += min(lowest, end) - start
            lowest = start
        }
        guard end > nextOffset else {
            return Placement(inOrder: 0..<0, conflicts: conflicts, isUncompared: comparison.isCutShort)
        }
        // What a held piece has already is not taken again: it came first.
        var inOrderEnd = end
        if heldStart < held.count, held[heldStart].offset < end {
            inOrderEnd = held[heldStart].offset
            conflicts += differencesFromHeld(bytes, incoming)
            hold(bytes, incoming, from: inOrderEnd)
        }
        let new = nextOffset - start..<inOrderEnd - start
        distinctBytes += new.count
        let captured = min(range.count, new.upperBound)
        if captured > new.lowerBound {
            recent.append(
                bytes, range.lowerBound + new.lowerBound..<range.lowerBound + captured, at: nextOffset, latest: &latestPiece)
        }
        advance(by: new.count)
        return Placement(inOrder: new, conflicts: conflicts, isUncompared: comparison.isCutShort)
    }

    private mutating func advance(by count: Int) {
        nextOffset += count
        next = next?.advanced(by: count)
    }

    /// Whether everything that is known of the stream is in order, and nothing ends it yet.
    var isPlain: Bool { held.isEmpty && knownEnd == nextOffset && endOffset == nil && damaged.isEmpty }

    /// Whether everything before `number` is in order or held behind a hole, nothing is known to come later, and nothing ends it yet.
    func isPlain(upTo number: SequenceNumber) -> Bool {
        guard endOffset == nil, damaged.isEmpty, next != nil, knownEnd == offset(of: number) else { return false }
        return held.isEmpty ? knownEnd == nextOffset : held.last?.end == knownEnd
    }

    /// Takes bytes that are next in the stream, where `isPlain`, all of them captured.
    @inline(__always)
    mutating func takeNext(_ bytes: Span<UInt8>, in range: Range<Int>, keepingIn recent: RecentBytes) {
        recent.append(bytes, range, at: nextOffset, latest: &latestPiece)
        distinctBytes += range.count
        advance(by: range.count)
        knownEnd = nextOffset
    }

    // MARK: - Held pieces

    /// Whether early bytes are held.
    public var hasHeld: Bool { heldStart < held.count }

    /// Whether bytes are held behind a hole.
    public var hasHole: Bool { heldStart < held.count && held[heldStart].offset > nextOffset }

    /// Whether a bound says that the first hole must be given up now.
    public func mustSkipHole(_ limits: Limits) -> Bool {
        earlyBytes > limits.earlyBytes || held.count - heldStart > limits.earlyPieces
    }

    /// Whether the peer has acknowledged past the first hole: its bytes were received but not captured.
    public func holeIsAcknowledged(by number: SequenceNumber?) -> Bool {
        guard let number, hasHole else { return false }
        return offset(of: number) >= held[heldStart].offset
    }

    /// Gives up the first hole; returns its size in bytes, 0 if there is none.
    public mutating func skipHole() -> Int {
        guard hasHole else { return 0 }
        let size = held[heldStart].offset - nextOffset
        advance(by: size)
        return size
    }

    /// The next piece that is in order now, removed from those held.
    public mutating func popInOrder(keepingIn recent: RecentBytes) -> Piece? {
        guard heldStart < held.count, held[heldStart].offset == nextOffset else { return nil }
        let piece = held[heldStart]
        held[heldStart].bytes = []
        heldStart += 1
        if heldStart == held.count {
            held = []
            heldStart = 0
        }
        earlyBytes -= piece.bytes.count
        recent.append(piece.bytes.span, 0..<piece.bytes.count, at: nextOffset, latest: &latestPiece)
        advance(by: piece.length)
        return piece
    }

    /// A segment being placed: its offsets, and where its captured bytes lie.
    struct Incoming {
        var range: Range<Int>
        var start: Int
        var end: Int
        var frame: Int
        var time: Timestamp
        var acknowledgment: SequenceNumber

        /// The captured bytes of a stretch of the stream.
        func captured(_ stretch: Range<Int>) -> Range<Int> {
            let lower = min(range.lowerBound + stretch.lowerBound - start, range.upperBound)
            return lower..<max(lower, min(range.lowerBound + stretch.upperBound - start, range.upperBound))
        }
    }

    /// Index of the first held piece that ends beyond `offset`.
    func firstHeld(endingBeyond offset: Int) -> Int {
        var low = heldStart
        var high = held.count
        while low < high {
            let middle = (low + high) / 2
            if held[middle].end > offset { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// Keeps what no held piece has of the segment from `from` on.
    mutating func hold(_ bytes: Span<UInt8>, _ incoming: Incoming, from: Int) {
        if heldStart > 0, held.count == held.capacity {
            held.removeFirst(heldStart)
            heldStart = 0
        }
        var position = from
        var index = firstHeld(endingBeyond: from)
        while position < incoming.end {
            let isLast = index >= held.count
            let stop = isLast ? incoming.end : min(incoming.end, held[index].offset)
            if position < stop {
                let source = incoming.captured(position..<stop)
                var copy: [UInt8] = []
                copy.reserveCapacity(source.count)
                copy.append(copying: bytes, in: source)
                held.insert(
                    Piece(
                        offset: position, length: stop - position, bytes: copy, frame: incoming.frame,
                        time: incoming.time, acknowledgment: incoming.acknowledgment),
                    at: index)
                earlyBytes += copy.count
                distinctBytes += stop - position
                index += 1
            }
            guard index < held.count else { return }
            position = held[index].end
            index += 1
        }
    }

    // MARK: - Comparing copies

    mutating func forgetHistory() { latestPiece = 0 }

    private func differencesFromHeld(_ bytes: Span<UInt8>, _ incoming: Incoming) -> Int {
        var count = 0
        var index = firstHeld(endingBeyond: incoming.start)
        while index < held.count, held[index].offset < incoming.end {
            let piece = held[index]
            let overlap = max(piece.offset, incoming.start)..<min(piece.end, incoming.end)
            let source = incoming.captured(overlap)
            var at = overlap.lowerBound - piece.offset
            for i in source where at < piece.bytes.count {
                if bytes[i] != piece.bytes[at] { count += 1 }
                at += 1
            }
            index += 1
        }
        return count
    }

    private func compareWithHistory(
        _ bytes: Span<UInt8>, _ incoming: Incoming, _ recent: RecentBytes
    ) -> RecentBytes.Comparison {
        guard latestPiece != 0 else { return RecentBytes.Comparison() }
        let source = incoming.captured(incoming.start..<min(nextOffset, incoming.end))
        return recent.compare(bytes, source, at: incoming.start, latest: latestPiece)
    }
}
