import Applications
import TCP
import Wire

/// Makes events of what the tracker and the applications find.
final class ConnectionReporter: TrackerDelegate {
    let sink: any EventSink
    let wantsStreams: Bool
    let wantsMessages: Bool
    let wantsMessageEnds: Bool
    /// Where content goes, if the sink wants it.
    let forwarder: ContentForwarder?
    /// The application that has something to report.
    var pending: ApplicationState?
    var summary = RunSummary()
    /// What is known of connections that have no application.
    private let nothing = Finding.Context()
    /// What TLS is decrypted with; nil for not at all.
    var decryptor: TLSDecryptor?

    let bounds: SharedLimits
    private var strayAnswers = StrayAnswers()
    let takesEndedOpenings: Bool
    private var knownOpenings = KnownOpenings()
    /// The connection that was reported last.
    private var lastReported: ConnectionEvent?
    /// How often a connection gave up what it held.
    private(set) var relieved = 0
    /// How many connections hit each bound, in the order in which the first of them did.
    private(set) var hits: [(bound: ConnectionBound, connections: Int)] = []
    /// So many are named of those that gave up what they held, one by one.
    static let maximumNamed = 20
    /// So many are named of those that hit a bound: the connection says it too.
    static let maximumNamedOfBound = 3

    init(_ sink: any EventSink, _ limits: Limits, _ budget: MemoryBudget) {
        bounds = SharedLimits(limits)
        self.sink = sink
        wantsStreams = sink.wantsStreams
        wantsMessages = sink.wantsMessages
        wantsMessageEnds = sink.wantsMessages && sink.wantsMessageEnds
        takesEndedOpenings = !sink.wantsEveryConnection
        forwarder = sink.wantsContent || sink.wantsDecodedSizes ? ContentForwarder(sink, limits, budget) : nil
    }

    func decideRoles(
        _ segment: borrowing Segment, from sourcePort: UInt16, to destinationPort: UInt16, _ payload: Span<UInt8>
    ) -> (senderIsClient: Bool, isObserved: Bool) {
        Roles.decide(segment, from: sourcePort, to: destinationPort, payload)
    }

    func makeApplication(for connection: Connection) -> any ApplicationLayer { ApplicationState(self, for: connection) }

    func beganWithAnswer(_ connection: Connection) { strayAnswers.note(connection) }

    var wantsReleases: Bool { sink.wantsReleases }

    func letGo(_ key: ConnectionKey, _ lifetime: Lifetime, atEnd: Bool) { sink.letGo(key, lifetime, atEnd: atEnd) }

    func reassemblyLimit(_ connection: Connection) {
        state(of: connection)?.note(.earlyBytes)
    }

    func comparisonLimit(_ connection: Connection) {
        state(of: connection)?.note(.comparedBytes)
    }

    func memoryLimit(_ connection: Connection, freed: Int) {
        if freed > 0 {
            relieved += 1
            if relieved <= Self.maximumNamed { sink.warning(.memoryLimit(connection: connection.number, bytes: freed)) }
            if let context = state(of: connection)?.context, !context.bounds.contains(.memory) { context.bounds.append(.memory) }
        }
        reportPending(connection)
    }

    /// A connection hit a bound, for the first time.
    func report(_ bound: ConnectionBound, of connection: Int) {
        let index = hits.firstIndex { $0.bound == bound } ?? hits.count
        if index == hits.count { hits.append((bound, 0)) }
        hits[index].connections += 1
        if hits[index].connections <= Self.maximumNamedOfBound { sink.warning(.bound(connection: connection, bound)) }
    }

    /// Notes an ICMP error that quotes a segment of a connection.
    func noteICMPError(_ error: ICMPError, from router: IPAddress, _ info: FrameInfo, _ application: any ApplicationLayer) {
        (application as? ApplicationState)?.context.note(error, from: router, frame: info.number)
    }

    /// Reports what the application of a connection has found with its last packet.
    func reportPending(_ connection: borrowing Connection) {
        let state = pending
        pending = nil
        state?.report(connection)
    }

    func report(_ connection: Connection, _ ending: ConnectionTable.Ending) {
        let state = state(of: connection)
        pending = nil
        state?.report(connection)
        state?.close()
        summary.quality.add(connection, isOpenAtEnd: connection.ending(ending) == .end)
        let context = state?.context ?? nothing
        let ending = connection.ending(ending)
        let findings = Finding.all(
            of: connection, context, ending: ending, captureEnd: summary.last ?? connection.end,
            strayAnswer: strayAnswers.answer(to: connection))
        let unanswered = context.unanswered.count + context.unfinished.count + (context.unreadable == nil ? 0 : 1)
        let hitsBound = !ConnectionBound.all(of: connection, context).isEmpty
        if hitsBound { summary.quality.count(.boundHit) }
        let verdict = Verdict(connection, findings, unanswered: unanswered, hitsBound: hitsBound)
        summary.add(verdict, of: ConnectionIdentity(connection))
        let event = ConnectionEvent(connection: connection, ending: ending, verdict: verdict, application: state)
        sink.connection(event)
        if takesEndedOpenings { lastReported = state == nil ? event : nil }
    }

    func report(_ opening: EndedOpening) -> Connection? {
        guard isDecided(opening), let event = knownOpenings[opening.shape] else { return nil }
        summary.quality.add(event.connection, isOpenAtEnd: event.ending == .end)
        if event.verdict.hitsBound { summary.quality.count(.boundHit) }
        summary.add(event.verdict, of: ConnectionIdentity(opening))
        sink.connection(opening, like: event)
        return event.connection
    }

    func remember(_ opening: EndedOpening) {
        guard isDecided(opening), let event = lastReported, event.connection.number == opening.number else { return }
        knownOpenings[opening.shape] = event
    }

    /// Whether nothing but its shape decides what it came to: what it waited for did not come for long enough, and no other connection explains it.
    private func isDecided(_ opening: EndedOpening) -> Bool {
        guard strayAnswers.isEmpty, let last = summary.last else { return false }
        return opening.shape.isClosed || last.nanoseconds(since: opening.end) >= KnownOpenings.silence
    }

    private func state(of connection: Connection) -> ApplicationState? { connection.application as? ApplicationState }
}
