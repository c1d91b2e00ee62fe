import Wire

extension Connection {
    /// Whether the receiver of a RST had to accept it (RFC 9293 §3.10.7, RFC 5961 §3); forged resets are a classic.
    mutating func judgeReset(_ segment: Segment, _ judgement: inout Judgement) {
        let answersSYN = judgement.sender == .server && segment.hasACK && !stepFrames.has(.handshake2)
        if answersSYN, let check = checkOfStep2(segment) {
            judgement.checks.append(check)
            judgement.isAcceptableReset = check.holds
        } else {
            judgement.isAcceptableReset = isInWindow(segment, from: judgement.sender)
        }
        if !judgement.isAcceptableReset { judgement.notes.insert(.resetNotAcceptable) }
    }

    /// R ≤ seq < R + max(W, 1), or R not known.
    private func isInWindow(_ segment: Segment, from sender: Role) -> Bool {
        let receiver = self[sender.peer]
        guard let expected = receiver.acknowledged ?? self[sender].initialSequence?.advanced(by: 1) else { return true }
        let distance = segment.sequence.rawValue &- expected.rawValue
        return Int(distance) < max(receiver.largestWindow, 1)
    }
}
