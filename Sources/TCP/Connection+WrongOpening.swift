import Wire

/// What shows that a number of the handshake only seemed wrong: the capture has segments in another order than they were sent in, or lacks some, or
/// the segment belongs to an older connection of the same ports.
extension Connection {
    /// Looks whether a segment explains a failed check of the handshake.
    func explainWrongOpening(_ segment: Segment, _ verdict: SegmentVerdict) {
        guard let opening = incidents?.ofOpening, !verdict.isDamaged else { return }
        if segment.isSYN {
            if verdict.sender == .server, segment.hasACK, verdict.checks.count > 0, verdict.failedChecks == 0,
                opening.rightSYNACK == nil
            {
                opening.rightSYNACK = segment.frame
            }
            return
        }
        guard let wrong = opening.unexplainedStep3, segment.frame != wrong.frame, explains(segment, verdict.sender, wrong) else {
            return
        }
        opening.step3Explained = segment.frame
        opening.unexplainedStep3 = nil
    }

    /// Whether a segment shows that the number of step 3 was right when that was sent.
    private func explains(_ segment: Segment, _ sender: Role, _ wrong: (check: Equation, frame: Int, time: Timestamp)) -> Bool {
        let (check, number) = (wrong.check, wrong.check.actual)
        guard check.expected.precedes(number) else { return false }
        if check.rule.isAboutACK {
            // The server had sent up to there, and goes on there: no TCP does that behind a number that it cannot have sent.
            return sender == .server && (segment.sequence == number || segment.payloadLength > 0 && segment.payloadEnd == number)
        }
        // The client had sent up to there before, by the times that the capture gives.
        return sender == .client && segment.payloadLength > 0 && segment.payloadEnd == number && segment.hasTime
            && segment.time < wrong.time
    }

    /// The frame that shows why the numbers of the handshake that failed their checks do so without harm; nil if one of them is not explained.
    public var wrongOpeningExplained: Int? {
        guard let rareCounters, let first = rareCounters.wrongOpening.first, let opening = incidents?.ofOpening,
            stepFrames.has(.handshake3), opening.unexplainedStep3 == nil
        else { return nil }
        // Step 3 was wrong, and nothing else.
        if let frame = opening.step3Explained, rareCounters.wrongOpening.allSatisfy({ $0 == stepFrames[2] }) { return frame }
        // The first SYN-ACKs were, and the client did not take them.
        guard opening.step3Explained == nil else { return nil }
        if let frame = opening.rightSYNACK { return frame }
        return stepFrames[1].flatMap { $0 < first ? $0 : nil }
    }
}
