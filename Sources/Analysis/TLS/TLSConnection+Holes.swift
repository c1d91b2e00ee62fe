import Applications
import TCP

/// Bytes that are missing, and how reading goes on behind them: where a record opens, its place and number are proven.
extension TLSConnection {
    func skip(_ count: Int, before end: Int, from role: Role) -> ApplicationEffects {
        let before = heldBytes
        let direction = direction(role)
        direction.outerEnd = end
        noteFarewell(nil, direction)
        guard !direction.isOver else { return ApplicationEffects() }
        skip(count, direction)
        return ApplicationEffects(isNoteworthy: !outputs.isEmpty, heldGrowth: heldBytes - before)
    }

    private func skip(_ count: Int, _ direction: TLSDirection) {
        let gathered = direction.reader.gatheredCount
        if direction.search != nil {
            // Nothing of what was held is whole.
            direction.missing += (direction.search?.bytes.count ?? 0) + count
            direction.mayLack += 1 + count / minimumRecord(direction)
            direction.search = TLSSearch()
            return
        }
        direction.clearPieces()
        switch direction.reader.skip(count) {
        case .insideRecord:
            if direction.isProtected {
                // It ends just where its record ends.
                if !direction.reader.isInsideRecord, direction.cipher != nil { noteLostRecord(direction) }
                return
            }
            // Messages in the clear are lost, and what they agreed on.
            direction.handshake.reset()
            found.isIncomplete = true
        case .lost:
            guard direction.isProtected && (direction.cipher != nil || !direction.candidates.isEmpty) || mayFindKeys(direction)
            else { return lose(direction) }
            direction.handshake.reset()
            if !direction.isProtected { found.isIncomplete = true }
            found.decryption.lost += 1
            found.decryption.obstacle = found.decryption.obstacle ?? .missingBytes
            direction.missing += gathered + count
            direction.mayLack += 1 + (gathered + count) / minimumRecord(direction)
            direction.search = TLSSearch()
        }
    }

    private func minimumRecord(_ direction: TLSDirection) -> Int { max(TLSRecordHead.size + 1, direction.cipher?.overhead ?? 0) }

    /// Looks for a record in what comes behind a hole. Which one is found follows from the bytes alone, however they are cut.
    func search(_ piece: Span<UInt8>, _ direction: TLSDirection, _ position: StreamPosition) {
        guard var search = direction.search else { return }
        // What is held twice would be copied with each piece.
        direction.search = nil
        let room = min(piece.count, setting.limits.recordSearchBytes - search.bytes.count)
        guard room > 0 else { return giveUpSearch(direction) }
        search.pieces.append(TLSDirection.Piece(start: search.bytes.count, position: position))
        search.bytes.append(copying: piece, in: 0..<room)
        let bytes = search.bytes
        while search.next + TLSRecordHead.size <= bytes.count {
            guard let head = TLSRecordHead(bytes.span, at: search.next), isPlausible(head, direction) else {
                search.next += 1
                continue
            }
            let end = search.next + TLSRecordHead.size + head.length
            guard end <= bytes.count else { break }
            direction.earnTrials(max(0, end - search.reached))
            search.reached = max(end, search.reached)
            if opens(bytes.span.extracting(search.next..<end), direction) {
                resume(at: search.next, search, direction)
                guard room < piece.count, !direction.isOver else { return }
                var rest = position
                rest.offset += room
                return read(piece.extracting(room..<piece.count), direction, rest)
            }
            search.next += 1
            if direction.hasTriedTooMuch { return giveUpSearch(direction) }
        }
        if room < piece.count { return giveUpSearch(direction) }
        direction.search = search
    }

    /// No record was found within the bounds.
    private func giveUpSearch(_ direction: TLSDirection) {
        emit(.recordSearch)
        lose(direction)
    }

    private func isPlausible(_ head: TLSRecordHead, _ direction: TLSDirection) -> Bool {
        if found.version ?? 0x0304 >= 0x0304 { return head.type == 23 && head.version == 0x0303 && head.length > 16 }
        return head.type != 24 && head.version == found.version && head.length > 0
    }

    /// Whether a record opens under one of the next numbers. What is missing before it stays as it is.
    private func opens(_ record: Span<UInt8>, _ direction: TLSDirection) -> Bool {
        if direction.cipher == nil, direction.candidates.isEmpty { return findKeys(record, direction) }
        var content: [UInt8] = []
        let ciphers =
            [direction.cipher].compactMap { $0 }
            + direction.candidates.filter { $0.phase.rawValue > direction.phase.rawValue }
            .map(\.cipher)
        for cipher in ciphers {
            for number in 0...min(direction.mayLack, setting.limits.recordsMissed) {
                guard direction.mayTry(record.count) else { return false }
                let first = cipher === direction.cipher ? direction.sequence : 0
                if cipher.open(record, sequence: first + UInt64(number), into: &content) { return true }
            }
        }
        return false
    }

    /// A record begins here: everything from it on is read as ever.
    private func resume(at start: Int, _ search: TLSSearch, _ direction: TLSDirection) {
        direction.search = nil
        direction.reader.restart()
        direction.missing += start
        for (i, piece) in search.pieces.enumerated() {
            let end = i + 1 < search.pieces.count ? search.pieces[i + 1].start : search.bytes.count
            let first = max(start, piece.start)
            guard end > first else { continue }
            var position = piece.position
            position.offset += first - piece.start
            read(search.bytes.span.extracting(first..<end), direction, position)
        }
    }
}
