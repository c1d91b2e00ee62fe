import Applications
import TCP

/// Bytes that are missing, and streams that end.
extension HTTP1Connection {
    /// Bytes of one direction are missing: `count` of them, before stream offset `end`.
    func skip(_ count: Int, before end: Int, from role: Role) -> Effects {
        let before = heldBytes
        direction(role).hasStarted = true
        if role == .client { clientOffset = end }
        direction(role).recordSearch.reset()
        if direction(role).watch == .none || !skipWatched(count, before: end, role) { lose(count, before: end, role) }
        return effects(since: before)
    }

    private func lose(_ count: Int, before end: Int, _ role: Role) {
        let direction = direction(role)
        releaseHeld(role)
        if direction.reader.isInJunk { endStray(role) }
        let hole = direction.reader.skip(count)
        if case .lost(let head?, _) = hole { addPartial(head, role)?.isLostInHole = true }
        if let message = direction.message, !message.headIsPartial {
            // Of a hole that is larger than what was still to come, only so much is this message's.
            if case .lost(_, let left) = hole {
                message.missingBytes += min(count, left ?? 0)
            } else {
                message.missingBytes += count
            }
        }
        // What comes behind a hole cannot be decoded.
        closeDecoder(role)
        // A hole that reaches to the end of the content ends the message; the next frame is none of its.
        if case .insideContent = hole, direction.reader.endIfWhole() { complete(role, nil) }
        guard case .lost = hole else { return flush() }
        direction.message?.isLostInHole = true
        leaveUnread(role, before: end, nil)
        // What had been no HTTP before a hole becomes none by a line behind it.
        if beganOtherwise(role) { direction.reader.giveUp() }
        flush()
    }

    /// The message at hand is not read any further, nor what follows before stream offset `end`.
    ///
    /// - Parameter reason: why not; nil for what is missing.
    func leaveUnread(_ role: Role, before end: Int, _ reason: UnreadReason?) {
        let direction = direction(role)
        direction.leaveMessage()
        direction.start = nil
        direction.awaited = nil
        if role == .client {
            unpaired.count = 0
            requestsAreUncertain = true
            requestsUnread = reason ?? requestsUnread
        } else {
            responsesUnread = reason ?? responsesUnread
            noteUnread(before: end)
        }
    }

    /// Bytes of the server before stream offset `end` were not read. Requests sent before the client had them may have had their response in
    /// them: they pair no more, and nobody can say that they were not answered.
    func noteUnread(before end: Int) {
        if unpaired.count > 0 {
            // Nobody knows how many of their responses are still to come.
            unpaired.count = 0
            requestsAreUncertain = true
        }
        for exchange in exchanges[firstPending...] where exchange.acknowledgedAtRequest < end {
            guard exchange.response == nil else { continue }
            exchange.responseIsLost = true
            exchange.responseUnread = responsesUnread
        }
    }

    /// Takes a message whose head is cut off.
    @discardableResult
    func addPartial(_ head: MessageHead, _ role: Role) -> Message? {
        let direction = direction(role)
        guard let position = direction.latest ?? direction.start else { return nil }
        foundHTTP(role, position)
        let message: Message?
        if role == .client {
            beginRequest(head, position, isPartial: true)
            message = direction.message
        } else {
            message = beginResponse(head, position, isPartial: true)
        }
        // Neither its content nor its length is known.
        direction.reader.search()
        return message
    }

    /// Reads bytes that were held to see whether they are content or a message: no more of them come.
    private func releaseHeld(_ role: Role) {
        let direction = direction(role)
        guard direction.reader.endHolding() else { return }
        let end = direction.marksEnd
        readHeld(role, direction, direction.takeMarks(), end: end)
    }

    /// A direction ended with its FIN, everything before it in order.
    func end(of role: Role) -> Effects {
        let before = heldBytes
        let direction = direction(role)
        if role == .client { releasePreamble() }
        if direction.watch == .successor, let successor {
            note(successor.end(of: role), of: successor)
            return effects(since: before)
        }
        if direction.reader.isOpaque { return effects(since: before) }
        releaseHeld(role)
        if direction.reader.endCompletesMessage {
            complete(role, nil)
        } else if let message = direction.message, !isAnsweredEarly(role) {
            // RFC 9112 §8: it ended before its content did.
            message.violations.insert(.incomplete)
        }
        let hasTooManyLines = direction.reader.hasTooManyLines
        if let head = takeCutHead(role) {
            addPartial(head, role)?.violations.insert(hasTooManyLines ? .headTooLarge : .incomplete)
        } else {
            endStrayLine(role)
        }
        direction.reader.giveUp()
        direction.awaited = nil
        flush()
        return effects(since: before)
    }

    /// What is known of a head that its stream ends in; nil if there is none.
    private func takeCutHead(_ role: Role) -> MessageHead? {
        let direction = direction(role)
        return direction.reader.takePartialHead()
            ?? direction.reader.takeCutStartLine(isAwaited: role == .server && awaitsResponse)
    }

    /// A client that got its final answer before it had sent all of the content need not send the rest (RFC 9110 §10.1.1); one that was told
    /// that it was too slow has not sent it.
    private func isAnsweredEarly(_ role: Role) -> Bool {
        guard role == .client, let response = client.exchange?.response else { return false }
        return response.head.status != 408
    }

    /// The connection ended: what is not complete stays so.
    func finish() -> Effects {
        let before = heldBytes
        releasePreamble()
        for role in [Role.client, .server] {
            releaseHeld(role)
            let hasTooManyLines = direction(role).reader.hasTooManyLines
            if let head = takeCutHead(role) {
                let message = addPartial(head, role)
                if hasTooManyLines { message?.violations.insert(.headTooLarge) }
            } else {
                endStrayLine(role)
            }
            closeDecoder(role)
        }
        while firstPending < exchanges.count { releaseFirst() }
        for exchange in [unpaired.request, unpaired.response].compactMap({ $0 }) { release(unpaired: exchange) }
        (unpaired.request, unpaired.response) = (nil, nil)
        if let successor { note(successor.finish(), of: successor) }
        concludeProtocols()
        for direction in [client, server] { direction.reader.giveUp() }
        return effects(since: before)
    }
}
