public import Analysis
public import Applications
public import Language
public import TCP
public import Wire

/// Gathers what the reports for a forge are written from, once for all of them: each connection in a few words, its findings, and its
/// explanation where there is something to look into.
public final class RunResults: Report {
    /// Connections that are kept one by one at most, and explanations, and how long one of them may be in bytes.
    static let maximumConnections = 10_000
    static let maximumExplanations = 200
    static let maximumExplanationLength = 16 << 10

    let phrasebook: any Phrasebook
    private let files: [String]
    private var origins = FrameOrigins()
    /// Writes the explanations.
    private let text: TextReport
    private let buffer: OutputBuffer
    private let written: Written
    private(set) var connections: [ConnectionResult] = []
    /// Connections beyond those.
    private(set) var unlisted = 0
    /// Findings of these.
    private var unlistedFindings = 0
    private var explanations = 0
    private(set) var start: Timestamp?
    private(set) var summary = RunSummary()

    /// What came out of the text report since it was last taken.
    private final class Written {
        var bytes: [UInt8] = []

        func add(_ span: Span<UInt8>) {
            let room = RunResults.maximumExplanationLength - bytes.count
            if room > 0 { bytes.append(copying: span, in: 0..<min(room, span.count)) }
        }
    }

    /// The first requests of open connections.
    private var requests: [Int: (exchange: Int, text: String)] = [:]
    private let judges: TextReport.Judges

    /// - Parameters:
    ///   - files: the captures of the run, in its order; none if it is live.
    ///   - judges: what the run fails by.
    public init(phrasebook: any Phrasebook, files: [String], judges: TextReport.Judges) {
        self.phrasebook = phrasebook
        self.judges = judges
        self.files = files
        let written = Written()
        self.written = written
        buffer = OutputBuffer { written.add($0) }
        let style = Style(width: 120, isUTF8: true, hasColor: false, phrasebook: phrasebook)
        text = TextReport(buffer, style: style, judges: judges)
    }

    /// What the run fails by, once it has ended, what is not known of it, and how many failures there are beyond those.
    public var failures: () -> [RunFailure] = { [] }
    public var unlistedFailures: () -> Int = { 0 }
    /// Those of them that are no findings of connections.
    public var unlistedOtherFailures: () -> Int = { 0 }
    /// Findings, and failures besides, that were not kept.
    public var leftOut: Int { unlistedFindings + unlistedOtherFailures() }
    /// Expectations, each with a connection that was held against it, once the run has ended.
    public var held: () -> [(expectation: String, connection: Int)] = { [] }

    var mainFile: String? { files.first }

    func place(of frame: Int) -> (file: String?, frame: Int) {
        let origin = origins.origin(of: frame)
        return (files.indices.contains(origin.file) ? files[origin.file] : nil, origin.frame)
    }

    // MARK: - Events

    public var wantsDecodedSizes: Bool { true }
    public var wantsMessageEnds: Bool { false }
    public func begin(at start: Timestamp) { self.start = start }
    public func comment(_ bytes: Span<UInt8>, on frame: FrameInfo) { text.comment(bytes, on: frame) }
    public func origin(_ origin: FrameOrigin, number: Int, file: Int) { text.origin(origin, number: number, file: file) }

    public func packet(
        _ event: borrowing PacketEvent, connection: borrowing Connection, bytes: Span<UInt8>, payload: Range<Int>
    ) {
        origins.note(event.info)
        // What comes after a verdict is told by the text alone.
        if !connection.isReported { text.packet(event, connection: connection, bytes: bytes, payload: payload) }
    }

    public func icmpError(_ error: ICMPError, from router: IPAddress, frame: FrameInfo, connection: borrowing Connection) {
        text.icmpError(error, from: router, frame: frame, connection: connection)
    }

    public func head(_ head: MessageHead, from role: Role, exchange: Int, connection: Int) {
        text.head(head, from: role, exchange: exchange, connection: connection)
    }

    public func exchange(_ exchange: Exchange, connection: borrowing Connection) {
        text.exchange(exchange, connection: connection)
        noteRequest(of: exchange, connection.number)
    }

    private func noteRequest(of exchange: Exchange, _ connection: Int) {
        guard let request = exchange.request, exchange.number < requests[connection]?.exchange ?? .max else { return }
        guard requests[connection] != nil || requests.count < Self.maximumConnections else { return }
        requests[connection] = (exchange.number, StableNames.request(request.head, phrasebook.secrets))
    }

    public func discard(connection: Int) {
        text.discard(connection: connection)
        requests[connection] = nil
    }

    public func connection(_ event: ConnectionEvent) {
        let request = requests.removeValue(forKey: event.connection.number)?.text
        guard connections.count < Self.maximumConnections else {
            unlisted += 1
            unlistedFindings += event.findings.count
            text.discard(connection: event.connection.number)
            return
        }
        buffer.flush()
        written.bytes.removeAll(keepingCapacity: true)
        text.connection(event)
        buffer.flush()
        let connection = event.connection
        let place = place(of: connection.firstFrame)
        var result = ConnectionResult(
            number: connection.number, client: connection.endpoint(of: .client), server: connection.endpoint(of: .server),
            firstFrame: connection.firstFrame, frame: place.frame, file: place.file,
            duration: connection.lacksTime ? 0 : max(0, connection.end.nanoseconds(since: connection.start)),
            checksPassed: connection.checksPassed, checksFailed: connection.checksFailed, severity: event.verdict.severity,
            headline: judges.shortfall(of: event).headline(event.verdict, phrasebook).text,
            findings: event.findings.map(result(of:)))
        result.request = request
        if explanations < Self.maximumExplanations {
            explanations += 1
            result.explanation = Self.trimmed(String(decoding: written.bytes, as: UTF8.self))
        }
        connections.append(result)
    }

    private func result(of finding: Finding) -> FindingResult {
        let place = finding.frames.first.map(place(of:))
        return FindingResult(
            name: finding.name, severity: finding.severity, sentence: phrasebook.sentence(for: finding), frames: finding.frames,
            file: place?.file, frame: place?.frame)
    }

    private static func trimmed(_ text: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        while lines.first?.isEmpty == true { lines.removeFirst() }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.joined(separator: "\n")
    }

    public func warning(_ warning: Warning) {}
    public func warning(_ text: String) {}

    public func finish(_ summary: RunSummary, files: [String]) {
        self.summary = summary
        connections.sort { $0.number < $1.number }
        StableNames.name(&connections)
    }

    /// The end of the run in words, the verdict last.
    func closingLines() -> [Text] { phrasebook.summary(summary, files: files.count) }
}
