import TCP
import Wire

extension FindingRules {
    func findOpening() {
        let frames = connection.stepFrames
        if !connection.wrongOpening.isEmpty {
            let frame = connection.wrongOpeningExplained
            add(
                .handshakeACKWrong(incidents?.wrongOpening, explainedBy: frame),
                frames: connection.wrongOpening + [frame].compactMap { $0 })
        } else if !connection.wrongResets.isEmpty, !frames.has(.handshake2) {
            // Where the real answer came as well, such a RST changed nothing (RFC 9293 §3.10.7.3): `reset-not-acceptable` tells it.
            add(.handshakeACKWrong(incidents?.wrongReset, explainedBy: nil), frames: connection.wrongResets)
        }
        findOldConnection()
        switch connection.handshakeOutcome {
        case .refused: findRefused()
        case .unanswered: findUnanswered()
        case .aborted: findAborted()
        case .split: add(.splitHandshake, frames[0], frames[1])
        case .partial: findPartial()
        case .complete, .simultaneous, .notCaptured: break
        }
        findStep3NotAccepted()
        findRetransmittedSYN()
        if incidents?.reusedPorts == true { add(.portReuse, connection.firstFrame) }
        if !connection.sawSYN, !connection.mayContinue, connection.client.sentPayload || connection.server.sentPayload {
            add(.windowScaleUnknown, connection.firstFrame)
        }
    }

    private func findRefused() {
        guard let frame = connection.stepFrames[0] else { return }
        var frames = [frame]
        if let first = incidents?.refusals.firstFrame, first != 0 { frames.append(first) }
        if let last = incidents?.reset?.frame { frames.append(last) }
        let over = incidents?.reset?.time.nanoseconds(since: connection.start) ?? 0
        let resets = (incidents?.refusals.count ?? 0) + (incidents?.reset == nil ? 0 : 1)
        add(.refused(tries: connection.synTries, resets: resets, over: over), frames: frames)
    }

    private func findUnanswered() {
        // What the client acknowledged has come: the capture lacks the server's side.
        guard connection.client.lastACK == nil, !has(.oldConnectionAnswers) else { return }
        // A client that waits for an answer sends no RST, unless it got one: that is not in the capture.
        if connection.resetBy == .client || incidents?.unacceptableReset?.sender == .client { return }
        let tries = connection.synTries
        let frames = tries > 1 ? [connection.firstFrame, connection.lastFrame] : [connection.firstFrame]
        // The error is the answer.
        if context.icmpErrors.contains(where: { $0.evidence.error.isFatal }) { return }
        if hasPassed(since: connection.start) {
            let over = connection.end.nanoseconds(since: connection.start)
            let answered = [strayAnswer?.frame].compactMap { $0 }
            add(.unansweredSYN(tries: tries, over: over, stray: strayAnswer), frames: (frames + answered).sorted())
        } else {
            add(.captureEnded(.synACK, captureEnd.nanoseconds(since: connection.start)), frames: frames)
        }
    }

    private func findAborted() {
        // A RST that answers a wrong SYN-ACK is what TCP does.
        guard connection.wrongOpening.isEmpty, let by = connection.resetBy else { return }
        let end = incidents?.reset?.frame
        var fin: Int?
        if let frame = connection.client.fin?.frame, let end, frame < end { fin = frame }
        var frames: [Int] = []
        frames.reserveCapacity(3)
        if let fin { frames.append(fin) }
        if let second = connection.stepFrames[1] { frames.append(second) }
        if let end { frames.append(end) }
        let resetIsFirst = end.flatMap { end in connection.stepFrames[1].map { end < $0 } } ?? false
        add(.aborted(by: by, closedIn: fin, resetIsFirst: resetIsFirst), frames: frames.sorted())
    }

    private func findPartial() {
        let frames = connection.stepFrames
        guard frames.has([.handshake1, .handshake2]), !frames.has(.handshake3) else { return }
        if connection.sawPayload {
            add(.step3NotCaptured, frames[1])
            return
        }
        let acknowledges = connection.handshake.y.map { y in
            connection.client.acknowledged.map { y.precedes($0) } ?? false
        }
        guard acknowledges == false, connection.resetBy == nil, connection.wrongOpening.isEmpty, !has(.oldConnectionAnswers)
        else {
            return
        }
        let waited = captureEnd.nanoseconds(since: timeOfStep2)
        let synsAfter = connection.handshake.waited == 0 ? max(0, connection.synTries - 1) : 0
        add(
            waited >= patience ? .handshakeUnfinished(waited: waited, synsAfter: synsAfter) : .captureEnded(.step3, waited),
            frames[1])
    }

    /// When the first SYN-ACK was seen.
    private var timeOfStep2: Timestamp {
        connection.start.advanced(by: connection.handshake.waited &+ max(0, connection.handshake.roundTripToServer ?? 0))
    }

    /// RFC 9293 §3.10.7.3: the answer to a SYN from a TCP that holds an older connection of the same ports.
    private func findOldConnection() {
        guard let foreign = incidents?.foreignAnswers, foreign.count > 0 else { return }
        let isOpen = connection.stepFrames.has(.handshake3) || connection.sawPayload
        // The first SYN was answered as well: it cost nothing.
        if isOpen, connection.synTries == 1 { return }
        add(
            .oldConnectionAnswers(
                times: foreign.count, connect: connection.handshake.connectTime,
                isOpen ? .opened : isLeftOpen(since: connection.start) ? .leftOpen : .failed),
            frames: [connection.firstFrame] + foreign.frames)
    }

    /// The server goes on as if step 3 had not come.
    private func findStep3NotAccepted() {
        guard let incidents, incidents.synACKsAfterStep3.count > 0 || incidents.unansweredFirstData != nil,
            connection.stepFrames.has(.handshake3) || incidents.synACKsAfterStep3.count > 0
        else { return }
        var evidence = Finding.Step3Evidence()
        var frames = [connection.stepFrames[2]].compactMap { $0 }
        let repeats = incidents.synACKsAfterStep3
        if repeats.count > 0, repeats.lastTime.nanoseconds(since: timeOfStep2) >= 500_000_000 {
            evidence.synACKs = repeats.count
            evidence.over = repeats.lastTime.nanoseconds(since: timeOfStep2)
            frames += repeats.frames
        }
        if let data = incidents.unansweredFirstData, data.copies.count >= 2, data.copies.duration >= 500_000_000 {
            evidence.dataTries = data.copies.count
            evidence.dataBytes = data.bytes
            evidence.dataOver = data.copies.duration
            evidence.fullSize = fullSize(of: data, sentBy: .client)
            frames += data.copies.frames
        }
        guard evidence.synACKs > 0 || evidence.dataTries > 0 else { return }
        // The copies had arrived, as their echoes or D-SACK tell: it is the way that took so long.
        let wasSpurious = incidents.path(of: .client)?.timeouts.contains(where: \.wasSpurious) ?? false
        if evidence.synACKs == 0, wasSpurious { return }
        let lacksTimestamps = incidents.path(of: .client)?.withoutTimestamps.count ?? 0 > 0
        // One segment that was sent again once, and then answered, was lost as likely as not: that is what is told of any other.
        if evidence.synACKs == 0, evidence.dataTries == 2, !lacksTimestamps, !serverAcknowledgedNothing { return }
        // A server that lacks step 3 sends its SYN-ACK again: in that time this one did not, and went on with the data at last.
        let mayBeLost =
            evidence.synACKs == 0 && !lacksTimestamps
            && evidence.dataOver >= Self.answerTimeout + max(0, connection.handshake.roundTripToServer ?? 0)
        if mayBeLost, !serverAcknowledgedNothing, repeats.count == 0 { return }
        evidence.mayBeLost = mayBeLost
        // Data without any answer from an end that was never heard again may be a dead end as well; that it is asked of the server is told.
        evidence.wasAcceptedLater = !serverAcknowledgedNothing
        evidence.isLeftOpen = isLeftOpen(since: timeOfStep2)
        evidence.lacksTimestamps = lacksTimestamps
        evidence.clientIsSilent = evidence.dataTries == 0 && (incidents.clientWasSilent || !connection.client.sentPayload)
        add(.step3NotAccepted(evidence), frames: frames)
    }

    private func findRetransmittedSYN() {
        let tries = connection.synTries
        let outcome = connection.handshakeOutcome
        let isTold =
            has([.oldConnectionAnswers, .unansweredSYN, .refused, .handshakeUnfinished, .captureEnded]) || tracesRoute
        if tries > 1, outcome != .unanswered, outcome != .notCaptured, !isTold {
            // The SYN-ACK echoes the timestamp of the SYN that it answers (RFC 7323 §3.2).
            let first = connection.client.synOptions?.timestamps?.value
            let echo = connection.server.synOptions?.timestamps?.echoReply
            var evidence = Finding.SYNEvidence()
            evidence.times = tries - 1
            evidence.refusals = incidents?.refusals.count ?? 0
            evidence.connect = connection.handshake.connectTime
            evidence.waited = connection.handshake.waited
            evidence.firstWasAnswered = first != nil && first == echo && evidence.refusals == 0
            evidence.isTooSoon =
                evidence.refusals == 0 && !connection.lacksTime && connection.handshake.waited > 0
                && connection.handshake.waited < Connection.leastTimeout
            let isAnswered = connection.stepFrames.has(.handshake2)
            if isAnswered, !connection.handshake.lastSYNOffersECN { evidence.withECN = Int(connection.handshake.synsWithECN) }
            add(.synRetransmitted(evidence), frames: [connection.firstFrame, connection.stepFrames[1]].compactMap { $0 })
        }
        // Each SYN that comes again gets its answer again.
        guard let incidents, incidents.repeatedSYNACKs.count > max(0, tries - 1), !isTold else { return }
        let repeats = incidents.repeatedSYNACKs
        add(
            .synACKRetransmitted(
                times: repeats.count, over: repeats.lastTime.nanoseconds(since: timeOfStep2),
                clientIsCaptured: connection.client.packets > 0),
            frames: [connection.stepFrames[1]].compactMap { $0 } + repeats.frames)
    }

    // MARK: - ICMP

    /// Routers say that the client's segments could not reach farther with the TTLs that it gave them.
    private var tracesRoute: Bool {
        smallTimeToLive != nil && context.icmpErrors.contains { $0.evidence.error.kind == .timeExceeded }
    }

    /// The TTLs of the client's segments, where it has chosen one that cannot reach far, as traceroute does.
    private var smallTimeToLive: ClosedRange<Int>? {
        let progress = connection.client.progress
        let (least, greatest) = (Int(progress.leastTimeToLive), Int(progress.greatestTimeToLive))
        return least <= greatest && least < 32 ? least...greatest : nil
    }

    func findICMPErrors() {
        let isOpen = connection.stepFrames.has(.handshake2) || connection.sawPayload
        for (evidence, first, last) in context.icmpErrors {
            var evidence = evidence
            if case .fragmentationNeeded = evidence.error.kind {
                // Told with what came of it.
                if has(.pathMTU) { continue }
                evidence.isSolved = [Role.client, .server].allSatisfy { unacknowledged(by: $0) == nil }
            }
            if case .timeExceeded = evidence.error.kind { evidence.smallTimeToLive = smallTimeToLive }
            evidence.endedAttempt = !isOpen && connection.stepFrames.has(.handshake1)
            add(.icmpError(evidence), first, last)
        }
    }
}
