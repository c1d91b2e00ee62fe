public import Analysis
import Language
public import TCP
public import Wire

/// One aligned line a connection, in the order in which they end, or sorted.
public final class SummaryReport: Report {
    /// Rows from which the widths of columns are taken.
    private static let measured = 1000

    private let output: OutputBuffer
    private let style: Style
    private let onlyProblems: Bool
    private let cells: SummaryCells
    private let table: TableWriter<SummaryCells>
    /// The first rows, until the widths are known.
    private var first: [SummaryRow] = []
    private var sorted: SortedRows<SummaryRow>?
    private var hasHeading = false
    /// Rows of connections that others are like.
    private var models: [SummaryRow] = []
    private static let keptModels = 16

    public init(_ output: OutputBuffer, style: Style, onlyProblems: Bool = false, sort: SortKey? = nil) {
        self.output = output
        self.style = style
        self.onlyProblems = onlyProblems
        cells = SummaryCells(style: style)
        table = TableWriter(output, style, SummaryCells.columns(style.phrasebook.headings), cells)
        sorted = sort.map { SortedRows(by: SummaryRow.order($0)) }
    }

    public var wantsPackets: Bool { false }
    public var wantsMessages: Bool { false }
    public var wantedFigures: WantedFigures { .none }

    public func begin(at start: Timestamp) { cells.runStart = start }

    public func connection(_ event: ConnectionEvent) {
        guard !onlyProblems || event.hasProblem else { return }
        add(SummaryRow(event))
    }

    public var wantsEveryConnection: Bool { false }

    public func connection(_ opening: EndedOpening, like event: ConnectionEvent) {
        guard !onlyProblems || event.hasProblem else { return }
        let number = event.connection.number
        if let known = models.first(where: { $0.number == number }) { return add(SummaryRow(opening, like: known)) }
        let model = SummaryRow(event)
        if models.count >= Self.keptModels { models.removeFirst() }
        models.append(model)
        add(SummaryRow(opening, like: model))
    }

    private func add(_ row: SummaryRow) {
        if sorted != nil {
            sorted?.add(row)
        } else if hasHeading {
            write(row)
        } else {
            first.append(row)
            if first.count >= Self.measured { showPending() }
        }
    }

    private func write(_ row: SummaryRow) {
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

    private func show(_ rows: [SummaryRow]) {
        hasHeading = true
        table.layOut(for: rows.prefix(Self.measured), width: style.width)
        table.writeHeading()
        output.endLine()
        for row in rows { write(row) }
    }

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
