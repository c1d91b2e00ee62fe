public import Analysis
import Language
public import TCP
public import Wire

/// A screen of connections that is drawn anew while a capture goes on, as `top` does: those that packets came for last, their states and rates.
public final class TableReport: Report {
    /// Connections known at most; the screen shows far fewer.
    static let maximumKnown = 1 << 16
    /// Connections that have ended and are still shown.
    private static let endedShown = 5

    private let output: OutputBuffer
    private let style: Style
    /// Lines of the screen.
    private let height: Int
    private var open: [Int: Row] = [:]
    private var ended: [Row] = []
    private var packets = 0
    private var connections = 0
    private var lastFinding = "-"
    private var lastDrawn: (time: Timestamp, packets: Int, bytes: Int)?
    private var bytes = 0
    private var summaryLines: [String] = []

    private struct Row {
        var number: Int
        var client: String
        var server: String
        var states = ""
        var clientBytes = 0
        var serverBytes = 0
        /// Bytes when the screen was drawn last.
        var drawnBytes = 0
        var packets = 0
        var last: Timestamp
        var problems = ""
    }

    public init(_ output: OutputBuffer, style: Style, height: Int) {
        self.output = output
        self.style = style
        self.height = max(10, height)
        // The other screen, and no cursor.
        output.append("\u{1b}[?1049h\u{1b}[?25l")
        output.flush()
    }

    public var wantsMessages: Bool { false }
    public var wantsFigures: Bool { false }

    public func packet(
        _ event: borrowing PacketEvent, connection: borrowing Connection, bytes: Span<UInt8>, payload: Range<Int>
    ) {
        packets += 1
        self.bytes += event.info.wireLength
        guard !connection.isReported else { return }
        if open[event.connection] == nil, open.count >= Self.maximumKnown { return }
        var row =
            open[event.connection]
            ?? Row(
                number: event.connection, client: name(connection.endpoint(of: .client)),
                server: name(connection.endpoint(of: .server)), last: event.segment.time)
        row.packets += 1
        row.last = event.segment.time
        row.clientBytes = connection.clientFlow.stream.distinctBytes
        row.serverBytes = connection.serverFlow.stream.distinctBytes
        row.states = (event.judgement.clientState?.name ?? "-") + "/" + (event.judgement.serverState?.name ?? "-")
        open[event.connection] = row
    }

    public func connection(_ event: ConnectionEvent) {
        connections += 1
        let number = event.connection.number
        let problems = event.findings.filter { $0.severity > .note }.map(\.name)
        if let worst = problems.first { lastFinding = "[\(number)] \(worst)" }
        guard var row = open.removeValue(forKey: number) else { return }
        row.problems = problems.joined(separator: ", ")
        ended.append(row)
        if ended.count > Self.endedShown { ended.removeFirst() }
    }

    public func discard(connection: Int) { open[connection] = nil }

    public func warning(_ warning: Warning) {}
    public func warning(_ text: String) {}

    /// Draws the screen.
    public func draw(at time: Timestamp, dropped: Int) {
        let elapsed = lastDrawn.map { Double(time.nanoseconds(since: $0.time)) / 1e9 } ?? 0
        let rate = elapsed > 0 ? Double(packets - (lastDrawn?.packets ?? 0)) / elapsed : 0
        let byteRate = elapsed > 0 ? Double(bytes - (lastDrawn?.bytes ?? 0)) / elapsed : 0
        lastDrawn = (time, packets, bytes)
        var lines = [
            "\(packets) packets (\(Int(rate))/s, \(style.plain(Quantity.roughBytes(Int(byteRate))))/s), \(open.count) open, \(connections) ended, \(dropped) dropped",
            "last finding: \(lastFinding)", "",
            row("#", "client", "server", "states", "packets", "client bytes", "server bytes", "rate", "problems"),
        ]
        let rows = open.values.sorted { ($1.last, $0.number) < ($0.last, $1.number) }
        for shown in rows.prefix(max(1, height - lines.count - Self.endedShown - 2)) { lines.append(line(shown, elapsed)) }
        open = open.mapValues { row in
            var row = row
            row.drawnBytes = row.clientBytes + row.serverBytes
            return row
        }
        if !ended.isEmpty { lines += ["", "ended:"] + ended.map { line($0, 0) } }
        output.append("\u{1b}[H")
        for text in lines.prefix(height - 1) {
            output.append(style.clipped(text))
            output.append("\u{1b}[K\r\n")
        }
        output.append("\u{1b}[J")
        output.flush()
    }

    private func line(_ shown: Row, _ elapsed: Double) -> String {
        let moved = shown.clientBytes + shown.serverBytes - shown.drawnBytes
        let rate = elapsed > 0 ? style.plain(Quantity.roughBytes(Int(Double(max(0, moved)) / elapsed))) + "/s" : "-"
        return row(
            String(shown.number), shown.client, shown.server, shown.states, String(shown.packets), String(shown.clientBytes),
            String(shown.serverBytes), rate, shown.problems.isEmpty ? "-" : shown.problems)
    }

    private func row(
        _ number: String, _ client: String, _ server: String, _ states: String, _ packets: String, _ clientBytes: String,
        _ serverBytes: String, _ rate: String, _ problems: String
    ) -> String {
        "\(number.leftPadded(to: 6))  \(client.padded(to: 21))  \(server.padded(to: 21))  \(states.padded(to: 23)) "
            + "\(packets.leftPadded(to: 8)) \(clientBytes.leftPadded(to: 12)) \(serverBytes.leftPadded(to: 12)) "
            + "\(rate.leftPadded(to: 12))  \(problems)"
    }

    /// Gives the terminal back as it was, and leaves the closing lines on it.
    public func finish(_ summary: RunSummary, files: [String]) {
        output.append("\u{1b}[?25h\u{1b}[?1049l")
        for text in style.closingLines(summary, files: files.count) {
            output.append(text)
            output.endLine()
        }
        output.flush()
    }
}
