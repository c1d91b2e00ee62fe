import Wire

/// Evidence of what went wrong on the path: repeats, time-outs, windows.
extension Connection {
    /// The values that findings need of every segment but RSTs; the peers still stand as they did before it.
    ///
    /// - Parameters:
    ///   - bytes: how much payload of the peer it newly acknowledges.
    ///   - isHeard: its receiver did not drop it as damaged.
    func noteProgress(_ segment: Segment, from sender: Role, acknowledging bytes: Int, isHeard: Bool = true) {
        noteData(segment, sender)
        guard segment.hasACK, isHeard else { return }
        noteACK(segment, sender, bytes)
        // An older segment does not update the window (SND.WL1, SND.WL2).
        if let sent = self[sender].sentEnd, segment.sequence.precedes(sent) { return }
        if let acknowledged = self[sender].acknowledged, segment.acknowledgment.precedes(acknowledged) { return }
        if segment.isSYN {
            // The window of a SYN is never scaled.
            if client.synOptions != nil || sender == .server { moveEdge(segment, sender, shift: 0) }
        } else if let shift = edgeShift(of: sender) {
            moveEdge(segment, sender, shift: shift)
        }
    }

    /// The same of a segment that took the expected path, and has changed the peers.
    ///
    /// - Parameter segment: stays as it is.
    func noteExpectedProgress(_ segment: inout Segment, from sender: Role, acknowledgedBefore before: SequenceNumber?) {
        noteData(segment, sender)
        let number = segment.acknowledgment
        noteACK(segment, sender, before.map { $0.distance(to: number) } ?? 0)
        guard let shift = self[sender].agreement.edgeShift, let window = segment.window else { return }
        moveEdge(to: number.advanced(by: Int(window) &<< Int(shift)), segment, sender, shift: Int(shift))
    }

    /// By how much the windows of `role` are shifted behind the SYNs, where that is certain.
    func edgeShift(of role: Role) -> Int? {
        if client.synOptions != nil, server.synOptions != nil { return windowShift(of: role) }
        // A SYN-ACK has the option only if the SYN had it (RFC 7323 §1.3).
        guard server.sentSYNACK, server.synOptions != nil else { return nil }
        guard let offered = server.offeredShift else { return 0 }
        return role == .server ? offered : nil
    }

    @inline(__always)
    private func noteData(_ segment: borrowing Segment, _ sender: Role) {
        self[sender].progress.noteTimeToLive(segment.timeToLive)
        guard segment.payloadLength > 0, !segment.isSYN else { return }
        let late = self[sender].progress.noteData(
            segment.payloadLength, end: segment.payloadEnd, at: segment.time, tripToSender: roundTrip(to: sender) ?? 0)
        if late > 0 { noteDelayedACK(segment.frame, segment.time, sender, late) }
    }

    @inline(__always)
    private func noteACK(_ segment: borrowing Segment, _ sender: Role, _ bytes: Int) {
        let other = sender.peer
        let (isPure, number) = (segment.isPureACK, segment.acknowledgment)
        let coversLast = bytes > 0 && isPure && number == self[other].sentEnd
        self[other].progress.noteAcknowledgment(number)
        guard coversLast else { return }
        // With options a full segment is smaller than the MSS.
        let small = Int(self[sender].synOptions?.maximumSegmentSize ?? 1460) - 40
        self[other].progress.noteCovered(roundTrip: handshake.roundTrip, small: small, at: segment.time)
    }

    private func noteDelayedACK(_ frame: Int, _ time: Timestamp, _ sender: Role, _ late: Int64) {
        let incidents = ensuredIncidents()
        incidents[sender].delayedACKs.add(frame, time)
        incidents[sender].delayedBy &+= late
    }

    /// Whether timestamps were agreed on, and this segment lacks them.
    @inline(__always)
    func lacksTimestamps(_ segment: borrowing Segment) -> Bool {
        guard segment.options.timestamps == nil, segment.flags.isDisjoint(with: [.syn, .rst]) else { return false }
        return client.synOptions?.timestamps != nil && server.synOptions?.timestamps != nil
    }

    /// A segment beyond the edge of a window that was taken back, or without the timestamps that were agreed.
    func gatherOdd(_ segment: Segment, _ verdict: SegmentVerdict) {
        let sender = verdict.sender
        if lacksTimestamps(segment) { ensuredIncidents()[sender].withoutTimestamps.add(segment.frame, segment.time) }
        let edge = self[sender].progress.edge
        guard incidents != nil, segment.payloadLength > 0, !verdict.isWindowProbe, let path = incidents?.path(of: sender),
            let shrunk = path.shrunk,
            edge.precedes(segment.payloadEnd),
            shrunk.oldEdge.isAtOrBeyond(segment.payloadEnd)
        else { return }
        path.shrunk?.beyond = max(shrunk.beyond, edge.distance(to: segment.payloadEnd))
        path.shrunk?.sentBeyond.add(segment.frame, segment.time)
    }

    /// Whether a segment asks if the closed window of the other end is open again.
    func isWindowProbe(_ segment: Segment, _ verdict: SegmentVerdict) -> Bool {
        let receiver = self[verdict.sender.peer]
        guard receiver.loss.window == 0, segment.payloadLength <= 1, segment.flags.isDisjoint(with: [.syn, .fin, .rst]),
            let edge = receiver.acknowledged, edge.isAtOrBeyond(segment.sequence), edge.distance(to: segment.sequence) >= -1
        else { return false }
        if segment.payloadLength == 1 || segment.sequence != edge { return true }
        // Without a byte and at the edge it looks like any ACK: it is one if it says something new, or answers something.
        guard let heard = receiver.lastACK?.time, segment.time.nanoseconds(since: heard) >= 100_000_000 else { return false }
        return verdict.acknowledged == nil && !verdict.notes.contains(.windowUpdate)
    }

    // MARK: - Windows

    func gatherWindow(_ segment: Segment, _ verdict: SegmentVerdict) {
        let sender = verdict.sender
        if segment.isPureACK, verdict.notes.contains(.previousSegmentNotCaptured) { noteHole(segment, verdict) }
        if verdict.notes.contains(.windowFull), !verdict.isWindowProbe {
            ensuredIncidents()[sender].filled.add(segment.frame, segment.time)
        }
        let other = sender.peer
        // It was heard of again: what was asked so far is answered.
        if let path = incidents?.path(of: other), path.unansweredProbes.count > 0 { path.unansweredProbes = Occurrences() }
        if verdict.isWindowProbe || verdict.notes.contains(.keepAlive) {
            noteProbe(segment, verdict)
        } else if segment.payloadLength > 0 || segment.isFIN, let path = incidents?.path(of: sender),
            let opened = path.ofWindow?.openedAt
        {
            noteOpenedWindow(segment, path, opened)
        }
        guard let window = segment.window, !verdict.isDamaged else { return }
        // Before it has answered the SYN-ACK the other end sends no data: only then its window stops it.
        if let path = incidents?.path(of: sender), path.closedWindow?.isFromSYN == true, !segment.isSYN {
            path.closedWindow?.isFromSYN = false
            path.closedWindow?.since = segment.time
        }
        if let path = incidents?.path(of: other), let closed = path.closedWindow {
            if window != 0 { endClosedWindow(closed, segment, path) }
        } else if window == 0, segment.hasACK, !isFinished(other, by: segment) {
            // The window of a SYN stops nobody.
            var closed = PathIncidents.ClosedWindow()
            closed.firstFrame = segment.frame
            closed.lastFrame = segment.frame
            closed.since = segment.time
            // What it acknowledged has come, captured or not.
            let first = self[other].initialSequence?.advanced(by: 1)
            closed.isEmpty = !self[other].sentPayload && (first.map { $0.isAtOrBeyond(segment.acknowledgment) } ?? true)
            closed.isFromSYN = segment.isSYN
            ensuredIncidents()[other].closedWindow = closed
        }
    }

    /// An end has sent its FIN, and this segment acknowledges it or an earlier one did: it has nothing to send.
    private func isFinished(_ role: Role, by segment: Segment) -> Bool {
        guard let fin = self[role].fin else { return false }
        return self[role].finIsAcknowledged || segment.acknowledgment.isAtOrBeyond(fin.number.advanced(by: 1))
    }

    private func endClosedWindow(_ closed: PathIncidents.ClosedWindow, _ segment: Segment, _ path: PathIncidents) {
        var closed = closed
        path.closedWindow = nil
        if closed.isFromSYN { return }
        closed.lastFrame = segment.frame
        closed.duration = segment.time.nanoseconds(since: closed.since)
        guard closed.duration > path.longestClosed?.duration ?? 0 else { return }
        path.longestClosed = closed
        path.ensuredWindow.openedAt = segment.time
    }

    /// What is sent as soon as the window is open had waited for that.
    private func noteOpenedWindow(_ segment: Segment, _ path: PathIncidents, _ opened: Timestamp) {
        path.ofWindow?.openedAt = nil
        let trip = max(0, min(handshake.roundTrip ?? Self.leastTimeout, 1 << 60))
        if segment.time.nanoseconds(since: opened) <= trip + Self.leastTimeout { path.longestClosed?.wasWaitedFor = true }
    }

    private func noteProbe(_ segment: Segment, _ verdict: SegmentVerdict) {
        let sender = verdict.sender
        let incidents = ensuredIncidents()
        incidents[sender].closedWindow?.probes += 1
        incidents[sender].closedWindow?.lastFrame = segment.frame
        // Without a byte and at the edge nobody has to answer: it is acceptable (RFC 9293 §3.10.7.4).
        if segment.payloadLength > 0 || self[sender.peer].acknowledged.map({ segment.sequence.precedes($0) }) ?? true {
            incidents[sender].unansweredProbes.add(segment.frame, segment.time)
        }
    }

    /// Follows the right edge of the sender's window, whose scale is known (RFC 9293 §3.10.7.4).
    private func moveEdge(_ segment: Segment, _ sender: Role, shift: Int) {
        guard let window = segment.window else { return }
        moveEdge(to: segment.acknowledgment.advanced(by: Int(window) << shift), segment, sender, shift: shift)
    }

    @inline(__always)
    private func moveEdge(to edge: SequenceNumber, _ segment: borrowing Segment, _ sender: Role, shift: Int) {
        let old = self[sender.peer].progress.edge
        let back = self[sender.peer].progress.moveEdge(to: edge)
        if back > 1 << shift, !segment.isFIN { noteShrunkWindow(segment.frame, from: old, to: edge, sender.peer) }
    }

    private func noteShrunkWindow(_ frame: Int, from old: SequenceNumber, to edge: SequenceNumber, _ other: Role) {
        let incidents = ensuredIncidents()
        let bytes = edge.distance(to: old)
        if let known = incidents[other].shrunk, known.bytes >= bytes, known.beyond > 0 { return }
        var shrunk = PathIncidents.ShrunkWindow()
        shrunk.frame = frame
        shrunk.bytes = bytes
        shrunk.beyond = self[other].sentEnd.map { max(0, edge.distance(to: $0)) } ?? 0
        shrunk.oldEdge = old
        incidents[other].shrunk = shrunk
    }

    // MARK: - Repeats

    /// A segment that was sent again, that came late, or behind which the capture lacks something.
    func gatherRepeat(_ segment: Segment, _ verdict: SegmentVerdict) {
        let role = verdict.sender
        let notes = verdict.notes
        if notes.contains(.previousSegmentNotCaptured) { noteHole(segment, verdict) }
        guard !notes.isDisjoint(with: [.retransmission, .outOfOrder]), !verdict.isWindowProbe,
            notes.isDisjoint(with: [.keepAlive, .zeroWindowProbe])
        else { return }
        // What its receiver had ended by RST nobody takes any more, so that it comes again in vain.
        if incidents?.reset?.sender == role.peer { return }
        let incidents = ensuredIncidents()
        if segment.payloadLength > 0 { noteStretch(segment, role, verdict.firstCopy, incidents) }
        // Beyond everything that was sent: no repeat, whatever it was compared with.
        if let sent = self[role].sentEnd, segment.payloadStart.isAtOrBeyond(sent) { return }
        guard notes.contains(.retransmission) else { return }
        let reached = self[role.peer].acknowledged
        if let reached, reached.isAtOrBeyond(segment.end) {
            incidents[role].repeatedInVain.add(segment.frame, segment.time)
            if segment.payloadLength > 0 {
                incidents[role].dataInVain.segments += segments(in: segment, from: role)
                incidents[role].dataInVain.bytes += segment.payloadLength
            }
            return
        }
        let waits = reached.map { $0.isAtOrBeyond(segment.payloadStart) } ?? false
        let number = repeatedNumber(segment, from: role)
        let copy = verdict.firstCopy ?? lastCopy(of: segment, from: role)
        // Without a first copy, and captured before what was sent last: the file has them in another order.
        if copy == nil, let last = self[role].lastSent, segment.time < last.time { return }
        // Captured at its receiver, and sooner than its sender could hear of the hole: it only came late.
        if copy == nil, fillsHoleEarly(segment, role, incidents) { return }
        // Data of a SYN that was not accepted is no loss.
        if copy?.isSYN == true { return }
        if copy == nil, waits { noteFilledHole(segment, role, incidents) }
        if waits { noteUnacknowledged(segment, from: number, copy, role, incidents) }
        noteLoss(segment, verdict, copy, incidents)
    }

    /// A joined segment counts as those that it was made of.
    private func segments(in segment: Segment, from role: Role) -> Int {
        let size = max(1, Int(self[role.peer].synOptions?.maximumSegmentSize ?? 1460))
        return max(1, min(64, segment.payloadLength / size))
    }

    /// The first number that a segment sends again and that its receiver lacks, as far as is known.
    func repeatedNumber(_ segment: Segment, from role: Role) -> SequenceNumber {
        guard let reached = self[role.peer].acknowledged, reached.isAtOrBeyond(segment.payloadStart),
            reached.precedes(segment.end)
        else {
            return segment.payloadStart
        }
        return reached
    }

    /// The last segment sent, where it is what is sent again.
    private func lastCopy(of segment: Segment, from role: Role) -> EarlierCopy? {
        guard let last = self[role].lastSent, self[role].sentEnd == segment.end, last.frame != segment.frame else { return nil }
        // What fills a hole as well was not captured before.
        if let incidents, filledHole(segment, role, incidents) != nil, self[flow: role].stream.fillsHole(segment) { return nil }
        // At the first number of the stream only a SYN can have been sent before.
        let first = role == .client ? handshake.x : handshake.y
        return EarlierCopy(frame: last.frame, time: last.time, isSYN: first?.advanced(by: 1) == segment.end)
    }

    private func noteStretch(_ segment: Segment, _ role: Role, _ copy: EarlierCopy?, _ incidents: Incidents) {
        let start = self[flow: role].stream.offset(of: segment.payloadStart)
        if incidents[role].repeats.count == PathIncidents.maximumRepeats { incidents[role].repeats.removeFirst() }
        var since = min(segment.time, copy?.time ?? segment.time)
        if let hole = filledHole(segment, role, incidents) { since = min(since, hole.time) }
        if let passed = incidents[role].passed, passed.contains(segment.payloadStart) { since = min(since, passed.time) }
        let range = start..<start + segment.payloadLength
        if let known = incidents[role].repeats.last(where: { $0.range.contains(start) }) { since = min(since, known.since) }
        incidents[role].repeats.append(
            PathIncidents.Repeat(range: range, frame: segment.frame, time: segment.time, since: since))
    }

    private func noteUnacknowledged(
        _ segment: Segment, from number: SequenceNumber, _ copy: EarlierCopy?, _ role: Role, _ incidents: Incidents
    ) {
        var waiting = incidents[role].unacknowledged ?? PathIncidents.Unacknowledged()
        if waiting.copies.count == 0 || waiting.sequence != number {
            waiting = PathIncidents.Unacknowledged()
            waiting.sequence = number
            if let copy { waiting.copies.add(copy.frame, copy.time) }
            waiting.acknowledgment = segment.hasACK ? segment.acknowledgment : self[role].acknowledged
        }
        waiting.copies.add(segment.frame, segment.time)
        if let heard = self[role.peer].lastACK, heard.frame > waiting.sinceHeard.lastFrame { waiting.sinceHeard = Occurrences() }
        waiting.sinceHeard.add(segment.frame, segment.time)
        waiting.bytes = max(waiting.bytes, number.distance(to: segment.payloadEnd))
        waiting.hasFIN = waiting.hasFIN || segment.isFIN
        waiting.end = segment.end
        incidents[role].unacknowledged = waiting
        // The server has said nothing but its SYN-ACK.
        if role == .client, stepFrames.has(.handshake3), serverSaidOnlySYNACK, segment.payloadLength > 0 {
            incidents.unansweredFirstData = waiting
        }
    }

    /// The server has sent nothing but its SYN-ACK: nothing shows that it took step 3.
    public var serverSaidOnlySYNACK: Bool { server.loss.windowIsFromSYN && !server.sentPayload && server.fin == nil }

    private func noteLoss(_ segment: Segment, _ verdict: SegmentVerdict, _ copy: EarlierCopy?, _ incidents: Incidents) {
        let role = verdict.sender
        let receiver = self[role.peer].loss
        let wasAsked =
            verdict.notes.contains(.fastRetransmission)
            || (receiver.duplicateACKs != 0 || receiver.sackBlockCount > 0)
                && segment.time.nanoseconds(since: receiver.lastACKTime) < 100_000_000
        if segment.payloadLength > 0 {
            let count = segments(in: segment, from: role)
            for _ in 0..<count { incidents[role].repeated.add(segment.frame, segment.time) }
            if copy != nil { incidents[role].repeatedCaptured += count }
            incidents[role].repeatedBytes += segment.payloadLength
            if incidents[role].seemedDamaged(copy) { incidents[role].repeatedAfterDamage += 1 }
        }
        if wasAsked {
            incidents[role].expectSettling(segment.end, sentAgain: segment.time)
            if receiver.sackBlockCount > 0 { incidents[role].bySACK += 1 } else { incidents[role].byDuplicateACKs += 1 }
            return
        }
        guard let copy else { return }
        let waited = segment.time.nanoseconds(since: copy.time)
        guard waited >= Self.leastTimeout else { return }
        incidents[role].byTimeout += 1
        guard incidents[role].timeouts.count < PathIncidents.maximumTimeouts else {
            incidents[role].moreTimeouts += 1
            return
        }
        var timeout = PathIncidents.Timeout()
        timeout.sequence = segment.payloadStart
        timeout.end = segment.end
        timeout.firstFrame = copy.frame
        timeout.repeatFrame = segment.frame
        timeout.repeatTime = segment.time
        timeout.stamp = segment.options.timestamps?.value
        timeout.waited = waited
        timeout.firstSeemedDamaged = incidents[role].seemedDamaged(copy)
        timeout.wasAskedFor =
            receiver.lastACK == segment.payloadStart && (receiver.duplicateACKs > 0 || receiver.sackBlockCount > 0)
        incidents[role].timeouts.append(timeout)
    }

    /// What an ACK says of what was sent again by time-out: whether the first copy had arrived after all.
    func settleTimeouts(_ segment: Segment, _ verdict: SegmentVerdict, _ incidents: Incidents) {
        let other = verdict.sender.peer
        guard let path = incidents.path(of: other), !path.timeouts.isEmpty || path.repeated.count > 0 else { return }
        for evidence in verdict.evidence {
            guard case .receivedTwice(let left, let right) = evidence else { continue }
            path.duplicateSACKs += 1
            for i in path.timeouts.indices
            where left.precedes(path.timeouts[i].end) && path.timeouts[i].sequence.precedes(right) {
                path.timeouts[i].wasSpurious = true
            }
        }
        let trip = roundTrip(to: verdict.sender)
        path.settle(upTo: segment.acknowledgment, at: segment.time, roundTrip: trip)
        for i in path.timeouts.indices where !path.timeouts[i].isSettled {
            let timeout = path.timeouts[i]
            guard segment.acknowledgment.isAtOrBeyond(timeout.end) else { continue }
            path.timeouts[i].isSettled = true
            if let stamp = timeout.stamp, let echo = segment.options.timestamps?.echoReply {
                // RFC 3522: the echo is of the first copy.
                if Int32(bitPattern: echo &- stamp) < 0 { path.timeouts[i].wasSpurious = true }
            } else if let trip, trip >= 2_000_000, segment.time.nanoseconds(since: timeout.repeatTime) < trip / 2 {
                // Sooner than a round trip: it was on its way when the segment was sent again.
                path.timeouts[i].wasSpurious = true
            }
        }
    }
}
