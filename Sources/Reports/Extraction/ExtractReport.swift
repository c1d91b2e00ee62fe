public import Analysis
import Crypto
public import Language
import Applications
public import TCP
public import Wire

/// Writes the decoded content of each HTTP message to a file of its own, and an index of them.
public final class ExtractReport: Report {
    /// Bytes gathered of one message before they go to its file.
    static let pieceLength = 256 << 10
    private let limits: Limits
    private let budget: MemoryBudget

    private let store: any ContentStore
    private let secrets: Secrets
    private var open: [Key: OpenFile] = [:]
    private var gathered = 0
    private var files = 0
    /// Messages of which no file was made because there were too many.
    public private(set) var leftOut = 0
    /// The files of the exchange told last.
    public private(set) var latest: (request: String?, response: String?) = (nil, nil)

    private struct Key: Hashable {
        var connection: Int
        var exchange: Int
        var isRequest: Bool
    }

    /// Content on its way to its file.
    private struct OpenFile {
        /// Once there is one.
        var name: String?
        var bytes: [UInt8] = []
        /// Bytes of it that were written.
        var count = 0
        var hash = SHA256()
        /// Something of it could not be written.
        var hasFailed = false
    }

    public init(_ store: any ContentStore, secrets: Secrets, limits: Limits, budget: MemoryBudget) {
        self.limits = limits
        self.budget = budget
        self.store = store
        self.secrets = secrets
    }

    public var shows: Shown { .items }
    public var wantsPackets: Bool { false }
    public var wantsContent: Bool { true }
    public var wantsMessages: Bool { false }
    public var wantedFigures: WantedFigures { .none }

    public func content(_ bytes: Span<UInt8>, of message: borrowing Message, from role: Role, exchange: Int, connection: Int) {
        let key = Key(connection: connection, exchange: exchange, isRequest: role == .client)
        open[key, default: OpenFile()].bytes.append(copying: bytes, in: 0..<bytes.count)
        gathered += bytes.count
        budget.charge(bytes.count)
        if open[key].map({ $0.bytes.count >= Self.pieceLength }) == true { flush(key) }
        if gathered >= limits.extractedAtOnce || budget.isExceeded { for key in open.keys { flush(key) } }
    }

    /// Writes what was gathered; the file has no final name yet, since the message may turn out to be cut short.
    private func flush(_ key: Key) {
        guard var file = open[key], !file.bytes.isEmpty else { return }
        if file.name == nil, files < limits.extractedFiles {
            files += 1
            file.name = store.create("c\(key.connection)-x\(key.exchange)-\(key.isRequest ? "request" : "response").partial")
        }
        if let name = file.name, !file.hasFailed {
            if store.append(file.bytes.span, to: name) {
                file.count += file.bytes.count
                file.hash.update(data: file.bytes)
            } else {
                file.hasFailed = true
            }
        }
        gathered -= file.bytes.count
        budget.refund(file.bytes.count)
        file.bytes = []
        open[key] = file
    }

    public func exchange(_ exchange: Exchange, connection: borrowing Connection) {
        latest = (nil, nil)
        let server = connection.endpoint(of: .server)
        if let request = exchange.request {
            latest.request = finish(request, exchange, connection.number, server)
        }
        if let response = exchange.response {
            latest.response = finish(response, exchange, connection.number, server)
        }
    }

    private func finish(_ message: Message, _ exchange: Exchange, _ connection: Int, _ server: Endpoint) -> String? {
        let isRequest = message.head.kind == .request
        let key = Key(connection: connection, exchange: exchange.number, isRequest: isRequest)
        flush(key)
        guard let file = open.removeValue(forKey: key) else { return nil }
        guard let temporary = file.name else {
            if files >= limits.extractedFiles { leftOut += 1 }
            return nil
        }
        if file.hasFailed, file.count == 0 {
            store.remove(temporary)
            return nil
        }
        let isComplete = message.isComplete && (message.decoding ?? .complete) == .complete && !file.hasFailed
        let target = exchange.request?.head.target
        var name = FileName.of(message, target: target, connection: connection, exchange: exchange.number)
        if !isComplete { name += ".partial" }
        let digest = file.hash.finalize()
        return store.list(temporary, as: name) { name in
            var line: [UInt8] = []
            let buffer = OutputBuffer { line.append(copying: $0, in: 0..<$0.count) }
            let json = JSONWriter(buffer)
            json.beginObject()
            json.member("connection", connection)
            json.member("exchange", exchange.number)
            json.word("message", isRequest ? "request" : "response")
            json.member("file", name)
            json.member("bytes", file.count)
            json.hexadecimal("sha256", digest)
            if let request = exchange.request {
                json.member("url", secrets.url(EffectiveURL.of(request.head, server, isSecure: exchange.isSecure)))
            }
            json.member("first_frame", message.firstFrame)
            json.member("last_frame", message.lastFrame)
            json.member("complete", isComplete)
            json.endRecord()
            buffer.flush()
            return line
        }
    }

    public func discard(_ exchange: Exchange, connection: Int) {
        for isRequest in [true, false] {
            let key = Key(connection: connection, exchange: exchange.number, isRequest: isRequest)
            guard let file = open.removeValue(forKey: key) else { continue }
            gathered -= file.bytes.count
            budget.refund(file.bytes.count)
            guard let name = file.name else { continue }
            files -= 1
            store.remove(name)
        }
    }

    public func warning(_ warning: Warning) {}
    public func warning(_ text: String) {}

    public func finish(_ summary: RunSummary, files: [String]) {}
}
