public import Analysis
public import Language
import Applications
public import TCP
import Wire

/// Connections and exchanges as one table (RFC 4180): the first column says which of the two a row is.
public final class CSVReport: Report {
    private static let columns = [
        "type", "connection", "exchange", "client", "server", "start", "duration", "first_frame", "last_frame", "handshake",
        "close", "closed_by", "severity", "findings", "checks_passed", "checks_failed", "client_bytes", "server_bytes",
        "retransmissions", "rtt_connect", "exchanges", "method", "target", "host", "status", "request_bytes", "response_bytes",
        "first_byte", "complete",
    ]

    private let output: OutputBuffer
    private let secrets: Secrets
    private let isSummary: Bool
    private var cells: [String: String] = [:]

    /// - Parameter isSummary: only connections.
    public init(_ output: OutputBuffer, secrets: Secrets, isSummary: Bool) {
        self.output = output
        self.secrets = secrets
        self.isSummary = isSummary
        output.append(Self.columns.joined(separator: ",") + "\r\n")
    }

    public var shows: Shown { .items }
    public var wantsPackets: Bool { false }
    /// Some findings are about coded content.
    public var wantsDecodedSizes: Bool { true }
    public var wantsMessages: Bool { false }

    public func exchange(_ exchange: Exchange, connection: borrowing Connection) {
        guard !isSummary else { return }
        cells = ["type": "http", "connection": "\(connection.number)", "exchange": "\(exchange.number)"]
        addEnds(connection)
        if let request = exchange.request {
            cells["method"] = foreign(request.head.lossless.method)
            cells["target"] = foreign(secrets.target(request.head.lossless))
            cells["host"] = request.head.lossless.fields.first("host").map { foreign(secrets.value(of: "host", $0)) }
            cells["request_bytes"] = "\(request.contentBytes)"
        }
        if let response = exchange.response {
            if response.head.status > 0 { cells["status"] = "\(response.head.status)" }
            cells["response_bytes"] = "\(response.contentBytes)"
        }
        let messages = [exchange.request, exchange.response].compactMap { $0 }
        if let first = messages.first, let last = messages.last {
            cells["first_frame"] = "\(first.firstFrame)"
            cells["last_frame"] = "\(last.lastFrame)"
            if !exchange.lacksTime {
                cells["start"] = text(first.firstTime)
                cells["duration"] = seconds(max(0, last.lastTime.nanoseconds(since: first.firstTime)))
            }
        }
        cells["first_byte"] = exchange.timing.firstByte.map(seconds)
        cells["complete"] = exchange.response?.isComplete ?? false ? "true" : "false"
        writeRow()
    }

    public func connection(_ event: ConnectionEvent) {
        let connection = event.connection
        cells = ["type": "connection", "connection": "\(connection.number)"]
        addEnds(connection)
        if !connection.lacksTime {
            cells["start"] = text(connection.start)
            cells["duration"] = seconds(max(0, connection.end.nanoseconds(since: connection.start)))
        }
        cells["first_frame"] = "\(connection.firstFrame)"
        cells["last_frame"] = "\(connection.lastFrame)"
        cells["handshake"] = connection.handshakeOutcome.rawValue
        cells["close"] = connection.closeOutcome.rawValue
        cells["closed_by"] = connection.closedBy.map { $0 == .client ? "client" : "server" }
        cells["severity"] = event.verdict.severity?.rawValue
        cells["findings"] = event.findings.map(\.name).joined(separator: " ")
        cells["checks_passed"] = "\(connection.checksPassed)"
        cells["checks_failed"] = "\(connection.checksFailed)"
        cells["client_bytes"] = "\(connection.clientFlow.stream.distinctBytes)"
        cells["server_bytes"] = "\(connection.serverFlow.stream.distinctBytes)"
        cells["retransmissions"] = "\(ConnectionFacts.retransmissions(of: connection))"
        cells["rtt_connect"] = connection.handshake.connectTime.map(seconds)
        cells["exchanges"] = "\(event.exchanges)"
        writeRow()
    }

    private func addEnds(_ connection: borrowing Connection) {
        cells["client"] = name(connection.endpoint(of: .client))
        cells["server"] = name(connection.endpoint(of: .server))
    }

    private func writeRow() {
        for (i, column) in Self.columns.enumerated() {
            if i > 0 { output.append(UInt8(ascii: ",")) }
            append(cells[column] ?? "")
        }
        output.append("\r\n")
        output.flushIfLarge()
    }

    private func append(_ text: String) {
        guard text.utf8.contains(where: { $0 == 0x22 || $0 == 0x2c || $0 == 0x0d || $0 == 0x0a || $0 == 0x20 }) else {
            return output.append(text)
        }
        output.append(UInt8(ascii: "\""))
        for character in text {
            if character == "\"" { output.append(UInt8(ascii: "\"")) }
            output.append(String(character))
        }
        output.append(UInt8(ascii: "\""))
    }

    /// Text from the wire: printable, and nothing that a spreadsheet takes for a formula.
    private func foreign(_ text: String) -> String {
        let shown = Escaping.printable(text)
        guard let first = shown.utf8.first, "=+-@".utf8.contains(first) else { return shown }
        return "'" + shown
    }

    private func seconds(_ nanoseconds: Int64) -> String {
        let buffer = OutputBuffer { _ in }
        buffer.appendSeconds(nanoseconds)
        return String(decoding: buffer.gathered(), as: UTF8.self)
    }

    private func text(_ time: Timestamp) -> String {
        let buffer = OutputBuffer { _ in }
        buffer.appendJSON(time)
        return String(decoding: buffer.gathered().dropFirst().dropLast(), as: UTF8.self)
    }

    public func warning(_ warning: Warning) {}
    public func warning(_ text: String) {}
    public func finish(_ summary: RunSummary, files: [String]) { output.flush() }
}
