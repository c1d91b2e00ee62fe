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
    /// Connections that have ended and are listed at the end.
    private static let endedKept = 1000

    private let output: OutputBuffer
    private var style: Style
    /// Lines of the screen.
    private var height: Int
    private var open: [Int: OpenRow] = [:]
    /// The last ones, the newest last.
    private var ended: [SummaryRow] = []
    private var packets = 0
    private var connections = 0
    private var lastFinding: (name: String, connection: Int)?
    private var lastDrawn: (time: Timestamp, packets: Int, bytes: Int)?
    private var bytes = 0
    private var runStart: Timestamp?

    public init(_ output: OutputBuffer, style: Style, height: Int) {
        self.output = output
        self.style = style
        self.height = max(10, height)
        output.append(ScreenControl.enter)
        output.flush()
    }

    public var wantsMessages: Bool { false }
    public var wantedFigures: WantedFigures { .none }

    public func begin(at start: Timestamp) { runStart = start }

    public func packet(
        _ event: borrowing PacketEvent, connection: borrowing Connection, bytes: Span<UInt8>, payload: Range<Int>
    ) {
        packets += 1
        self.bytes += event.info.wireLength
        guard !connection.isReported else { return }
        if open[event.connection] == nil, open.count >= Self.maximumKnown { return }
        var row =
            open[event.connection]
            ?? OpenRow(
                number: event.connection, client: connection.endpoint(of: .client), server: connection.endpoint(of: .server),
                states: (nil, nil), last: event.segment.time)
        row.packets += 1
        row.last = event.segment.time
        row.clientBytes = connection.clientFlow.stream.distinctBytes
        row.serverBytes = connection.serverFlow.stream.distinctBytes
        row.states = (event.verdict.clientState, event.verdict.serverState)
        open[event.connection] = row
    }

    public func connection(_ event: ConnectionEvent) {
        connections += 1
        let row = SummaryRow(event)
        if let worst = row.outcome.findings.first { lastFinding = (worst, row.number) }
        open[row.number] = nil
        ended.append(row)
        if ended.count > 2 * Self.endedKept { ended.removeFirst(Self.endedKept) }
    }

    public func discard(connection: Int) { open[connection] = nil }

    public func warning(_ warning: Warning) {}
    public func warning(_ text: String) {}

    public func resize(width: Int, height: Int) {
        style = style.with(width: width)
        self.height = max(10, height)
        // What the old width left on the screen goes.
        output.append(ScreenControl.clear)
    }

    /// Draws the screen.
    public func draw(at time: Timestamp, dropped: Int) {
        let elapsed = lastDrawn.map { Double(time.nanoseconds(since: $0.time)) / 1e9 } ?? 0
        func rate(_ count: Int) -> Int { elapsed > 0 ? Int(Double(max(0, count)) / elapsed) : 0 }
        var counts = LiveCounts()
        counts.packets = packets
        counts.packetRate = rate(packets - (lastDrawn?.packets ?? 0))
        counts.byteRate = rate(bytes - (lastDrawn?.bytes ?? 0))
        counts.open = open.count
        counts.ended = connections
        counts.dropped = dropped
        lastDrawn = (time, packets, bytes)
        for (number, row) in open {
            let moved = row.clientBytes + row.serverBytes
            open[number]?.rate = rate(moved - row.drawnBytes)
            open[number]?.drawnBytes = moved
        }
        let book = style.phrasebook
        output.append(ScreenControl.home)
        line(book.liveCounts(counts))
        line(book.lastFinding(lastFinding?.name, connection: lastFinding?.connection ?? 0))
        line(Text())
        let shownEnded = ended.suffix(Self.endedShown)
        // The lines above, the heading, and a line that stays free.
        let left = height - 5 - (shownEnded.isEmpty ? 0 : shownEnded.count + 3)
        drawOpen(max(1, left))
        if !shownEnded.isEmpty {
            line(Text())
            line(Text(code: book.headings.ended))
            drawEnded(Array(shownEnded), lineEnd: ScreenControl.endOfLine)
        }
        output.append(ScreenControl.clearBelow)
        output.flush()
    }

    private func drawOpen(_ count: Int) {
        let words = style.phrasebook.headings
        let columns = [
            TableColumn(heading: "#", kind: .right, rank: nil), TableColumn(heading: words.client, kind: .address, rank: 3),
            TableColumn(heading: words.server, kind: .address, rank: nil),
            TableColumn(heading: words.packets, kind: .right, rank: 1),
            TableColumn(heading: words.clientBytes, kind: .right, rank: 2),
            TableColumn(heading: words.serverBytes, kind: .right, rank: 4),
            TableColumn(heading: words.rate, kind: .right, rank: 5), TableColumn(heading: words.states, kind: .rest, rank: nil),
        ]
        let table = TableWriter(output, style, columns, OpenCells(style: style))
        let rows = open.values.sorted { ($1.last, $0.number) < ($0.last, $1.number) }.prefix(count)
        table.layOut(for: rows, width: style.width)
        table.writeHeading()
        output.append(ScreenControl.endOfLine)
        for row in rows {
            table.write(row)
            output.append(ScreenControl.endOfLine)
        }
    }

    private func drawEnded(_ rows: [SummaryRow], lineEnd: StaticString) {
        let cells = SummaryCells(style: style, runStart: runStart)
        let table = TableWriter(output, style, SummaryCells.columns(style.phrasebook.headings), cells)
        table.layOut(for: rows, width: style.width)
        table.writeHeading()
        output.append(lineEnd)
        for row in rows {
            table.write(row)
            output.append(lineEnd)
        }
    }

    /// A line of the screen.
    private func line(_ text: Text) {
        output.append(style.clipped(style.plain(text)))
        output.append(ScreenControl.endOfLine)
    }

    /// Gives the terminal back as it was, and leaves the last connections and the closing lines on it.
    public func finish(_ summary: RunSummary, files: [String]) {
        output.append(ScreenControl.leave)
        let rows = ended.suffix(Self.endedKept)
        if connections > rows.count {
            output.append(style.plain(style.phrasebook.rowsLeftOut(connections - rows.count, kept: rows.count)))
            output.endLine()
        }
        if !rows.isEmpty {
            drawEnded(Array(rows), lineEnd: "\n")
            output.endLine()
        }
        for text in style.closingLines(summary, files: files.count) {
            output.append(text)
            output.endLine()
        }
        output.flush()
    }
}
