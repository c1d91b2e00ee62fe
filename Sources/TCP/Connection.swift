public import Wire

/// One incarnation of a pair of endpoints: what both ends have said, and what follows from it.
///
/// For each segment `receive` judges first, then labels, then updates: judging and labelling only read.
///
/// An object, so that whoever reads it reads it where it lies. What each end said (`Peer`) and sent (`Flow`) is changed in place, and what most
/// connections have nothing of (`RareCounters`, `Incidents`) is made when it is first needed.
@safe public final class Connection {
    // In this order what each segment reads or changes lies in the first lines of the cache.
    static var firstLines: Int { 3 }
    static var otherLines: Int { 5 }

    /// Counted from 1 in the order of first packets.
    public let number: Int
    /// What each end said and sent.
    @usableFromInline let ends: Ends
    /// The time of the last segment.
    public internal(set) var end: Timestamp
    public internal(set) var lastFrame = 0
    /// Whether the client is `key.low`.
    public internal(set) var clientIsLow = false
    /// Whether a segment may take the expected path; see `updateExpectations`.
    var expectsPlainSegments = false
    /// Whether both SYNs offered timestamps; known once both ends are ESTABLISHED.
    var agreedTimestamps = false
    /// Whether an ACK may settle something that was sent again; where a segment may take that path.
    var awaitsSettling = false
    /// Payload outside SYN and RST segments was seen.
    public internal(set) var sawPayload = false
    /// Whether it stands among those that hold bytes.
    var isHolder = false
    /// Of one of its segments the capture does not say when it came: then nothing is known of how long anything took.
    public internal(set) var lacksTime = false
    /// Whether its record was written: what comes later changes it no more.
    public var isReported = false
    /// When it began.
    public internal(set) var start: Timestamp
    /// Bytes that its application holds and that are charged to the budget.
    var chargedBytes = 0
    /// What reads its bytes; nil before the first ones, and once it was reported.
    public var application: (any ApplicationLayer)? {
        didSet { unsafe applicationAddress = application.map(Prefetch.address(of:)) }
    }
    /// Where that lies: its first line is fetched into the cache before it is retained.
    private(set) var applicationAddress: UnsafeRawPointer?
    /// What went wrong, as evidence; nil if nothing did.
    public internal(set) var incidents: Incidents?
    public internal(set) var idleTimes = IdleStatistics()

    // What few segments need.

    public let key: ConnectionKey
    /// False if no SYN told who the client is.
    public internal(set) var rolesAreObserved = false
    public internal(set) var handshake = Handshake()
    public internal(set) var teardown = Teardown()

    public internal(set) var firstFrame = 0
    /// The frame in which each step was first seen, by the step's bit number; 0 for none.
    public internal(set) var stepFrames = StepFrames()
    public internal(set) var checksPassed = 0
    public internal(set) var checksFailed = 0
    /// One of the handshake's checks failed.
    public internal(set) var openingChecksFailed = false
    /// Counts of what is rare; nil until there is some.
    var rareCounters: RareCounters?
    /// Who sent the first RST that counted.
    public internal(set) var resetBy: Role?
    /// The server sent a RST that counted.
    var serverReset = false
    /// What closed it first.
    var closing: ConnectionTable.Ending?
    /// Payload outside SYN and RST segments was seen when the first RST that counted came.
    public internal(set) var sawPayloadBeforeReset = false
    /// A segment with SYN was seen.
    public internal(set) var sawSYN = false
    /// It began without a SYN after others had been let go that were open: it may go on with one of them.
    public internal(set) var mayContinue = false
    /// It was open, and was let go to make room for others.
    public internal(set) var wasLetGo = false
    /// Too much came early behind a hole of it, so the hole was given up: what came for it later counts as missing.
    public internal(set) var gaveUpHole = false
    /// Segments with more payload than the receiver's MSS allows.
    public internal(set) var oversizedSegments = 0

    /// A connection of which nothing is known yet. Its flows are empty.
    ///
    /// - Parameters:
    ///   - figures: which of its figures are wanted.
    ///   - pool: where what each end said and sent is kept.
    init(number: Int, key: ConnectionKey, at time: Timestamp, figures: WantedFigures, in pool: EndsPool) {
        ends = Ends(Flow(figures), Flow(figures), in: pool)
        self.number = number
        self.key = key
        start = time
        end = time
    }

    /// Takes the first segment.
    func open(
        _ segment: Segment, clientIsLow: Bool, rolesAreObserved: Bool, lowSent: Bool, _ duplicates: DuplicateFilter
    ) {
        self.clientIsLow = clientIsLow
        self.rolesAreObserved = rolesAreObserved
        firstFrame = segment.frame
        lastFrame = segment.frame
        let sender: Role = lowSent == clientIsLow ? .client : .server
        duplicates.record(segment, from: direction(of: sender), count: &self[flow: sender].recordedSegments)
    }

    @inlinable
    public internal(set) subscript(role: Role) -> Peer {
        @inline(__always)
        unsafeAddress { unsafe UnsafePointer(ends.peer(role)) }
        @inline(__always)
        unsafeMutableAddress { unsafe ends.peer(role) }
    }

    @inlinable public internal(set) var client: Peer {
        @inline(__always)
        unsafeAddress { unsafe UnsafePointer(ends.peer(.client)) }
        @inline(__always)
        unsafeMutableAddress { unsafe ends.peer(.client) }
    }

    @inlinable public internal(set) var server: Peer {
        @inline(__always)
        unsafeAddress { unsafe UnsafePointer(ends.peer(.server)) }
        @inline(__always)
        unsafeMutableAddress { unsafe ends.peer(.server) }
    }

    /// The bytes and figures of what one end sent.
    @inlinable
    public internal(set) subscript(flow role: Role) -> Flow {
        @inline(__always)
        unsafeAddress { unsafe UnsafePointer(ends.flow(role)) }
        @inline(__always)
        unsafeMutableAddress { unsafe ends.flow(role) }
    }

    @inlinable public internal(set) var clientFlow: Flow {
        @inline(__always)
        unsafeAddress { unsafe UnsafePointer(ends.flow(.client)) }
        @inline(__always)
        unsafeMutableAddress { unsafe ends.flow(.client) }
    }

    @inlinable public internal(set) var serverFlow: Flow {
        @inline(__always)
        unsafeAddress { unsafe UnsafePointer(ends.flow(.server)) }
        @inline(__always)
        unsafeMutableAddress { unsafe ends.flow(.server) }
    }

    /// What tells the segments of one end from all others, in the `DuplicateFilter`.
    @inline(__always)
    func direction(of role: Role) -> UInt32 { UInt32(truncatingIfNeeded: number) << 1 | UInt32(role.rawValue) }

    public func endpoint(of role: Role) -> Endpoint {
        (role == .client) == clientIsLow ? key.low : key.high
    }

    /// Both FINs acknowledged, or a RST that counted.
    public var isClosed: Bool { closing != nil }

    /// Whether both SYNs offered window scaling, so that windows are scaled (RFC 7323 §2.2); nil if no SYN told.
    public var windowScalingIsOn: Bool? {
        sawSYN ? client.offeredShift != nil && server.offeredShift != nil : nil
    }

    /// By how much the windows of `role` are shifted, behind the SYNs (RFC 7323 §2.3); nil if the capture does not tell.
    public func knownWindowShift(of role: Role) -> Int? {
        // Asked for each segment that a report shows, where it has not changed.
        expectsPlainSegments ? self[role].agreement.knownShift.map { Int($0) } : toldWindowShift(of: role)
    }

    /// The same, from what the SYNs told.
    func toldWindowShift(of role: Role) -> Int? {
        let client = client.offeredShift
        let server = server.offeredShift
        if client != nil, server != nil { return self[role].offeredShift }
        // One SYN without the option is enough to know that neither window is scaled.
        let isOff = client == nil && self.client.initialSequence != nil || server == nil && self.server.initialSequence != nil
        return isOff ? 0 : nil
    }

    /// By how much the windows of `role` are shifted, where a RST has to be judged.
    func windowShift(of role: Role) -> Int {
        // Began without SYNs: any scale may have been agreed, so the widest window is assumed.
        guard let isOn = windowScalingIsOn else { return 14 }
        return isOn ? self[role].offeredShift ?? 0 : 0
    }

    /// Frees the bytes to compare copies with, when the connection is closed, since nobody reads what comes then.
    public func forgetHistory() {
        clientFlow.stream.forgetHistory()
        serverFlow.stream.forgetHistory()
    }

    /// Frees what no straggler needs, once the record is written.
    public func forgetWhatWasTold() {
        clientFlow.forgetWhatWasTold()
        serverFlow.forgetWhatWasTold()
        client.forgetWhatWasTold()
        server.forgetWhatWasTold()
        incidents = nil
        idleTimes = IdleStatistics()
        stepFrames.forgetFrames()
        rareCounters = rareCounters?.lasting
        checksPassed = 0
        checksFailed = 0
        oversizedSegments = 0
    }

    /// The connection as it goes on once the record of `other` was written, with what labels of stragglers depend on. `other` stays as it is.
    init(after other: Connection) {
        ends = Ends(other[flow: .client], other[flow: .server], in: other.ends.pool)
        number = other.number
        key = other.key
        clientIsLow = other.clientIsLow
        rolesAreObserved = other.rolesAreObserved
        firstFrame = other.firstFrame
        lastFrame = other.lastFrame
        start = other.start
        end = other.end
        handshake = other.handshake
        teardown = other.teardown
        stepFrames = other.stepFrames
        openingChecksFailed = other.openingChecksFailed
        resetBy = other.resetBy
        serverReset = other.serverReset
        closing = other.closing
        sawPayload = other.sawPayload
        sawPayloadBeforeReset = other.sawPayloadBeforeReset
        sawSYN = other.sawSYN
        lacksTime = other.lacksTime
        agreedTimestamps = other.agreedTimestamps
        rareCounters = other.rareCounters
        client = other.client
        server = other.server
        noteReported()
    }

    /// Its record was written: what comes later changes it no more.
    func noteReported() {
        isReported = true
        forgetWhatWasTold()
        updateExpectations()
    }

    // MARK: - A segment

    /// Judges, labels and records a segment that `ConnectionTable.admit` found to belong here.
    ///
    /// - Parameter copies: where an earlier copy of what is sent again is found.
    func take(
        _ segment: Segment, lowSent: Bool, isDuplicate: Bool, notes: Notes, copies: DuplicateFilter? = nil
    ) -> SegmentVerdict {
        let sender: Role = lowSent == clientIsLow ? .client : .server
        return isDuplicate ? receiveDuplicate(segment, from: sender) : receive(segment, from: sender, notes: notes, copies)
    }

    /// Judges, labels and records a segment of this connection that is no duplicate frame.
    func receive(_ segment: Segment, from sender: Role, notes initial: Notes, _ copies: DuplicateFilter?) -> SegmentVerdict {
        if sender == .server {
            if isForeignACK(segment) { return receiveForeignACK(segment, notes: initial) }
        } else if isForeignReset(segment) {
            return receiveForeignReset(segment)
        } else if isClosed, isRetry(segment, from: sender) {
            resumeAfterRefusal()
        }
        if sender == .client { adoptOtherSYNACK(segment) }
        var verdict = SegmentVerdict(sender: sender)
        verdict.checksum = checksumVerdict(segment, from: sender)
        if !segment.hasTime { lacksTime = true }
        verdict.notes = initial.union(ownNotes(segment, from: sender))
        analyzeLoss(segment, &verdict)
        label(segment, &verdict)
        correctNotes(segment, &verdict)
        verdict.acknowledged = acknowledgment(by: segment, from: sender)
        verdict.isWindowProbe = isWindowProbe(segment, verdict)
        if verdict.notes.contains(.retransmission), !segment.isSYN {
            verdict.firstCopy = copies?.firstCopy(
                of: repeatedNumber(segment, from: sender), from: direction(of: sender), before: segment.frame)
        }
        update(segment, verdict)
        verdict.clientState = client.state
        verdict.serverState = server.state
        return verdict
    }

    /// Records a frame that was captured twice: it counts as a packet and changes nothing else.
    func receiveDuplicate(_ segment: Segment, from sender: Role) -> SegmentVerdict {
        var verdict = SegmentVerdict(sender: sender)
        verdict.notes = .duplicateFrame
        verdict.clientState = client.state
        verdict.serverState = server.state
        self[sender].packets += 1
        lastFrame = segment.frame
        end = segment.time
        count(.duplicateFrame)
        return verdict
    }

    func ownNotes(_ segment: Segment, from sender: Role) -> Notes {
        var notes: Notes = []
        if segment.isCut, segment.capturedLength < segment.payloadLength { notes.insert(.truncated) }
        if segment.checksumIsRight == false { notes.insert(.badChecksum) }
        if segment.flags.contains(.urg) { notes.insert(.urgent) }
        if segment.isSYN, segment.payloadLength > 0 { notes.insert(.fastOpen) }
        if segment.isSYN, !segment.hasACK, sender == .server, client.sentSYN, !server.sentSYN,
            !stepFrames.has(.handshake2)
        {
            notes.insert(.simultaneousOpen)
        }
        if !segment.isRST, segment.payloadLength > 0, let fin = self[sender].fin, fin.number.precedes(segment.payloadEnd) {
            notes.insert(.dataAfterFIN)
        }
        return notes
    }

    private func label(_ segment: Segment, _ verdict: inout SegmentVerdict) {
        if segment.isRST {
            judgeReset(segment, &verdict)
            return
        }
        labelHandshake(segment, &verdict)
        labelTeardown(segment, &verdict)
    }

    /// A SYN or FIN sent again is a retransmission by its number, however soon it came.
    func correctNotes(_ segment: Segment, _ verdict: inout SegmentVerdict) {
        guard segment.isSYN || segment.isFIN else { return }
        let role = verdict.sender
        let repeatsSYN =
            segment.isSYN && self[role].initialSequence == segment.sequence
            && (segment.hasACK ? self[role].sentSYNACK : self[role].sentSYN)
        let repeatsFIN = segment.isFIN && self[role].fin?.number == segment.payloadEnd
        if repeatsSYN || repeatsFIN {
            verdict.notes.insert(.retransmission)
            // Its number tells, however soon it came.
            for i in verdict.evidence.indices {
                guard case .elapsed(let elapsed, _, let next) = verdict.evidence[i] else { continue }
                verdict.evidence[i] = .elapsed(elapsed, threshold: 0, next: next)
            }
        }
    }

    private func update(_ segment: Segment, _ verdict: SegmentVerdict) {
        let sender = verdict.sender
        if !isReported {
            gatherIncidents(segment, verdict)
            addToStatistics(segment, verdict)
        }
        advanceStates(segment, verdict)
        if segment.isSYN { sawSYN = true }
        if let limit = self[sender.peer].synOptions?.maximumSegmentSize, segment.payloadLength > Int(limit) {
            oversizedSegments += 1
        }
        if verdict.isAcceptableReset {
            if sender == .server { serverReset = true }
            if resetBy == nil {
                resetBy = sender
                sawPayloadBeforeReset = sawPayload
                if closing == nil { closing = .reset }
            }
        }
        if segment.payloadLength > 0, !segment.isRST, !segment.isSYN { sawPayload = true }
        countChecks(verdict)
        stepFrames.record(verdict.steps, frame: segment.frame)
        count(verdict.notes)
        lastFrame = segment.frame
        end = segment.time
        // A SYN-ACK with another number is of another connection: it says nothing of this stream.
        let isOfAnother =
            segment.isSYN && self[sender].sentEnd != nil && self[sender].initialSequence.map { $0 != segment.sequence } ?? false
        let isFirstSYN = segment.isSYN && (self[sender].initialSequence == nil || self[sender].sentEnd == nil)
        let shift = segment.isSYN ? 0 : windowShift(of: sender)
        self[sender].update(
            segment, windowShift: shift, isAcceptableReset: verdict.isAcceptableReset, isDamaged: verdict.isDamaged)
        if !segment.isRST, !isOfAnother { self[flow: sender].stream.note(segment, isFirstSYN: isFirstSYN) }
        // Without the client's SYN in the capture, the SYN-ACK tells where the client's stream begins.
        if sender == .server, segment.isSYN, segment.hasACK, client.initialSequence == nil, !isOfAnother {
            clientFlow.stream.begin(at: segment.acknowledgment)
        }
        if sender == .client, server.sentEnd == nil { adoptProvisionalSYNACK(segment) }
        noteAcknowledgment(segment, from: sender)
        if closing == nil, client.finIsAcknowledged, server.finIsAcknowledged { closing = .close }
        if segment.hasACK, !segment.isRST, self[sender.peer].base == nil {
            self[sender.peer].base = segment.acknowledgment.advanced(by: -1)
        }
        if segment.hasACK, !segment.isRST { self[flow: sender.peer].stream.noteAcknowledged(upTo: segment.acknowledgment) }
    }
}
