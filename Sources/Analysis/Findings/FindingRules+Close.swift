import TCP
import Wire

extension FindingRules {
    /// From this time on an end that does not close is told, in nanoseconds.
    private static let closeWait: Int64 = 60_000_000_000

    // MARK: - An end that is not heard any more

    func findVanished() {
        for role in [Role.client, .server] {
            if let evidence = vanished(waiting: role) {
                add(.peerVanished(evidence.evidence), frames: evidence.frames)
            }
        }
    }

    private func vanished(waiting role: Role) -> (evidence: Finding.VanishedEvidence, frames: [Int])? {
        guard let incidents, let path = incidents.path(of: role), connection[role.peer].packets > 0 else { return nil }
        // It sent a RST: it is there.
        if let by = connection.resetBy, by != role { return nil }
        // It took smaller segments that were sent after those that wait.
        if isBlackHole(sentBy: role) { return nil }
        let heard = connection[role.peer].lastACK
        var evidence = Finding.VanishedEvidence()
        evidence.waiting = role
        evidence.lastHeard = heard?.frame
        if let reset = incidents.reset, reset.sender == role { evidence.resetFrame = reset.frame }
        // Where the first copy was lost while the other end was there, those count that came later.
        if let waiting = unacknowledged(by: role),
            let copies = [waiting.copies, waiting.sinceHeard].first(where: { isSilent($0, heard: heard) && isTriedOften($0) })
        {
            if role == .client, connection.serverSaidOnlySYNACK, waiting.bytes > 0 { return nil }
            if heardMore(role, than: waiting.acknowledgment) { return nil }
            evidence.damaged = damagedCopies(of: waiting, in: copies, sentBy: role)
            evidence.bytes = waiting.bytes
            evidence.hasFIN = waiting.hasFIN
            evidence.tries = copies.count
            evidence.over = copies.duration
            evidence.quiet = quiet(before: copies)
            evidence.reported = reported(since: copies.firstFrame)
            evidence.fullSize = fullSize(of: waiting, sentBy: role)
            return (evidence, copies.frames + [evidence.resetFrame].compactMap { $0 })
        }
        let probes = path.unansweredProbes
        if probes.count >= 2, !heardMore(role, than: nil),
            probes.duration >= Connection.leastTimeout, isSilent(probes, heard: heard)
        {
            evidence.isProbe = true
            evidence.tries = probes.count
            evidence.over = probes.duration
            evidence.quiet = quiet(before: probes)
            evidence.reported = reported(since: probes.firstFrame)
            return (evidence, probes.frames + [evidence.resetFrame].compactMap { $0 })
        }
        return nil
    }

    /// How many copies were damaged on their way.
    private func damagedCopies(of waiting: PathIncidents.Unacknowledged, in copies: Occurrences, sentBy role: Role) -> Int {
        guard connection[role].badChecksums > 0 else { return 0 }
        return connection.damagedSegments.count { segment in
            guard segment.sender == role, segment.frame >= copies.firstFrame, segment.frame <= copies.lastFrame,
                segment.start.precedes(waiting.end), segment.start.isAtOrBeyond(waiting.sequence)
            else { return false }
            return switch segment.fate {
            case .whole, .capturedWhole: false
            default: true
            }
        }
    }

    /// What a router said behind a frame: that it does not pass packets on.
    private func reported(since frame: Int) -> Finding.ICMPEvidence? {
        context.icmpErrors.first { $0.lastFrame > frame && $0.evidence.error.isFatal }?.evidence
    }

    /// A packet with less payload passes wherever any does, in bytes: IPv6 needs an MTU of 1280, and heads and options are smaller than the rest.
    private static let leastFullSize = 1000

    /// The payload of a segment that waits, if it is one of a full packet, and none of its size was ever acknowledged: a link with a smaller MTU may
    /// be why.
    func fullSize(of waiting: PathIncidents.Unacknowledged, sentBy role: Role) -> Int? {
        let facts = connection.facts(sentBy: role)
        let size = min(waiting.bytes, facts.maximumSegment)
        return size >= Self.leastFullSize && facts.largestAcknowledged < size ? size : nil
    }

    func isTriedOften(_ copies: Occurrences) -> Bool {
        copies.count >= 3 && copies.duration >= max(1_000_000_000, 2 * min(roundTrip, 1 << 60))
            || copies.count >= 2 && copies.duration >= 3_000_000_000
    }

    /// Nothing came later than two round trips after the first copy, and it ends there.
    private func isSilent(_ copies: Occurrences, heard: Peer.LastACK?) -> Bool {
        let trip = connection.handshake.roundTrip ?? 200_000_000
        if let heard, heard.time.nanoseconds(since: copies.firstTime) > 2 * max(0, min(trip, 1 << 60)) { return false }
        return connection.resetBy != nil || ending == .idle || ending == .reuse || hasPassed(since: copies.firstTime)
    }

    /// How long nothing had crossed before the first copy.
    private func quiet(before copies: Occurrences) -> Int64? {
        let gaps = [connection.idleTimes.largestGap, connection.idleTimes.lastQuiet].compactMap { $0 }
        return gaps.first { $0.frame == copies.firstFrame }?.duration
    }

    // MARK: - FINs

    func findUnacknowledgedFINs() {
        if !connection.wrongClosing.isEmpty { add(.closeACKWrong(incidents?.wrongClosing), frames: connection.wrongClosing) }
        for role in [Role.client, .server] {
            guard let evidence = unacknowledgedFIN(of: role) else { continue }
            // The cause stands above.
            let isExplained = has([
                .peerVanished, .pathMTU, .dataAfterClose, .requestAfterClose, .requestCrossedClose, .closeACKWrong,
                .resetSuspicious, .resetWithDataOutstanding, .connectionForgotten, .closedByReset, .step3NotAccepted,
            ])
            if isExplained || mayLack(evidence) || wasAnsweredByReset(evidence) { continue }
            if evidence.isProven || evidence.waited >= patience {
                add(.finNeverAcknowledged(evidence), evidence.frame, evidence.last?.frame, evidence.resetFrame)
            } else if ending == .end, connection.resetBy == nil {
                add(.captureEnded(.finACK(of: role), evidence.waited), evidence.frame)
            }
        }
    }

    /// A RST answered the FIN, though not one that ends the connection for whoever must obey it: that is told.
    private func wasAnsweredByReset(_ evidence: Finding.FINEvidence) -> Bool {
        guard evidence.tries <= 1 else { return false }
        return [incidents?.challengedReset, incidents?.unacceptableReset].contains { ignored in
            ignored.map { $0.sender == evidence.sender.peer && $0.seen.lastFrame > evidence.frame } ?? false
        }
    }

    /// A FIN that was not sent again has probably been acknowledged where the capture lacks other segments too.
    private func mayLack(_ evidence: Finding.FINEvidence) -> Bool {
        guard !evidence.isProven, evidence.tries <= 1 else { return false }
        return connection.clientFlow.stream.missingBytes > 0 || connection.serverFlow.stream.missingBytes > 0
    }

    private func unacknowledgedFIN(of role: Role) -> Finding.FINEvidence? {
        guard let fin = connection[role].fin, !connection.finIsAcknowledged(of: role), connection[role.peer].packets > 0 else {
            return nil
        }
        if heardMore(role, than: fin.acknowledgment) { return nil }
        var evidence = Finding.FINEvidence()
        if isLacked(of: role) { evidence.lacking = connection[flow: role].stream.unacknowledgedMissing }
        evidence.sender = role
        evidence.frame = fin.frame
        evidence.expected = fin.number.advanced(by: 1)
        evidence.rule = role == connection.teardown.activeCloser ? .ackIsU : .ackIsW
        evidence.waited = captureEnd.nanoseconds(since: fin.time)
        let copies = role == .client ? incidents?.clientFINs : incidents?.serverFINs
        if let copies, copies.count > 0 {
            evidence.tries = max(1, copies.count)
            evidence.over = max(0, copies.lastTime.nanoseconds(since: fin.time))
        }
        if let reset = incidents?.reset {
            // The RST of the other end is its answer.
            if reset.sender != role { return nil }
            evidence.resetFrame = reset.frame
            evidence.waited = min(evidence.waited, reset.time.nanoseconds(since: fin.time))
        }
        if let last = connection[role.peer].lastACK {
            evidence.last = last
            let wasSentAgain = fin.firstRepeat.map { $0 < last.frame } ?? false
            evidence.isProven =
                last.frame > fin.frame && (wasSentAgain || last.time.nanoseconds(since: fin.time) >= 1_000_000_000)
        }
        return evidence
    }

    // MARK: - Half closed

    func findCloseWait() {
        guard let incidents else { return }
        // An end that sends again and again what nobody acknowledges has more to do than to close.
        if let last = incidents.lastAfterStep2, let closer = connection.teardown.activeCloser, connection[closer.peer].fin == nil,
            unacknowledged(by: closer.peer) == nil, !heardMore(closer, than: nil)
        {
            let until = incidents.reset?.time ?? captureEnd
            let waited = until.nanoseconds(since: last.time)
            if waited >= Self.closeWait, waited >= incidents.closeWait?.duration ?? 0, !has(.dataAfterClose) {
                add(.closeWait(by: closer.peer, waited, isLasting: true), connection.stepFrames[3], last.frame)
                return
            }
        }
        if let stall = incidents.closeWait, stall.duration >= Self.closeWait, !has(.dataAfterClose) {
            add(.closeWait(by: stall.role, stall.duration, isLasting: false), stall.firstFrame, stall.lastFrame)
        }
    }

    func findHalfClosed() {
        guard let stall = incidents?.halfClosed, !has(.dataAfterClose), findings.allSatisfy({ $0.severity == .note }),
            stall.duration >= Connection.leastTimeout || incidents?.halfClosedBytes ?? 0 > 0
        else { return }
        add(
            .halfClosedFor(stall.duration, bytes: max(0, incidents?.halfClosedBytes ?? 0), by: stall.role), stall.firstFrame,
            stall.lastFrame)
    }
}
