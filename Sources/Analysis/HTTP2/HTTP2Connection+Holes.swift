import Applications
import TCP
import Wire

/// Bytes that are missing.
extension HTTP2Connection {
    func skip(_ count: Int, before end: Int, from role: Role) -> ApplicationEffects {
        let before = heldBytes
        noteReceived(role)
        let direction = direction(role)
        direction.offset = end
        let current = direction.current
        let hole = direction.reader.skip(count)
        if hole.missingContent > 0, let current { skipContent(hole.missingContent, current, role) }
        if let frame = hole.endedData {
            direction.current = nil
            windowsAreKnown = false
            if let current, frame.endsStream { endInHole(current, role) }
        }
        if hole.hasCutBlock { takeCutBlock(role, direction) }
        if hole.isLost {
            forgetAnnounced(by: role)
            direction.current = nil
            direction.lastMayLack = setting.exchangesBefore + begun
        }
        return effects(since: before)
    }

    /// What a stream that is over lacks because frames of it may have been lost: neither is a message of it cut short, nor a request unanswered.
    func noteLack(in stream: HTTP2Stream) {
        for role in [Role.client, .server] where hasSeen(role) {
            guard mayLack(stream, role) || direction(role).reader.isSearching else { continue }
            if let message = stream[role].message {
                if !message.isComplete { message.isLostInHole = true }
            } else if role == .server, stream.exchange.response == nil {
                stream.exchange.responseIsLost = true
            }
        }
    }

    /// The client's preface comes in the middle of a connection: an upgrade may stand before it, whose request is answered on stream 1 and whose
    /// settings are not known (RFC 7540 §3.2).
    func noteUnseenUpgrade() {
        mayBeUpgraded = true
        direction(.client).highest = max(direction(.client).highest, 1)
        forgetAnnounced(by: .client)
    }

    /// The end of a message's content is missing, but it is known that this was its end.
    private func endInHole(_ stream: HTTP2Stream, _ role: Role) {
        closeDecoder(stream, role)
        stream[role].hasEnded = true
        stream[role].message?.hasEnded = true
        if let message = stream[role].message, setting.wantsMessages {
            emit(.messageEnd(message, role, exchange: stream.exchange.number))
        }
        releaseIfOver(stream)
    }

    /// What there is of a field block with a hole in it.
    private func takeCutBlock(_ role: Role, _ direction: HTTP2Direction) {
        guard let start = direction.blockStart else { return }
        // Nothing but its beginning is known, and that is where it was.
        _ = takeFields(direction.reader.block, role, direction, start)
    }

    /// A field block that is beyond the bounds has not come to its end: what there is of it is told.
    func takeLargeBlock(_ direction: HTTP2Direction) {
        guard let start = direction.blockStart, direction.reader.endLargeBlock() else { return }
        _ = takeFields(direction.reader.block, direction === self.direction(.client) ? .client : .server, direction, start)
    }

    /// Whether the next frame of a direction is searched for.
    func isSearching(_ role: Role) -> Bool { hasSeen(role) && direction(role).reader.isSearching }

    /// Looks for the next frame that is certain, and reads on from there.
    func search(
        _ piece: Span<UInt8>, _ role: Role, _ direction: HTTP2Direction, _ position: StreamPosition
    ) -> MessageParts {
        direction.mark(position)
        let hadGivenUp = direction.reader.hasGivenUpSearch
        guard let found = direction.reader.find(in: piece) else {
            if !hadGivenUp, direction.reader.hasGivenUpSearch { emit(.bound(.http2(.frameSearch))) }
            return []
        }
        // What was passed over may have held frames of streams that have begun since the hole.
        direction.lastMayLack = setting.exchangesBefore + begun
        let end = position.offset + piece.count
        let start = end - found.count
        let marks = direction.takeMarks()
        var parts: MessageParts = []
        for (i, mark) in marks.enumerated() {
            let next = i + 1 < marks.count ? marks[i + 1].offset : end
            let from = max(start, mark.offset)
            guard from < next else { continue }
            var place = mark
            place.offset = from
            parts = read(found.span.extracting(from - start..<next - start), role, direction, place)
            if direction.reader.isSearching { break }
        }
        return parts
    }
}
