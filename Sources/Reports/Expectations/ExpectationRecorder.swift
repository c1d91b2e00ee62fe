public import Analysis
public import Language
import Applications
public import TCP
import Wire

/// Writes a file of expectations from what is there, without what differs from run to run.
public final class ExpectationRecorder: Report {
    /// Connections that are recorded one by one at most, exchanges of one of them, and of all of them.
    static let maximumConnections = 10_000
    static let maximumExchanges = 1000
    static let maximumExchangesInAll = 100_000

    private struct Key: Hashable {
        var connection: Int
        var exchange: Int
    }

    private let output: OutputBuffer
    private let secrets: Secrets
    private let version: String
    private var digests = ContentDigests()
    private var varying: [Key: VaryingContent] = [:]
    private var exchanges: [Int: [RecordedExchange]] = [:]
    private var exchangeCount = 0
    private var counts: [Int: Int] = [:]
    private var recorded: [RecordedConnection] = []
    private var connections = 0

    public init(_ output: OutputBuffer, secrets: Secrets, version: String) {
        self.output = output
        self.secrets = secrets
        self.version = version
    }

    public var wantsPackets: Bool { false }
    public var wantsContent: Bool { true }
    public var wantsMessages: Bool { false }

    public func content(_ bytes: Span<UInt8>, of message: borrowing Message, from role: Role, exchange: Int, connection: Int) {
        guard role == .server else { return }
        digests.add(bytes, connection: connection, exchange: exchange)
        let key = Key(connection: connection, exchange: exchange)
        if varying[key] == nil, varying.count >= ContentDigests.maximumOpen { return }
        varying[key, default: VaryingContent()].add(bytes)
    }

    public func exchange(_ exchange: Exchange, connection: borrowing Connection) {
        let number = connection.number
        let digest = digests.take(connection: number, exchange: exchange.number)
        let varies = varying.removeValue(forKey: Key(connection: number, exchange: exchange.number))?.isFound ?? false
        counts[number, default: 0] += 1
        guard exchangeCount < Self.maximumExchangesInAll, exchanges[number]?.count ?? 0 < Self.maximumExchanges else { return }
        exchangeCount += 1
        let isSecret = exchange.request.map { secrets.target($0.head) != $0.head.target } ?? false
        exchanges[number, default: []].append(
            RecordedExchange(exchange, contentSHA256: digest, contentVaries: varies, isSecret: isSecret))
    }

    public func discard(_ exchange: Exchange, connection: Int) {
        digests.discard(connection: connection, exchange: exchange.number)
        varying[Key(connection: connection, exchange: exchange.number)] = nil
    }

    public func discard(connection: Int) {
        exchangeCount -= exchanges.removeValue(forKey: connection)?.count ?? 0
        counts[connection] = nil
    }

    public func connection(_ event: ConnectionEvent) {
        connections += 1
        let number = event.connection.number
        let kept = exchanges.removeValue(forKey: number) ?? []
        let count = counts.removeValue(forKey: number) ?? 0
        guard recorded.count < Self.maximumConnections else {
            exchangeCount -= kept.count
            return
        }
        recorded.append(RecordedConnection(event, kept.sorted { $0.number < $1.number }, exchangeCount: count))
    }

    public func warning(_ warning: Warning) {}
    public func warning(_ text: String) {}

    public func finish(_ summary: RunSummary, files: [String]) {
        recorded.sort { $0.number < $1.number }
        forgetVaryingAnswers()
        ExpectationWriter(output, version: version).write(recorded, connections: connections)
        output.flush()
    }

    /// One request that got different answers in this run will in the next one.
    private func forgetVaryingAnswers() {
        var answers: [String: String] = [:]
        var varying: Set<String> = []
        for exchange in recorded.lazy.flatMap(\.exchanges) where exchange.contentSHA256 != nil {
            let answer = exchange.contentSHA256 ?? ""
            if answers.updateValue(answer, forKey: "\(exchange.request) \(exchange.status ?? 0)") ?? answer != answer {
                varying.insert(exchange.request)
            }
        }
        guard !varying.isEmpty else { return }
        for i in recorded.indices {
            for j in recorded[i].exchanges.indices where varying.contains(recorded[i].exchanges[j].request) {
                recorded[i].exchanges[j].contentSHA256 = nil
                recorded[i].exchanges[j].contentBytes = nil
            }
        }
    }
}
