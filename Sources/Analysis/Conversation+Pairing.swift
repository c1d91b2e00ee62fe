import HTTPMessages
import Tracking
import Wire

/// Which response answers which request. In order, and where bytes are missing only what can be proven: by what each segment acknowledged,
/// a response cannot answer a request that its sender did not have yet, nor one that was sent when the response had come already.
extension Conversation {
    /// Responses that came before their request in the capture, and wait for it, at most.
    private static let maximumEarlyResponses = 8

    mutating func beginRequest(_ head: MessageHead, _ source: Source, _ taker: ContentTaker?) {
        let start = client.start ?? source
        var violations = head.violations
        let framing = BodyFraming.of(head, requestMethod: nil, &violations)
        var request = message(head, framing, start, source)
        request.violations = violations
        let index = placeOfRequest(start)
        exchanges[index].request = request
        exchanges[index].acknowledgedAtRequest = start.acknowledgedOffset
        exchanges[index].requestOffset = start.offset
        exchanges[index].followsHole = requestsAreUncertain
        exchanges[index].roundTripToServer = roundTripToServer
        exchanges[index].idleBefore = lastActivity.map { start.time.nanoseconds(since: $0) }
        heldBytes += head.fields.size
        client.number = exchanges[index].number
        outputs.append(.head(head, .client, exchange: exchanges[index].number))
        if head.isSimple {
            server.reader.expectSimple()
            complete(.client, source, taker)
            client.reader.giveUp()
        } else if framing == .invalid {
            client.reader.giveUp()
        } else {
            client.reader.setFraming(framing)
            openDecoder(.client, head, framing, taker)
        }
        boundPending()
    }

    /// The exchange that a request belongs to: a new one, unless its response came before it in the capture.
    private mutating func placeOfRequest(_ start: Source) -> Int {
        let early = exchanges[firstPending...].firstIndex { $0.request == nil && $0.acknowledgedAtResponse > start.offset }
        // Behind a hole only at a quiet point: see `answers`.
        if let early, !requestsAreUncertain || exchanges[early].responseOffset == start.acknowledgedOffset {
            exchanges[early].acknowledgedAtResponse = .min
            requestsAreUncertain = false
            return early
        }
        begun += 1
        exchanges.append(Exchange(number: begun))
        return exchanges.count - 1
    }

    mutating func beginResponse(_ head: MessageHead, _ source: Source, _ taker: ContentTaker?) {
        let start = server.start ?? source
        let index = placeOfResponse(head, start)
        var violations = head.violations
        let framing = BodyFraming.of(head, requestMethod: exchanges[index].request?.head.method, &violations)
        var response = message(head, framing, start, source)
        response.violations = violations
        outputs.append(.head(head, .server, exchange: exchanges[index].number))
        if head.status / 100 == 1, head.status != 101 {
            response.isComplete = true
            if exchanges[index].interim.count < Self.maximumInterim {
                exchanges[index].interim.append(response)
                heldBytes += head.fields.size
            }
            server.reader.setFraming(.none)
            return
        }
        exchanges[index].response = response
        heldBytes += head.fields.size
        server.number = exchanges[index].number
        server.reader.setFraming(framing == .invalid ? .untilClose : framing)
        openDecoder(.server, head, framing, taker)
        if framing == .otherProtocol {
            complete(.server, source, taker)
            changeProtocol(head)
        }
    }

    private mutating func placeOfResponse(_ head: MessageHead, _ start: Source) -> Int {
        if let index = exchanges[firstPending...].firstIndex(where: { $0.response == nil && !$0.responseIsLost }) {
            if answers(start, head, index) { return index }
            // Requests behind a hole are passed over as long as nothing proves that this is their response.
            var later = index
            while exchanges[later].followsHole, later + 1 < exchanges.count {
                later += 1
                if exchanges[later].response == nil, !exchanges[later].responseIsLost, exchanges[later].followsHole,
                    answers(start, head, later)
                {
                    return later
                }
            }
        }
        begun += 1
        var exchange = Exchange(number: begun)
        exchange.acknowledgedAtResponse = start.acknowledgedOffset
        exchange.responseOffset = start.offset
        exchange.requestIsInvalid = clientIsOther || client.start != nil
        // Everything that the server had by then is in the capture, and was answered.
        exchange.isUnsolicited =
            client.hasStarted && !client.reader.isOpaque && client.reader.isBetweenMessages && begun > 1
            && start.acknowledgedOffset <= clientOffset && !requestsAreUncertain && start.acknowledgedOffset > 0
        exchanges.append(exchange)
        return exchanges.count - 1
    }

    /// Whether a response that begins here is the one to a request that waits.
    private mutating func answers(_ start: Source, _ head: MessageHead, _ index: Int) -> Bool {
        let exchange = exchanges[index]
        guard exchange.request != nil else { return true }
        // Sent before the server had a byte of the request. Numbers that never move prove nothing.
        if start.acknowledgedOffset <= exchange.requestOffset, start.acknowledgedOffset > 0 || head.status == 408 { return false }
        guard exchange.followsHole else { return true }
        // A quiet point: the client had everything that the server ever sent when it asked.
        guard exchange.acknowledgedAtRequest == start.offset else { return false }
        requestsAreUncertain = false
        for i in index..<exchanges.count { exchanges[i].followsHole = false }
        return true
    }

    private func message(_ head: MessageHead, _ framing: BodyFraming, _ start: Source, _ source: Source) -> Message {
        var message = Message(
            head: head, firstFrame: start.frame, lastFrame: source.frame, firstTime: start.time, lastTime: source.time)
        message.framing = framing
        return message
    }

    // MARK: - Telling

    mutating func tellFirst() {
        if exchanges[firstPending].response == nil { exchanges[firstPending].responseIsInvalid = serverIsOther }
        let first = exchanges[firstPending]
        for message in [first.request, first.response] + first.interim {
            heldBytes -= (message?.head.fields.size ?? 0) + (message?.trailers?.size ?? 0)
        }
        outputs.append(.exchange(first))
        firstPending += 1
        if firstPending == exchanges.count {
            exchanges.removeAll(keepingCapacity: firstPending <= 8)
            firstPending = 0
        } else if firstPending > 64, firstPending * 2 > exchanges.count {
            exchanges.removeFirst(firstPending)
            firstPending = 0
        }
    }

    /// Tells the exchanges that are over: the response is, and the request is no longer being read.
    mutating func flush() {
        while firstPending < exchanges.count {
            guard exchanges[firstPending].response != nil || exchanges[firstPending].responseIsLost,
                server.number != exchanges[firstPending].number,
                client.number != exchanges[firstPending].number, !waitsForRequest(exchanges[firstPending])
            else { return }
            tellFirst()
        }
    }

    /// Whether the request to a response may still come: the server had bytes of the client that were not captured yet.
    private func waitsForRequest(_ exchange: Exchange) -> Bool {
        exchange.request == nil && client.hasStarted && !client.reader.isOpaque && exchange.acknowledgedAtResponse > clientOffset
            && exchanges.count - firstPending <= Self.maximumEarlyResponses
    }

    mutating func boundPending() {
        while exchanges.count - firstPending > Self.maximumPending
            || heldBytes > Self.maximumPendingBytes && exchanges.count - firstPending > 1
        {
            outputs.append(.limit)
            tellFirst()
        }
    }

    /// Gives up all requests that wait: too much is held over all connections.
    mutating func giveUpWaiting() {
        guard exchanges.count - firstPending > 1 else { return }
        outputs.append(.limit)
        while exchanges.count - firstPending > 1 { tellFirst() }
    }
}
