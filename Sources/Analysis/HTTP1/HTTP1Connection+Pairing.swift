import Applications
import TCP
import Wire

/// Which response answers which request. In order, and where bytes are missing only what can be proven: by what each segment acknowledged,
/// a response cannot answer a request that its sender did not have yet, nor one that was sent when the response had come already.
extension HTTP1Connection {
    /// Responses that came before their request in the capture, and wait for it, at most.
    private static let maximumEarlyResponses = 8

    func beginRequest(_ head: MessageHead, _ position: StreamPosition, isPartial: Bool = false) {
        let start = client.start ?? position
        var violations = head.violations
        let framing = BodyFraming.of(head, answering: nil, &violations)
        let request = Message(head: head, framing, from: start, to: position)
        if isPartial {
            request.headIsPartial = true
            violations.remove(.missingHost)
        }
        request.violations = violations
        let exchange = exchangeOfRequest(start, head)
        exchange.request = request
        exchange.acknowledgedAtRequest = start.acknowledgedOffset
        exchange.requestOffset = start.offset
        exchange.requestShift = start.shift
        exchange.acknowledgedShift = start.acknowledgedShift
        exchange.followsHole = requestsAreUncertain
        exchange.roundTripToServer = setting.roundTripToServer
        changeAsked = head.mayChangeProtocol ? (exchange.number, start.acknowledgedOffset) : nil
        exchange.idleBefore = lastActivity.map { start.time.nanoseconds(since: $0) }
        countedBytes += head.fields.size
        client.enter(request, of: exchange)
        if wantsMessages { outputs.append(.head(head, .client, exchange: exchange.number)) }
        if head.isSimple {
            server.reader.expectSimple()
            complete(.client, position)
            client.reader.giveUp()
        } else if framing == .invalid {
            client.reader.giveUp()
        } else {
            client.reader.setFraming(framing)
            if !isPartial { openDecoder(.client, head, framing) }
        }
    }

    /// The exchange that a request belongs to: a new one, unless its response came before it in the capture.
    private func exchangeOfRequest(_ start: StreamPosition, _ head: MessageHead) -> Exchange {
        if let awaited = client.awaited {
            client.awaited = nil
            forgetEarly(awaited)
            return awaited
        }
        // Behind a hole only at a quiet point: see `answers`.
        if let answered = early.prefix(Self.maximumEarlyResponses).first(where: { $0.acknowledgedAtResponse > start.offset }),
            !requestsAreUncertain || answered.responseOffset == start.acknowledgedOffset
        {
            answered.acknowledgedAtResponse = .min
            requestsAreUncertain = false
            forgetEarly(answered)
            return answered
        }
        return hasRoom(for: head) ? newExchange() : unpairedRequest(head)
    }

    private func forgetEarly(_ exchange: Exchange) {
        if let index = early.firstIndex(where: { $0 === exchange }) { early.remove(at: index) }
    }

    private func newExchange() -> Exchange {
        let exchange = nextExchange()
        exchanges.append(exchange)
        return exchange
    }

    func nextExchange() -> Exchange {
        begun += 1
        return Exchange(number: setting.exchangesBefore + begun, isSecure: setting.isSecure)
    }

    @discardableResult
    func beginResponse(_ head: MessageHead, _ position: StreamPosition, isPartial: Bool = false) -> Message {
        let start = server.start ?? position
        let exchange = exchangeOfResponse(head, start)
        var violations = head.violations
        let framing = BodyFraming.of(head, answering: exchange.request?.head.methodKind, &violations)
        let response = Message(head: head, framing, from: start, to: position)
        response.headIsPartial = isPartial
        response.violations = violations
        if wantsMessages { outputs.append(.head(head, .server, exchange: exchange.number)) }
        if head.status / 100 == 1, head.status != 101 {
            response.isComplete = true
            if exchange.interim.count < setting.limits.interimResponses {
                exchange.interim.append(response)
                countedBytes += head.fields.size
            } else {
                outputs.append(.bound(.interimResponses))
            }
            server.last = (exchange.number, .status(head.status))
            server.reader.setFraming(.none)
            return response
        }
        responsesUnread = nil
        if exchange === unpaired.response { unpaired.count -= 1 }
        exchange.response = response
        if changeAsked?.exchange == exchange.number { changeAsked = nil }
        exchange.responseStart = start.offset + start.shift
        exchange.responseBefore = lastActivity
        countedBytes += head.fields.size
        server.enter(response, of: exchange)
        server.reader.setFraming(framing == .invalid ? .untilClose : framing)
        if !isPartial { openDecoder(.server, head, framing) }
        // A response whose request is not known may answer a HEAD: then what looks like its content is the next response.
        if exchange.request == nil, client.awaited !== exchange, !exchange.isUnpaired || unpaired.mayHaveNoContent {
            server.reader.expectContentOrMessage()
        }
        if client.exchange === exchange, let request = client.message {
            exchange.isAnsweredEarly = request.framing != .invalid
            // A client that asked first (Expect) and was told no may leave out the content, and go on with its next request.
            if request.contentBytes == 0, request.head.expectsContinue { client.reader.expectContentOrMessage() }
        }
        if framing == .otherProtocol {
            complete(.server, position)
            changeProtocol(head)
        }
        boundPending()
        return response
    }

    private func exchangeOfResponse(_ head: MessageHead, _ start: StreamPosition) -> Exchange {
        if let index = firstUnansweredIndex() {
            if answers(start, head, index) { return exchanges[index] }
            // Requests behind a hole are passed over as long as nothing proves that this is their response.
            var later = index
            while exchanges[later].followsHole, later + 1 < exchanges.count {
                later += 1
                let exchange = exchanges[later]
                if exchange.response == nil, !exchange.responseIsLost, exchange.followsHole, answers(start, head, later) {
                    return exchange
                }
            }
        }
        if unpaired.count > 0, firstUnansweredIndex() == nil { return unpairedResponse() }
        let exchange = newExchange()
        exchange.acknowledgedAtResponse = start.acknowledgedOffset
        exchange.acknowledgedResponseShift = start.acknowledgedShift
        exchange.responseOffset = start.offset
        exchange.requestIsInvalid = clientIsOther || client.start != nil
        exchange.requestUnread = requestsUnread
        if client.reader.isInHead, client.awaited == nil, let begun = client.start,
            start.acknowledgedOffset > begun.offset || start.acknowledgedOffset <= 0
        {
            // The server did not wait for the rest of the head: RFC 9110 §15.5 (400, 408, 414), RFC 6585 (431).
            client.awaited = exchange
            exchange.isAnsweredEarly = true
        } else {
            early.append(exchange)
        }
        // What the client sent last is no request; the server answers it all the same.
        if let stray = client.strayStart, start.acknowledgedOffset > stray.offset { return exchange }
        // Everything that the server had by then is in the capture, and was answered.
        exchange.isUnsolicited =
            client.hasStarted && !client.reader.isOpaque && client.reader.isBetweenMessages && begun > 1
            && start.acknowledgedOffset <= clientOffset && !requestsAreUncertain && start.acknowledgedOffset > 0
        // Nothing of the client had arrived, and nothing was captured.
        if !client.hasStarted, begun == 1, start.beginIsKnown, start.acknowledgedOffset == 0, client.start == nil {
            exchange.isUnsolicited = true
        }
        if requestsAreUnreadable { exchange.isUnsolicited = false }
        return exchange
    }

    /// Whether a response that begins here is the one to a request that waits.
    private func answers(_ start: StreamPosition, _ head: MessageHead, _ index: Int) -> Bool {
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

    /// Messages said that their sender had bytes of the other end which were not in the capture yet: now it is known which these are.
    ///
    /// - Parameter place: from TCP's stream to the one that is read here.
    /// - Returns: the furthest place in TCP's stream that was acknowledged.
    func settleAcknowledged(of role: Role, beyond first: Int, _ place: (Int) -> Int) -> Int {
        var last = Int.min
        guard role == .server else {
            for exchange in early where exchange.acknowledgedAtResponse != .min {
                let outer = exchange.acknowledgedAtResponse + exchange.acknowledgedResponseShift
                guard outer > first else { continue }
                exchange.acknowledgedAtResponse = place(outer)
                exchange.acknowledgedResponseShift = outer - exchange.acknowledgedAtResponse
                last = max(last, outer)
            }
            return last
        }
        for exchange in exchanges[firstPending...] where exchange.acknowledgedAtTCPOffset > first {
            let outer = exchange.acknowledgedAtTCPOffset
            exchange.acknowledgedAtRequest = place(outer)
            exchange.acknowledgedShift = outer - exchange.acknowledgedAtRequest
            last = max(last, outer)
        }
        return last
    }

    // MARK: - What is over

    func releaseFirst() {
        let first = exchanges[firstPending]
        if first.response == nil {
            // What the client had acknowledged when it asked is no answer: another protocol may have come first, as SOCKS does.
            first.responseIsInvalid = serverIsOther && serverOffset > first.acknowledgedAtRequest
            if responsesAreUnreadable { first.responseIsLost = true }
        } else if first.mayHaveOpenedTunnel {
            noteUnreadable(.server)
        }
        countedBytes -= first.size
        // A bound was hit: what more comes of its messages is not counted.
        if client.exchange === first { client.leaveMessage() }
        if server.exchange === first { server.leaveMessage() }
        if client.awaited === first { client.awaited = nil }
        if first.request == nil { forgetEarly(first) }
        outputs.append(.exchange(first))
        firstPending += 1
        if firstPending == exchanges.count {
            exchanges.removeFew()
            firstPending = 0
        } else if firstPending > 64, firstPending * 2 > exchanges.count {
            exchanges.removeFirst(firstPending)
            firstPending = 0
        }
    }

    /// Releases the exchanges that are over: the response is, and the request is no longer being read.
    func flush() {
        if unpaired.request != nil || unpaired.response != nil { releaseUnpaired() }
        while firstPending < exchanges.count {
            let first = exchanges[firstPending]
            guard first.response != nil || first.responseIsLost, server.exchange !== first, client.exchange !== first,
                client.awaited !== first, !waitsForRequest(first)
            else { return }
            releaseFirst()
        }
    }

    /// Whether the request to a response may still come: the server had bytes of the client that were not captured yet.
    private func waitsForRequest(_ exchange: Exchange) -> Bool {
        guard exchange.request == nil, !client.reader.isOpaque, exchanges.count - firstPending <= Self.maximumEarlyResponses
        else {
            return false
        }
        // A server may refuse the header of a proxy before the request behind it comes.
        if proxyOffset != nil, exchange.number == setting.exchangesBefore + 1, client.messages == 0 { return true }
        return client.hasStarted && exchange.acknowledgedAtResponse > clientOffset
    }

    /// Gives up all that is held, but for the exchange at hand: too much is held over all connections.
    func giveUpWaiting() -> Effects {
        let before = heldBytes
        for role in [Role.client, .server] {
            if direction(role).decoder != nil || direction(role).transferDecoder != nil {
                forwarder?.noteSkipped()
                closeDecoder(role)
            }
            if direction(role).watch == .none { giveUpHead(role) }
        }
        giveUpPending(beyond: .memory)
        if let successor { note(successor.giveUpWaiting(), of: successor) }
        return effects(since: before)
    }

    /// Gives up a head that is not whole: what of it was read is told, and nothing is wrong with it.
    private func giveUpHead(_ role: Role) {
        let direction = direction(role)
        guard direction.reader.isInHead, let head = direction.reader.takePartialHead() else { return }
        let end = (direction.latest ?? direction.start)?.offset ?? 0
        addPartial(head, role)?.isGivenUp = true
        leaveUnread(role, before: end + 1, .bound)
        flush()
    }
}
