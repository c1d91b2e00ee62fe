public import Wire

/// What went wrong in a connection, as evidence: frames, times and counts. Sentences are made of it elsewhere.
public struct Incidents {
    /// Frames of one kind remembered at most.
    static let maximumFrames = 16

    /// A RST that counted.
    public struct Reset: Sendable {
        public var frame = 0
        public var time = Timestamp(nanoseconds: 0)
        public var sender = Role.client
        /// Bytes that the other end had sent and the RST's sender had not acknowledged.
        public var unacknowledged = 0
        /// Up to where its sender had acknowledged.
        var reached: SequenceNumber?
        /// The frame of the FIN that had been seen before, by either side.
        public var finFrame: Int?
        /// It came without ACK in the middle of an open connection: what a TCP answers that does not know the connection.
        public var knowsNothing = false
        /// The RST's TTL, and that of its side's other packets, where they differ by more than routes do.
        public var oddTimeToLive: (reset: Int, others: Int)?
        /// Its IPv4 identification, and the last one of its side's other packets, where those were counted up step by step.
        public var oddIdentification: (reset: Int, others: Int)?
        /// The first frame with payload or FIN of the same side after it.
        public var aliveAfter: Int?
    }

    /// A time in which nothing moved.
    public struct Stall: Sendable {
        /// The end that was the cause: that did not read, or whose segment was lost.
        public var role = Role.client
        public var firstFrame = 0
        public var lastFrame = 0
        /// In nanoseconds.
        public var duration: Int64 = 0
    }

    /// The first RST that counted.
    public internal(set) var reset: Reset?
    /// The longest time that a window stayed closed.
    public internal(set) var zeroWindow: Stall?
    /// The longest wait before a segment was sent again by time-out, and how often that happened.
    public internal(set) var timeout: Stall?
    public internal(set) var timeouts = 0
    /// One side had closed and the other went on: from step 2 to step 3.
    public internal(set) var halfClosed: Stall?
    /// Bytes that crossed in that time.
    public internal(set) var halfClosedBytes = 0
    /// The SYN took over ports that were still in use.
    public internal(set) var reusedPorts = false

    /// Where each side's window is closed now: the frame and time that said so.
    var closedWindow: (client: (frame: Int, time: Timestamp)?, server: (frame: Int, time: Timestamp)?)
    /// Step 2 of the close: its frame and time, and how many bytes its side had sent by then.
    var step2: (frame: Int, time: Timestamp, bytes: Int)?

    init() {}

    /// Whether nothing in it may change with the next plain segment.
    var isQuiet: Bool { reset == nil && closedWindow.client == nil && closedWindow.server == nil }
}

extension Connection {
    /// Waits shorter than this are no stall, in nanoseconds: the least retransmission time-out of common stacks.
    public static let leastTimeout: Int64 = 200_000_000

    /// Gathers the evidence that a segment adds; the peers still stand as they did before it.
    mutating func gatherIncidents(_ segment: Segment, _ judgement: Judgement) {
        let sender = judgement.sender
        let notes = judgement.notes
        if !judgement.checks.isEmpty { gatherFailedChecks(segment, judgement) }
        if notes.contains(.resetNotAcceptable) { Self.append(segment.frame, to: &ensuredTallies().unacceptableResets) }
        if notes.contains(.resetChallenged) { Self.append(segment.frame, to: &ensuredTallies().challengedResets) }
        if notes.contains(.portReuse) { incidents.reusedPorts = true }
        if let reset = incidents.reset {
            if reset.sender == sender, reset.aliveAfter == nil, !segment.isRST,
                segment.payloadLength > 0 && !notes.contains(.retransmission) || segment.isFIN
            {
                incidents.reset?.aliveAfter = segment.frame
            } else if reset.sender != sender, !segment.isRST, segment.payloadLength > 0, let reached = reset.reached {
                // It was on its way when the RST was sent.
                incidents.reset?.unacknowledged = max(reset.unacknowledged, reached.distance(to: segment.payloadEnd))
            }
        } else if judgement.isAcceptableReset {
            incidents.reset = resetEvidence(segment, sender)
        }
        gatherZeroWindow(segment, sender)
        if notes.contains(.retransmission), notes.isDisjoint(with: [.fastRetransmission, .spuriousRetransmission]) {
            gatherTimeout(segment, sender)
        }
        if lacksTime {
            incidents.step2 = nil
            incidents.zeroWindow = nil
            incidents.timeout = nil
            incidents.closedWindow = (nil, nil)
        } else if judgement.steps.contains(.wave2), !judgement.steps.contains(.wave3) {
            incidents.step2 = (segment.frame, segment.time, flow(of: sender).stream.distinctBytes)
        } else if judgement.steps.contains(.wave3), incidents.halfClosed == nil, let step2 = incidents.step2 {
            incidents.halfClosed = Incidents.Stall(
                role: sender, firstFrame: step2.frame, lastFrame: segment.frame,
                duration: segment.time.nanoseconds(since: step2.time))
            incidents.halfClosedBytes = flow(of: sender).stream.distinctBytes + segment.payloadLength - step2.bytes
        }
    }

    mutating func gatherFailedChecks(_ segment: Segment, _ judgement: Judgement) {
        for i in 0..<judgement.checks.count {
            guard let check = judgement.checks[i], !check.holds else { continue }
            switch check.rule {
            case .ackIsX, .seqIsX, .ackIsY: Self.append(segment.frame, to: &ensuredTallies().wrongOpening)
            case .ackIsU, .seqIsU, .ackIsW: Self.append(segment.frame, to: &ensuredTallies().wrongClosing)
            }
        }
    }

    /// Notes that bytes of this frame differ from the copy seen before.
    public mutating func noteOverlapConflict(in frame: Int) {
        guard !isReported else { return }
        count(.overlapConflict)
        Self.append(frame, to: &ensuredTallies().overlapConflicts)
    }

    /// Frames of the handshake whose numbers are wrong.
    public var wrongOpening: [Int] { tallies?.wrongOpening ?? [] }
    /// Frames of the close whose numbers are wrong.
    public var wrongClosing: [Int] { tallies?.wrongClosing ?? [] }
    /// Frames of RSTs that their receiver must ignore.
    public var unacceptableResets: [Int] { tallies?.unacceptableResets ?? [] }
    /// Frames of RSTs that their receiver answers with a challenge ACK.
    public var challengedResets: [Int] { tallies?.challengedResets ?? [] }
    /// Frames whose bytes differ from the copy seen before.
    public var overlapConflicts: [Int] { tallies?.overlapConflicts ?? [] }

    private static func append(_ frame: Int, to frames: inout [Int]) {
        if frames.count < Incidents.maximumFrames { frames.append(frame) }
    }

    private func resetEvidence(_ segment: Segment, _ sender: Role) -> Incidents.Reset {
        let other = self[sender.peer]
        let mine = self[sender]
        var reached = mine.acknowledged ?? other.initialSequence?.advanced(by: 1)
        if segment.hasACK, let seen = reached, seen.precedes(segment.acknowledgment) { reached = segment.acknowledgment }
        var unacknowledged = 0
        if let sent = other.sentEnd, let reached {
            unacknowledged = max(0, reached.distance(to: sent) - (other.fin == nil ? 0 : 1))
        }
        var odd: (Int, Int)?
        if let known = mine.timeToLive, abs(Int(known) - Int(segment.timeToLive)) > 2 {
            odd = (Int(segment.timeToLive), Int(known))
        }
        let identification = segment.identification
        var oddIdentification: (Int, Int)?
        // Linux numbers its RSTs 0, whatever the connection's other packets have.
        if let known = mine.identifications.last, identification != 0, mine.identifications.isSteady,
            !(0...2048).contains(identification &- known)
        {
            oddIdentification = (Int(identification), Int(known))
        }
        let finFrame = client.fin?.frame ?? server.fin?.frame
        let isOpen = client.state == .established && server.state == .established
        return Incidents.Reset(
            frame: segment.frame, time: segment.time, sender: sender, unacknowledged: unacknowledged, reached: reached,
            finFrame: finFrame,
            knowsNothing: !segment.hasACK && isOpen, oddTimeToLive: odd, oddIdentification: oddIdentification)
    }

    private mutating func gatherZeroWindow(_ segment: Segment, _ sender: Role) {
        guard !lacksTime, !segment.isRST, !segment.isSYN, let window = segment.window else { return }
        let began = sender == .client ? incidents.closedWindow.client : incidents.closedWindow.server
        if window == 0 {
            guard began == nil else { return }
            if sender == .client {
                incidents.closedWindow.client = (segment.frame, segment.time)
            } else {
                incidents.closedWindow.server = (segment.frame, segment.time)
            }
        } else if let began {
            let duration = segment.time.nanoseconds(since: began.time)
            if duration > (incidents.zeroWindow?.duration ?? 0) {
                incidents.zeroWindow = Incidents.Stall(
                    role: sender, firstFrame: began.frame, lastFrame: segment.frame, duration: duration)
            }
            if sender == .client { incidents.closedWindow.client = nil } else { incidents.closedWindow.server = nil }
        }
    }

    /// A window that was still closed at the end: what held it up until then.
    public var lastingZeroWindow: Incidents.Stall? {
        let closed = [(Role.client, incidents.closedWindow.client), (.server, incidents.closedWindow.server)]
        for (role, began) in closed {
            guard let began else { continue }
            return Incidents.Stall(
                role: role, firstFrame: began.frame, lastFrame: lastFrame, duration: end.nanoseconds(since: began.time))
        }
        return nil
    }

    /// A segment sent again although no duplicate ACK asked for it: its sender had waited.
    private mutating func gatherTimeout(_ segment: Segment, _ sender: Role) {
        guard !lacksTime, !segment.isSYN, segment.payloadLength > 0 || segment.isFIN, let last = self[sender].lastSent else {
            return
        }
        let waited = segment.time.nanoseconds(since: last.time)
        guard waited >= Self.leastTimeout else { return }
        incidents.timeouts += 1
        if waited > (incidents.timeout?.duration ?? 0) {
            incidents.timeout = Incidents.Stall(
                role: sender, firstFrame: last.frame, lastFrame: segment.frame, duration: waited)
        }
    }
}
