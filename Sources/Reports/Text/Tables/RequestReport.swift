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

    private struct Row {
        let connection: Int
        let exchange: Int
        let frame: Int
        let start: Timestamp?
        let server: Endpoint
        let method: String
        let url: String
        let status: Int?
        let wait: Int64?
        let duration: Int64?
        let bytes: Int
    }

    private enum Column: Int, CaseIterable {
        case number, frame, start, server, wait, duration, bytes, status, method, url
    }

    private let output: OutputBuffer
    private let style: Style
    private var cells: SummaryCells
    private lazy var table = TableWriter<Row>(output, style, columns) { [unowned self] row, column, limit, output in
        append(row, Column(rawValue: column), limit: limit, to: output)
    }
    private var first: [Row] = []
    private var sorted: SortedRows<Row>?
    private var hasHeading = false

    public init(_ output: OutputBuffer, style: Style, sort: SortKey? = nil) {
        self.output = output
        self.style = style
        cells = SummaryCells(style: style)
        sorted = sort.map { SortedRows(by: Self.order($0)) }
    }

    private static func order(_ key: SortKey) -> (Row, Row) -> Bool {
        func place(_ row: Row) -> (Int, Int) { (row.connection, row.exchange) }
        let never = Timestamp(nanoseconds: .max)
        return switch key {
        case .start: { a, b in a.start == b.start ? place(a) < place(b) : a.start ?? never < b.start ?? never }
        case .duration: { a, b in a.duration == b.duration ? place(a) < place(b) : a.duration ?? -1 > b.duration ?? -1 }
        case .bytes: { a, b in a.bytes == b.bytes ? place(a) < place(b) : a.bytes > b.bytes }
        case .latency: { a, b in a.wait == b.wait ? place(a) < place(b) : a.wait ?? -1 > b.wait ?? -1 }
        // No answer is worse than any.
        case .severity: { a, b in a.status == b.status ? place(a) < place(b) : a.status ?? 999 > b.status ?? 999 }
        }
    }

    private var columns: [TableColumn] {
        let words = style.phrasebook.headings
        return Column.allCases.map { column in
            switch column {
            case .number: TableColumn(heading: "#", kind: .right, rank: nil)
            case .frame: TableColumn(heading: words.frame, kind: .right, rank: 3)
            case .start: TableColumn(heading: words.start, kind: .right, rank: 4)
            case .server: TableColumn(heading: words.server, kind: .address, rank: 1)
            case .wait: TableColumn(heading: words.wait, kind: .right, rank: 6)
            case .duration: TableColumn(heading: words.duration, kind: .right, rank: 2)
            case .bytes: TableColumn(heading: words.bytes, kind: .right, rank: 5)
            case .status: TableColumn(heading: words.status, kind: .right, rank: nil)
            case .method: TableColumn(heading: words.method, kind: .left, rank: 7)
            case .url: TableColumn(heading: words.url, kind: .rest, rank: nil)
            }
        }
    }

    public var shows: Shown { .items }
    public var wantsPackets: Bool { false }
    public var wantsMessages: Bool { false }
    public var wantsFigures: Bool { false }

    public func begin(at start: Timestamp) { cells.runStart = start }

    public func exchange(_ exchange: Exchange, connection: borrowing Connection) {
        guard let message = exchange.request ?? exchange.response else { return }
        let timing = exchange.timing
        let last = exchange.response ?? message
        let secrets = style.phrasebook.secrets
        let url =
            exchange.request.map {
                secrets.url(EffectiveURL.of($0.head, connection.endpoint(of: .server), isSecure: exchange.isSecure))
            } ?? "?"
        let row = Row(
            connection: connection.number, exchange: exchange.number, frame: message.firstFrame,
            start: exchange.lacksTime ? nil : message.firstTime, server: connection.endpoint(of: .server),
            method: exchange.request.map { Escaping.printable($0.head.method, limit: 20) } ?? "?",
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

    private func append(_ row: Row, _ column: Column?, limit: Int?, to output: OutputBuffer) {
        switch column {
        case .number?:
            output.append(row.connection)
            output.append(UInt8(ascii: "/"))
            output.append(row.exchange)
        case .frame?: output.append(row.frame)
        case .start?: cells.appendStart(row.start, to: output)
        case .server?: output.append(row.server)
        case .wait?: cells.append(duration: row.wait, to: output)
        case .duration?: cells.append(duration: row.duration, to: output)
        case .bytes?: output.append(row.bytes)
        case .status?: if let status = row.status { output.append(status) } else { output.append("-") }
        case .method?: output.append(row.method)
        case .url?: output.append(limit.map { style.cells.clipped(row.url, to: $0, ellipsis: style.ellipsis) } ?? row.url)
        case nil: break
        }
    }

    private func write(_ row: Row) {
        table.write(row)
        cells.previousStart = row.start
        output.endLine()
    }

    public func showPending() {
        guard !first.isEmpty else { return }
        let rows = first
        first = []
        show(rows)
    }

    private func show(_ rows: [Row]) {
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
