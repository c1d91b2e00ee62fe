public import Analysis
public import Applications
public import Capture
public import TCP
public import Wire

/// Facts into sentences, in one language. Only here do words come to be.
public protocol Phrasebook: Sendable {
    var language: LanguageName { get }
    /// Words for columns and headings.
    var words: Words { get }
    /// Words for tables.
    var headings: TableHeadings { get }
    /// Labels of a page.
    func label(_ label: PageListLabel) -> String
    func label(_ label: PageConnectionLabel) -> String
    func label(_ label: PagePacketLabel) -> String
    func label(_ label: PageExchangeLabel) -> String
    func label(_ label: PagePlotLabel) -> String
    func failedChecks(_ count: Int) -> Text
    func missingBytes(_ count: Int) -> Text
    /// Bytes a second.
    func rate(_ bytes: Int) -> Text
    /// Rows that are not shown, since only so many are sorted or listed.
    func rowsLeftOut(_ count: Int, kept: Int) -> Text
    func liveCounts(_ counts: LiveCounts) -> Text
    /// The finding that was made last; nil if there was none.
    func lastFinding(_ name: String?, connection: Int) -> Text
    /// Connections with a problem that are not shown, since others with the same findings are.
    func alikeLeftOut(_ count: Int) -> Text
    /// One line on each of a packet's notes: what it means, in a few words.
    func meaning(of notes: Notes) -> [Text]
    /// The rule and the numbers that a note rests on.
    func reason(_ evidence: Evidence, _ numbers: NumberBases) -> Text
    /// What is known of a wrong checksum; `fate` is that of a damaged segment with payload.
    func reason(_ checksum: ChecksumVerdict, fate: DamagedSegment.Fate?) -> Text
    func sentence(for warning: Warning) -> Text
    /// Why a capture could not be read, or not to its end.
    func sentence(for error: CaptureError) -> Text
    /// What of a capture file was left out.
    func sentence(for warning: CaptureWarning) -> Text
    /// The name of a capture; standard input has words.
    func captureName(_ name: String) -> Text
    /// Where frames were captured, and whose they are; the names are as they were in the capture.
    func origin(_ origin: FrameOrigin) -> Text
    /// How the connection opened.
    func opening(_ connection: Connection) -> Text
    /// What was agreed in the two SYNs; nil if neither was seen.
    func agreement(_ connection: Connection) -> Text?
    /// What crossed it.
    func transfer(_ event: ConnectionEvent) -> Text
    /// How fast, and what was sent again; nil if there is nothing to tell.
    func figures(_ connection: Connection) -> Text?
    /// How it closed and by whom.
    func closing(_ event: ConnectionEvent) -> Text
    /// A finding: what went wrong, how it is known, and what to look at next.
    func sentence(for finding: Finding) -> Text
    /// The same, with a full stop.
    func paragraph(of finding: Finding) -> Text
    /// The same with the name of the finding behind it, and the frames that show it.
    func statement(of finding: Finding, withFrames: Bool) -> Text
    /// Its first sentence, with the name behind it.
    func brief(of finding: Finding) -> Text
    /// Its name, and the frame where the sentence stands.
    func reference(to finding: Finding, at frame: Int) -> Text
    /// What a label says of a text that stands on the same line.
    func labelled(_ label: Text, _ text: Text) -> Text
    /// What explains the line before.
    func inBrackets(_ text: Text) -> Text
    /// Statements about the same thing, in one sentence.
    func parts(_ statements: [Text]) -> Text
    /// Items of equal rank, such as frames and stages.
    func list(_ items: [Text]) -> Text
    /// Heads packets that came after the verdict of their connection.
    func later(_ connection: Int) -> Text
    /// The first sentence of a connection's verdict.
    func headline(_ verdict: Verdict) -> Text
    /// What a connection without findings gets.
    func healthy(_ verdict: Verdict) -> Text
    /// An ICMP error on the ladder.
    func icmpError(_ error: ICMPError, from router: IPAddress) -> Text
    /// A frame that could not be read: where reading stopped, and why.
    func unreadable(_ frame: UnreadableFrame) -> Text
    /// One line for one exchange.
    func exchange(_ exchange: Exchange) -> Text
    /// The same in a few words, for a connection that is well.
    func briefExchange(_ exchange: Exchange) -> Text
    /// All exchanges of a connection that is well, in one line.
    func exchanges(_ totals: ExchangeTotals) -> Text
    /// How many entries of a list are left out.
    func more(_ count: Int) -> Text
    /// How many findings and failures a report has no room for.
    func resultsLeftOut(_ count: Int) -> Text
    /// What is to be known to read the ladder, with the stages that it shows.
    func legend(_ stages: [(tag: Text, name: Text)]) -> Text
    /// What the signs of stages mean.
    func stages(_ stages: [(tag: Text, name: Text)]) -> Text
    /// When a connection was, how many packets it had and how long it took.
    func extent(_ connection: Connection, from date: Text) -> Text
    func bytes(_ count: Int) -> Text
    func duration(_ nanoseconds: Int64) -> Text
    /// Bytes that the capture lacks, in a rebuilt stream.
    func missing(_ count: Int) -> Text
    /// What is shown of the streams of a connection from here on is what TLS carried, not what TCP did.
    var decryptedStreams: Text { get }
    /// Bytes inside TLS that are not known.
    func missing(_ gap: CarriedGap) -> Text
    /// How long the connection was to live, as its messages say; nil without HTTP.
    func persistence(_ event: ConnectionEvent) -> Text?
    /// Whose connection a proxy passed on; nil without a header of the PROXY protocol.
    func proxied(_ story: ProtocolHistory) -> Text?
    /// What it spoke besides HTTP/1; nil if there is nothing to tell.
    func protocols(_ story: ProtocolHistory) -> Text?
    /// What the two ends of TLS agreed on; nil if there is no TLS, or nothing was agreed.
    func agreement(_ story: ProtocolHistory) -> Text?
    /// How long connecting took, and when the first request and response came; nil without TLS.
    func timeline(_ timeline: Timeline) -> Text?
    /// A message of TLS on the ladder.
    func tls(_ event: TLSEvent) -> Text
    func webSocketFrame(_ frame: WebSocketReader.Frame) -> Text
    /// What a message's content was; nil if it had none.
    func messageEnd(_ message: Message) -> Text?
    /// What must not be shown.
    var secrets: Secrets { get }
    /// Why a connection does not pass `--check`.
    func sentence(for failure: CheckFailure) -> Text
    /// Where something is: in a connection, at some of its frames.
    func position(_ connection: Int?, frames: [Int]) -> Text
    /// Where a failure is, before what it is.
    func place(file: Text?, _ connection: Int?, frame: Int?, _ text: Text) -> Text
    /// What was expected, against what is.
    func sentence(for failure: ExpectationFailure) -> Text
    /// The same as it stands below a ladder, with its frames.
    func statement(of failure: ExpectationFailure) -> Text
    func text(of value: ExpectedValue) -> Text
    /// The headline of a connection that fails by an expectation, and is well otherwise.
    var notAsExpected: Text { get }
    /// That so many comments are not there.
    func commentsLeftOut(_ count: Int) -> Text
    /// How much a run fails by.
    func failures(_ count: Int) -> Text
    /// The word for a severity, as it stands before a finding.
    func severity(_ severity: Finding.Severity) -> String
    /// A failed check, with both numbers and the difference.
    func failure(_ check: Equation) -> Text
    /// What differs between two captures.
    func sentence(for difference: RunDifference) -> Text
    func summary(_ counts: DiffCounts) -> Text
    /// In place of a request that the capture lacks.
    var unknownRequest: Text { get }
    func counts(connections: Int, exchanges: Int) -> Text
    /// What happened to a packet between the two ends of a path.
    func sentence(for event: PathEvent) -> Text
    /// The address of one end is not the same in both captures.
    func translated(_ role: Role, first: Text, second: Text) -> Text
    func shifted(_ role: Role, by shift: UInt32) -> Text
    func totals(_ totals: PathTotals, to role: Role) -> Text
    /// What the path changes in each packet of a direction.
    func inAllPackets(_ change: PathEvent.Change, to role: Role) -> Text
    /// A connection that only one capture has, and that the other one could not have.
    func beyondOther(isInFirst: Bool) -> Text
    /// At which end of the path a capture is.
    func place(isFirst: Bool, _ summary: PathSummary) -> Text
    func clock(_ ahead: Int64, oneWay: Int64) -> Text
    /// How clocks moved against each other, and that it was allowed for.
    func motion(_ motion: ClockMotion) -> [Text]
    func summary(_ summary: PathSummary) -> Text
    /// Packets in a row on a path, of which none gets a row of its own.
    func run(_ run: PathRun) -> Text
    /// A run of segments that need no row of their own.
    func run(_ run: SegmentRun) -> Text
    /// What weakens the verdicts: one line for each thing that was found.
    func sentence(for item: CaptureQuality.Item, count: Int) -> Text
    func sentence(for bound: ConnectionBound) -> Text
    /// Which connections have problems, the worst first; `total` counts those that are not named too.
    func ranking(_ worst: [ConnectionProblems], of total: Int) -> Text
    /// A finding that many connections to one server share.
    func sentence(for shared: FindingSummary.Shared) -> Text
    /// A client that left handshakes unfinished with several ports or hosts.
    func sentence(for scan: FindingSummary.Scan) -> Text
    /// The end of the run: what was read, and as its last line what was found.
    func summary(_ summary: RunSummary, files: Int) -> [Text]
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

/// The words of headings and columns. All of them must be given: what a language lacks does not compile.
public struct Words: Sendable {
    public let connection: String
    public let client: String
    public let server: String
    /// What lies between the two, in a picture of both ends.
    public let path: String
    public let frame: String
    public let time: String
    /// The steps of the handshake and of the close: three and four.
    public let steps: [String]
    /// Between a step and the number that it defines.
    public let afterStep: String
    /// A line below the title where who is the client was inferred.
    public let rolesInferred: String
    public let opened: String
    public let agreed: String
    public let offered: String
    public let exchanged: String
    public let closed: String
    public let problem: String
    public let warning: String
    public let note: String
    /// A bound of this program that a connection hit.
    public let bound: String
    public let acknowledges: String
    public let wrong: String
    public let damaged: String
    /// Of a window whose scale is not known.
    public let unscaled: String
    public let stage: String
    public let comment: String
    /// The seven stages of an HTTP request.
    public let stages: [String]
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
