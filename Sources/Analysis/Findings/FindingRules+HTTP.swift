import Applications
import TCP
import Wire

extension FindingRules {
    // MARK: - A request and a close

    /// A request that met the server's close, on its way or afterwards.
    func findRequestsAndClose() {
        // What ended the connection is the RST, where it came before the FIN: whoever sent it, no close was met.
        if let fin = connection.server.fin, let reset = incidents?.reset, reset.sender == .server, reset.frame < fin.frame {
            return
        }
        for request in context.unanswered {
            if findAfterClose(request) || findCrossing(request) { return }
        }
    }

    /// The client had the server's FIN when it sent the request.
    private func findAfterClose(_ request: Finding.Context.Unanswered) -> Bool {
        guard let fin = connection.server.fin else { return false }
        // What the client had sent before it acknowledged the FIN comes again.
        if connection.teardown.activeCloser == .server, let v = connection.teardown.v,
            request.offset < connection.clientFlow.stream.offset(of: v)
        {
            return false
        }
        let end = connection.serverFlow.stream.offset(of: fin.number)
        let frames = connection.stepFrames
        let ackFrame = connection.teardown.activeCloser == .server ? frames[4] : frames[6]
        guard request.acknowledged > end || ackFrame.map({ $0 < request.firstFrame }) ?? false else { return false }
        add(
            .requestAfterClose(
                exchange: request.exchange, closeFrame: fin.frame, wasAnnounced: context.persistence.announcedBy != nil),
            fin.frame, ackFrame.flatMap { $0 < request.firstFrame ? $0 : nil }, request.firstFrame, incidents?.reset?.frame)
        return true
    }

    /// The server had closed before the request reached it: the classic cause of a 502.
    private func findCrossing(_ request: Finding.Context.Unanswered) -> Bool {
        var evidence = Finding.CrossedCloseEvidence()
        evidence.exchange = request.exchange
        evidence.idle = request.idle.flatMap { $0 >= 1_000_000_000 ? $0 : nil }
        evidence.wasAnnounced = context.persistence.wasAnnounced(before: request.exchange, sent: request.firstTime)
        let stream = connection.clientFlow.stream
        if let fin = connection.server.fin, request.offset >= stream.offset(of: fin.acknowledgment) {
            evidence.closeFrame = fin.frame
            add(.requestCrossedClose(evidence), fin.frame, request.firstFrame, incidents?.reset?.frame)
            return true
        }
        // A RST without ACK answers a segment, so it crossed nothing; one that comes a round trip later may be an answer too.
        guard let reset = incidents?.reset, reset.sender == .server, reset.hasACK, let reached = reset.reached,
            request.offset >= stream.offset(of: reached), let trip = connection.handshake.roundTripToServer,
            reset.time.nanoseconds(since: request.firstTime) < trip
        else { return false }
        evidence.closeFrame = reset.frame
        evidence.isReset = true
        add(.requestCrossedClose(evidence), reset.frame, request.firstFrame)
        return true
    }

    // MARK: - Messages

    func findHTTP() {
        guard !context.hasNoMessages else { return }
        findings += context.http.filter { !$0.isOfProtocol }
        let isExplained =
            endedByHTTP2
            || has([
                .requestCrossedClose, .requestAfterClose, .connectionForgotten, .dataAfterClose, .resetWithDataOutstanding,
                .peerVanished, .pathMTU, .step3NotAccepted, .protocolMismatch, .resetSuspicious,
            ])
        let told = isExplained ? nil : findUnfinished()
        if !isExplained, let request = context.unanswered.first(where: { $0.exchange != told && !mayBeAnsweredInCut($0) }) {
            findUnanswered(request)
        }
        if !isExplained { findUnreadable() }
        if !context.serverErrors.frames.isEmpty {
            add(.serverError(context.serverErrors.statuses), frames: context.serverErrors.frames)
        }
        if !context.clientErrors.frames.isEmpty, !isTold(context.clientErrors.statuses) {
            var statuses = context.clientErrors.statuses
            if context.firstStatus == 400 { statuses.proxyHeader = context.history.proxied?.frame }
            add(.clientError(statuses), frames: context.clientErrors.frames)
        }
        if let slowest = context.slowest {
            add(
                .slow(exchange: slowest.exchange, slowest.think, times: context.slowCount, isUnanswered: false),
                frames: slowest.frames)
        }
        dropFINs()
        // What is told in words above needs no RST of its own.
        if has([.unansweredRequest, .incomplete]) {
            findings.removeAll { if case .closedByReset = $0.kind { true } else { false } }
        }
    }

    /// The bad request is the answer that shows that the two ends speak different protocols.
    private func isTold(_ statuses: Finding.Statuses) -> Bool {
        guard has(.protocolMismatch), context.firstStatus == 400, statuses.counts.count == 1 else { return false }
        return statuses.counts[0] == (400, 1)
    }

    private func findUnanswered(_ request: Finding.Context.Unanswered) {
        guard connection.server.packets > 0, !captureLacks(from: .server) else { return }
        let frames = context.unanswered.map(\.firstFrame)
        guard let end = ender(after: request.lastTime), isGivenUp(end, since: request.lastTime) else {
            // Only the capture ended.
            let waited = captureEnd.nanoseconds(since: request.lastTime)
            if isLacked(of: .client) || request.isCutShort && connection.clientFlow.stream.missingBytes == 0 {
                add(.captureEnded(.restOfRequest(exchange: request.exchange), waited), request.firstFrame)
            } else if waited < Finding.Context.slow {
                add(.captureEnded(.response(exchange: request.exchange), waited), request.firstFrame)
            } else {
                add(.slow(exchange: request.exchange, waited, times: 1, isUnanswered: true), frames: frames)
            }
            return
        }
        var evidence = Finding.UnansweredEvidence()
        evidence.exchange = request.exchange
        evidence.last = context.unanswered.last?.exchange ?? request.exchange
        evidence.count = context.unanswered.count + context.moreUnanswered
        evidence.waited = max(0, end.time.nanoseconds(since: request.lastTime))
        evidence.ender = end.ender
        evidence.closing = context.persistence.closing(before: request.exchange)
        // A client that closes may only have finished sending; the server then closes without an answer.
        if end.ender.role == .client, !end.ender.isReset { evidence.follower = enderOfServer(after: end.time) }
        add(
            .unansweredRequest(evidence),
            frames: frames + [end.ender.frame] + [evidence.follower?.frame].compactMap { $0 })
    }

    /// A request that was answered by something else than HTTP, where nothing else tells of that.
    private func findUnreadable() {
        guard let request = context.unreadable, !has(.unansweredRequest),
            !captureLacks(from: .server),
            !context.http.contains(where: \.isOfUnreadableAnswer)
        else { return }
        var evidence = Finding.UnansweredEvidence()
        evidence.exchange = request.exchange
        evidence.last = request.exchange
        evidence.answerIsUnreadable = true
        let end = ender(after: request.lastTime)
        evidence.ender = end?.ender
        evidence.waited = end.map { max(0, $0.time.nanoseconds(since: request.lastTime)) } ?? 0
        add(.unansweredRequest(evidence), request.firstFrame, end?.ender.frame)
    }

    private func enderOfServer(after time: Timestamp) -> Finding.Ender? {
        if let fin = connection.server.fin, fin.time >= time {
            return Finding.Ender(role: .server, isReset: false, frame: fin.frame)
        }
        if let reset = incidents?.reset, reset.sender == .server {
            return Finding.Ender(role: .server, isReset: true, frame: reset.frame, text: reset.text)
        }
        return nil
    }

    /// The server could not go on to the end: the client's window was closed.
    private var isStopped: Bool {
        findings.contains {
            if case .zeroWindowStall(let evidence) = $0.kind { evidence.isLasting && evidence.reader == .client } else { false }
        }
    }

    /// Messages that ended before their content did, the capture not being to blame. Returns the number of an exchange that is told so.
    private func findUnfinished() -> Int? {
        for message in context.unfinished {
            let sender: Role = message.evidence.isRequest ? .client : .server
            // What was acknowledged has arrived: the capture lacks it. (What the snap length cut is not missing: its length is known.)
            guard !captureLacks(from: sender),
                !message.evidence.isWithinHead || connection.packets(with: .truncated) == 0,
                !mayHaveBeenStopped(message, by: sender.peer)
            else {
                continue
            }
            var evidence = message.evidence
            let stream = connection[flow: sender].stream
            evidence.bytes = max(0, evidence.bytes - min(message.missing, stream.unacknowledgedMissing))
            evidence.lost = lostEnd(of: evidence, stream)
            guard let end = ender(after: message.firstTime), evidence.isRequest || isGivenUp(end, since: message.lastTime) else {
                if evidence.isRequest || isStopped { continue }
                // Only the capture ended.
                let waiting = Finding.Waiting.restOfResponse(
                    exchange: evidence.exchange, bytes: evidence.bytes, of: evidence.total)
                add(.captureEnded(waiting, captureEnd.nanoseconds(since: message.lastTime)), message.lastFrame)
                return evidence.exchange
            }
            evidence.ender = end.ender
            evidence.waited = max(0, end.time.nanoseconds(since: message.lastTime))
            add(.incomplete(evidence), message.firstFrame, message.lastFrame, end.ender.frame)
            return evidence.exchange
        }
        return nil
    }
}
