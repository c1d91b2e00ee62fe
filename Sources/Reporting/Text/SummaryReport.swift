public import Analysis
import Explanation
import Tracking

/// One aligned line a connection, in the order in which they end.
public final class SummaryReport: Report {
    private let output: OutputBuffer
    private let selection: Selection
    private let style: Style
    private let onlyProblems: Bool
    private var hasHeading = false

    public init(_ output: OutputBuffer, selection: Selection, style: Style, onlyProblems: Bool = false) {
        self.output = output
        self.selection = selection
        self.style = style
        self.onlyProblems = onlyProblems
    }

    public var wantsPackets: Bool { false }
    public var wantsMessages: Bool { false }

    public func connection(_ event: ConnectionEvent) {
        let connection = event.connection
        guard selection.includes(connection.number), !onlyProblems || event.hasProblem else { return }
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
        append(connection.number, 7)
        append("  ", name(connection.endpoint(of: .client)), 21)
        append("  ", name(connection.endpoint(of: .server)), 21)
        append("  ", connection.handshakeOutcome.rawValue, 12)
        append("  ", connection.closeOutcome.rawValue, 12)
        append("  ", connection.closedBy == nil ? "-" : connection.closedBy == .client ? "client" : "server", 6)
        output.append(UInt8(ascii: " "))
        append(connection.client.packets + connection.server.packets, 8)
        output.append(UInt8(ascii: " "))
        append(connection.clientFlow.stream.distinctBytes, 12)
        output.append(UInt8(ascii: " "))
        append(connection.serverFlow.stream.distinctBytes, 12)
        output.append(" ")
        append(event.exchanges, 5)
        output.append("  ")
        output.append(problems(event))
        if style.clipsTables { output.clipLine(from: start, to: style.width, ellipsis: style.ellipsis) }
        output.endLine()
    }

    /// A number at the right of `width` columns.
    private func append(_ number: Int, _ width: Int) {
        var digits = 1
        var rest = number
        while rest >= 10 {
            rest /= 10
            digits += 1
        }
        for _ in 0..<max(0, width - digits) { output.append(UInt8(ascii: " ")) }
        output.append(number)
    }

    /// A text of ASCII at the left of `width` columns.
    private func append(_ gap: String, _ text: String, _ width: Int) {
        output.append(gap)
        output.append(text)
        for _ in 0..<max(0, width - text.utf8.count) { output.append(UInt8(ascii: " ")) }
    }

    private func problems(_ event: ConnectionEvent) -> String {
        let connection = event.connection
        var parts: [String] = []
        if connection.checksFailed > 0 { parts.append("\(connection.checksFailed) WRONG") }
        parts += event.findings.filter { $0.severity > .note }.map(\.name)
        let missing = connection.clientFlow.stream.missingBytes + connection.serverFlow.stream.missingBytes
        if missing > 0 { parts.append("\(missing) bytes missing") }
        return parts.isEmpty ? "-" : parts.joined(separator: ", ")
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
