import Wire

extension Connection {
    /// Whether the receiver of a RST had to accept it. Forged resets are a classic.
    ///
    /// RFC 9293 §3.10.7.3: in SYN_SENT, a RST counts if it acknowledges the SYN.
    /// RFC 9293 §3.10.7.4, RFC 5961 §3.2: later it counts if its number is exactly what its receiver expects next. One elsewhere in the window is
    /// answered with a challenge ACK, and one outside of it is dropped.
    func judgeReset(_ segment: Segment, _ verdict: inout SegmentVerdict) {
        // Its receiver drops one that was damaged on its way.
        if verdict.isDamaged { return }
        if verdict.sender == .server, client.covered == nil, let check = checkOfStep2(segment) {
            judgeAnswerToSYN(segment, check, &verdict)
            return
        }
        switch place(ofReset: segment, from: verdict.sender) {
        case .expected: verdict.isAcceptableReset = true
        case .inWindow: verdict.notes.insert(.resetChallenged)
        case .outside: verdict.notes.insert(.resetNotAcceptable)
        }
    }

    /// As long as the client has sent nothing with ACK, all that it can take for an answer to its SYN is a RST with the right ACK.
    private func judgeAnswerToSYN(_ segment: Segment, _ check: Equation, _ verdict: inout SegmentVerdict) {
        if segment.hasACK {
            verdict.checks.append(check)
            verdict.isAcceptableReset = check.holds
        }
        if !verdict.isAcceptableReset { verdict.notes.insert(.resetNotAcceptable) }
    }

    private enum PlaceOfReset { case expected, inWindow, outside }

    /// Where a RST lies: what its receiver expects next is in R…N, and its window ends before R + W.
    private func place(ofReset segment: Segment, from sender: Role) -> PlaceOfReset {
        let receiver = self[sender.peer]
        guard let r = receiver.acknowledged ?? self[sender].initialSequence?.advanced(by: 1) else { return .expected }
        let offset = Int(segment.sequence.rawValue &- r.rawValue)
        let sent = self[sender].sentEnd.map { max(0, r.distance(to: $0)) } ?? 0
        if offset <= sent { return .expected }
        return offset < max(receiver.largestWindow, 1) ? .inWindow : .outside
    }
}
