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
                exchange: request.exchange, closeFrame: fin.frame, wasAnnounced: context.persistence.announcedBy != nil,
                fate(of: request)),
            fin.frame, ackFrame.flatMap { $0 < request.firstFrame ? $0 : nil }, request.firstFrame, incidents?.reset?.frame)
        return true
    }

    /// The server had closed before the request reached it: the classic cause of a 502.
    private func findCrossing(_ request: Finding.Context.Unanswered) -> Bool {
        var evidence = Finding.CrossedCloseEvidence()
        evidence.exchange = request.exchange
        evidence.idle = request.idle.flatMap { $0 >= 1_000_000_000 ? $0 : nil }
        evidence.wasAnnounced = context.persistence.wasAnnounced(before: request.exchange, sent: request.firstTime)
        evidence.fate = fate(of: request)
        let stream = connection.clientFlow.stream
        if let fin = connection.server.fin, request.offset >= stream.offset(of: fin.acknowledgment) {
            evidence.closeFrame = fin.frame
            evidence.closedAfter = quietBefore(fin.time, request)
            add(.requestCrossedClose(evidence), fin.frame, request.firstFrame, incidents?.reset?.frame)
            return true
        }
        // A RST without ACK answers a segment, so it crossed nothing; one that comes a round trip later may be an answer too.
        guard let reset = incidents?.reset, reset.sender == .server, reset.hasACK, let reached = reset.reached,
            request.offset >= stream.offset(of: reached), let trip = connection.handshake.roundTripToServer,
            reset.time.nanoseconds(since: request.firstTime) < trip
        else { return false }
        evidence.closeFrame = reset.frame
        evidence.closedAfter = quietBefore(reset.time, request)
        evidence.isReset = true
        add(.requestCrossedClose(evidence), reset.frame, request.firstFrame)
        return true
    }

    /// How long the server had had nothing to do when it closed, if that was a second or more.
    private func quietBefore(_ close: Timestamp, _ request: Finding.Context.Unanswered) -> Int64? {
        // What it had not answered, or not to the end, may have kept it busy.
        guard let idle = request.idle, context.unanswered.first?.exchange == request.exchange,
            context.unfinished.allSatisfy({ $0.evidence.exchange >= request.exchange })
        else { return nil }
        let quiet = idle.addingReportingOverflow(close.nanoseconds(since: request.firstTime)).partialValue
        return quiet >= 1_000_000_000 ? quiet : nil
    }

    /// How far the server acknowledged a request, at last.
    private func fate(of request: Finding.Context.Unanswered) -> Finding.RequestFate {
        let stream = connection.clientFlow.stream
        var reached = connection.server.acknowledged.map { stream.offset(of: $0) } ?? .min
        let reset = incidents?.reset.flatMap { $0.sender == .server ? $0 : nil }
        if let last = reset?.reached { reached = max(reached, stream.offset(of: last)) }
        if reached >= request.end { return .acknowledged }
        if reached > request.offset { return .partlyAcknowledged }
        return reset.map { $0.frame > request.firstFrame } ?? false ? .refused : .notAcknowledged
    }

    // MARK: - Messages

    func findHTTP() {
        guard !context.hasNoMessages else { return }
        let lacksAnswers = connection.server.packets == 0 || captureLacks(from: .server)
        let mayBeOther = context.mayHaveChangedProtocol && lacksAnswers
        findings += context.http.filter { !$0.isOfProtocol && !(mayBeOther && $0.isOfOtherBytes) }
        let isExplained =
            endedByHTTP2 || lacksFrames
            || has([
                .requestCrossedClose, .requestAfterClose, .connectionForgotten, .dataAfterClose, .resetWithDataOutstanding,
                .peerVanished, .pathMTU, .step3NotAccepted, .protocolMismatch, .resetSuspicious,
            ])
        let told = isExplained ? nil : findUnfinished()
        if !isExplained,
            let request = context.unanswered.first(where: {
                $0.exchange != told && !mayBeAnsweredInCut($0) && !mayBeContent($0)
            })
        {
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
        // What is told in words above needs no RST of its own.
        if has([.unansweredRequest, .incomplete]) || isToldByWindow {
            findings.removeAll { if case .closedByReset = $0.kind { true } else { false } }
        }
        removeExplainedCloseWait()
    }

    /// Frames of HTTP/2 are not in the capture that may have ended a stream, or told the other end that it may send no more.
    private var lacksFrames: Bool {
        guard context.http2 != nil else { return false }
        return connection.packets(with: .truncated) > 0 || connection.client.packets == 0 || captureLacks(from: .client)
    }

    /// A server that works on a request after its client has closed has not forgotten to close: the request tells that.
    private func removeExplainedCloseWait() {
        let answered = context.slowest?.frames.last
        let isUnanswered = has(.unansweredRequest)
        findings.removeAll { finding in
            guard case .closeWait(.server, _, let isLasting) = finding.kind else { return false }
            return isLasting ? isUnanswered : answered.map { finding.frames.last == $0 } ?? false
        }
    }

    /// A window that stayed closed to the end tells what could not be sent because of it.
    private func tellByWindow(of reader: Role, _ frames: [Int], _ change: (inout Finding.ZeroWindowEvidence) -> Void) -> Bool {
        for (i, finding) in findings.enumerated() {
            guard case .zeroWindowStall(var evidence) = finding.kind, evidence.isLasting, evidence.reader == reader else {
                continue
            }
            change(&evidence)
            evidence.isIdle = false
            findings[i] = Finding(.zeroWindowStall(evidence), finding.frames + frames)
            return true
        }
        return false
    }

    private var isToldByWindow: Bool {
        findings.contains { finding in
            if case .zeroWindowStall(let evidence) = finding.kind {
                evidence.cut != nil || evidence.unanswered != nil
            } else {
                false
            }
        }
    }

    /// The bad request is the answer that shows that the two ends speak different protocols.
    private func isTold(_ statuses: Finding.Statuses) -> Bool {
        guard has(.protocolMismatch), context.firstStatus == 400, statuses.counts.count == 1 else { return false }
        return statuses.counts[0] == (400, 1)
    }

    /// By the other of two framings of a request before it, it is content of that one, and nobody knows which of them the server took
    /// (RFC 9112 §6.1).
    private func mayBeContent(_ request: Finding.Context.Unanswered) -> Bool {
        context.http.contains { finding in
            guard case .violation(let violation, let exchange, true, _, _) = finding.kind else { return false }
            return violation == .lengthAndTransferEncoding && exchange < request.exchange
        }
    }

    private func findUnanswered(_ request: Finding.Context.Unanswered) {
        guard connection.server.packets > 0, !captureLacks(from: .server) else { return }
        let frames = context.unanswered.map(\.firstFrame)
        guard let end = ender(after: request.lastTime) else {
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
        let follower = end.ender.role == .client && !end.ender.isReset ? enderOfServer(after: end.time) : nil
        // A client that closes may only have finished sending, and the capture ends before the server can have answered.
        let waited = captureEnd.nanoseconds(since: request.lastTime)
        if end.ender.role == .client, !end.ender.isReset, follower == nil, ending == .end, waited < patience {
            add(.captureEnded(.response(exchange: request.exchange), waited), request.firstFrame)
            return
        }
        if tellByWindow(of: .client, [request.firstFrame, end.ender.frame], { $0.unanswered = request.exchange }) { return }
        var evidence = Finding.UnansweredEvidence()
        evidence.exchange = request.exchange
        evidence.fate = fate(of: request)
        evidence.last = context.unanswered.last?.exchange ?? request.exchange
        evidence.count = context.unanswered.count + context.moreUnanswered
        evidence.waited = max(0, end.time.nanoseconds(since: request.lastTime))
        evidence.ender = end.ender
        evidence.closing = context.persistence.closing(before: request.exchange)
        // The server then closes without an answer.
        evidence.follower = follower
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
            // RFC 9110 §10.1.1: what the capture lacks may be the answer, after which a client may stop.
            if message.evidence.isRequest, connection.server.packets == 0 || captureLacks(from: .server) { continue }
            // What was acknowledged has arrived: the capture lacks it. (What the snap length cut is not missing: its length is known.)
            guard !captureLacks(from: sender),
                !message.evidence.isWithinHead || connection.packets(with: .truncated) == 0
            else {
                continue
            }
            var evidence = message.evidence
            let lacking = connection[flow: sender].stream.unacknowledgedMissing
            evidence.bytes = max(message.contentBytes, evidence.bytes - lacking)
            if isLacked(of: sender), let total = evidence.total,
                UInt64(clamping: message.contentBytes + max(lacking, message.missingBytes)) >= total
            {
                return tellUndelivered(message, evidence, sender)
            }
            guard let end = ender(after: message.firstTime), evidence.isRequest || isGivenUp(end, since: message.lastTime) else {
                if evidence.isRequest || isStopped { continue }
                // Only the capture ended.
                let waiting = Finding.Waiting.restOfResponse(
                    exchange: evidence.exchange, bytes: evidence.bytes, of: evidence.total)
                add(.captureEnded(waiting, captureEnd.nanoseconds(since: message.lastTime)), message.lastFrame)
                return evidence.exchange
            }
            if tellByWindow(of: sender.peer, [message.firstFrame, end.ender.frame], { $0.cut = evidence }) {
                return evidence.exchange
            }
            evidence.ender = end.ender
            evidence.waited = max(0, end.time.nanoseconds(since: message.lastTime))
            // An end that has finished sending may still read.
            if end.ender.role != sender, !end.ender.isReset, message.lastTime > end.time {
                evidence.wentOn = true
                if sender == .server { evidence.follower = enderOfServer(after: end.time) }
            }
            add(
                .incomplete(evidence),
                frames: [message.firstFrame, message.lastFrame, end.ender.frame] + [evidence.follower?.frame].compactMap { $0 })
            return evidence.exchange
        }
        return findUndelivered()
    }

    /// A message that came to its end as far as the capture knows, while its receiver lacks bytes of it.
    private func findUndelivered() -> Int? {
        guard let message = context.lacking else { return nil }
        var evidence = message.evidence
        let sender: Role = evidence.isRequest ? .client : .server
        guard isLacked(of: sender), !captureLacks(from: sender) else { return nil }
        evidence.bytes = max(message.contentBytes, evidence.bytes - connection[flow: sender].stream.unacknowledgedMissing)
        return tellUndelivered(message, evidence, sender)
    }

    /// A message that was sent to its end, as later numbers show, and of which its receiver lacks bytes: it was heard later, and had not
    /// acknowledged them.
    private func tellUndelivered(
        _ message: Finding.Context.Unfinished, _ known: Finding.IncompleteEvidence, _ sender: Role
    ) -> Int? {
        guard let end = ender(after: message.firstTime) else { return nil }
        var evidence = known
        evidence.wasSentWhole = true
        evidence.ender = end.ender
        evidence.waited = max(0, end.time.nanoseconds(since: message.lastTime))
        // Its FIN waits for the same bytes.
        findings.removeAll { finding in
            if case .finNeverAcknowledged(let fin) = finding.kind { fin.sender == sender && fin.lacking > 0 } else { false }
        }
        add(.incomplete(evidence), message.firstFrame, message.lastFrame, end.ender.frame)
        return evidence.exchange
    }
}
