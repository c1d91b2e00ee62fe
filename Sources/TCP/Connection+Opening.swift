import Wire

/// The short way for the segments of an opening as it is in textbooks: all that they do to a connection, without the rules that would look for
/// something else in vain.
///
/// It must leave the connection as the rules do: a test compares all output with it switched off.
extension Connection {
    /// Judges the segments of an opening again.
    func reopen(_ record: LongOpening) {
        clientIsLow = record.begin.clientIsLow
        rolesAreObserved = true
        let isUsual = !record.begin.reusesPorts && record.isUsual
        for i in 0..<Int(record.begin.count) {
            let kept = record[i]
            let segment = kept.segment
            let sender: Role = kept.lowSent == clientIsLow ? .client : .server
            if i == 0 { firstFrame = segment.frame }
            if isUsual {
                takeOfOpening(segment, from: sender)
            } else {
                _ = receive(segment, from: sender, notes: i == 0 && record.begin.reusesPorts ? .portReuse : [], nil)
            }
            self[flow: sender].recordedSegments += 1
        }
    }

    /// Takes a segment of a usual opening: what `OpeningSegment.progress` admits, with an open window and no wrong checksum.
    private func takeOfOpening(_ segment: Segment, from sender: Role) {
        self[sender].loss.remember(segment, [])
        let steps = segment.isRST ? [] : labelOfOpening(segment, from: sender)
        if segment.isRST {
            checksPassed += sender == .server && client.covered == nil ? 1 : 0
            noteEndingReset(segment, sender)
        } else {
            noteProgress(segment, from: sender, acknowledging: 0)
            if lacksTimestamps(segment) { ensuredIncidents()[sender].withoutTimestamps.add(segment.frame, segment.time) }
            if segment.isFIN { ensuredIncidents().clientFINs.add(segment.frame, segment.time) }
        }
        if segment.frame != firstFrame { idleTimes.note(segment.time.nanoseconds(since: end), before: segment.frame) }
        advanceOfOpening(segment, steps, from: sender)
        stepFrames.record(steps, frame: segment.frame)
        lastFrame = segment.frame
        end = segment.time
        let shift = segment.isSYN ? 0 : windowShift(of: sender)
        self[sender].update(segment, windowShift: shift, isAcceptableReset: segment.isRST, isDamaged: false)
        guard !segment.isRST else { return }
        self[flow: sender].stream.note(segment, isFirstSYN: segment.isSYN)
        if segment.hasACK { self[sender].covered = segment.acknowledgment }
    }

    /// Notes what step a segment without RST is, and the numbers that it tells. All checks hold.
    private func labelOfOpening(_ segment: Segment, from sender: Role) -> Steps {
        if segment.isFIN {
            teardown.activeCloser = sender
            teardown.u = segment.payloadEnd
            return .wave1
        }
        if sender == .server {
            handshake.y = segment.sequence
            handshake.roundTripToServer = timeSinceSYN(segment)
            handshake.search = .looking
            checksPassed += 1
            return .handshake2
        }
        if segment.isSYN {
            handshake.x = segment.sequence
            handshake.lastSYNTime = segment.time
            sawSYN = true
            return .handshake1
        }
        handshake.search = .over
        handshake.roundTrip = timeSinceSYN(segment)
        checksPassed += 2
        return .handshake3
    }

    /// The states that a segment shows.
    private func advanceOfOpening(_ segment: Segment, _ steps: Steps, from sender: Role) {
        if segment.isRST {
            client.state = .closed
            server.state = .closed
            if sender == .server { serverReset = true }
            resetBy = sender
            closing = .reset
        } else if steps == .handshake1 {
            client.state = .synSent
            server.state = .listen
        } else if steps == .handshake2 {
            server.state = .synReceived
        } else if steps == .handshake3 {
            client.state = .established
            server.state = .established
        } else {
            client.state = .finWait1
        }
    }
}
