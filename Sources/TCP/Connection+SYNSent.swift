import Wire

/// Segments of an older connection of the same ports, which a client in SYN_SENT does not accept (RFC 9293 §3.10.7.3): challenge ACKs, late
/// segments, old duplicates of SYN-ACKs. The client answers them with a RST whose number is their ACK, and goes on waiting.
///
/// They are labelled, and they change no more of this connection than what their flags say: a SYN-ACK is step 2 with a failed check.
extension Connection {
    /// How many ACKs of such segments are remembered, to recognize the RSTs that answer them.
    private static let maximumForeignACKs = 16

    /// Whether the client cannot accept an ACK of the server: as long as nothing but its SYN was seen, the ACK must lie in x+1…x+1+n, where n
    /// is the payload of the SYN.
    ///
    /// Once an acceptable ACK was seen, the client has left SYN_SENT, captured or not: what the server acknowledges further was not captured.
    func isForeignACK(_ segment: Segment) -> Bool {
        guard client.state == .synSent, segment.hasACK, !segment.isRST, client.covered == nil, server.acknowledged == nil,
            let x = handshake.x
        else { return false }
        let n = x.advanced(by: 1).distance(to: segment.acknowledgment)
        return n < 0 || n > client.synPayload
    }

    /// Whether a RST of the client is meant for the older connection: its number is the ACK of a segment of that.
    func isForeignReset(_ segment: Segment) -> Bool {
        guard segment.isRST, let rareCounters, !rareCounters.foreignACKs.isEmpty else { return false }
        return rareCounters.foreignACKs.contains(segment.sequence)
    }

    /// Records a segment of the server that the client cannot accept.
    func receiveForeignACK(_ segment: Segment, notes initial: Notes) -> SegmentVerdict {
        var verdict = SegmentVerdict(sender: .server)
        verdict.isForeign = true
        verdict.notes = initial.union(ownNotes(segment, from: .server))
        // Wireshark's notes on it stay; what comes after it is not compared with it.
        let loss = (client.loss, server.loss)
        analyzeLoss(segment, &verdict)
        (client.loss, server.loss) = loss
        // Its numbers are not this connection's: how far they lie from it says nothing.
        verdict.evidence = []
        if segment.isSYN { labelHandshake(segment, &verdict) }
        correctNotes(segment, &verdict)
        if segment.isSYN {
            advanceStates(segment, verdict)
            sawSYN = true
            noteProvisionalSYNACK(segment)
        }
        noteForeign(segment)
        if !isReported { gatherFailedChecks(segment, verdict) }
        finish(segment, &verdict)
        return verdict
    }

    /// Records a RST of the client that is meant for the older connection: it changes nothing here.
    func receiveForeignReset(_ segment: Segment) -> SegmentVerdict {
        var verdict = SegmentVerdict(sender: .client)
        verdict.isForeign = true
        finish(segment, &verdict)
        return verdict
    }

    /// What each segment of another connection counts in.
    private func finish(_ segment: Segment, _ verdict: inout SegmentVerdict) {
        countChecks(verdict)
        stepFrames.record(verdict.steps, frame: segment.frame)
        count(verdict.notes)
        self[verdict.sender].packets += 1
        lastFrame = segment.frame
        end = segment.time
        verdict.clientState = client.state
        verdict.serverState = server.state
    }

    private func noteForeign(_ segment: Segment) {
        // A SYN-ACK is told by its failed check.
        if !segment.isSYN, !isReported { ensuredIncidents().foreignAnswers.add(segment.frame, segment.time) }
        let rareCounters = ensuredRareCounters()
        if rareCounters.foreignFrames.count < Incidents.maximumFrames { rareCounters.foreignFrames.append(segment.frame) }
        guard !rareCounters.foreignACKs.contains(segment.acknowledgment) else { return }
        if rareCounters.foreignACKs.count == Self.maximumForeignACKs { rareCounters.foreignACKs.removeFirst() }
        rareCounters.foreignACKs.append(segment.acknowledgment)
    }

    /// A SYN-ACK that the client cannot accept: its number stands until a SYN-ACK comes that it can accept. `server.sentEnd` stays nil until
    /// something comes of the server that belongs here.
    private func noteProvisionalSYNACK(_ segment: Segment) {
        server.sentSYNACK = true
        guard server.initialSequence == nil else { return }
        server.initialSequence = segment.sequence
        server.base = segment.sequence
        server.synOptions = SYNOptions(segment.options)
    }

    /// Whether the server's initial sequence number comes from a SYN-ACK that the client cannot accept, and from nothing better.
    var serverSYNIsProvisional: Bool { server.sentEnd == nil && server.initialSequence != nil }

    /// The client acknowledged a SYN-ACK that should not have been acceptable to it: so it is this connection's.
    func adoptProvisionalSYNACK(_ segment: Segment) {
        guard serverSYNIsProvisional, let y = server.initialSequence, segment.hasACK, !segment.isRST,
            segment.acknowledgment == y.advanced(by: 1)
        else { return }
        server.sentEnd = y.advanced(by: 1)
        serverFlow.stream.begin(at: y.advanced(by: 1))
    }

    /// A server that keeps no state before step 3 (SYN cookies, a SYN proxy) gives each SYN-ACK a number of its own. The connection's is the one that
    /// the client acknowledges.
    func adoptOtherSYNACK(_ segment: Segment) {
        guard let rareCounters, !rareCounters.otherSYNACKs.isEmpty, handshake.search == .looking, segment.hasACK,
            segment.flags.isDisjoint(with: [.syn, .rst]), let x = handshake.x, let y = handshake.y,
            segment.sequence == x.advanced(by: 1 + handshake.fastOpenBytes), segment.acknowledgment != y.advanced(by: 1),
            !server.sentPayload, server.fin == nil, server.sentEnd == y.advanced(by: 1),
            let other = rareCounters.otherSYNACKs.last(where: { $0.sequence.advanced(by: 1) == segment.acknowledgment })
        else { return }
        let begin = segment.acknowledgment
        handshake.y = other.sequence
        server.initialSequence = other.sequence
        server.base = other.sequence
        server.sentEnd = begin
        server.synOptions = SYNOptions(other.options)
        serverFlow.stream.restart(at: begin)
    }

    /// Remembers a SYN-ACK that the client may take instead of the first.
    func noteOtherSYNACK(_ segment: Segment) {
        guard handshake.search == .looking, checkOfStep2(segment)?.holds == true else { return }
        let rareCounters = ensuredRareCounters()
        if rareCounters.otherSYNACKs.count == Self.maximumForeignACKs { rareCounters.otherSYNACKs.removeFirst() }
        rareCounters.otherSYNACKs.append(segment)
    }

    /// Frames of the server's segments that belong to an older connection of the same ports.
    public var foreignFrames: [Int] { rareCounters?.foreignFrames ?? [] }
}
