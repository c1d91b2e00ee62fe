public import Analysis
import Applications
import Language
public import TCP
public import Wire

/// One aligned line an HTTP exchange, in the order in which they are over, or sorted.
public final class RequestReport: Report {
    /// Rows from which the widths of columns are taken.
    private static let measured = 1000
    /// Characters of a URL kept of one that is sorted.
    private static let longestURL = 512

    private let output: OutputBuffer
    private let style: Style
    private let cells: RequestCells
    private let table: TableWriter<RequestCells>
    private var first: [RequestRow] = []
    private var sorted: SortedRows<RequestRow>?
    private var hasHeading = false

    public init(_ output: OutputBuffer, style: Style, sort: SortKey? = nil) {
        self.output = output
        self.style = style
        cells = RequestCells(style: style)
        table = TableWriter(output, style, RequestCells.columns(style.phrasebook.headings), cells)
        sorted = sort.map { SortedRows(by: RequestRow.order($0)) }
    }

    public var shows: Shown { .items }
    public var wantsPackets: Bool { false }
    public var wantsMessages: Bool { false }
    public var wantedFigures: WantedFigures { .none }

    public func begin(at start: Timestamp) { cells.times.runStart = start }

    public func exchange(_ exchange: Exchange, connection: borrowing Connection) {
        guard let message = exchange.request ?? exchange.response else { return }
        let timing = exchange.timing
        let last = exchange.response ?? message
        let secrets = style.phrasebook.secrets
        let url =
            exchange.request.map {
                secrets.url(EffectiveURL.of($0.head.lossless, connection.endpoint(of: .server), isSecure: exchange.isSecure))
            } ?? "?"
        let row = RequestRow(
            connection: connection.number, exchange: exchange.number, frame: message.firstFrame,
            start: exchange.lacksTime ? nil : message.firstTime, server: connection.endpoint(of: .server),
            method: exchange.request.map { Escaping.printable($0.head.lossless.method, limit: 20) } ?? "?",
            url: Escaping.printable(url, limit: Self.longestURL), status: exchange.response?.head.status, wait: timing.wait,
            duration: exchange.lacksTime ? nil : last.lastTime.nanoseconds(since: message.firstTime),
            bytes: exchange.response?.contentBytes ?? 0)
        if sorted != nil {
            sorted?.add(row)
        } else if hasHeading {
            write(row)
        } else {
            first.append(row)
            if first.count >= Self.measured { showPending() }
        }
    }

    private func write(_ row: RequestRow) {
        table.write(row)
        cells.times.previousStart = row.start
        output.endLine()
    }

    public func showPending() {
        guard !first.isEmpty else { return }
        let rows = first
        first = []
        show(rows)
    }

    private func show(_ rows: [RequestRow]) {
        hasHeading = true
        table.layOut(for: rows.prefix(Self.measured), width: style.width)
        table.writeHeading()
        output.endLine()
        for row in rows { write(row) }
    }

    public func connection(_ event: ConnectionEvent) {}
    public func warning(_ warning: Warning) {}
    public func warning(_ text: String) {}

    public func finish(_ summary: RunSummary, files: [String]) {
        showPending()
        if let rows = sorted?.sorted(), let leftOut = sorted?.leftOut {
            if !rows.isEmpty { show(rows) }
            if leftOut > 0 { line(style.plain(style.phrasebook.rowsLeftOut(leftOut, kept: rows.count))) }
        }
        if hasHeading { output.endLine() }
        for text in style.closingLines(summary, files: files.count) { line(text) }
        output.flush()
    }

    private func line(_ text: String) {
        output.append(text)
        output.endLine()
    }
}
