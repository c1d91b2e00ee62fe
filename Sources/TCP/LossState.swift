import Wire

/// What loss analysis remembers of one direction.
struct LossState: Sendable {
    // In this order all of it lies in one line of the cache.

    /// The highest number after a segment seen so far; when it was reached is `nextTime`.
    var next: SequenceNumber?
    /// The end of what can be acknowledged without a hole in the capture.
    var acknowledgeable: SequenceNumber?
    /// The ACK and window of the last segment, whatever it was.
    var lastACK: SequenceNumber?
    /// The timestamp on the segment that reached `next`.
    var nextStamp: UInt32?
    var window: UInt16?
    var windowIsFromSYN = false
    var lastWasKeepAlive = false
    var lastWasZeroWindowProbe = false
    /// How many of `Peer.sackBlocks` hold something.
    var sackBlockCount: UInt8 = 0
    var nextTime = Timestamp(nanoseconds: 0)
    var lastACKTime = Timestamp(nanoseconds: 0)
    /// How often it repeated its last ACK; -1 once that was found to acknowledge bytes not captured.
    var duplicateACKs = 0
}

extension Connection {
    /// Retransmission, reordering, loss, and flow control, by the definitions of "TCP Analysis" in the Wireshark
    /// User's Guide (version 4.0), in their order of precedence. Each note comes with what it rests on.
    func analyzeLoss(_ segment: Segment, _ verdict: inout SegmentVerdict) {
        let role = verdict.sender
        // The first SYN of a side tells where its numbers begin, unless it is a SYN-ACK that was only captured late.
        if segment.isSYN, self[role].initialSequence == nil,
            !segment.hasACK || self[role].loss.next.map({ !segment.sequence.precedes($0) }) ?? true
        {
            self[role].loss = LossState()
        }
        judgeFlowControl(segment, &verdict)
        if segment.acknowledgment != self[role].loss.lastACK { self[role].loss.duplicateACKs = 0 }
        judgeAcknowledgment(segment, &verdict)
        if segment.payloadLength > 0 || segment.isSYN || segment.isFIN, !verdict.notes.contains(.keepAlive) {
            judgeRepetition(segment, &verdict)
        }
        if segment.options.sackBlockCount > 0 { judgeDuplicateSACK(segment, &verdict) }
        self[role].loss.remember(segment, verdict.notes)
        if segment.hasACK { self[role].noteSACK(segment.options) }
    }

    private func judgeFlowControl(_ segment: Segment, _ verdict: inout SegmentVerdict) {
        let role = verdict.sender
        let other = role.peer
        let length = segment.payloadLength
        let isPlain = !(segment.isSYN || segment.isFIN || segment.isRST)
        let sequence = segment.sequence
        let window = segment.window ?? 0
        if length == 1, sequence == self[role].loss.next, self[other].loss.window == 0 { return verdict.note(.zeroWindowProbe) }
        if segment.window == 0, isPlain { verdict.note(.zeroWindow) }
        // A number half the ring away is ahead as well as behind: so Wireshark's comparison has it.
        if let next = self[role].loss.next, next.precedes(sequence) || next.distance(to: sequence) == -1 << 31, !segment.isRST {
            // A SYN begins anew: what lies before it is no gap.
            verdict.note(
                .previousSegmentNotCaptured, segment.isSYN ? nil : .gap(next: next, bytes: next.distance(to: sequence)))
        }
        if length <= 1, isPlain, let next = self[role].loss.next, sequence == next.advanced(by: -1) {
            verdict.note(.keepAlive, .belowNext(next: next))
        }
        // An ACK that repeats the last one of its side, at the place where that side stands.
        // Where Wireshark compares with a 0 that stands for nothing seen yet, there is nothing to compare with.
        let repeatsACK =
            length == 0 && isPlain && sequence == self[role].loss.next
            && segment.acknowledgment == self[role].loss.lastACK
        if repeatsACK, window != 0, window != self[role].loss.window {
            let shift = windowScalingIsOn == true ? self[verdict.sender].offeredShift ?? 0 : 0
            let before = Int(self[role].loss.window ?? 0) << (self[role].loss.windowIsFromSYN ? 0 : shift)
            verdict.note(.windowUpdate, .window(before: before, now: Int(window) << shift))
        }
        if length > 0, isPlain, let edge = windowEdge(of: verdict.sender.peer), sequence.advanced(by: length) == edge {
            verdict.note(.windowFull, .windowEdge(edge))
        }
        if repeatsACK, window != 0, window == self[role].loss.window {
            if self[other].loss.lastWasKeepAlive { return verdict.note(.keepAliveACK) }
            self[role].loss.duplicateACKs = self[role].loss.duplicateACKs < 0 ? 1 : self[role].loss.duplicateACKs + 1
            verdict.note(.duplicateACK, .repeats(segment.acknowledgment, times: self[role].loss.duplicateACKs))
        }
        let isProbeACK = self[role].loss.lastACK.map {
            $0 == segment.acknowledgment || $0.advanced(by: 1) == segment.acknowledgment
        }
        if length == 0, isPlain, segment.window == 0, self[role].loss.window == 0, sequence == self[role].loss.next,
            isProbeACK == true,
            self[other].loss.lastWasZeroWindowProbe
        {
            verdict.note(.zeroWindowProbeACK)
            if segment.acknowledgment != self[role].loss.lastACK { self[other].loss.passProbe(segment.acknowledgment) }
        }
    }

    private func judgeAcknowledgment(_ segment: Segment, _ verdict: inout SegmentVerdict) {
        let other = verdict.sender.peer
        guard segment.hasACK, let limit = self[other].loss.acknowledgeable, limit.precedes(segment.acknowledgment) else { return }
        // An acknowledged FIN is no byte.
        let fin = self[verdict.sender.peer].fin.map { $0.number.precedes(segment.acknowledgment) } ?? false
        let evidence = Evidence.unseen(limit: limit, bytes: max(0, limit.distance(to: segment.acknowledgment) - (fin ? 1 : 0)))
        if self[other].loss.lastWasZeroWindowProbe, limit.advanced(by: 1) == segment.acknowledgment {
            self[other].loss.passProbe(segment.acknowledgment)
        } else if let next = self[other].loss.next, limit.precedes(next) {
            verdict.note(.ackedUnseenSegment, evidence)
            self[other].loss.acknowledgeable = next
        } else {
            // Nothing new was seen of the other side since: told once.
            if self[other].loss.duplicateACKs == 0 { verdict.note(.ackedUnseenSegment, evidence) }
            self[other].loss.duplicateACKs = -1
        }
    }

    /// Whether a segment that does not advance the sequence number was sent again, or came late.
    private func judgeRepetition(_ segment: Segment, _ verdict: inout SegmentVerdict) {
        let role = verdict.sender
        let other = role.peer
        let sequence = segment.sequence
        let end = sequence.advanced(by: segment.payloadLength)
        if segment.payloadLength > 0, let acknowledged = self[other].loss.lastACK, acknowledged.isAtOrBeyond(end) {
            return verdict.note([.retransmission, .spuriousRetransmission], .acknowledged(by: acknowledged, end: end))
        }
        guard let next = self[role].loss.next, sequence.precedes(next) else { return }
        // One byte back and longer than that: new data after a zero window probe.
        if segment.payloadLength > 1, next.advanced(by: -1) == sequence { return }
        // An ACK for bytes that are not in the capture counts as asking, as in Wireshark 4.0.
        if self[other].loss.duplicateACKs >= 2 || self[other].loss.duplicateACKs < 0, self[other].loss.lastACK == sequence,
            !lacksTime,
            segment.time.nanoseconds(since: self[other].loss.lastACKTime) < 20_000_000
        {
            return verdict.note(
                [.retransmission, .fastRetransmission], .askedFor(by: sequence, times: self[other].loss.duplicateACKs))
        }
        if self[other].hasSACKed(sequence, end) {
            return verdict.note(.retransmission, .selectivelyAcknowledged(sequence, end: end))
        }
        // The sender's own clock tells which of the two was sent first (RFC 7323 §3.2).
        if let stamp = segment.options.timestamps?.value, let highest = self[role].loss.nextStamp, stamp != highest {
            let wasSentBefore = Int32(bitPattern: stamp &- highest) < 0
            return verdict.note(
                wasSentBefore ? .outOfOrder : .retransmission, .timestamps(own: stamp, highest: highest, next: next))
        }
        // Had it been sent in order, it would have been sent before what was seen behind the hole that it fills.
        let hole = hole(at: sequence, from: role)
        if let hole, let stamp = segment.options.timestamps?.value, let behind = hole.stamp,
            Int32(bitPattern: stamp &- behind) > 0
        {
            return verdict.note(.retransmission, .timestamps(own: stamp, highest: behind, next: hole.laterEnd))
        }
        if lacksTime { return verdict.note(.retransmission, .below(next)) }
        judgeByTime(segment, next, hole, &verdict)
    }

    /// Whether a segment was sent again, where nothing but its time tells.
    private func judgeByTime(
        _ segment: Segment, _ next: SequenceNumber, _ hole: PathIncidents.Hole?, _ verdict: inout SegmentVerdict
    ) {
        let role = verdict.sender
        // A round trip is the least that a retransmission takes.
        let threshold = handshake.roundTrip ?? Evidence.assumedRoundTrip
        let endOnRing = segment.sequence.advanced(by: segment.payloadLength + (segment.isSYN || segment.isFIN ? 1 : 0))
        // Of a FIN that was not seen yet only what stands behind it was: it is no copy.
        let isCopyOfLast = next == endOnRing && !(segment.isFIN && self[role].fin == nil)
        let elapsed = segment.time.nanoseconds(since: self[role].loss.nextTime)
        // A time that goes back proves nothing: by Wireshark's unsigned difference it is not within the threshold.
        let isSoon = elapsed >= 0 && elapsed < threshold && !isCopyOfLast
        // A hole that is older than a round trip leaves time to send it again: then nothing is concluded from how soon it came.
        let holeIsOld = hole.map { segment.time.nanoseconds(since: $0.time) >= threshold } ?? false
        let evidence = Evidence.elapsed(elapsed, threshold: isSoon && !holeIsOld ? threshold : 0, next: next)
        verdict.note(isSoon ? .outOfOrder : .retransmission, evidence)
    }

    private func judgeDuplicateSACK(_ segment: Segment, _ verdict: inout SegmentVerdict) {
        guard segment.reportsDuplicate else { return }
        let first = segment.options.sackBlocks.0
        verdict.evidence.append(.receivedTwice(first.left, end: first.right))
    }

    /// The number up to which `role` lets its peer send: ACK plus window; nil if the scale is not known.
    private func windowEdge(of role: Role) -> SequenceNumber? {
        guard let scalingIsOn = windowScalingIsOn, let acknowledgment = self[role].loss.lastACK,
            let window = self[role].loss.window
        else { return nil }
        let shift = scalingIsOn && !self[role].loss.windowIsFromSYN ? self[role].offeredShift ?? 0 : 0
        return acknowledgment.advanced(by: Int(window) << shift)
    }
}

extension LossState {
    /// The receiver took the byte of a zero window probe.
    mutating func passProbe(_ acknowledgment: SequenceNumber) {
        next = acknowledgment
        acknowledgeable = acknowledgment
    }

    mutating func remember(_ segment: Segment, _ notes: Notes) {
        let isProbe = notes.contains(.zeroWindowProbe)
        let end = segment.sequence.advanced(by: segment.payloadLength + (segment.isSYN || segment.isFIN ? 1 : 0))
        if !isProbe {
            if next.map({ $0.precedes(end) }) ?? true {
                next = end
                nextTime = segment.time
                nextStamp = segment.options.timestamps?.value
            }
            if acknowledgeable == nil || acknowledgeable == segment.sequence { acknowledgeable = next }
        }
        window = segment.window ?? 0
        windowIsFromSYN = segment.isSYN
        lastACK = segment.hasACK ? segment.acknowledgment : nil
        lastACKTime = segment.time
        lastWasKeepAlive = notes.contains(.keepAlive)
        lastWasZeroWindowProbe = isProbe
    }
}

extension Segment {
    /// Whether its first SACK block is a duplicate SACK (RFC 2883 §4): below the ACK, or within the second block. For a segment that has SACK
    /// blocks.
    var reportsDuplicate: Bool {
        let (first, second, _, _) = options.sackBlocks
        let isBelowACK = first.right.distance(to: acknowledgment) >= 0
        let isWithinSecond =
            options.sackBlockCount > 1 && first.left.isAtOrBeyond(second.left) && second.right.isAtOrBeyond(first.right)
        return first.left.precedes(first.right) && (isBelowACK || isWithinSecond)
    }
}
