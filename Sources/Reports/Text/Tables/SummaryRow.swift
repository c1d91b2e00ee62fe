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
    let outcome: Outcome
    let severity: Finding.Severity?
    /// How many findings are more than notes.
    private let problems: Int

    /// What became of a connection: many have the same.
    struct Outcome: Equatable {
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
        let failedChecks: Int
        let missingBytes: Int
        /// Names of its findings, the worst first.
        let findings: [String]

        var bytes: Int { clientBytes + serverBytes }

        /// The same number for those that are the same, and mostly another for others: scans have many alike, all else few.
        var mark: Int { ((packets &* 31 &+ clientBytes) &* 31 &+ serverBytes) &* 31 &+ Int(truncatingIfNeeded: slowest ?? -1) }
    }

    init(_ event: ConnectionEvent) {
        let connection = event.connection
        number = connection.number
        start = connection.lacksTime ? nil : connection.start
        duration = connection.lacksTime ? nil : Self.duration(from: connection.start, to: connection.end)
        client = connection.endpoint(of: .client)
        server = connection.endpoint(of: .server)
        severity = event.verdict.severity
        // The worst come first.
        let all = event.verdict.findings
        problems = all.firstIndex { $0.severity == .note } ?? all.count
        outcome = Outcome(
            handshake: connection.handshakeOutcome, close: connection.closeOutcome, closedBy: connection.closedBy,
            packets: connection.client.packets + connection.server.packets,
            clientBytes: connection.clientFlow.stream.distinctBytes, serverBytes: connection.serverFlow.stream.distinctBytes,
            exchanges: event.exchanges,
            status: event.answers.status, slowest: event.answers.slowest, failedChecks: connection.checksFailed,
            missingBytes: connection.clientFlow.stream.missingBytes + connection.serverFlow.stream.missingBytes,
            findings: all.isEmpty ? [] : all.count == 1 ? [all[0].name] : all.map(\.name))
    }

    /// nil where the last packet has an earlier time than the first.
    private static func duration(from start: Timestamp, to end: Timestamp) -> Int64? {
        let duration = end.nanoseconds(since: start)
        return duration < 0 ? nil : duration
    }

    /// The row of an opening that came to the same as the one of `row`.
    init(_ opening: EndedOpening, like row: SummaryRow) {
        number = opening.number
        start = opening.start
        duration = Self.duration(from: opening.start, to: opening.end)
        client = opening.client
        server = opening.server
        outcome = row.outcome
        severity = row.severity
        problems = row.problems
    }

    /// Whether this row comes before another; of equals, the connection that began first.
    static func order(_ key: SortKey) -> (SummaryRow, SummaryRow) -> Bool {
        switch key {
        case .start:
            { ($0.start ?? Timestamp(nanoseconds: .max), $0.number) < ($1.start ?? Timestamp(nanoseconds: .max), $1.number) }
        case .duration: { ($1.duration ?? -1, $0.number) < ($0.duration ?? -1, $1.number) }
        case .bytes: { ($1.outcome.bytes, $0.number) < ($0.outcome.bytes, $1.number) }
        case .latency: { ($1.outcome.slowest ?? -1, $0.number) < ($0.outcome.slowest ?? -1, $1.number) }
        case .severity: { ($1.rank, $1.problems, $0.number) < ($0.rank, $0.problems, $1.number) }
        }
    }

    private var rank: Int {
        switch severity {
        case nil: outcome.failedChecks > 0 ? 3 : 0
        case .note?: 1
        case .warning?: 2
        case .error?: 3
        }
    }
}
