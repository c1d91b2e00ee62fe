public import Analysis
public import Applications
public import TCP
public import Wire

/// Facts into sentences, in one language. Only here do words come to be.
public protocol Phrasebook: Sendable {
    /// Words for columns and headings.
    var words: Words { get }
    /// One line on each of a packet's notes: what it means, in a few words.
    func meaning(of notes: Notes) -> [String]
    /// The rule and the numbers that a note rests on.
    func reason(_ evidence: Evidence, _ numbers: NumberBases) -> String
    /// What is known of a wrong checksum; `fate` is that of a damaged segment with payload.
    func reason(_ checksum: ChecksumVerdict, fate: DamagedSegment.Fate?) -> String
    func sentence(for warning: Warning) -> String
    /// Where frames were captured, and whose they are; the names are as they were in the capture.
    func origin(_ origin: FrameOrigin) -> String
    /// How the connection opened.
    func opening(_ connection: Connection) -> String
    /// What was agreed in the two SYNs; nil if neither was seen.
    func agreement(_ connection: Connection) -> String?
    /// What crossed it.
    func transfer(_ event: ConnectionEvent) -> String
    /// How fast, and what was sent again; nil if there is nothing to tell.
    func figures(_ connection: Connection) -> String?
    /// How it closed and by whom.
    func closing(_ event: ConnectionEvent) -> String
    /// A finding: what went wrong, how it is known, and what to look at next.
    func sentence(for finding: Finding) -> String
    /// The first sentence of a connection's verdict.
    func headline(_ verdict: Verdict) -> String
    /// What a connection without findings gets.
    func healthy(_ verdict: Verdict) -> String
    /// An ICMP error on the ladder.
    func icmpError(_ error: ICMPError, from router: IPAddress) -> String
    /// One line for one exchange.
    func exchange(_ exchange: Exchange) -> String
    /// How long the connection was to live, as its messages say; nil without HTTP.
    func persistence(_ event: ConnectionEvent) -> String?
    /// Whose connection a proxy passed on; nil without a header of the PROXY protocol.
    func proxied(_ story: ProtocolHistory) -> String?
    /// What it spoke besides HTTP/1; nil if there is nothing to tell.
    func protocols(_ story: ProtocolHistory) -> String?
    func webSocketFrame(_ frame: WebSocketReader.Frame) -> String
    /// What a message's content was; nil if it had none.
    func messageEnd(_ message: Message) -> String?
    /// What must not be shown.
    var secrets: Secrets { get }
    /// Why a connection does not pass `--check`.
    func sentence(for failure: CheckFailure) -> String
    /// A failed check, with both numbers and the difference.
    func failure(_ check: Equation) -> String
    /// A run of segments that need no row of their own.
    func run(_ run: SegmentRun) -> String
    /// What weakens the verdicts: one line for each thing that was found.
    func sentence(for item: Triage.Item, count: Int) -> String
    /// Which connections have problems, the worst first; `total` counts those that are not named too.
    func ranking(_ worst: [ConnectionProblems], of total: Int) -> String
    /// A finding that many connections to one server share.
    func sentence(for shared: FindingSummary.Shared) -> String
    /// A client that left handshakes unfinished with several ports or hosts.
    func sentence(for scan: FindingSummary.Scan) -> String
    /// The end of the run: what was read, and as its last line what was found.
    func summary(_ summary: RunSummary, files: Int) -> [String]
}

/// What the numbers of a packet are told relative to.
public struct NumberBases: Sendable {
    /// For the sequence numbers of the packet's sender.
    public var sender: SequenceNumber
    /// For those of its peer, which the sender acknowledges.
    public var peer: SequenceNumber

    public init(sender: SequenceNumber, peer: SequenceNumber) {
        self.sender = sender
        self.peer = peer
    }

    func sent(_ number: SequenceNumber) -> UInt32 { number.rawValue &- sender.rawValue }
    func acknowledged(_ number: SequenceNumber) -> UInt32 { number.rawValue &- peer.rawValue }
}

/// The words of headings and columns.
public struct Words: Sendable {
    public var connection = ""
    public var client = ""
    public var server = ""
    public var frame = ""
    public var time = ""
    public var handshake = ""
    public var wave = ""
    public var rolesInferred = ""
    public var opened = ""
    public var agreed = ""
    public var offered = ""
    public var later = ""
    public var exchanged = ""
    public var closed = ""
    public var problem = ""
    public var warning = ""
    public var note = ""
    public var acknowledges = ""
    public var wrong = ""
    public var damaged = ""
    /// The seven stages of an HTTP request.
    public var stages: [String] = []
    public var stagesTitle = ""
}

/// How much is wrong with one connection.
public struct ConnectionProblems: Sendable {
    public var connection: Int
    /// Findings that are errors, and checks that failed.
    public var errors = 0
    public var warnings = 0

    public init(connection: Int) { self.connection = connection }
}

/// Segments without steps, told in one line: counts only.
public struct SegmentRun: Sendable {
    public var segments = 0
    public var clientBytes = 0
    public var serverBytes = 0
    public var pureACKs = 0
    public var heads = 0
    /// How many carried each note, by bit number.
    public var notes: [Int: Int] = [:]

    public init() {}
}
