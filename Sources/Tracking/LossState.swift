import Wire

/// What loss analysis remembers of one direction.
struct LossState: Sendable {
    /// The highest number after a segment seen so far, and when it was reached.
    var next: SequenceNumber?
    var nextTime = Timestamp(nanoseconds: 0)
    /// The end of what can be acknowledged without a hole in the capture.
    var acknowledgeable: SequenceNumber?
    /// The ACK and window of the last segment, whatever it was.
    var lastACK: SequenceNumber?
    var lastACKTime = Timestamp(nanoseconds: 0)
    var window: UInt16?
    var windowIsFromSYN = false
    /// How often it repeated its last ACK; -1 once that was found to acknowledge bytes not captured.
    var duplicateACKs = 0
    var lastWasKeepAlive = false
    var lastWasZeroWindowProbe = false
}

extension Connection {
    /// Retransmission, reordering, loss, and flow control, by the definitions of "TCP Analysis" in the Wireshark
    /// User's Guide (version 4.0), in their order of precedence.
    mutating func analyzeLoss(_ segment: Segment, from role: Role) -> Notes {
        // The first SYN of a side tells where its numbers begin, whatever came before it.
        var sender = self[role].loss
        if segment.isSYN, self[role].initialSequence == nil { sender = LossState() }
        var peer = self[role.peer].loss
        var notes: Notes = []
        let length = segment.payloadLength
        let isPlain = !(segment.isSYN || segment.isFIN || segment.isRST)
        let sequence = segment.sequence
        let window = segment.window ?? 0

        flowControl: do {
            if length == 1, sequence == sender.next, peer.window == 0 {
                notes.insert(.zeroWindowProbe)
                break flowControl
            }
            if segment.window == 0, isPlain { notes.insert(.zeroWindow) }
            if let next = sender.next, next.precedes(sequence), !segment.isRST {
                notes.insert(.previousSegmentNotCaptured)
            }
            if length <= 1, isPlain, let next = sender.next, sequence == next.advanced(by: -1) {
                notes.insert(.keepAlive)
            }
            // An ACK that repeats the last one of its side, at the place where that side stands.
            let repeatsACK =
                length == 0 && isPlain && sequence == sender.next
                && segment.acknowledgment == sender.lastACK
            if repeatsACK, window != 0, window != sender.window { notes.insert(.windowUpdate) }
            if length > 0, isPlain, let edge = windowEdge(of: role.peer), sequence.advanced(by: length) == edge {
                notes.insert(.windowFull)
            }
            if repeatsACK, window != 0, window == sender.window {
                if peer.lastWasKeepAlive {
                    notes.insert(.keepAliveACK)
                    break flowControl
                }
                sender.duplicateACKs = sender.duplicateACKs < 0 ? 1 : sender.duplicateACKs + 1
                notes.insert(.duplicateACK)
            }
            let probeACK = sender.lastACK.map { $0 == segment.acknowledgment || $0.advanced(by: 1) == segment.acknowledgment }
            if length == 0, isPlain, segment.window == 0, sender.window == 0, sequence == sender.next, probeACK == true,
                peer.lastWasZeroWindowProbe
            {
                notes.insert(.zeroWindowProbeACK)
                if segment.acknowledgment != sender.lastACK { peer.passProbe(segment.acknowledgment) }
            }
        }
        if segment.acknowledgment != sender.lastACK { sender.duplicateACKs = 0 }
        if segment.hasACK, let limit = peer.acknowledgeable, limit.precedes(segment.acknowledgment) {
            if peer.lastWasZeroWindowProbe, limit.advanced(by: 1) == segment.acknowledgment {
                peer.passProbe(segment.acknowledgment)
            } else if let next = peer.next, limit.precedes(next) {
                notes.insert(.ackedUnseenSegment)
                peer.acknowledgeable = next
            } else {
                // Nothing new was seen of the other side since: told once.
                if peer.duplicateACKs == 0 { notes.insert(.ackedUnseenSegment) }
                peer.duplicateACKs = -1
            }
        }
        if length > 0 || segment.isSYN || segment.isFIN, !notes.contains(.keepAlive) {
            notes.formUnion(repetition(segment, sender, peer))
        }
        sender.remember(segment, notes)
        self[role].loss = sender
        self[role.peer].loss = peer
        return notes
    }

    /// Whether a segment that does not advance the sequence number was sent again, or came late.
    private func repetition(_ segment: Segment, _ sender: LossState, _ peer: LossState) -> Notes {
        let sequence = segment.sequence
        let end = sequence.advanced(by: segment.payloadLength)
        if segment.payloadLength > 0, let acknowledged = peer.lastACK, acknowledged.isAtOrBeyond(end) {
            return [.retransmission, .spuriousRetransmission]
        }
        guard let next = sender.next, sequence.precedes(next) else { return [] }
        // One byte back and longer than that: new data after a zero window probe.
        if segment.payloadLength > 1, next.advanced(by: -1) == sequence { return [] }
        if peer.duplicateACKs >= 2, peer.lastACK == sequence,
            segment.time.nanoseconds(since: peer.lastACKTime) < 20_000_000
        {
            return [.retransmission, .fastRetransmission]
        }
        let threshold = handshake.roundTrip ?? 3_000_000
        let endOnRing = end.advanced(by: segment.isSYN || segment.isFIN ? 1 : 0)
        if segment.time.nanoseconds(since: sender.nextTime) < threshold, next != endOnRing { return .outOfOrder }
        return .retransmission
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
