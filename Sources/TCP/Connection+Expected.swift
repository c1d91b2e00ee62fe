import Wire

/// The expected path (header prediction, as in Linux's `tcp_rcv_established`, seen from outside): new data behind all that its sender sent, or
/// an ACK, both ends ESTABLISHED, nothing else about the segment or the connection. It gets no step and no check, and no note but that of a
/// duplicate ACK, so nothing is judged. Early data behind a hole and selective acknowledgments are part of it.
///
/// It changes the same members as the long way, and must change them alike: a test compares all output with it switched off.
extension Connection {
    /// Looks whether the next segment may be an expected one; after each that was not.
    func updateExpectations() {
        expectsPlainSegments =
            !lacksTime && !isReported && !isClosed && client.state == .established && server.state == .established
            && handshake.search != .looking && teardown.activeCloser == nil && incidents?.isQuiet ?? true && isPlain(.client)
            && isPlain(.server)
        guard expectsPlainSegments else { return }
        awaitsSettling = incidents?.awaitsSettling ?? false
        agreedTimestamps = client.synOptions?.timestamps != nil && server.synOptions?.timestamps != nil
        client.agreement = agreement(of: .client)
        server.agreement = agreement(of: .server)
    }

    private func agreement(of role: Role) -> Peer.Agreement {
        var agreement = Peer.Agreement()
        agreement.windowShift = windowScalingIsOn.map { $0 ? UInt8(clamping: self[role].offeredShift ?? 0) : 0 }
        agreement.edgeShift =
            client.synOptions != nil && server.synOptions != nil
            ? agreement.windowShift : edgeShift(of: role).map { UInt8(clamping: $0) }
        agreement.knownShift = toldWindowShift(of: role).map { UInt8(clamping: $0) }
        if let limit = self[role].synOptions?.maximumSegmentSize { agreement.segmentLimit = UInt32(limit) }
        return agreement
    }

    /// Whether all that is known of what an end sent and acknowledged agrees.
    private func isPlain(_ role: Role) -> Bool {
        guard let next = self[role].loss.next, self[flow: role].stream.isPlain(upTo: next),
            let acknowledgeable = self[role].loss.acknowledgeable, let acknowledged = self[role].loss.lastACK,
            self[role.peer].loss.next != nil, let peerLimit = self[role.peer].loss.acknowledgeable
        else { return false }
        return acknowledgeable.distance(to: next) >= 0 && self[role].sentEnd == next && self[role].covered == acknowledged
            && self[role].acknowledged == acknowledged && self[role].lastACK?.number == acknowledged
            && acknowledged.distance(to: peerLimit) >= 0 && self[role.peer].initialSequence?.precedes(acknowledged) != false
    }

    /// Whether a segment is an ACK that says again what the last one of its sender said.
    @inline(__always)
    func repeatsACK(_ segment: borrowing Segment, from sender: Role) -> Bool {
        guard segment.payloadLength == 0 else { return false }
        return segment.acknowledgment == self[sender].loss.lastACK
    }

    /// Takes a segment, but for its payload, if it is an expected one; false, and nothing is changed, if it is not.
    @inline(__always)
    func takeIfExpected(_ segment: inout Segment, from sender: Role, repeatsACK: Bool) -> Bool {
        guard segment.hasTime else { return false }
        let gap = segment.time.nanoseconds(since: end)
        let hasTimestamps = segment.options.timestamps != nil
        guard gap <= Self.holding, hasTimestamps || !agreedTimestamps else { return false }
        if awaitsSettling, incidents?.path(of: sender.peer)?.isSettled(by: segment.acknowledgment) == true { return false }
        let before = self[sender].acknowledged
        guard self[sender].takeIfExpected(&segment, &self[sender.peer]) else { return false }
        self[flow: sender].sent(segment, isRepeat: false, acknowledged: self[sender].reached(by: self[sender.peer]))
        self[flow: sender.peer].acknowledged(by: segment)
        idleTimes.note(gap, before: segment.frame)
        noteExpectedProgress(&segment, from: sender, acknowledgedBefore: before)
        lastFrame = segment.frame
        end = segment.time
        guard segment.payloadLength > 0 else {
            if repeatsACK { count(.duplicateACK) }
            return true
        }
        idleTimes.lastPayload = segment.time
        sawPayload = true
        if segment.payloadLength > Int(self[sender.peer].agreement.segmentLimit) { oversizedSegments += 1 }
        return true
    }
}

extension Peer {
    @inline(__always)
    fileprivate mutating func takeIfExpected(_ segment: inout Segment, _ peer: inout Peer) -> Bool {
        guard let before = loss.lastACK, let next = loss.next, let peerLimit = peer.loss.acknowledgeable,
            let window = segment.window,
            segment.flags.rawValue & ~TCPFlags.psh.rawValue == TCPFlags.ack.rawValue, segment.sequence == next, window != 0
        else { return false }
        let length = segment.payloadLength
        let progress = before.distance(to: segment.acknowledgment)
        guard progress >= 0, progress <= before.distance(to: peerLimit), segment.checksumIsRight != false,
            segment.capturedLength == length
        else { return false }
        if segment.options.closesMultipath { return false }
        if segment.options.sackBlockCount > 0, segment.reportsDuplicate { return false }
        let newNext = next.advanced(by: length)
        if length > 0 {
            // Its end stays inside the window, which is open.
            guard let edge = peer.windowEdge, newNext.precedes(edge) else { return false }
            takeExpectedPayload(segment, newNext)
        } else if progress == 0 {
            // It repeats the last ACK: neither a window update, nor a probe of a closed window, nor the answer to a keep-alive.
            guard window == loss.window, peer.loss.window != 0, !peer.loss.lastWasKeepAlive else { return false }
            loss.duplicateACKs = loss.duplicateACKs < 0 ? 1 : loss.duplicateACKs + 1
        }
        packets += 1
        if segment.checksumIsRight == true { countRightChecksum() }
        acknowledged = segment.acknowledgment
        self.covered = segment.acknowledgment
        largestWindow = max(largestWindow, Int(window) &<< Int(agreement.windowShift ?? 14))
        lastACK = LastACK(number: segment.acknowledgment, frame: segment.frame, time: segment.time)
        loss.takeExpectedACK(segment, window, isProgress: progress > 0)
        noteSACK(segment.options)
        return true
    }

    /// How far the other end has acknowledged what this one sent.
    @inline(__always)
    fileprivate func reached(by peer: borrowing Peer) -> SequenceNumber? { peer.acknowledged ?? initialSequence?.advanced(by: 1) }

    /// Where the window that it offers ends; without a known scale, further than anything sent.
    @inline(__always)
    private var windowEdge: SequenceNumber? {
        guard let acknowledged = loss.lastACK, let window = loss.window, window != 0 else { return nil }
        guard let shift = agreement.windowShift else { return acknowledged.advanced(by: 1 << 30) }
        return acknowledged.advanced(by: Int(window) &<< (loss.windowIsFromSYN ? 0 : Int(shift)))
    }

    @inline(__always)
    private mutating func takeExpectedPayload(_ segment: borrowing Segment, _ next: SequenceNumber) {
        if segment.checksumIsRight == true { sentRightChecksum = true }
        lastSent = (segment.frame, segment.time)
        sentPayload = true
        sentEnd = next
        loss.next = next
        loss.nextTime = segment.time
        loss.nextStamp = segment.options.timestamps?.value
        if loss.acknowledgeable == segment.sequence { loss.acknowledgeable = next }
    }
}

extension LossState {
    @inline(__always)
    fileprivate mutating func takeExpectedACK(_ segment: borrowing Segment, _ window: UInt16, isProgress: Bool) {
        if isProgress { duplicateACKs = 0 }
        self.window = window
        windowIsFromSYN = false
        lastACK = segment.acknowledgment
        lastACKTime = segment.time
        lastWasKeepAlive = false
        lastWasZeroWindowProbe = false
    }
}
