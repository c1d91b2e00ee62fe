public import Wire

/// How the opening stands: the numbers x and y, and the search for step 3 (RFC 9293 §3.5).
public struct Handshake: Sendable {
    /// The client's initial sequence number: seq of its SYN.
    public internal(set) var x: SequenceNumber?
    /// The server's: seq of its SYN-ACK, or of its SYN in a simultaneous open.
    public internal(set) var y: SequenceNumber?
    /// The Fast Open bytes that the latest SYN-ACK to acknowledge any acknowledged: n.
    public internal(set) var fastOpenBytes = 0
    /// Both sides sent a SYN without ACK, the server's before any step 2.
    public internal(set) var isSimultaneous = false
    var search = Search.notYet
    /// The time of the last handshake-1 before the first handshake-2.
    var lastSYNTime: Timestamp?
    /// From the client's first SYN to the last one before step 2, in nanoseconds: what was lost by waiting.
    public internal(set) var waited: Int64 = 0
    /// From the client's first SYN to step 3, in nanoseconds: how long connecting took.
    public var connectTime: Int64? { roundTrip.map { $0 &+ waited } }
    /// How many SYNs of the client before step 2 offered ECN (RFC 3168 §6.1.1), and whether the last of them did.
    public internal(set) var synsWithECN: UInt8 = 0
    public internal(set) var lastSYNOffersECN = false
    /// From the last SYN before step 2 to step 2, in nanoseconds: the round trip between the point of capture and the server.
    public internal(set) var roundTripToServer: Int64?
    /// From the last SYN before step 2 to step 3, in nanoseconds.
    public internal(set) var roundTrip: Int64?

    enum Search: UInt8 { case notYet, looking, over }
}

extension Connection {
    /// Labels steps 1 to 3 and sets x and y.
    func labelHandshake(_ segment: Segment, _ verdict: inout SegmentVerdict) {
        if segment.isSYN {
            if segment.hasACK { labelStep2(segment, &verdict) } else { labelStep1(segment, &verdict) }
        } else if verdict.sender == .client, segment.hasACK {
            labelStep3(segment, &verdict)
        }
    }

    private func labelStep1(_ segment: Segment, _ verdict: inout SegmentVerdict) {
        if verdict.sender == .client {
            verdict.steps.insert(.handshake1)
            if handshake.x == nil { handshake.x = segment.sequence }
        } else if handshake.isSimultaneous {
            verdict.steps.insert(.handshake1)
        } else if !stepFrames.has(.handshake2), client.sentSYN {
            verdict.steps.insert(.handshake1)
            handshake.isSimultaneous = true
            if handshake.y == nil { handshake.y = segment.sequence }
        }
        guard !stepFrames.has(.handshake2) else { return }
        if verdict.sender == .client, segment.hasTime, client.synCount > 0, let last = handshake.lastSYNTime {
            handshake.waited &+= max(0, segment.time.nanoseconds(since: last))
        }
        handshake.lastSYNTime = segment.hasTime ? segment.time : nil
        guard verdict.sender == .client else { return }
        handshake.lastSYNOffersECN = segment.flags.isSuperset(of: [.ece, .cwr])
        if handshake.lastSYNOffersECN, handshake.synsWithECN < .max { handshake.synsWithECN += 1 }
    }

    private func labelStep2(_ segment: Segment, _ verdict: inout SegmentVerdict) {
        verdict.steps.insert(.handshake2)
        if verdict.sender == .server {
            // A SYN-ACK that the client can accept takes the place of one that it cannot.
            if handshake.y == nil || serverSYNIsProvisional && !verdict.isForeign { handshake.y = segment.sequence }
            if handshake.roundTripToServer == nil, !verdict.isForeign, !stepFrames.has(.handshake2) {
                handshake.roundTripToServer = timeSinceSYN(segment)
            }
            if let check = checkOfStep2(segment) { verdict.checks.append(check) }
            if case .ackIsX(let n)? = verdict.checks[0]?.rule, n > 0 { handshake.fastOpenBytes = Int(n) }
            if handshake.search == .notYet, !handshake.isSimultaneous { handshake.search = .looking }
        } else if handshake.isSimultaneous, let y = handshake.y {
            verdict.checks.append(
                Equation(.ackIsY, expected: y.advanced(by: 1), actual: segment.acknowledgment))
        }
    }

    /// `ack = x+1`, or `ack = x+1+n` where the SYN carried at least n bytes (RFC 7413 §4.2). None if the SYN is not known.
    func checkOfStep2(_ segment: Segment) -> Equation? {
        guard let x = handshake.x else { return nil }
        let n = x.advanced(by: 1).distance(to: segment.acknowledgment)
        let isFastOpen = n > 0 && n <= client.synPayload
        return Equation(
            .ackIsX(fastOpenBytes: isFastOpen ? UInt32(clamping: n) : 0), expected: x.advanced(by: isFastOpen ? 1 + n : 1),
            actual: segment.acknowledgment)
    }

    /// The client's answer to step 2, once the client's SYN is known (captures reorder); looked for until found or until it is clear that it was not captured.
    private func labelStep3(_ segment: Segment, _ verdict: inout SegmentVerdict) {
        guard handshake.search == .looking, let x = handshake.x, let y = handshake.y else { return }
        let n = handshake.fastOpenBytes
        let expectedSequence = x.advanced(by: 1 + n)
        let expectedACK = y.advanced(by: 1)
        if segment.sequence == expectedSequence {
            let isBeyond = expectedACK.precedes(segment.acknowledgment)
            let wasSent = server.sentEnd.map { $0.isAtOrBeyond(segment.acknowledgment) } ?? false
            if isBeyond, wasSent {
                handshake.search = .over  // it acknowledges more than the SYN-ACK: step 3 came before it
                return
            }
        } else if segment.acknowledgment == expectedACK, segment.isPureACK, !client.sentPayload {
            // A keep-alive probe: passed over, the search goes on.
            if segment.sequence == x.advanced(by: n) { return }
        } else {
            handshake.search = .over
            return
        }
        handshake.search = .over
        verdict.steps.insert(.handshake3)
        verdict.checks.append(
            Equation(.seqIsX(fastOpenBytes: UInt32(clamping: n)), expected: expectedSequence, actual: segment.sequence))
        verdict.checks.append(Equation(.ackIsY, expected: expectedACK, actual: segment.acknowledgment))
        handshake.roundTrip = timeSinceSYN(segment)
    }

    /// nil where the capture does not say when one of the two came, or where its clock went back meanwhile.
    func timeSinceSYN(_ segment: Segment) -> Int64? {
        guard segment.hasTime, let last = handshake.lastSYNTime else { return nil }
        let time = segment.time.nanoseconds(since: last)
        return time >= 0 ? time : nil
    }
}
