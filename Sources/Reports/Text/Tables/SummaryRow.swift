import Analysis
import Language
import TCP
import Wire

/// What a table says of one connection: facts, no words yet.
struct SummaryRow {
    let number: Int
    /// nil where the capture does not say when its packets came.
    let start: Timestamp?
    let duration: Int64?
    let client: Endpoint
    let server: Endpoint
    let handshake: HandshakeOutcome
    let close: CloseOutcome
    let closedBy: Role?
    let packets: Int
    let clientBytes: Int
    let serverBytes: Int
    let exchanges: Int
    /// The worst status, and the longest wait for an answer.
    let status: Int?
    let slowest: Int64?
    let severity: Finding.Severity?
    let failedChecks: Int
    let missingBytes: Int
    /// Names of its findings, the worst first, and how many of them are more than notes.
    let findings: [String]
    private let problems: Int

    init(_ event: ConnectionEvent) {
        let connection = event.connection
        number = connection.number
        start = connection.lacksTime ? nil : connection.start
        duration = connection.lacksTime ? nil : connection.end.nanoseconds(since: connection.start)
        client = connection.endpoint(of: .client)
        server = connection.endpoint(of: .server)
        handshake = connection.handshakeOutcome
        close = connection.closeOutcome
        closedBy = connection.closedBy
        packets = connection.client.packets + connection.server.packets
        clientBytes = connection.clientFlow.stream.distinctBytes
        serverBytes = connection.serverFlow.stream.distinctBytes
        exchanges = event.exchanges
        status = event.answers.status
        slowest = event.answers.slowest
        severity = event.verdict.severity
        failedChecks = connection.checksFailed
        missingBytes = connection.clientFlow.stream.missingBytes + connection.serverFlow.stream.missingBytes
        // The worst come first.
        let all = event.verdict.findings
        problems = all.firstIndex { $0.severity == .note } ?? all.count
        findings = all.isEmpty ? [] : all.count == 1 ? [all[0].name] : all.map(\.name)
    }

    /// Whether this row comes before another; of equals, the connection that began first.
    static func order(_ key: SortKey) -> (SummaryRow, SummaryRow) -> Bool {
        switch key {
        case .start:
            { ($0.start ?? Timestamp(nanoseconds: .max), $0.number) < ($1.start ?? Timestamp(nanoseconds: .max), $1.number) }
        case .duration: { ($1.duration ?? -1, $0.number) < ($0.duration ?? -1, $1.number) }
        case .bytes: { ($1.clientBytes + $1.serverBytes, $0.number) < ($0.clientBytes + $0.serverBytes, $1.number) }
        case .latency: { ($1.slowest ?? -1, $0.number) < ($0.slowest ?? -1, $1.number) }
        case .severity: { ($1.rank, $1.problems, $0.number) < ($0.rank, $0.problems, $1.number) }
        }
    }

    private var rank: Int {
        switch severity {
        case nil: failedChecks > 0 ? 3 : 0
        case .note?: 1
        case .warning?: 2
        case .error?: 3
        }
    }
}
