public import Wire

/// Segments in; connections, verdicts and ordered bytes out. One call a segment.
public final class Tracker {
    /// What the last segment turned out to be; kept only where that is wanted.
    public private(set) var verdict = SegmentVerdict(sender: .client)
    /// The stages of an HTTP request that the last segment belongs to.
    public private(set) var stages: Stages = []
    /// Who sent the last segment, where it is as expected, with nothing to say of it but its numbers; nil for others. `plainVerdict` says more of it,
    /// and `verdict` nothing.
    public private(set) var plainSender: Role?
    /// Whether a plain segment has no payload, or nothing but content.
    public private(set) var plainIsContent = false
    /// The connection of a plain segment, until the next segment is taken.
    @usableFromInline private(set) var plainConnection: Unretained<Connection>?
    /// Bytes that a plain segment acknowledges newly.
    public private(set) var newlyAcknowledged = 0
    /// How far the sender of a plain segment had acknowledged before it.
    private var acknowledgedBefore: SequenceNumber?
    /// The step that the last segment is, where its connection is an opening that is not judged yet, and `verdict` says nothing of it.
    public private(set) var openingStep: Steps?
    public let table: ConnectionTable
    /// The payload bytes accepted last, which the table keeps: not counted up and down for each segment.
    private let recentBytes: Unretained<RecentBytes>
    /// Mixed into the hashes of connections.
    @usableFromInline let seed: UInt64
    var expiry = Expiry()
    let delegate: any TrackerDelegate
    let limits: Limits
    let budget: MemoryBudget
    /// Connections that hold bytes, those that have for longest first.
    var holders = HolderQueue()
    var holdersCompactedAt = 1024
    /// The budget is looked at again when so much is held.
    var reliefThreshold: Int
    var needsRelief = false
    /// The connection of the segment at hand.
    var currentID: ConnectionID = 0
    /// Closed connections that were released before their time because there were too many.
    public internal(set) var releasedEarly = 0
    /// Whether anybody asks for `verdict`.
    private let wantsVerdicts: Bool
    /// Whether a connection may begin as an `OpeningRecord`, whose segments are judged when it goes on or is reported.
    private let takesOpeningsPlainly: Bool
    /// Whether `openingStep` is told of these.
    private let tellsOpeningSteps: Bool
    /// Whether segments that are as expected may take the short way.
    private let usesExpectedPath: Bool
    /// Whether what is reported of an opening may be told by one like it.
    let takesEndedOpenings: Bool
    /// Whether anybody asks which connections are let go.
    let tellsReleases: Bool
    var isFinishing = false
    /// Bytes held behind holes and in messages that wait, over all connections.
    public internal(set) var heldBytes = 0
    /// Connections that ended because there were too many.
    public internal(set) var endedByLimit = 0
    /// A connection was let go while it was open: more of it may come.
    var letOpenOnesGo = false
    /// The checks of segments that were judged as they came.
    private var checks = (passed: 0, failed: 0)
    /// Sums of all segments so far.
    public var checksPassed: Int { checks.passed + table.openingChecks.passed }
    public var checksFailed: Int { checks.failed + table.openingChecks.failed }

    /// - Parameter judgesOpenings: whether the segments of plain openings are judged as they come, where verdicts are wanted at all.
    public init(
        delegate: any TrackerDelegate, wantsVerdicts: Bool, judgesOpenings: Bool = true, limits: Limits = Limits(),
        budget: MemoryBudget? = nil,
        usesExpectedPath: Bool = true, figures: WantedFigures = .all, seed: UInt64
    ) {
        self.wantsVerdicts = wantsVerdicts
        takesOpeningsPlainly = usesExpectedPath && !(wantsVerdicts && judgesOpenings)
        tellsOpeningSteps = wantsVerdicts && !judgesOpenings
        self.delegate = delegate
        tellsReleases = delegate.wantsReleases
        takesEndedOpenings = delegate.takesEndedOpenings
        self.limits = limits
        let budget = budget ?? MemoryBudget(limit: limits.memory)
        self.budget = budget
        reliefThreshold = budget.limit
        self.usesExpectedPath = usesExpectedPath
        self.seed = seed
        table = ConnectionTable(seed: seed, figures: figures, isCompact: usesExpectedPath)
        recentBytes = Unretained(table.recentBytes)
    }

    // MARK: - Segments

    /// Where a segment belongs.
    @inlinable @inline(__always)
    public func place(of dissection: borrowing Dissection) -> SegmentPlace { SegmentPlace(of: dissection, seed: seed) }

    /// Fewer connections than these are in the cache anyway.
    private static let fewConnections = 512

    /// Has what segments need of their connections, as far as those are known, fetched into the cache, before the first of them is processed.
    public func prefetch(_ places: inout MutableSpan<SegmentPlace>) {
        if table.count >= Self.fewConnections { table.prefetch(&places) }
    }

    /// Takes a segment, whose captured payload lies in `payload` of `bytes`. `verdict` and `stages` say what it turned out to be.
    ///
    /// - Parameters:
    ///   - segment: stays as it is; by reference, since large values would be copied at each call.
    ///   - place: likewise.
    /// - Returns: its connection.
    public func process(
        _ segment: inout Segment, _ place: inout SegmentPlace, _ bytes: Span<UInt8>, _ payload: Range<Int>
    ) -> ConnectionID {
        openingStep = nil
        plainSender = nil
        guard let id = table.find(&place) else { return begin(segment, place.key, place.lowSent, bytes, payload) }
        currentID = id
        let isTaken = table.lend(id) { connection in
            usesExpectedPath && processExpected(connection, &segment, place.lowSent, bytes, payload)
        }
        if isTaken == true {
            table.noteEnd(segment.time, of: id)
            return id
        }
        if isTaken == nil {
            if takesPlainly(segment), let isClosed = table.takePlainly(segment, for: id, lowSent: place.lowSent) {
                if tellsOpeningSteps { openingStep = OpeningSegment.step(segment) }
                if isClosed { expiry.watchClosing(id, in: table) }
                return id
            }
            if takesOpeningsPlainly, processExpected(table[id], &segment, place.lowSent, bytes, payload) {
                table.noteEnd(segment.time, of: id)
                return id
            }
        }
        return processKnown(segment, id, place.key, place.lowSent, bytes, payload)
    }

    /// Whether a segment may be kept for later. Where its step is to be told, it must be one of which no more than the step is to be said.
    @inline(__always)
    private func takesPlainly(_ segment: borrowing Segment) -> Bool {
        guard takesOpeningsPlainly, tellsOpeningSteps else { return takesOpeningsPlainly }
        return OpeningSegment.isUsual(segment)
    }

    private func processExpected(
        _ connection: Connection, _ segment: inout Segment, _ lowSent: Bool, _ bytes: Span<UInt8>, _ payload: Range<Int>
    ) -> Bool {
        let sender: Role = lowSent == connection.clientIsLow ? .client : .server
        guard connection.expectsPlainSegments else { return false }
        let before = connection[sender].covered
        let repeatsACK = connection.repeatsACK(segment, from: sender)
        // A frame captured twice is no duplicate ACK; all other segments of this path move on, so they were not seen before.
        if repeatsACK,
            table.duplicates.wasSeen(
                segment, from: connection.direction(of: sender), count: connection[flow: sender].recordedSegments)
        {
            return false
        }
        guard connection.takeIfExpected(&segment, from: sender, repeatsACK: repeatsACK) else { return false }
        table.duplicates.record(
            segment, from: connection.direction(of: sender), count: &connection[flow: sender].recordedSegments)
        let passesBy = payload.count <= connection[flow: sender].passed.room
        stages = segment.payloadLength > 0 ? deliverExpected(connection, &segment, sender, bytes, payload) : []
        guard wantsVerdicts else { return true }
        acknowledgedBefore = before
        guard repeatsACK else {
            plainSender = sender
            plainConnection = Unretained(connection)
            newlyAcknowledged = max(0, before.map { $0.distance(to: connection[sender].covered ?? $0) } ?? 0)
            plainIsContent =
                segment.payloadLength == 0 || passesBy && !connection[flow: sender].stream.hasHeld || stages == .responseContent
            return true
        }
        verdict = plainVerdict(segment, from: sender)
        verdict.note(.duplicateACK, .repeats(segment.acknowledgment, times: connection[sender].loss.duplicateACKs))
        return true
    }

    /// Lends the connection of the last segment, which was plain, without counting the reference.
    @inlinable @inline(__always)
    public func lendPlain<Result>(_ body: (Connection) -> Result) -> Result? {
        plainConnection?.lend(body)
    }

    /// What the last segment is, which was plain.
    @inline(__always)
    public func plainVerdict(_ segment: borrowing Segment, from sender: Role) -> SegmentVerdict {
        SegmentVerdict(expectedFrom: sender, acknowledging: segment.acknowledgment, before: acknowledgedBefore)
    }

    /// Hands `verdict` over, which is not kept: it is not to be copied.
    @inline(__always)
    public func takeVerdict() -> SegmentVerdict {
        var taken = SegmentVerdict(sender: .client)
        swap(&taken, &verdict)
        return taken
    }

    @inline(__always)
    private func deliverExpected(
        _ connection: Connection, _ segment: inout Segment, _ sender: Role, _ bytes: Span<UInt8>, _ payload: Range<Int>
    ) -> Stages {
        guard !connection[flow: sender].stream.hasHeld else {
            var notes: Notes = []
            return deliver(segment, sender, connection, bytes, payload, &notes)
        }
        if payload.count <= connection[flow: sender].passed.room {
            takeNext(connection, sender, bytes, payload)
            connection[flow: sender].passed.add(payload.count, segment)
            return sender == .client ? .request : .responseContent
        }
        let position = StreamPosition(
            frame: segment.frame, time: segment.time,
            acknowledgedOffset: connection[flow: sender.peer].stream.offset(of: segment.acknowledgment),
            offset: connection[flow: sender].stream.nextOffset, beginIsKnown: connection[flow: sender].stream.beginIsKnown)
        takeNext(connection, sender, bytes, payload)
        return hand(bytes, payload, sender, connection, position)
    }

    @inline(__always)
    private func takeNext(_ connection: Connection, _ sender: Role, _ bytes: Span<UInt8>, _ payload: Range<Int>) {
        recentBytes.lend {
            connection[flow: sender].stream.takeNext(bytes, in: payload, keepingIn: $0)
        }
    }

    @inline(never)
    private func processKnown(
        _ segment: Segment, _ id: ConnectionID, _ key: ConnectionKey, _ lowSent: Bool, _ bytes: Span<UInt8>, _ payload: Range<Int>
    ) -> ConnectionID {
        var admission = table.admit(segment, to: id, lowSent: lowSent)
        if case .settled = admission {
            report(id, .close)
            admission = table.admit(segment, to: id, lowSent: lowSent)
        }
        switch admission {
        case .existing(_, let isDuplicate):
            let lifetime = take(segment, isDuplicate, lowSent, [], id, table[id], bytes, payload)
            table.note(lifetime, of: id)
            return id
        case .settled: return id
        case .new(_, let ending):
            end(id, ending)
            return begin(segment, key, lowSent, bytes, payload, reusesPorts: ending == .reuse)
        }
    }

    /// A segment that begins a connection.
    @inline(never)
    private func begin(
        _ segment: Segment, _ key: ConnectionKey, _ lowSent: Bool, _ bytes: Span<UInt8>, _ payload: Range<Int>,
        reusesPorts: Bool = false
    ) -> ConnectionID {
        makeRoom()
        if takesPlainly(segment), let id = table.openPlainly(segment, key: key, lowSent: lowSent, reusesPorts: reusesPorts) {
            stages = .connect
            if tellsOpeningSteps { openingStep = OpeningSegment.step(segment) }
            expiry.watchNew(id, in: table)
            return id
        }
        let (senderIsClient, isObserved) = delegate.decideRoles(
            segment, from: lowSent ? key.low.port : key.high.port, to: lowSent ? key.high.port : key.low.port,
            bytes.extracting(payload))
        let id = table.open(
            segment, key: key, clientIsLow: senderIsClient == lowSent, rolesAreObserved: isObserved, lowSent: lowSent)
        expiry.watchNew(id, in: table)
        if letOpenOnesGo, !segment.isSYN { table[id].mayContinue = true }
        currentID = id
        let lifetime = take(segment, false, lowSent, reusesPorts ? .portReuse : [], id, table[id], bytes, payload)
        table.note(lifetime, of: id)
        if segment.isSYN, segment.hasACK { delegate.beganWithAnswer(table[id]) }
        return id
    }

    /// What a segment does to its connection.
    private func take(
        _ segment: Segment, _ isDuplicate: Bool, _ lowSent: Bool, _ notes: Notes, _ id: ConnectionID,
        _ connection: Connection, _ bytes: Span<UInt8>, _ payload: Range<Int>
    ) -> Lifetime {
        let wasClosed = connection.isClosed
        var verdict = connection.take(
            segment, lowSent: lowSent, isDuplicate: isDuplicate, notes: notes, copies: table.duplicates)
        if !wasClosed, connection.isClosed {
            expiry.watchClosing(id, number: connection.number, at: connection.end)
            connection.forgetHistory()
        }
        if !verdict.checks.isEmpty {
            checks.failed += verdict.failedChecks
            checks.passed += verdict.passedChecks
        }
        stages = []
        if isDuplicate {
            takeWholeDuplicate(segment, verdict.sender, connection, bytes, payload)
        } else {
            settle(segment, &verdict, connection, bytes, payload)
        }
        connection.updateExpectations()
        // Moved: it holds what would be counted.
        if wantsVerdicts { self.verdict = consume verdict }
        return connection.lifetime
    }

    /// The stages of a segment that is no frame captured twice, and its payload.
    private func settle(
        _ segment: Segment, _ verdict: inout SegmentVerdict, _ connection: Connection, _ bytes: Span<UInt8>, _ payload: Range<Int>
    ) {
        if !verdict.steps.isDisjoint(with: .handshake) { stages.insert(.connect) }
        if !verdict.steps.isDisjoint(with: .wave) || segment.isRST { stages.insert(.close) }
        if segment.hasACK { releaseDamaged(of: verdict.sender.peer, connection, &verdict, by: segment.frame) }
        if segment.isRST, !payload.isEmpty { connection.noteText(ofReset: segment.frame, bytes.extracting(payload)) }
        // The payload of a foreign one is of another connection.
        guard !verdict.isForeign else { return }
        if verdict.isWindowProbe, segment.payloadLength == 1, segment.sequence == connection[verdict.sender.peer].acknowledged {
            // Its octet may be anything (RFC 1122 §4.2.3.6): it counts once it is acknowledged and no other copy came.
            hold(connection[flow: verdict.sender].stream.setAside(bytes, in: payload, of: segment), connection)
        } else if verdict.isDamaged, segment.payloadLength > 0, !segment.isRST {
            setAside(segment, connection, &verdict, bytes, payload)
        } else if segment.payloadLength > 0, !segment.isRST {
            noteCopy(segment, connection, &verdict)
            if verdict.checksum == .untold { connection.noteUntold(segment, from: verdict.sender) }
            let new = deliver(segment, verdict.sender, connection, bytes, payload, &verdict.notes)
            stages.formUnion(new)
            dropReplaced(of: verdict.sender, connection)
        } else if segment.isFIN {
            endStreamIfFinished(of: verdict.sender, connection)
        }
    }
}
