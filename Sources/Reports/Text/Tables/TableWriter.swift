/// Writes the rows of a table, each cell as bytes: captures hold millions of connections.
final class TableWriter<Row> {
    private let columns: [TableColumn]
    private var style: Style
    private let output: OutputBuffer
    /// A cell on its way: its width decides where it stands.
    private let scratch = OutputBuffer { _ in }
    /// Appends a cell of a row; the last column is given how many cells there are for it, if that is bounded.
    private let cell: (Row, Int, Int?, OutputBuffer) -> Void
    private(set) var layout: TableLayout

    init(_ output: OutputBuffer, _ style: Style, _ columns: [TableColumn], cell: @escaping (Row, Int, Int?, OutputBuffer) -> Void)
    {
        self.output = output
        self.style = style
        self.columns = columns
        self.cell = cell
        layout = TableLayout(columns, widths: [], limit: nil)
    }

    /// Decides which columns are shown, and how wide, from these rows.
    func layOut(for rows: some Sequence<Row>, width: Int) {
        style.width = width
        var widths = columns.map { style.cells.cells(of: $0.heading) }
        for row in rows {
            for column in columns.indices {
                scratch.clear()
                cell(row, column, nil, scratch)
                widths[column] = max(widths[column], scratch.cells(style.cells))
            }
        }
        layout = TableLayout(columns, widths: widths, limit: style.clipsTables ? width : nil)
    }

    /// The line above the rows, without its end.
    func writeHeading() {
        output.append(style.start(of: .dim))
        write { column, _ in
            scratch.append(
                columns[column].kind == .right
                    ? style.cells.leftPadded(columns[column].heading, to: layout.widths[column]) : columns[column].heading)
        }
        output.append(style.end)
    }

    /// The line of a row, without its end.
    func write(_ row: Row) { write { column, limit in cell(row, column, limit, scratch) } }

    private func write(_ appendCell: (Int, Int?) -> Void) {
        var used = 0
        // A column ends with its last character, unless another follows.
        var spaces = 0
        for column in layout.shown {
            let kind = columns[column].kind
            scratch.clear()
            appendCell(column, kind == .rest ? layout.limit.map { max(8, $0 - used - spaces) } : nil)
            var width = scratch.cells(style.cells)
            if kind == .address, let limit = layout.limit, width > layout.widths[column], limit > 0 {
                scratch.shortenMiddle(to: layout.widths[column], ellipsis: style.ellipsis)
                width = scratch.cells(style.cells)
            }
            if kind != .rest { layout.widen(column, to: width) }
            let padding = kind == .rest ? 0 : layout.widths[column] - width
            let before = spaces + (kind == .right ? padding : 0)
            output.append(UInt8(ascii: " "), times: before)
            output.append(scratch, 0..<scratch.count)
            used += before + width
            spaces = TableLayout.gap + (kind == .right ? 0 : padding)
        }
    }
}

extension OutputBuffer {
    /// The cells that what was gathered takes: mostly as many as bytes.
    func cells(_ width: CellWidth) -> Int {
        isASCII ? count : width.cells(of: String(decoding: gathered, as: UTF8.self))
    }

    /// Leaves out what is in the middle of a text of ASCII, so that so many characters are left: of an address, its port stays.
    func shortenMiddle(to width: Int, ellipsis: String) {
        guard isASCII, count > width else { return }
        let text = gathered
        let tail = min(max(text.count - (text.lastIndex(of: UInt8(ascii: ":")) ?? text.count) + 1, 0), width - 4)
        let head = max(0, width - tail - (ellipsis.utf8.count == 3 && ellipsis != "..." ? 1 : ellipsis.count))
        clear()
        append(text.span, 0..<head)
        append(ellipsis)
        append(text.span, text.count - tail..<text.count)
    }
}
