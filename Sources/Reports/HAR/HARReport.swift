public import Analysis
public import Language
import Applications
public import TCP
public import Wire

/// HTTP Archive 1.2: an entry for each exchange whose request is known, with what HAR has no place for in fields that begin with `_`.
public final class HARReport: Report {
    private let limits: Limits
    private let budget: MemoryBudget
    private let output: OutputBuffer
    private let secrets: Secrets
    private let creatorVersion: String
    private var gathered: [Key: [UInt8]] = [:]
    private var gatheredBytes = 0
    private var entries = 0
    /// Responses whose request was not captured: HAR has no place for them.
    private var leftOut = 0

    private struct Key: Hashable {
        var connection: Int
        var exchange: Int
        var isRequest: Bool
    }

    public init(_ output: OutputBuffer, secrets: Secrets, version: String, limits: Limits, budget: MemoryBudget) {
        self.limits = limits
        self.budget = budget
        self.output = output
        self.secrets = secrets
        creatorVersion = version
        let json = JSONWriter(output)
        json.beginObject()
        json.beginObject("log")
        json.word("version", "1.2")
        json.beginObject("creator")
        json.word("name", "tcpexplain")
        json.member("version", version)
        json.endObject()
        json.beginArray("entries")
    }

    public var shows: Shown { .items }
    public var wantsPackets: Bool { false }
    public var wantsContent: Bool { true }
    public var wantsMessages: Bool { false }
    public var wantedFigures: WantedFigures { .none }

    public func content(_ bytes: Span<UInt8>, of message: borrowing Message, from role: Role, exchange: Int, connection: Int) {
        let key = Key(connection: connection, exchange: exchange, isRequest: role == .client)
        let have = gathered[key]?.count ?? 0
        // One byte too many says that the content was larger.
        let room = min(limits.archivedContent + 1 - have, limits.archivedAtOnce - gatheredBytes, budget.available)
        guard room > 0 else { return }
        let count = min(room, bytes.count)
        gathered[key, default: []].append(copying: bytes, in: 0..<count)
        gatheredBytes += count
        budget.charge(count)
    }

    private func takeContent(_ connection: Int, _ exchange: Int, isRequest: Bool) -> [UInt8] {
        let content = gathered.removeValue(forKey: Key(connection: connection, exchange: exchange, isRequest: isRequest)) ?? []
        gatheredBytes -= content.count
        budget.refund(content.count)
        return content
    }

    public func exchange(_ exchange: Exchange, connection: borrowing Connection) {
        let sent = takeContent(connection.number, exchange.number, isRequest: true)
        let received = takeContent(connection.number, exchange.number, isRequest: false)
        guard let request = exchange.request else {
            leftOut += 1
            return
        }
        output.append(entries == 0 ? "\n" : ",\n")
        entries += 1
        HAREntry(
            request: request, response: exchange.response, exchange: exchange, sent: sent, received: received, secrets: secrets,
            maximumContent: limits.archivedContent
        ).append(to: output, connection)
        output.flushIfLarge()
    }

    public func discard(_ exchange: Exchange, connection: Int) {
        _ = takeContent(connection, exchange.number, isRequest: true)
        _ = takeContent(connection, exchange.number, isRequest: false)
    }

    public func warning(_ warning: Warning) {}
    public func warning(_ text: String) {}

    public func finish(_ summary: RunSummary, files: [String]) {
        let json = JSONWriter(output)
        output.append("\n")
        json.endArray()
        if leftOut > 0 { json.member("comment", "\(Quantity.count(leftOut, "response")) without a captured request left out") }
        json.endObject()
        json.endObject()
        output.endLine()
        output.flush()
    }
}
