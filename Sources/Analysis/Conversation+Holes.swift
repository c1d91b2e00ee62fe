import HTTPMessages
import Tracking

/// Bytes that are missing, and streams that end.
extension Conversation {
    /// Bytes of one direction are missing: `count` of them, before stream offset `end`.
    mutating func skip(_ count: Int, before end: Int, from role: Role, _ taker: ContentTaker?) {
        self[role].hasStarted = true
        if role == .client { clientOffset = end }
        if story.webSocket != nil {
            if role == .client { story.webSocket?.client.skip(count) } else { story.webSocket?.server.skip(count) }
            return
        }
        finder = nil
        watchesOther = false
        let hole = self[role].reader.skip(count)
        if case .lost(let head?, _) = hole { addPartial(head, role, taker) }
        if let index = index(beingRead: role), self[role, index]?.headIsPartial == false {
            // Of a hole that is larger than what was still to come, only so much is this message's.
            if case .lost(_, let left) = hole {
                self[role, index]?.missingBytes += min(count, left ?? 0)
            } else {
                self[role, index]?.missingBytes += count
            }
        }
        // What comes behind a hole cannot be decoded.
        closeDecoder(role, taker)
        // A hole that reaches to the end of the content ends the message; the next frame is none of its.
        if case .insideContent = hole, self[role].reader.endIfWhole() { complete(role, nil, taker) }
        guard case .lost = hole else { return flush() }
        self[role].number = nil
        self[role].start = nil
        if role == .client {
            requestsAreUncertain = true
        } else {
            // Requests sent before the client had these bytes may have had their response in them: they pair no more.
            for i in firstPending..<exchanges.count where exchanges[i].acknowledgedAtRequest < end {
                if exchanges[i].response == nil { exchanges[i].responseIsLost = true }
            }
        }
        flush()
    }

    /// Takes a message whose head is cut off.
    private mutating func addPartial(_ head: MessageHead, _ role: Role, _ taker: ContentTaker?) {
        guard let source = self[role].latest ?? self[role].start else { return }
        if role == .client { beginRequest(head, source, nil) } else { beginResponse(head, source, nil) }
        if let index = index(beingRead: role) {
            self[role, index]?.headIsPartial = true
            self[role, index]?.violations.remove(.missingHost)
        }
        // Neither its content nor its length is known.
        self[role].reader.search()
    }

    /// A direction ended with its FIN, everything before it in order.
    mutating func end(of role: Role, _ taker: ContentTaker?) {
        if self[role].reader.isOpaque { return }
        if self[role].reader.endCompletesMessage {
            complete(role, nil, taker)
        } else if !self[role].reader.isBetweenMessages, let index = index(beingRead: role) {
            // RFC 9112 §8: it ended before its content did.
            self[role, index]?.violations.insert(.incomplete)
        }
        if let head = self[role].reader.takePartialHead() { addPartial(head, role, taker) }
        self[role].reader.giveUp()
        flush()
    }

    /// The connection ended: what is not complete stays so.
    mutating func finish(_ taker: ContentTaker?) {
        for role in [Role.client, .server] {
            if let head = self[role].reader.takePartialHead() { addPartial(head, role, taker) }
            closeDecoder(role, taker)
        }
        while firstPending < exchanges.count { tellFirst() }
        noteFound()
    }
}
