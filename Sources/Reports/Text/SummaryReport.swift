public import Analysis
import Language
import TCP

/// One aligned line a connection, in the order in which they end.
public final class SummaryReport: Report {
    private let output: OutputBuffer
    private let style: Style
    private let onlyProblems: Bool
    private var hasHeading = false

    public init(_ output: OutputBuffer, style: Style, onlyProblems: Bool = false) {
        self.output = output
        self.style = style
        self.onlyProblems = onlyProblems
    }

    public var wantsPackets: Bool { false }
    public var wantsMessages: Bool { false }
    public var wantsFigures: Bool { false }

    public func connection(_ event: ConnectionEvent) {
        guard !onlyProblems || event.hasProblem else { return }
        if !hasHeading {
            hasHeading = true
            line(
                style.paint(
                    style.clipped(
                        row(
                            "#", "client", "server", "handshake", "close", "by", "packets", "client bytes", "server bytes",
                            "http",
                            "problems")), .dim))
        }
        appendRow(event)
    }

    /// A line of the table; where nothing clips it, straight into the output: captures hold millions of connections.
    private func appendRow(_ event: ConnectionEvent) {
        let connection = event.connection
        let start = output.count
        output.append(connection.number, rightAlignedTo: 7)
        append(connection.endpoint(of: .client))
        append(connection.endpoint(of: .server))
        output.append("  ")
        output.append(connection.handshakeOutcome.rawValue, padTo: 12)
        output.append("  ")
        output.append(connection.closeOutcome.rawValue, padTo: 12)
        switch connection.closedBy {
        case .client?: output.append("  client ")
        case .server?: output.append("  server ")
        case nil: output.append("  -      ")
        }
        output.append(connection.client.packets + connection.server.packets, rightAlignedTo: 8)
        output.append(UInt8(ascii: " "))
        output.append(connection.clientFlow.stream.distinctBytes, rightAlignedTo: 12)
        output.append(UInt8(ascii: " "))
        output.append(connection.serverFlow.stream.distinctBytes, rightAlignedTo: 12)
        output.append(UInt8(ascii: " "))
        output.append(event.exchanges, rightAlignedTo: 5)
        output.append("  ")
        appendProblems(event)
        if style.clipsTables { output.clipLine(from: start, to: style.width, ellipsis: style.ellipsis) }
        output.endLine()
    }

    private func append(_ endpoint: Endpoint) {
        output.append("  ")
        let start = output.count
        output.append(endpoint)
        output.append(UInt8(ascii: " "), times: 21 - (output.count - start))
    }

    private func appendProblems(_ event: ConnectionEvent) {
        let connection = event.connection
        let start = output.count
        func part() { if output.count > start { output.append(", ") } }
        if connection.checksFailed > 0 {
            output.append(connection.checksFailed)
            output.append(" WRONG")
        }
        for finding in event.findings where finding.severity > .note {
            part()
            output.append(finding.name)
        }
        let missing = connection.clientFlow.stream.missingBytes + connection.serverFlow.stream.missingBytes
        if missing > 0 {
            part()
            output.append(missing)
            output.append(" bytes missing")
        }
        if output.count == start { output.append(UInt8(ascii: "-")) }
    }

    private func row(
        _ number: String, _ client: String, _ server: String, _ handshake: String, _ close: String, _ by: String,
        _ packets: String, _ clientBytes: String, _ serverBytes: String, _ http: String, _ problems: String
    ) -> String {
        let left = "\(number.leftPadded(to: 7))  \(client.padded(to: 21))  \(server.padded(to: 21))"
        let middle = "\(handshake.padded(to: 12))  \(close.padded(to: 12))  \(by.padded(to: 6))"
        let right = "\(packets.leftPadded(to: 8)) \(clientBytes.leftPadded(to: 12)) \(serverBytes.leftPadded(to: 12))"
        return "\(left)  \(middle) \(right) \(http.leftPadded(to: 5))  \(problems)"
    }

    public func warning(_ warning: Warning) {}
    public func warning(_ text: String) {}

    public func finish(_ summary: RunSummary, files: [String]) {
        if hasHeading { line("") }
        for text in style.closingLines(summary, files: files.count) { line(text) }
        output.flush()
    }

    private func line(_ text: String) {
        output.append(text)
        output.endLine()
    }
}
