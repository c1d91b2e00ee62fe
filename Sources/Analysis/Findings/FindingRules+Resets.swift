import TCP
import Wire

/// Each RST that ends a connection gets exactly one finding, the first that fits, unless another one explains it.
extension FindingRules {
    func findResets() {
        guard let incidents else { return }
        let late = incidents.lateResets
        if late.count > 0 { add(.resetAfterClose(by: incidents.lateResetSender, times: late.count), frames: late.frames) }
        // One that answers a SYN with a wrong number is told by that number.
        if let ignored = incidents.unacceptableReset, !connection.wrongOpening.contains(ignored.seen.firstFrame) {
            add(.resetNotAcceptable(ignored), frames: ignored.seen.frames)
        }
        if let ignored = incidents.challengedReset { add(.resetChallenged(ignored), frames: ignored.seen.frames) }
        guard let reset = incidents.reset else { return }
        let outcome = connection.handshakeOutcome
        guard outcome != .refused, outcome != .aborted else { return }
        if reset.oddTimeToLive != nil || reset.aliveAfter != nil { add(.resetSuspicious(reset), reset.frame, reset.aliveAfter) }
        let isExplained = has([
            .step3NotAccepted, .requestAfterClose, .requestCrossedClose, .protocolMismatch, .peerVanished, .pathMTU,
            .handshakeACKWrong, .resetSuspicious,
        ])
        if !isExplained { findCause(of: reset, incidents) }
    }

    private func findCause(of reset: Incidents.Reset, _ incidents: Incidents) {
        let by = reset.sender
        let other = by.peer
        if isForgotten(reset) {
            let sawMore = connection.stepFrames.has(.handshake3) || connection.client.sentPayload || connection.server.sentPayload
            add(
                .connectionForgotten(by: by, idle: idle(before: reset), bytes: reset.unacknowledged, sawMore: sawMore),
                triggerFrame(of: reset), reset.frame)
            return
        }
        if let fin = connection[by].fin, let path = incidents.path(of: other), path.afterPeersFIN.count > 0,
            outstanding(reset, from: path.afterPeersFINStart) > 0
        {
            let late = path.afterPeersFIN
            let bytes = outstanding(reset, from: path.afterPeersFINStart)
            add(
                .dataAfterClose(
                    by: by, bytes: bytes, after: late.firstTime.nanoseconds(since: fin.time),
                    wasWanted: isWanted(from: other, after: fin.time),
                    waited: waited(of: by, until: fin.time)),
                frames: [fin.frame] + late.frames + [reset.frame])
            return
        }
        if reset.unacknowledged > 0 {
            add(.resetWithDataOutstanding(by: by, bytes: reset.unacknowledged), reset.frame)
            return
        }
        // The FIN that the RST's sender waits for in vain tells it.
        if isWaitingForFIN(by) { return }
        // What the capture lacks may have been the answer, or the rest of it.
        let hasAll = connection.server.packets > 0 && connection.serverFlow.stream.missingBytes == 0
        let lacksAnswer = hasAll && !context.unanswered.isEmpty
        let isError =
            lacksAnswer
            || context.unfinished.contains { entry in
                entry.evidence.isRequest
                    ? entry.evidence.total != nil && connection.clientFlow.stream.missingBytes == 0 : hasAll
            }
        add(.closedByReset(by: by, isError: isError), reset.frame)
    }

    /// A TCP that does not know the connection answers a segment with a RST without ACK, whose number is that segment's ACK (RFC 9293 §3.10.7.1).
    private func isForgotten(_ reset: Incidents.Reset) -> Bool {
        let by = reset.sender
        guard !reset.hasACK, reset.answersSegment, connection[by].fin == nil else { return false }
        // Step 3 had been accepted, or the capture began later.
        let sawHandshake = connection.stepFrames.has(.handshake1) || connection.stepFrames.has(.handshake2)
        return !sawHandshake || connection.stepFrames.has(.handshake3) || connection.sawPayloadBeforeReset
    }

    /// The frame that the RST answers: the other end's last before it.
    private func triggerFrame(of reset: Incidents.Reset) -> Int? {
        connection[reset.sender.peer].lastACK.flatMap { $0.frame < reset.frame ? $0.frame : nil }
    }

    private func idle(before reset: Incidents.Reset) -> Int64? {
        guard let quiet = reset.quiet, let last = connection.pace.lastQuiet, last.frame <= reset.frame else {
            return reset.quiet?.duration
        }
        return max(quiet.duration, last.duration)
    }

    /// Bytes from `start` on that neither an ACK nor the RST covers.
    private func outstanding(_ reset: Incidents.Reset, from start: SequenceNumber) -> Int {
        guard let reached = reset.reached else { return reset.unacknowledged }
        return min(reset.unacknowledged, max(0, reset.unacknowledged - max(0, reached.distance(to: start))))
    }

    /// Whether bytes of `role` are of a message whose end was announced: somebody waited for them.
    private func isWanted(from role: Role, after close: Timestamp) -> Bool {
        if role == .client { return !context.unanswered.isEmpty || context.unfinished.contains { $0.evidence.isRequest } }
        // Behind the last answer nothing more was due.
        return context.persistence.requests > 0 && !wasAnswered(before: close)
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
