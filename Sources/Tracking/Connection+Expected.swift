import Wire

/// The expected path (header prediction, as in Linux's `tcp_rcv_established`, seen from outside): data that is next in order or an ACK that
/// moves on, both ends ESTABLISHED, nothing else about the segment or the connection. It gets no step, check or note, so nothing is judged.
///
/// It changes the same members as the long way, and must change them alike: a test compares all output with it switched off.
extension Connection {
    /// Looks whether the next segment may be an expected one; after each that was not.
    mutating func updateExpectations() {
        expectsPlainSegments =
            !isReported && !isClosed && client.state == .established && server.state == .established
            && handshake.search != .looking
            && teardown.activeCloser == nil && incidents.isQuiet && isPlain(.client) && isPlain(.server)
    }

    /// Whether all that is known of what an end sent and acknowledged agrees.
    private func isPlain(_ role: Role) -> Bool {
        let loss = self[role].loss
        guard let next = loss.next, let acknowledged = loss.lastACK, let peerNext = self[role.peer].loss.next else {
            return false
        }
        return loss.acknowledgeable == next && self[role].sentEnd == next && self[flow: role].stream.next == next
            && self[flow: role].stream.isPlain && self[role].covered == acknowledged && self[role].acknowledged == acknowledged
            && self[role].lastACK?.number == acknowledged && acknowledged.distance(to: peerNext) >= 0
            && self[role.peer].initialSequence?.precedes(acknowledged) != false
    }

    /// Whether a segment can take the expected path.
    @inline(__always)
    func expects(_ segment: borrowing Segment, from sender: Role) -> Bool {
        guard expectsPlainSegments, segment.flags.subtracting([.psh]) == .ack, segment.sequence == self[sender].loss.next,
            let before = self[sender].loss.lastACK, let peerNext = self[sender.peer].loss.next, let window = segment.window,
            window != 0
        else { return false }
        let length = segment.payloadLength
        let progress = before.distance(to: segment.acknowledgment)
        guard length > 0 ? progress >= 0 : progress > 0, progress <= before.distance(to: peerNext),
            segment.checksumIsRight != false, segment.capturedLength == length, segment.options.sackBlockCount == 0,
            segment.time.nanoseconds(since: end) <= Self.holding
        else { return false }
        guard length > 0 else { return true }
        // Its end stays inside the window, which is open.
        guard let edge = windowEdge(of: sender.peer) else { return self[sender.peer].loss.window != 0 }
        return segment.sequence.advanced(by: length).precedes(edge)
    }

    /// Takes a segment that `expects` let pass, but for its payload.
    @inline(__always)
    mutating func takeExpected(_ segment: borrowing Segment, from sender: Role) -> Judgement {
        var judgement = Judgement(sender: sender)
        judgement.clientState = .established
        judgement.serverState = .established
        let progress = self[sender].covered?.distance(to: segment.acknowledgment) ?? 0
        if progress > 0 { judgement.acknowledged = Acknowledged(bytes: progress, syn: false, fin: false) }

        addToFigures(segment, sender, isRepeat: false)
        if segment.payloadLength > 0 { noteSize(of: segment, from: sender) }
        lastFrame = segment.frame
        end = segment.time
        self[sender].takeExpected(segment, windowShift: windowShift(of: sender))
        return judgement
    }

    private mutating func noteSize(of segment: borrowing Segment, from sender: Role) {
        sawPayload = true
        if let limit = self[sender.peer].synOptions?.maximumSegmentSize, segment.payloadLength > Int(limit) {
            oversizedSegments += 1
        }
    }
}

extension Peer {
    @inline(__always)
    fileprivate mutating func takeExpected(_ segment: borrowing Segment, windowShift: Int) {
        let window = segment.window ?? 0
        packets += 1
        acknowledged = segment.acknowledgment
        covered = segment.acknowledgment
        largestWindow = max(largestWindow, Int(window) << windowShift)
        if timeToLive == nil { timeToLive = segment.timeToLive }
        identifications.add(segment.identification)
        lastACK = LastACK(number: segment.acknowledgment, frame: segment.frame, time: segment.time)
        if segment.payloadLength > 0 {
            if segment.checksumIsRight == true { sentRightChecksum = true }
            lastSent = (segment.frame, segment.time)
            sentPayload = true
            sentEnd = segment.end
        }
        loss.takeExpected(segment, window)
    }
}

extension LossState {
    @inline(__always)
    fileprivate mutating func takeExpected(_ segment: borrowing Segment, _ window: UInt16) {
        if segment.payloadLength > 0 {
            next = segment.end
            nextTime = segment.time
            nextStamp = segment.options.timestamps?.value
            acknowledgeable = next
        }
        if segment.acknowledgment != lastACK { duplicateACKs = 0 }
        self.window = window
        windowIsFromSYN = false
        lastACK = segment.acknowledgment
        lastACKTime = segment.time
        sackBlockCount = 0
        lastWasKeepAlive = false
        lastWasZeroWindowProbe = false
    }
}
