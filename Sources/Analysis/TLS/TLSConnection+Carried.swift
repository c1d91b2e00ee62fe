import Applications
import TCP

/// The bytes that TLS carries, on their way to the reader of their protocol.
extension TLSConnection {
    /// What a record of early data takes that is held, besides its bytes.
    private static let earlyOverhead = 128

    /// Takes the application data of the record at hand.
    func deliver(_ direction: TLSDirection, contentOffset: Int, recordLength: Int) {
        guard !direction.content.isEmpty, let first = direction.pieces.first?.position else { return }
        let end = first.offset + recordLength
        if direction.phase == .early, found.earlyData != .accepted {
            let size = direction.content.count + Self.earlyOverhead
            guard direction.earlyDropped.records == 0, direction.earlyBytes + size <= setting.limits.earlyData else {
                direction.earlyDropped.bytes += direction.content.count
                direction.earlyDropped.records += 1
                return
            }
            direction.early.append((direction.content, direction.pieces, contentOffset..<end))
            direction.earlyBytes += size
            return
        }
        deliver(direction.content, direction, direction.pieces, contentOffset..<end)
    }

    /// Hands bytes on, each with the piece that carried it: the ciphers keep every byte in its place.
    ///
    /// - Parameter record: where in the record its content begins, and where in the stream the record ends.
    private func deliver(_ content: [UInt8], _ direction: TLSDirection, _ pieces: [TLSDirection.Piece], _ record: Range<Int>) {
        if setting.wantsStreams { emitCarried(content, missing: nil, direction.role) }
        let carried = carriedConnection()
        if let start = pieces.first?.position.offset { settleGuesses(direction, upTo: start) }
        var at = carried.join(content.span, direction.role, beginIsKnown: direction.isWhole)
        direction.innerEnd += at
        guard let first = pieces.first, at < content.count else { return direction.mark(record.upperBound) }
        let begin = place(first.position, of: direction, outer: first.position.offset + record.lowerBound + at)
        // Where something is searched for that begins with a piece, a piece is what a record carries, however TCP cut it.
        let isOne = carried.looksAtPieces(content.span.extracting(at..<content.count), direction.role, begin)
        let told = isOne ? pieces.suffix(1).map { TLSDirection.Piece(start: 0, position: $0.position) } : pieces
        for (i, piece) in told.enumerated() {
            let last = i + 1 < told.count ? min(content.count, max(at, told[i + 1].start - record.lowerBound)) : content.count
            guard last > at else { continue }
            let position = place(piece.position, of: direction, outer: first.position.offset + record.lowerBound + at)
            direction.innerEnd += last - at
            note(carried.receive(content.span, in: at..<last, from: direction.role, at: position))
            at = last
        }
        direction.mark(record.upperBound)
    }

    /// Where the next carried byte lies that came with a piece, at `outer` in the stream that carries it.
    private func place(_ piece: StreamPosition, of direction: TLSDirection, outer: Int) -> StreamPosition {
        var position = piece
        position.offset = direction.innerEnd
        position.shift += outer - position.offset
        let acknowledged = position.acknowledgedOffset
        position.acknowledgedOffset = self.direction(direction.role.peer).inner(upTo: acknowledged)
        position.acknowledgedShift += acknowledged - position.acknowledgedOffset
        position.beginIsKnown = direction.isWhole
        return position
    }

    /// What was acknowledged before it was in the capture, as far as the stream has come now.
    private func settleGuesses(_ direction: TLSDirection, upTo start: Int) {
        guard let from = direction.guessedFrom, start > from, let carried else { return }
        direction.guessedFrom = nil
        let last = carried.settleAcknowledged(of: direction.role, beyond: from) { outer in
            outer <= start ? direction.inner(upTo: outer) : direction.innerEnd + outer - start
        }
        if last > start { direction.guessedFrom = start }
    }

    /// Records are missing, or could not be opened, that carried so many bytes; nil where their number is not known.
    ///
    /// - Parameter guess: how many they may be, where that is not known; places in the stream count on with it.
    func skipCarried(_ count: Int?, guess: Int = 1, _ direction: TLSDirection) {
        direction.isWhole = false
        if setting.wantsStreams { emitCarried([], missing: count.map { .bytes($0) } ?? .unknown, direction.role) }
        let carried = carriedConnection()
        let known = count ?? max(1, guess)
        guard known > 0 else { return }
        direction.innerEnd += known
        if let start = direction.pieces.first?.position.offset {
            // Whoever had all before this record had what is missing; requests that were sent before that may have had their response in it.
            direction.mark(start)
            settleGuesses(direction, upTo: start)
        }
        // What is not known is more than any message may go on for.
        note(carried.skip(count ?? 1 << 40, before: direction.innerEnd, from: direction.role))
    }

    /// Hands early data on if the server took it; a server that does not take it gets it again (RFC 8446 §4.2.10).
    func settleEarlyData(_ direction: TLSDirection, wasAccepted: Bool?) {
        let held = direction.early
        direction.early = []
        direction.earlyBytes = 0
        let dropped = direction.earlyDropped
        direction.earlyDropped = (0, 0)
        if let wasAccepted, found.earlyData != .none { found.earlyData = wasAccepted ? .accepted : .rejected }
        guard wasAccepted == true else { return }
        for record in held { deliver(record.content, direction, record.pieces, record.record) }
        guard dropped.records > 0 else { return }
        found.decryption.opened -= dropped.records
        found.decryption.unread += dropped.records
        found.decryption.obstacle = found.decryption.obstacle ?? .limit
        emit(.earlyData)
        skipCarried(dropped.bytes, direction)
    }
}
