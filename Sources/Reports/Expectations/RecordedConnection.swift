import Analysis
import TCP
import Wire

/// What `--record-expect` keeps of a connection.
struct RecordedConnection {
    var number: Int
    var server: Endpoint
    var handshake: String
    var close: String
    var closedBy: String
    var retransmissions: Int
    /// Names of findings, and the severities of which there is none.
    var findings: [String]
    var severitiesWithout: [String]
    var exchanges: [RecordedExchange]
    /// How many there are in all.
    var exchangeCount: Int

    /// Findings that come and go with how fast two runs are, or with when the capture was ended.
    private static let passing: Set<String> = [
        "capture-ended", "half-closed-for", "delayed-ack-stall", "spurious-retransmission", "http-slow",
    ]

    init(_ event: ConnectionEvent, _ exchanges: [RecordedExchange], exchangeCount: Int) {
        let connection = event.connection
        number = connection.number
        server = connection.endpoint(of: .server)
        handshake = connection.handshakeOutcome.rawValue
        close = connection.closeOutcome.rawValue
        closedBy = connection.closedBy.map { $0 == .client ? "client" : "server" } ?? "none"
        retransmissions = ConnectionFacts.retransmissions(of: connection)
        let lasting = Set(event.findings.map(\.name)).subtracting(Self.passing)
        findings = lasting.sorted()
        let severities = Set(event.findings.map(\.severity.rawValue))
        severitiesWithout = ["error", "warning"].filter { !severities.contains($0) }
        self.exchanges = exchanges
        self.exchangeCount = exchangeCount
    }
}

/// What it keeps of an exchange.
struct RecordedExchange {
    var number: Int
    var method: String?
    /// nil where it holds a secret.
    var target: String?
    var status: Int?
    var fields: [(name: String, value: String)] = []
    /// nil where the content is not whole, or may be another one in the next run.
    var contentSHA256: String?
    var contentBytes: Int?

    /// Fields of a response that are the same in each run.
    private static let names = [
        "content-type", "content-encoding", "transfer-encoding", "cache-control", "vary", "allow", "upgrade",
    ]

    init(_ exchange: Exchange, contentSHA256: String, contentVaries: Bool, isSecret: Bool) {
        number = exchange.number
        if let request = exchange.request {
            method = request.head.method
            target = isSecret ? nil : request.head.target
        }
        guard let response = exchange.response else { return }
        status = response.head.status > 0 ? response.head.status : nil
        for name in Self.names {
            let values = response.head.fields.values(of: name)
            // Of several lines with one name, which one is meant would not be clear.
            guard values.count == 1, !values[0].isEmpty else { continue }
            fields.append((name, values[0]))
        }
        let isWhole = response.isComplete && (response.decoding ?? .complete) == .complete
        guard isWhole, !contentVaries, !response.isTunnelOrUpgrade else { return }
        contentBytes = response.contentBytes
        self.contentSHA256 = contentSHA256
    }

    /// What identifies the request: its answers are the same each time, or vary.
    var request: String { "\(method ?? "") \(target ?? "")" }
}

extension Message {
    /// What follows its head is no content.
    fileprivate var isTunnelOrUpgrade: Bool { framing == .otherProtocol || head.status == 101 }
}
