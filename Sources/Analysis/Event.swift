import Applications
public import TCP
public import Wire

/// A TCP packet, judged.
public struct PacketEvent: Sendable {
    public var info: FrameInfo
    public var segment: Segment
    public var verdict: SegmentVerdict
    /// The stages of an HTTP request that it belongs to.
    public var stages: Stages
    /// The number of its connection.
    public var connection: Int
}

extension Stages {
    /// The stages that parts of a message from `sender` belong to.
    init(_ parts: MessageParts, from sender: Role) {
        self = []
        if sender == .client {
            if parts.contains(.startLine) || parts.contains(.content) { insert(.request) }
            if parts.contains(.headers) { insert(.requestHeaders) }
        } else {
            if parts.contains(.startLine) { insert(.statusLine) }
            if parts.contains(.headers) { insert(.responseHeaders) }
            if parts.contains(.content) { insert(.responseContent) }
        }
    }
}

/// A connection that has ended, or is at the end of the run.
public struct ConnectionEvent {
    public let connection: Connection
    public let ending: ConnectionTable.Ending
    /// What follows from all of it.
    public let verdict: Verdict
    /// What read its bytes; nil if there were none.
    let application: ApplicationState?

    /// HTTP exchanges found in it.
    public var exchanges: Int { application?.exchanges ?? 0 }
    /// What went wrong, worst first; empty for a healthy connection.
    public var findings: [Finding] { verdict.findings }
    /// Which protocols it spoke.
    public var story: ProtocolHistory { application?.history ?? ProtocolHistory() }
    public var timeline: Timeline { Timeline(connection, application) }
    public var persistence: Persistence { application?.context.persistence ?? Persistence() }
    public var answers: Answers { application?.context.answers ?? Answers() }
    /// Bounds that it hit, in the order in which it did.
    public var bounds: [ConnectionBound] { ConnectionBound.all(of: connection, application?.context) }

    /// Whether there is something to look into: a finding that is more than a note, or a failed check.
    public var hasProblem: Bool { connection.checksFailed > 0 || verdict.severity ?? .note > .note }
}

/// What a run came to.
public struct RunSummary: Sendable {
    /// All frames: the sum of the next four.
    public var packets = 0
    public var tcpPackets = 0
    public var otherPackets = 0
    public var malformedPackets = 0
    public var filteredPackets = 0
    public var connections = 0
    public var exchanges = 0
    public var checksPassed = 0
    public var checksFailed = 0
    public var capturedBytes = 0
    public var wireBytes = 0
    /// Packets that a live capture lost.
    public var drops: Drops?
    /// What weakens what can be said.
    public var quality = CaptureQuality()
    /// What was found, over all connections.
    public var findings = FindingSummary()
    public var first: Timestamp?
    public var last: Timestamp?
    /// What of it was selected; nil if nothing was asked for.
    public var selected: Selected?
    /// The last frame that was read, where what was asked for was over before the capture was.
    public var stoppedAt: Int?

    /// The findings of what is shown.
    public var shownFindings: FindingSummary { selected?.findings ?? findings }

    /// What a selection selects of a run.
    public struct Selected: Sendable {
        public var connections = 0
        public var exchanges = 0
        public var checksPassed = 0
        public var checksFailed = 0
        public var findings = FindingSummary()

        public init() {}

        public mutating func add(_ event: ConnectionEvent, exchanges: Int) {
            connections += 1
            self.exchanges += exchanges
            checksPassed += event.connection.checksPassed
            checksFailed += event.connection.checksFailed
            findings.add(event.verdict, of: event.connection)
        }
    }

    public struct Drops: Sendable {
        public var byKernel: Int
        public var byInterface: Int

        public init(byKernel: Int, byInterface: Int) {
            self.byKernel = byKernel
            self.byInterface = byInterface
        }
    }

    public init() {}
}

/// Something that could not be read or decided.
public enum Warning: Sendable {
    /// IP datagrams dropped before all their fragments were seen, because a bound was hit.
    case fragmentsDropped(Int)
    /// IP datagrams put together from fragments that overlap (RFC 5722).
    case fragmentsOverlapped(Int)
    /// A connection was evicted to make room for others.
    case connectionLimit(Int)
    /// Closed connections that were released before their time, since too many waited for stragglers.
    case closedConnectionLimit(Int)
    /// This connection hit a bound.
    case bound(connection: Int, ConnectionBound)
    /// So many connections hit it: more than are named.
    case boundTotal(ConnectionBound, connections: Int)
    /// The memory budget was reached, and this connection, which held some for longest, gave up so many bytes.
    case memoryLimit(connection: Int, bytes: Int)
    /// How often that happened, and the budget in bytes.
    case memoryLimitTotal(connections: Int, budget: Int)
    /// Exchanges that were left out, since too many waited for the end of their connection, which decides whether they are selected.
    case waitingExchangeLimit(Int)
    /// Messages that were not decoded because too many were being decoded at the same time.
    case decodingLimit(Int)
    /// Connections that were still open when the run was to end at once, and so were not reported.
    case leftOpen(Int)
}
