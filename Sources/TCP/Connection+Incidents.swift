import Wire

/// Gathers evidence of what went wrong, segment by segment. The peers still stand as they did before the segment.
extension Connection {
    /// Waits shorter than this are no stall, in nanoseconds: the least retransmission time-out of common stacks.
    public static let leastTimeout: Int64 = 200_000_000

    func ensuredIncidents() -> Incidents { incidents.ensured(Incidents()) }

    /// Gathers the evidence that a segment adds.
    func gatherIncidents(_ segment: Segment, _ verdict: SegmentVerdict) {
        let sender = verdict.sender
        if verdict.failedChecks > 0 { gatherFailedChecks(segment, verdict) }
        if verdict.notes.contains(.portReuse) { ensuredIncidents().reusedPorts = true }
        if segment.options.closesMultipath, incidents?.fastClose == nil {
            ensuredIncidents().fastClose = Incidents.FastClose(sender: sender, frame: segment.frame)
        }
        if segment.isRST {
            gatherReset(segment, verdict)
            return
        }
        if verdict.isDamaged, segment.payloadLength > 0 || segment.isFIN {
            ensuredIncidents()[sender].noteDamaged(segment.frame)
        }
        noteProgress(segment, from: sender, acknowledging: verdict.acknowledged?.bytes ?? 0, isHeard: !verdict.isDamaged)
        gatherOdd(segment, verdict)
        gatherOpening(segment, verdict)
        if incidents?.ofOpening?.wrongOpening != nil { explainWrongOpening(segment, verdict) }
        if incidents?.reset != nil { gatherAfterReset(segment, sender) }
        gatherWindow(segment, verdict)
        gatherClose(segment, verdict)
        if segment.payloadLength > 0 || segment.isFIN, !segment.isSYN { gatherRepeat(segment, verdict) }
        if let incidents, segment.hasACK { settleTimeouts(segment, verdict, incidents) }
    }

    func gatherFailedChecks(_ segment: Segment, _ verdict: SegmentVerdict) {
        for i in 0..<verdict.checks.count {
            guard let check = verdict.checks[i], !check.holds else { continue }
            let incidents = ensuredIncidents()
            switch check.rule {
            case .ackIsX where segment.isRST:
                append(segment.frame, to: \.wrongResets)
                if incidents.wrongReset == nil { incidents.wrongReset = check }
            case .ackIsX, .seqIsX, .ackIsY:
                append(segment.frame, to: \.wrongOpening)
                if incidents.wrongOpening == nil { incidents.wrongOpening = check }
                if verdict.steps.contains(.handshake3) {
                    incidents.ensuredOpening.unexplainedStep3 = (check, segment.frame, segment.time)
                }
            case .ackIsU, .seqIsU, .ackIsW:
                append(segment.frame, to: \.wrongClosing)
                if incidents.wrongClosing == nil { incidents.wrongClosing = check }
            }
        }
    }

    private func append(_ frame: Int, to frames: ReferenceWritableKeyPath<RareCounters, [Int]>) {
        let rareCounters = ensuredRareCounters()
        if rareCounters[keyPath: frames].count < Incidents.maximumFrames { rareCounters[keyPath: frames].append(frame) }
    }

    /// Notes that bytes of this frame differ from the copy seen before; `wasAcknowledged` if that one had been taken already.
    func noteOverlapConflict(in frame: Int, bytes: Int, wasAcknowledged: Bool) {
        guard !isReported else { return }
        count(.overlapConflict)
        let rareCounters = ensuredRareCounters()
        rareCounters.conflictingBytes += bytes
        if !wasAcknowledged { rareCounters.hasOpenConflict = true }
        append(frame, to: \.overlapConflicts)
    }

    /// RSTs that answer the SYN with a wrong number.
    public var wrongResets: [Int] { rareCounters?.wrongResets ?? [] }
    /// Frames of the handshake whose numbers are wrong.
    public var wrongOpening: [Int] { rareCounters?.wrongOpening ?? [] }
    /// Frames of the close whose numbers are wrong.
    public var wrongClosing: [Int] { rareCounters?.wrongClosing ?? [] }
    /// How many bytes sent again differ from the copy seen before.
    public var conflictingBytes: Int { rareCounters?.conflictingBytes ?? 0 }
    /// Each first copy had been acknowledged before the one that differs came: its receiver took the first.
    public var conflictsAreDecided: Bool { rareCounters.map { !$0.hasOpenConflict } ?? false }
    /// Frames whose bytes differ from the copy seen before.
    public var overlapConflicts: [Int] { rareCounters?.overlapConflicts ?? [] }

    // MARK: - Opening

    private func gatherOpening(_ segment: Segment, _ verdict: SegmentVerdict) {
        guard verdict.sender == .server, segment.isSYN, segment.hasACK else { return }
        // Only where it is sent again; one with another number is of another connection.
        guard server.sentSYNACK, let y = server.initialSequence else { return }
        if segment.sequence != y { return noteOtherSYNACK(segment) }
        let incidents = ensuredIncidents()
        // Where the client's SYN is not in the capture, its ACK is no step, and an answer all the same.
        let wasAnswered = client.acknowledged.map { $0.isAtOrBeyond(segment.payloadStart) } ?? false
        if stepFrames.has(.handshake3) || wasAnswered, !wasOnItsWay(segment) {
            incidents.synACKsAfterStep3.add(segment.frame, segment.time)
            incidents.clientWasSilent = !client.sentPayload
        } else {
            incidents.repeatedSYNACKs.add(segment.frame, segment.time)
        }
    }

    /// Whether a SYN-ACK was sent before step 3 can have reached the server: it comes sooner after it than the way there and back takes.
    private func wasOnItsWay(_ segment: Segment) -> Bool {
        guard let connect = handshake.connectTime, let trip = handshake.roundTripToServer, !lacksTime else { return false }
        return segment.time.nanoseconds(since: start.advanced(by: connect)) < trip
    }

    // MARK: - Resets

    private func gatherReset(_ segment: Segment, _ verdict: SegmentVerdict) {
        let sender = verdict.sender
        // What comes after the end harms nothing, acceptable or not.
        if closing != nil || (self[sender.peer].state ?? .listen) >= .timeWait {
            let incidents = ensuredIncidents()
            incidents.lateResets.add(segment.frame, segment.time)
            incidents.lateResetSender = sender
        } else if verdict.isAcceptableReset {
            _ = answersWhatCrossed(segment, sender)
            noteEndingReset(segment, sender)
        } else if verdict.notes.contains(.resetNotAcceptable) {
            if answersWhatCrossed(segment, sender) { return }
            ensuredIncidents().unacceptableReset = ignored(segment, sender, after: incidents?.unacceptableReset)
        } else if verdict.notes.contains(.resetChallenged) {
            ensuredIncidents().challengedReset = ignored(segment, sender, after: incidents?.challengedReset)
        }
    }

    /// Notes the RST that ends the connection; of several, the first.
    func noteEndingReset(_ segment: Segment, _ sender: Role) {
        let incidents = ensuredIncidents()
        if incidents.reset == nil { incidents.reset = resetEvidence(segment, sender) }
    }

    /// Adds a RST to those that its receiver must not obey.
    private func ignored(_ segment: Segment, _ sender: Role, after known: Incidents.IgnoredReset?) -> Incidents.IgnoredReset {
        var ignored = known ?? Incidents.IgnoredReset()
        if ignored.seen.count == 0 {
            ignored.sender = sender
            ignored.sequence = segment.sequence
            let expected = self[sender.peer].acknowledged ?? self[sender].initialSequence?.advanced(by: 1) ?? segment.sequence
            ignored.expected = expected
            // What its receiver expects next lies between what it acknowledged and what was sent.
            let sent = self[sender].sentEnd.flatMap { expected.precedes($0) ? $0 : nil } ?? expected
            ignored.limit = sent.advanced(by: 1)
            ignored.lacksACK = sender == .server && client.covered == nil && handshake.x != nil && !segment.hasACK
        } else if ignored.isAnswered, ignored.sender == sender {
            ignored.rounds += 1
        }
        ignored.isAnswered = false
        ignored.seen.add(segment.frame, segment.time)
        return ignored
    }

    private func resetEvidence(_ segment: Segment, _ sender: Role) -> Incidents.Reset {
        let other = self[sender.peer]
        let mine = self[sender]
        var reached = mine.acknowledged ?? other.initialSequence?.advanced(by: 1)
        if segment.hasACK, reached.map({ $0.precedes(segment.acknowledgment) }) ?? true { reached = segment.acknowledgment }
        var unacknowledged = 0
        if let sent = other.sentEnd, let reached {
            unacknowledged = max(0, reached.distance(to: sent) - (other.fin == nil ? 0 : 1))
        }
        var odd: (Int, Int)?
        let progress = self[sender].progress
        if progress.leastTimeToLive == progress.greatestTimeToLive,
            abs(Int(progress.leastTimeToLive) - Int(segment.timeToLive)) > 2
        {
            odd = (Int(segment.timeToLive), Int(progress.leastTimeToLive))
        }
        var reset = Incidents.Reset()
        reset.frame = segment.frame
        reset.time = segment.time
        reset.sender = sender
        reset.sequence = segment.sequence
        reset.hasACK = segment.hasACK
        reset.unacknowledged = unacknowledged
        reset.unacknowledgedBefore = unacknowledged
        reset.reached = reached
        reset.othersEnd = other.sentEnd
        reset.answersSegment = segment.sequence == other.lastACK?.number || segment.sequence == other.acknowledged
        reset.oddTimeToLive = odd
        reset.quiet = idleTimes.lastQuiet
        return reset
    }

    /// Notes what the RST that ended the connection carries.
    func noteText(ofReset frame: Int, _ payload: Span<UInt8>) {
        guard incidents?.reset?.frame == frame else { return }
        var text: [UInt8] = []
        for i in 0..<min(payload.count, Incidents.Reset.maximumText) {
            let byte = payload[i]
            // What is no text is not for people.
            guard byte >= 0x20 && byte != 0x7f || byte == 0x09 || byte == 0x0a || byte == 0x0d else { return }
            text.append(byte)
        }
        incidents?.reset?.text = text
    }

    /// A segment after the RST that ended the connection: what it shows of that RST.
    private func gatherAfterReset(_ segment: Segment, _ sender: Role) {
        guard let incidents, let reset = incidents.reset else { return }
        if reset.sender == sender {
            guard reset.aliveAfter == nil, segment.time.nanoseconds(since: reset.time) >= max(handshake.roundTrip ?? 0, 1) else {
                return
            }
            let isNew = segment.payloadLength > 0 && self[sender].sentEnd.map { $0.precedes(segment.payloadEnd) } ?? true
            let answersNewer = segment.hasACK && reset.othersEnd.map { $0.precedes(segment.acknowledgment) } ?? false
            // Who has reset a connection does not close it afterwards.
            let closes = segment.isFIN && self[sender].fin.map { $0.frame == segment.frame } ?? true
            if isNew || answersNewer || closes { incidents.reset?.aliveAfter = segment.frame }
        } else if segment.payloadLength > 0, let reached = reset.reached {
            // It was on its way when the RST was sent.
            incidents.reset?.unacknowledged = max(reset.unacknowledged, reached.distance(to: segment.payloadEnd))
        }
    }

    // MARK: - Close

    private func gatherClose(_ segment: Segment, _ verdict: SegmentVerdict) {
        let sender = verdict.sender
        if let incidents, segment.isPureACK, incidents.unacceptableReset?.sender == sender.peer {
            incidents.unacceptableReset?.isAnswered = true
        }
        guard let closer = teardown.activeCloser else { return }
        if segment.isFIN {
            let incidents = ensuredIncidents()
            if sender == .client {
                incidents.clientFINs.add(segment.frame, segment.time)
            } else {
                incidents.serverFINs.add(segment.frame, segment.time)
            }
            // What it does not acknowledge had crossed it already, captured before it or not.
            if self[sender].fin == nil, segment.hasACK, let sent = self[sender.peer].sentEnd,
                segment.acknowledgment.precedes(sent)
            {
                incidents[sender.peer].sentWithoutFIN += 1
            }
        }
        let isNew = segment.payloadLength > 0 && self[sender].sentEnd.map { $0.precedes(segment.payloadEnd) } ?? true
        if let fin = self[sender.peer].fin, !segment.isSYN { gatherAfterFIN(segment, sender, fin, isNew) }
        guard sender != closer, !teardown.isSimultaneous else { return }
        if verdict.steps.contains(.wave2), !verdict.steps.contains(.wave3) {
            let incidents = ensuredIncidents()
            incidents.step2 = (segment.frame, segment.time, self[flow: sender].stream.distinctBytes)
            incidents.lastAfterStep2 = (segment.frame, segment.time)
        } else if let incidents, let step2 = incidents.step2, let last = incidents.lastAfterStep2, isNew || segment.isFIN,
            self[sender].fin == nil
        {
            noteQuietSide(segment, sender, since: last, incidents)
            if verdict.steps.contains(.wave3), incidents.halfClosed == nil {
                incidents.halfClosed = Incidents.Stall(
                    role: sender, firstFrame: step2.frame, lastFrame: segment.frame,
                    duration: segment.time.nanoseconds(since: step2.time))
                incidents.halfClosedBytes = self[flow: sender].stream.distinctBytes + segment.payloadLength - step2.bytes
            }
        }
    }

    /// What an end sends after the FIN of the other one, and whether it had that.
    private func gatherAfterFIN(_ segment: Segment, _ sender: Role, _ fin: Peer.SentFIN, _ isNew: Bool) {
        let crosses = !segment.hasACK || !segment.acknowledgment.isAtOrBeyond(fin.number.advanced(by: 1))
        // Of bytes that were sent before nothing may have come: then they are new to the capture, and to its receiver.
        let fillsHole = !isNew && segment.payloadLength > 0 && self[flow: sender].stream.fillsHole(segment)
        guard crosses || isNew || fillsHole else { return }
        let path = ensuredIncidents()[sender]
        if crosses { path.sentWithoutFIN += 1 }
        guard isNew || fillsHole else { return }
        if path.afterPeersFIN.count == 0 {
            path.afterPeersFINStart = fillsHole ? segment.payloadStart : self[sender].sentEnd ?? segment.payloadStart
            path.crossedPeersFIN = crosses
        }
        path.afterPeersFIN.add(segment.frame, segment.time)
    }

    /// A TCP that has closed answers a segment with a RST whose number is that segment's ACK (RFC 9293 §3.10.7.1). What had crossed its FIN does not
    /// acknowledge it, so that the number is the FIN's or one before that: below what counts once the other end has acknowledged more.
    private func answersWhatCrossed(_ segment: Segment, _ sender: Role) -> Bool {
        guard !segment.hasACK, let fin = self[sender].fin, fin.number.isAtOrBeyond(segment.sequence),
            let path = incidents?.path(of: sender.peer),
            path.answeredWithoutFIN < path.sentWithoutFIN
        else { return false }
        path.answeredWithoutFIN += 1
        return true
    }

    /// After the other end's FIN was acknowledged, this end sent nothing for a while.
    private func noteQuietSide(
        _ segment: Segment, _ sender: Role, since last: (frame: Int, time: Timestamp), _ incidents: Incidents
    ) {
        let waited = segment.time.nanoseconds(since: last.time)
        if waited > incidents.closeWait?.duration ?? 0 {
            incidents.closeWait = Incidents.Stall(
                role: sender, firstFrame: last.frame, lastFrame: segment.frame, duration: waited)
        }
        incidents.lastAfterStep2 = (segment.frame, segment.time)
    }
}
