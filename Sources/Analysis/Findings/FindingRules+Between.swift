import TCP
import Wire

extension FindingRules {
    func findBetween() {
        guard let incidents else {
            findConflicts()
            return
        }
        for role in [Role.client, .server] {
            guard let path = incidents.path(of: role) else { continue }
            if let shrunk = path.shrunk, shrunk.beyond > 0 {
                add(
                    .windowShrunk(bytes: shrunk.bytes, beyond: shrunk.beyond, reader: role.peer),
                    frames: [shrunk.frame] + shrunk.sentBeyond.frames)
            }
            findClosedWindow(path, role)
            findLoss(path, role)
            if path.delayedACKs.count >= 3 || path.delayedBy >= 100_000_000 {
                add(
                    .delayedACKStall(path.delayedBy, times: path.delayedACKs.count, sender: role), frames: path.delayedACKs.frames
                )
            }
            if path.withoutTimestamps.count > 0, !(role == .client && has(.step3NotAccepted)) {
                add(.optionsMissing(times: path.withoutTimestamps.count, sender: role), frames: path.withoutTimestamps.frames)
            }
        }
        findConflicts()
    }

    private func findConflicts() {
        guard !connection.overlapConflicts.isEmpty else { return }
        add(
            .overlapConflict(bytes: connection.conflictingBytes, isDecided: connection.conflictsAreDecided),
            frames: connection.overlapConflicts)
    }

    /// The window of the end that `role` sends to.
    private func findClosedWindow(_ path: PathIncidents, _ role: Role) {
        let reader = role.peer
        if let closed = path.closedWindow, !has(.peerVanished), connection[reader].fin == nil,
            !connection.finIsAcknowledged(of: role)
        {
            let until = incidents?.reset?.time ?? captureEnd
            let duration = until.nanoseconds(since: closed.since)
            if duration >= Connection.leastTimeout, duration >= path.longestClosed?.duration ?? 0 {
                let isUnanswered = connection[reader].lastACK.map { $0.frame <= closed.firstFrame } ?? true
                add(
                    .zeroWindowStall(evidence(closed, reader, duration, isLasting: duration >= patience, isUnanswered)),
                    closed.firstFrame, closed.lastFrame)
                return
            }
        }
        if let closed = path.longestClosed, closed.duration >= Connection.leastTimeout {
            add(
                .zeroWindowStall(evidence(closed, reader, closed.duration, isLasting: false, false)), closed.firstFrame,
                closed.lastFrame)
        }
    }

    private func evidence(
        _ closed: PathIncidents.ClosedWindow, _ reader: Role, _ duration: Int64, isLasting: Bool, _ isUnanswered: Bool
    ) -> Finding.ZeroWindowEvidence {
        var evidence = Finding.ZeroWindowEvidence()
        evidence.reader = reader
        evidence.duration = duration
        evidence.isLasting = isLasting
        evidence.probes = closed.probes
        evidence.probesAreUnanswered = isUnanswered && closed.probes > 0
        evidence.isIdle = closed.probes == 0 && !closed.wasWaitedFor
        evidence.isEmpty = closed.isEmpty
        if let filled = incidents?.path(of: reader.peer)?.filled, filled.count > 1 {
            evidence.filled = filled.count
            evidence.filledOver = filled.duration
        }
        return evidence
    }

    // MARK: - Loss

    private func findLoss(_ path: PathIncidents, _ role: Role) {
        // A router says why.
        let isExplained =
            !context.icmpErrors.isEmpty
            || has([.peerVanished, .pathMTU, .step3NotAccepted, .requestAfterClose, .requestCrossedClose])
        let facts = connection.facts(sentBy: role)
        let needed = path.timeouts.filter { !$0.wasSpurious }
        let segments = max(
            0, path.repeated.count - max(path.duplicateSACKs, path.timeouts.count - needed.count + path.repeatedTooSoon))
        let all = max(facts.dataSegments, connection[flow: role].payloadBytes / facts.maximumSegment)
        // Bytes beyond a window that was taken back are dropped: no loss of the path.
        let wasShrunk = path.shrunk.map { $0.beyond > 0 } ?? false
        if !isExplained, !wasShrunk, segments >= 3, segments * 100 >= all {
            var evidence = Finding.LossEvidence()
            evidence.sender = role
            evidence.segments = segments
            evidence.of = max(all, segments)
            evidence.bytes = path.repeatedBytes
            evidence.resent = connection.sentAgain(by: role)
            if segments == path.repeated.count { evidence.captured = path.repeatedCaptured }
            // Only of those that were needed.
            evidence.byTimeout = min(segments, max(0, path.byTimeout - (path.timeouts.count - needed.count)))
            evidence.bySACK = min(path.bySACK, segments - evidence.byTimeout)
            evidence.byDuplicateACKs = min(path.byDuplicateACKs, segments - evidence.byTimeout - evidence.bySACK)
            evidence.stalled = Self.stalled(needed, path.filledHoles)
            // Where the capture's own checksums turned out to be at fault, none was damaged.
            if connection[role].badChecksums > 0 { evidence.damaged = min(segments, path.repeatedAfterDamage) }
            if let stuck = stuckSize(sentBy: role) { (evidence.stuckSize, evidence.passed) = stuck }
            add(.loss(evidence), frames: path.repeated.frames)
        } else if !isExplained, !wasShrunk, !has(.connectionForgotten), let longest = needed.max(by: { $0.waited < $1.waited }),
            !isFINTold(longest, role)
        {
            var evidence = Finding.TimeoutEvidence()
            evidence.sender = role
            evidence.duration = longest.waited
            evidence.times = needed.count + path.moreTimeouts
            evidence.wasDamaged = longest.firstSeemedDamaged && connection[role].badChecksums > 0
            evidence.isFIN = connection[role].fin?.number == longest.sequence
            evidence.wasAskedFor = longest.wasAskedFor
            evidence.isUnanswered = evidence.isFIN && !connection.finIsAcknowledged(of: role) && connection.resetBy == nil
            if evidence.isUnanswered { removeEarlyEnd(ofFIN: role) }
            add(.retransmissionTimeoutStall(evidence), longest.firstFrame, longest.repeatFrame)
        } else if !isExplained, !wasShrunk, let longest = path.filledHoles.max(by: { $0.waited < $1.waited }) {
            let evidence = Finding.FilledHoleEvidence(
                sender: role, waited: longest.waited, times: path.filledHoles.count, wasAsked: longest.wasAsked)
            add(.filledHole(evidence), longest.behindFrame, longest.frame)
        }
        let spurious = path.timeouts.filter(\.wasSpurious)
        if !isExplained, let longest = spurious.max(by: { $0.waited < $1.waited }) {
            add(
                .spuriousRetransmission(longest.waited, sender: role, times: spurious.count), longest.firstFrame,
                longest.repeatFrame)
        }
    }

    /// A FIN that was sent again has waited long enough for its ACK: the capture did not end too soon for that.
    private func removeEarlyEnd(ofFIN role: Role) {
        findings.removeAll { finding in
            if case .captureEnded(.finACK(of: let sender), _) = finding.kind { sender == role } else { false }
        }
    }

    /// A FIN alone, of which another finding tells that it was never acknowledged.
    private func isFINTold(_ timeout: PathIncidents.Timeout, _ role: Role) -> Bool {
        has(.finNeverAcknowledged) && connection[role].fin?.number == timeout.sequence
    }

    /// How long nothing moved: all times between a first copy and a repeat, each moment once.
    private static func stalled(_ timeouts: [PathIncidents.Timeout], _ holes: [PathIncidents.FilledHole]) -> Int64 {
        let stalls =
            timeouts.map { (start: $0.repeatTime.advanced(by: -$0.waited), end: $0.repeatTime) }
            + holes.map { (start: $0.since, end: $0.time) }
        var total: Int64 = 0
        var end = Timestamp(nanoseconds: .min)
        for stall in stalls.sorted(by: { $0.start < $1.start }) {
            let start = max(end, stall.start)
            if start < stall.end { total &+= stall.end.nanoseconds(since: start) }
            end = max(end, stall.end)
        }
        return total
    }

    // MARK: - Path MTU

    /// A smaller segment cannot be the victim of an MTU, in bytes: every IPv4 host takes 576.
    private static let leastVictim = 500

    /// Segments of a size that had passed before are sent again and again in vain, while smaller ones behind them arrive: a way with a smaller MTU may
    /// have taken the place of the one before. How much payload they have, and how much arrived.
    private func stuckSize(sentBy role: Role) -> (size: Int?, passed: Int)? {
        guard let waiting = unacknowledged(by: role), isTriedOften(waiting.copies) else { return nil }
        let facts = connection.facts(sentBy: role)
        let size = min(waiting.bytes, facts.maximumSegment)
        let passed = smallerPassedLater(than: waiting, sentBy: role)
        return size >= Self.leastVictim && passed > 0 && facts.largestAcknowledged >= size ? (size, passed) : nil
    }

    /// Whether large segments of an end vanish, while a smaller one that it sent later arrived.
    func isBlackHole(sentBy role: Role) -> Bool {
        guard let waiting = unacknowledged(by: role),
            smallerPassedLater(than: waiting, sentBy: role) > 0 || isTooLarge(waiting)
        else { return false }
        return blackHole(sentBy: role) != nil
    }

    func findPathMTU() {
        guard let incidents, !has([.peerVanished, .step3NotAccepted]) else { return }
        for role in [Role.client, .server] where incidents.path(of: role) != nil {
            if let found = blackHole(sentBy: role) ?? hole(sentBy: role) {
                add(.pathMTU(found.evidence), frames: found.frames)
            }
        }
    }

    /// Captured at the sender: large segments are never acknowledged, and the other end is there.
    private func blackHole(sentBy role: Role) -> (evidence: Finding.PathMTUEvidence, frames: [Int])? {
        guard let waiting = unacknowledged(by: role), waiting.copies.count >= 2 else { return nil }
        let facts = connection.facts(sentBy: role)
        let size = min(waiting.bytes, facts.maximumSegment)
        let isTold = isTooLarge(waiting)
        // Where a router tells of a smaller MTU, larger ones may have passed before that.
        let hadPassed = facts.largestAcknowledged >= size
        guard size >= Self.leastVictim, size >= min(facts.largestWaiting, facts.maximumSegment), isTold || !hadPassed else {
            return nil
        }
        // A smaller one passed, and the other end was heard later without acknowledging this.
        let trip = connection.handshake.roundTrip ?? 200_000_000
        let wasHeard = facts.heard.map { $0.time.nanoseconds(since: waiting.copies.firstTime) > trip } ?? false
        let passedLater = smallerPassedLater(than: waiting, sentBy: role)
        let smallerPassed = facts.largestAcknowledged > 0 || passedLater > 0
        // Where only the capture ended, the next copy may have arrived.
        guard isTold || ending != .end || connection.resetBy != nil || hasPassed(since: waiting.copies.firstTime) else {
            return nil
        }
        guard smallerPassed || isTold, isTold || wasHeard || passedLater > 0 && isTriedOften(waiting.copies) else { return nil }
        var evidence = Finding.PathMTUEvidence()
        evidence.sender = role
        evidence.size = size
        evidence.tries = waiting.copies.count
        evidence.over = waiting.copies.duration
        evidence.passed = hadPassed ? passedLater : max(facts.largestAcknowledged, passedLater)
        evidence.mtu = smallestMTU
        return (evidence, waiting.copies.frames)
    }

    /// A router said that packets of this size do not pass: its payload and the smallest heads of IPv4 and TCP are beyond that.
    private func isTooLarge(_ waiting: PathIncidents.Unacknowledged) -> Bool {
        smallestMTU.map { waiting.bytes + 40 > $0 } ?? false
    }

    /// The length of a block that the other end selectively acknowledged, behind the segment that waits and smaller than it: what was sent
    /// later arrived, and that segment did not. 0 if there is none, or one that is long enough to hold a segment of that size.
    private func smallerPassedLater(than waiting: PathIncidents.Unacknowledged, sentBy role: Role) -> Int {
        let facts = connection.facts(sentBy: role)
        guard facts.reached.map({ waiting.sequence.isAtOrBeyond($0) }) ?? false else { return 0 }
        return facts.longestSACKBlock < min(waiting.bytes, facts.maximumSegment) ? facts.longestSACKBlock : 0
    }

    /// Captured at the receiver: its ACK stays at a hole, and smaller segments behind it came.
    private func hole(sentBy role: Role) -> (evidence: Finding.PathMTUEvidence, frames: [Int])? {
        guard let hole = incidents?.path(of: role)?.hole, hole.laterBytes > 0, let heard = connection[role.peer].lastACK,
            connection[role.peer].acknowledged == hole.start,
            heard.number == hole.start, heard.time.nanoseconds(since: hole.time) >= 3_000_000_000, hole.bytes > hole.laterBytes,
            hole.bytes >= Self.leastVictim, !passesFullSize(sentBy: role, hole)
        else { return nil }
        var evidence = Finding.PathMTUEvidence()
        evidence.sender = role
        evidence.size = hole.bytes
        evidence.over = heard.time.nanoseconds(since: hole.time)
        evidence.passed = hole.laterBytes
        evidence.mtu = smallestMTU
        return (evidence, [hole.frame, heard.frame])
    }

    /// Segments as large as those that are missing can be were captured: their size is not what stops them. Options take 40 bytes at most.
    private func passesFullSize(sentBy role: Role, _ hole: PathIncidents.Hole) -> Bool {
        let facts = connection.facts(sentBy: role)
        return max(facts.largestAcknowledged, facts.largestWaiting, hole.laterBytes) >= min(hole.bytes, facts.maximumSegment - 40)
    }

    private var smallestMTU: Int? {
        context.icmpErrors.compactMap { entry in
            if case .fragmentationNeeded(let mtu) = entry.evidence.error.kind { mtu } else { nil }
        }.min()
    }
}
