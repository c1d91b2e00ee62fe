import Wire

extension Connection {
    /// Moves both ends to the states that the segment shows: the table of the contract, row by row.
    func advanceStates(_ segment: Segment, _ verdict: SegmentVerdict) {
        let sender = verdict.sender
        let other = sender.peer
        let steps = verdict.steps
        if segment.isRST {
            if verdict.isAcceptableReset { advance(sender, .closed, other, .closed) }
            return
        }
        advanceOpening(segment, verdict)
        if steps.contains(.wave1) { self[sender].state.advance(to: .finWait1) }

        if teardown.isSimultaneous {
            // Where captures reorder, its acknowledgment of the other FIN may stand before it.
            if steps.contains(.wave3) { self[sender].state.advance(to: stepFrames.has(.wave2) ? .closing : .finWait1) }
            if steps.contains(.wave2) || steps.contains(.wave4) {
                let isSecond = stepFrames.has(.wave2) || stepFrames.has(.wave4)
                if isSecond { advance(sender, .timeWait, other, .timeWait) } else { self[sender].state.advance(to: .closing) }
            }
            return
        }
        if steps.isSuperset(of: [.wave2, .wave3]) {
            advance(sender, .lastAck, other, .finWait2)
        } else if steps.contains(.wave2) {
            advance(sender, .closeWait, other, .finWait2)
        } else if steps.contains(.wave3) {
            self[sender].state.advance(to: .lastAck)
        }
        if steps.contains(.wave4) { advance(sender, .timeWait, other, .closed) }
    }

    private func advanceOpening(_ segment: Segment, _ verdict: SegmentVerdict) {
        let sender = verdict.sender
        let other = sender.peer
        let steps = verdict.steps
        if steps.contains(.handshake1) {
            advance(sender, .synSent, other, handshake.isSimultaneous ? .synSent : .listen)
        } else if steps.contains(.handshake2) {
            if handshake.isSimultaneous {
                self[sender].state.advance(to: .synReceived)
                // `update` has not recorded this one yet.
                if self[other].sentSYNACK { advance(.client, .established, .server, .established) }
            } else {
                advance(sender, .synReceived, other, .synSent)
            }
        } else if steps.contains(.handshake3) {
            advance(sender, .established, other, .established)
        } else {
            let isFirst = client.packets + server.packets == 0
            let isPastHandshake = (client.state ?? .listen) >= .established && (server.state ?? .listen) >= .established
            // Step 3, or the whole handshake, was not captured: payload shows that it took place.
            if isFirst || !isPastHandshake && (segment.payloadLength > 0 || segment.isFIN) {
                advance(sender, .established, other, .established)
            }
        }
    }

    private func advance(_ one: Role, _ state: PeerState, _ two: Role, _ otherState: PeerState) {
        self[one].state.advance(to: state)
        self[two].state.advance(to: otherState)
    }
}
