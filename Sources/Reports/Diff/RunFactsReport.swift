public import Analysis
import Applications
public import Language
public import TCP
public import Wire

/// Gathers what is compared of a run.
public final class RunFactsReport: Report {
    private let secrets: Secrets
    private let limits: Limits
    public private(set) var facts = RunFacts()
    /// Exchanges of connections that are open.
    private var open: [Int: [ComparedExchange]] = [:]
    private var exchanges = 0
    private var requests = ContentDigests()
    private var responses = ContentDigests()
    /// What fields take.
    private var fieldBytes = 0

    public init(secrets: Secrets, limits: Limits) {
        self.secrets = secrets
        self.limits = limits
    }

    public var wantsPackets: Bool { false }
    public var wantsMessages: Bool { false }
    public var wantedFigures: WantedFigures { .none }
    public var wantsContent: Bool { true }

    public func content(_ bytes: Span<UInt8>, of message: borrowing Message, from role: Role, exchange: Int, connection: Int) {
        if role == .client {
            requests.add(bytes, connection: connection, exchange: exchange)
        } else {
            responses.add(bytes, connection: connection, exchange: exchange)
        }
    }

    private func fields(_ message: Message?) -> ComparedFields? {
        guard let message, fieldBytes < limits.comparedFieldBytes else { return nil }
        let fields = ComparedFields(message.head, secrets)
        fieldBytes += fields.size
        return fields
    }

    public func exchange(_ exchange: Exchange, connection: borrowing Connection) {
        let digests = (
            requests.take(connection: connection.number, exchange: exchange.number),
            responses.take(connection: connection.number, exchange: exchange.number)
        )
        guard exchanges < limits.comparedExchanges else {
            facts.leftOut += 1
            return
        }
        exchanges += 1
        let request = exchange.request
        let head = request?.head.lossless
        let timing = exchange.timing
        let fields = (fields(request), fields(exchange.response))
        if request != nil && fields.0 == nil || exchange.response != nil && fields.1 == nil { facts.fieldsLeftOut += 1 }
        open[connection.number, default: []].append(
            ComparedExchange(
                number: exchange.number, firstFrame: (request ?? exchange.response)?.firstFrame ?? 0,
                request: head.map { "\($0.method) \(secrets.target($0))" } ?? "",
                host: head.flatMap { $0.authority ?? $0.fields.first("host") } ?? "",
                status: exchange.response.map(\.head.status), requestBytes: request?.contentBytes ?? 0,
                responseBytes: exchange.response?.contentBytes ?? 0, requestIsWhole: request?.isComplete ?? true,
                responseIsWhole: exchange.response?.isComplete ?? true, requestDigest: digests.0, responseDigest: digests.1,
                requestFields: fields.0, responseFields: fields.1, wait: timing.firstByte, response: timing.response))
    }

    public func connection(_ event: ConnectionEvent) {
        let connection = event.connection
        let exchanges = open.removeValue(forKey: connection.number) ?? []
        guard facts.connections.count < limits.comparedConnections else {
            facts.leftOut += 1
            return
        }
        facts.connections.append(
            ComparedConnection(
                number: connection.number, client: connection.endpoint(of: .client), server: connection.endpoint(of: .server),
                firstFrame: connection.firstFrame, handshake: connection.handshakeOutcome,
                close: RunDifference.Close(connection.closeOutcome, by: connection.closedBy),
                failedChecks: connection.checksFailed, findings: event.findings.map { ($0.name, $0.severity) },
                connect: connection.lacksTime ? nil : connection.handshake.connectTime,
                exchanges: exchanges.sorted { $0.number < $1.number }))
    }

    public func warning(_ warning: Warning) {}
    public func warning(_ text: String) {}

    public func finish(_ summary: RunSummary, files: [String]) { facts.connections.sort { $0.number < $1.number } }
}
