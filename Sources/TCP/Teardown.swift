public import Wire

/// How the closing stands: who closed first, and the numbers u, v and w (RFC 9293 §3.6).
public struct Teardown: Sendable {
    /// The sender of the first FIN.
    public internal(set) var activeCloser: Role?
    /// The number that the first FIN occupies.
    public internal(set) var u: SequenceNumber?
    /// The sequence number of the segment that acknowledged it.
    public internal(set) var v: SequenceNumber?
    /// The number that the second FIN occupies.
    public internal(set) var w: SequenceNumber?
    /// The first wave-3 was sent before step 2, without acknowledging the first FIN.
    public internal(set) var isSimultaneous = false
    /// wave-2 and wave-3 were first seen on one segment.
    public internal(set) var isThreeStep = false
}

extension Connection {
    /// Labels steps 1 to 4 of the close and sets u, v and w.
    func labelTeardown(_ segment: Segment, _ verdict: inout SegmentVerdict) {
        let sender = verdict.sender
        guard let closer = teardown.activeCloser, let u = teardown.u else {
            if segment.isFIN {
                verdict.steps.insert(.wave1)
                teardown.activeCloser = sender
                teardown.u = segment.payloadEnd
            }
            return
        }
        if sender == closer {
            if segment.isFIN { verdict.steps.insert(.wave1) }
            labelWave4(segment, afterFIN: u, &verdict)
        } else {
            labelWave2And3(segment, afterFIN: u, &verdict)
        }
    }

    private func labelWave2And3(
        _ segment: Segment, afterFIN u: SequenceNumber, _ verdict: inout SegmentVerdict
    ) {
        let expected = u.advanced(by: 1)
        let acknowledgesFIN = segment.hasACK && segment.acknowledgment.isAtOrBeyond(expected)
        let check = Equation(.ackIsU, expected: expected, actual: segment.acknowledgment)
        let isWave2 = acknowledgesFIN && !stepFrames.has(.wave2)
        if isWave2 {
            verdict.steps.insert(.wave2)
            verdict.checks.append(check)
            teardown.v = segment.sequence
        }
        guard segment.isFIN else { return }
        let number = segment.payloadEnd
        verdict.steps.insert(.wave3)
        // Judged by the numbers, since captures reorder: step 2 not seen yet, or it was already past this FIN.
        let step2Seen = stepFrames.has(.wave2) || isWave2
        let sentBeforeStep2 = !step2Seen || (teardown.v.map { number.precedes($0) } ?? false)
        let crossed = sentBeforeStep2 && !acknowledgesFIN
        if segment.hasACK, !crossed, !isWave2 { verdict.checks.append(check) }
        if teardown.w == nil {
            teardown.w = number
            teardown.isSimultaneous = crossed
            teardown.isThreeStep = isWave2
        }
    }

    private func labelWave4(
        _ segment: Segment, afterFIN u: SequenceNumber, _ verdict: inout SegmentVerdict
    ) {
        guard let w = teardown.w, segment.hasACK, !stepFrames.has(.wave4) else { return }
        let expected = w.advanced(by: 1)
        guard segment.acknowledgment.isAtOrBeyond(expected) else { return }
        verdict.steps.insert(.wave4)
        if segment.isPureACK {
            verdict.checks.append(Equation(.seqIsU, expected: u.advanced(by: 1), actual: segment.sequence))
        }
        verdict.checks.append(Equation(.ackIsW, expected: expected, actual: segment.acknowledgment))
    }
}
