import Applications
import TCP
import Wire

/// Each RST that ends a connection gets exactly one finding, the first that fits, unless another one explains it.
extension FindingRules {
    func findResets() {
        guard let incidents else { return }
        findReset(incidents)
        // What came when the connection was over stands behind what ended it.
        let late = incidents.lateResets
        if late.count > 0 { add(.resetAfterClose(by: incidents.lateResetSender, times: late.count), frames: late.frames) }
    }

    private func findReset(_ incidents: Incidents) {
        // One that answers a SYN with a wrong number is told by that number.
        if let ignored = incidents.unacceptableReset, !has(.handshakeACKWrong) || !isWrongAnswer(ignored) {
            let check = isWrongAnswer(ignored) ? incidents.wrongReset : nil
            add(.resetNotAcceptable(ignored, check), frames: ignored.seen.frames)
        }
        if let ignored = incidents.challengedReset {
            add(.resetChallenged(ignored), frames: ignored.seen.frames + [ignored.follows].compactMap { $0 })
        }
        guard let reset = incidents.reset else { return }
        if reset.oddTimeToLive != nil || reset.aliveAfter != nil { add(.resetSuspicious(reset), reset.frame, reset.aliveAfter) }
        let outcome = connection.handshakeOutcome
        guard outcome != .refused, outcome != .aborted else { return }
        let isExplained = has([
            .step3NotAccepted, .requestAfterClose, .requestCrossedClose, .protocolMismatch, .peerVanished, .pathMTU,
            .handshakeACKWrong,
        ])
        if !isExplained { findCause(of: reset, incidents) }
    }

    /// RSTs that all answer a SYN with a wrong number.
    private func isWrongAnswer(_ ignored: Incidents.IgnoredReset) -> Bool {
        connection.wrongResets.contains(ignored.seen.firstFrame)
    }

    private func findCause(of reset: Incidents.Reset, _ incidents: Incidents) {
        let by = reset.sender
        let other = by.peer
        let fastClose = incidents.fastClose.flatMap { $0.frame <= reset.frame ? $0 : nil }
        if fastClose == nil, isForgotten(reset) {
            let sawMore = connection.stepFrames.has(.handshake3) || connection.client.sentPayload || connection.server.sentPayload
            add(
                .connectionForgotten(by: by, idle: idle(before: reset), bytes: reset.unacknowledged, sawMore: sawMore),
                triggerFrame(of: reset), reset.frame)
            return
        }
        if let fin = connection[by].fin, let path = incidents.path(of: other), path.afterPeersFIN.count > 0,
            outstanding(reset, from: path.afterPeersFINStart) > 0
        {
            add(
                .dataAfterClose(afterClose(reset, fin, path)),
                frames: [fin.frame] + path.afterPeersFIN.frames + [reset.frame])
            return
        }
        var evidence = Finding.ResetEvidence()
        evidence.by = by
        evidence.frame = reset.frame
        evidence.text = reset.text
        evidence.isSuspicious = has(.resetSuspicious)
        evidence.refusesStep3 =
            by == .server && !reset.hasACK && reset.answersSegment && saidOnlySYNACK
            && connection.stepFrames.has([.handshake2, .handshake3])
        if reset.unacknowledged > 0 {
            evidence.hasCrossed = reset.unacknowledgedBefore == 0
            let path = incidents.path(of: other)
            evidence.lostFor = neverArrived(reset, path)
            evidence.bytes = reset.unacknowledged
            evidence.exchange = exchangeLost(reset)
            evidence.farewell = reset.reached.flatMap {
                farewell(of: other, from: $0, bytes: reset.unacknowledged, firstFrame: nil)
            }
            add(.resetWithDataOutstanding(evidence), reset.frame)
            return
        }
        // The FIN that the RST's sender waits for in vain tells it.
        if isWaitingForFIN(by) { return }
        // What the capture lacks may have been the answer, or the rest of it.
        let hasAll = connection.server.packets > 0 && !captureLacks(from: .server)
        let lacksAnswer = hasAll && !context.unanswered.isEmpty
        evidence.isError =
            lacksAnswer
            || context.unfinished.contains { entry in
                entry.evidence.isRequest
                    ? entry.evidence.total != nil && !captureLacks(from: .client) : hasAll
            }
        // The server answered a request of which it had not taken everything, and wants no more of it.
        if by == .server, let stopped = context.stopped, !captureLacks(from: .client) {
            evidence.isError = true
            evidence.stopped = stopped.evidence
            evidence.status = stopped.status
        }
        evidence.idle = idle(before: reset)
        evidence.ownFIN = connection[by].fin.flatMap { $0.frame < reset.frame ? $0.frame : nil }
        evidence.answersUnknownSYNACK = answersUnknownSYNACK(reset)
        evidence.fastClose = fastClose
        let cause = evidence.answersUnknownSYNACK ? connection.stepFrames[1] : fastClose?.frame
        add(.closedByReset(evidence), cause, reset.frame)
    }

    /// How long bytes that a RST left had been sent again and again without an acknowledgment, or waited behind a hole that was never filled, in
    /// nanoseconds; nil where they may have arrived.
    private func neverArrived(_ reset: Incidents.Reset, _ path: PathIncidents?) -> Int64? {
        guard let path, let reached = reset.reached else { return nil }
        if let waiting = path.unacknowledged, waiting.copies.count >= 3, waiting.copies.firstTime < reset.time,
            !waiting.sequence.precedes(reached), waiting.copies.duration >= 1_000_000_000
        {
            return reset.time.nanoseconds(since: waiting.copies.firstTime)
        }
        guard let hole = path.hole, hole.start == reached, hole.frame < reset.frame else { return nil }
        let waited = reset.time.nanoseconds(since: hole.time)
        return waited >= 1_000_000_000 ? waited : nil
    }

    /// Of which exchange the bytes are that a RST left: of the first request without an answer that they are part of, or of the one response
    /// that is not whole.
    private func exchangeLost(_ reset: Incidents.Reset) -> Int? {
        guard reset.sender == .server else {
            return context.unfinished.first { !$0.evidence.isRequest }?.evidence.exchange
        }
        guard let reached = reset.reached else { return nil }
        let offset = connection.clientFlow.stream.offset(of: reached)
        let next = context.unanswered.last { $0.offset <= offset } ?? context.unanswered.first
        return next?.exchange
    }

    /// The client's SYN is not in the capture, and it resets the answer: it did not ask for it, or not from there.
    private func answersUnknownSYNACK(_ reset: Incidents.Reset) -> Bool {
        reset.sender == .client && !reset.hasACK && reset.answersSegment && connection.stepFrames.has(.handshake2)
            && !connection.stepFrames.has(.handshake1) && !connection.sawPayload && connection.client.sentEnd == nil
    }

    private func afterClose(
        _ reset: Incidents.Reset, _ fin: Peer.SentFIN, _ path: PathIncidents
    ) -> Finding.AfterCloseEvidence {
        let late = path.afterPeersFIN
        var evidence = Finding.AfterCloseEvidence()
        evidence.by = reset.sender
        evidence.bytes = outstanding(reset, from: path.afterPeersFINStart)
        evidence.after = late.firstTime.nanoseconds(since: fin.time)
        evidence.farewell = farewell(
            of: reset.sender.peer, from: path.afterPeersFINStart, bytes: evidence.bytes, firstFrame: late.firstFrame)
        evidence.wasWanted = evidence.farewell == nil && isWanted(from: reset.sender.peer, after: fin)
        evidence.waited = waited(of: reset.sender, until: fin.time)
        evidence.hadCrossed = path.crossedPeersFIN
        evidence.wasAtOnce = reset.sender == .client && didNotWait(fin, evidence)
        evidence.isSuspicious = has(.resetSuspicious)
        return evidence
    }

    /// A server that answers about as soon as it can is not slow, in nanoseconds.
    private static let atOnce: Int64 = 10_000_000

    /// Whether the client closed without waiting: its last data stands within a round trip before its FIN, so that it had no time to get an
    /// answer; or the server sent its bytes about as soon as it had the FIN.
    private func didNotWait(_ fin: Peer.SentFIN, _ evidence: Finding.AfterCloseEvidence) -> Bool {
        let trip = max(0, min(connection.handshake.roundTrip ?? 0, 1 << 60))
        let sinceData = fin.time.nanoseconds(since: connection.client.progress.lastData)
        if connection.client.sentPayload, sinceData >= 0, sinceData <= trip { return true }
        return !evidence.hadCrossed && evidence.after >= 0 && evidence.after <= trip + Self.atOnce
    }

    /// A record of TLS 1.3 with an alert in it: the head, level and description, the type, and a tag of 16 bytes (RFC 8446 §5.2, §6).
    private static let tls13Alert = 24

    /// What the bytes of an end from a number on say, where that is nothing but good-bye.
    private func farewell(of role: Role, from start: SequenceNumber, bytes: Int, firstFrame: Int?) -> Finding.Farewell? {
        if let firstFrame, firstFrame == (role == .client ? context.clientCloseFrame : context.serverCloseFrame) {
            return .webSocketClose
        }
        guard let tls = context.tls else { return nil }
        let offset = connection[flow: role].stream.offset(of: start)
        if let farewell = role == .client ? tls.clientFarewell : tls.serverFarewell, farewell <= offset {
            let end: StreamEnd = role == .client ? .client : .server
            return tls.alerts.contains { $0.sender == end && !$0.isClosure } ? .otherTLSAlert : .tlsAlert
        }
        let isOpen = tls.isFinished || tls.isEncrypted
        return tls.version ?? 0 >= 0x0304 && isOpen && bytes == Self.tls13Alert ? .perhapsTLSAlert : nil
    }

    /// A TCP that does not know the connection answers a segment with a RST without ACK, whose number is that segment's ACK (RFC 9293 §3.10.7.1).
    private func isForgotten(_ reset: Incidents.Reset) -> Bool {
        let by = reset.sender
        guard !reset.hasACK, reset.answersSegment, connection[by].fin == nil else { return false }
        // Step 3 had been accepted, or the capture began later.
        let sawHandshake = connection.stepFrames.has(.handshake1) || connection.stepFrames.has(.handshake2)
        guard sawHandshake, by == .server else {
            return !sawHandshake || connection.stepFrames.has(.handshake3) || connection.sawPayloadBeforeReset
        }
        return tookStep3(before: reset)
    }

    /// How long a server waits for step 3 at the least before it sends its SYN-ACK again (RFC 6298 §2), in nanoseconds.
    static let answerTimeout: Int64 = 1_000_000_000

    /// The server has said nothing but its SYN-ACK, RSTs aside.
    private var saidOnlySYNACK: Bool {
        guard !connection.server.sentPayload, connection.server.fin == nil, let last = connection.server.lastACK?.frame else {
            return false
        }
        return last == connection.stepFrames[1] || last == incidents?.repeatedSYNACKs.lastFrame
            || last == incidents?.synACKsAfterStep3.lastFrame
    }

    /// Whether the server had accepted step 3: it was heard again, or it did not send its SYN-ACK again for longer than it would have waited.
    private func tookStep3(before reset: Incidents.Reset) -> Bool {
        if !saidOnlySYNACK { return true }
        guard let connect = connection.handshake.connectTime, incidents?.synACKsAfterStep3.count ?? 0 == 0 else { return false }
        let since = reset.time.nanoseconds(since: connection.start.advanced(by: connect))
        return since >= Self.answerTimeout + (connection.handshake.roundTripToServer ?? 0)
    }

    /// The frame that the RST answers: the other end's last before it.
    private func triggerFrame(of reset: Incidents.Reset) -> Int? {
        connection[reset.sender.peer].lastACK.flatMap { $0.frame < reset.frame ? $0.frame : nil }
    }

    private func idle(before reset: Incidents.Reset) -> Int64? {
        let last = connection.idleTimes.lastQuiet.flatMap { $0.frame <= reset.frame ? $0.duration : nil }
        return [reset.quiet?.duration, last].compactMap { $0 }.max()
    }

    /// Bytes from `start` on that neither an ACK nor the RST covers.
    private func outstanding(_ reset: Incidents.Reset, from start: SequenceNumber) -> Int {
        guard let reached = reset.reached else { return reset.unacknowledged }
        return min(reset.unacknowledged, max(0, reset.unacknowledged - max(0, reached.distance(to: start))))
    }

    /// Whether bytes of `role` behind the other end's FIN are of a message whose end was announced: somebody waited for them.
    private func isWanted(from role: Role, after fin: Peer.SentFIN) -> Bool {
        if role == .client {
            return !context.unanswered.isEmpty || context.stopped != nil || context.unfinished.contains { $0.evidence.isRequest }
        }
        if !context.unanswered.isEmpty || context.unfinished.contains(where: { !$0.evidence.isRequest }) { return true }
        // Behind the last answer nothing more was due; and nobody knows what was due of one without an announced end.
        return context.announcedAnswerFrame.map { $0 > fin.frame } ?? false
    }

    /// Whether the last request had its whole answer at this time, and no other one lacks its own.
    private func wasAnswered(before time: Timestamp) -> Bool {
        guard context.unanswered.isEmpty, context.unfinished.isEmpty, let answered = context.lastAnswerTime else { return false }
        return answered <= time
    }

    /// How long the client had waited for an answer when it closed.
    private func waited(of role: Role, until time: Timestamp) -> Int64? {
        guard role == .client, let sent = context.lastRequestTime, !wasAnswered(before: time) else { return nil }
        let waited = time.nanoseconds(since: sent)
        return waited >= 0 ? waited : nil
    }

    private func isWaitingForFIN(_ role: Role) -> Bool {
        guard let fin = connection[role].fin, let reset = incidents?.reset, !connection.finIsAcknowledged(of: role) else {
            return false
        }
        return reset.time.nanoseconds(since: fin.time) >= patience
    }
}
