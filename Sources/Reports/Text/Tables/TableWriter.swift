/// Writes the rows of a table, each cell as bytes: captures hold millions of connections.
final class TableWriter<Cells: TableCells> {
    private let columns: [TableColumn]
    private let kinds: [TableColumn.Kind]
    private var style: Style
    private let cellWidth: CellWidth
    private let cells: Cells
    private let output: OutputBuffer
    /// A cell on its way: its width decides where it stands.
    private let scratch = OutputBuffer { _ in }
    private(set) var layout: TableLayout

    init(_ output: OutputBuffer, _ style: Style, _ columns: [TableColumn], _ cells: Cells) {
        self.output = output
        self.style = style
        self.columns = columns
        self.cells = cells
        kinds = columns.map(\.kind)
        cellWidth = style.cells
        layout = TableLayout(columns, widths: [], limit: nil)
    }

    /// Decides which columns are shown, and how wide, from these rows.
    func layOut(for rows: some Sequence<Cells.Row>, width: Int) {
        style = style.with(width: width)
        var widths = columns.map { style.cells.cells(of: $0.heading) }
        for row in rows {
            for column in columns.indices {
                scratch.clear()
                cells.append(row, column, limit: nil, to: scratch)
                widths[column] = max(widths[column], scratch.cells(cellWidth))
            }
        }
        layout = TableLayout(columns, widths: widths, limit: style.clipsTables ? width : nil)
    }

    /// The line above the rows, without its end.
    func writeHeading() {
        output.append(style.start(of: .dim))
        write { column, _ in
            output.append(
                columns[column].kind == .right
                    ? style.cells.leftPadded(columns[column].heading, to: layout.widths[column]) : columns[column].heading)
        }
        output.append(style.end)
    }

    /// The line of a row, without its end.
    func write(_ row: Cells.Row) { write { column, limit in cells.append(row, column, limit: limit, to: output) } }

    /// Cells are written where they stand, and moved if they stand at the right of their column.
    @inline(__always) private func write(_ appendCell: (Int, Int?) -> Void) {
        // So there is space for a line.
        output.flushIfLarge()
        output.blank()
        var used = 0
        // A column ends with its last character, unless another follows.
        var spaces = 0
        for column in layout.shown {
            let kind = kinds[column]
            output.append(UInt8(ascii: " "), times: spaces)
            let start = output.count
            appendCell(column, kind == .rest ? layout.limit.map { max(8, $0 - used - spaces) } : nil)
            var width = output.cells(cellWidth, from: start)
            if kind == .address, let limit = layout.limit, width > layout.widths[column], limit > 0 {
                output.shortenMiddle(from: start, to: layout.widths[column], ellipsis: style.ellipsis)
                width = output.cells(cellWidth, from: start)
            }
            used += spaces + width
            spaces = TableLayout.gap
            if kind == .rest { continue }
            let known = layout.widths[column]
            if width > known {
                layout.widen(column, to: width)
            } else if kind == .right {
                output.indent(from: start, by: known - width)
                used += known - width
            } else {
                spaces += known - width
            }
        }
    }
}

extension OutputBuffer {
    /// The cells that what was gathered since `start` takes: mostly as many as bytes.
    @inline(__always)
    func cells(_ width: CellWidth, from start: Int = 0) -> Int {
        isASCII(from: start) ? count - start : width.cells(of: text(from: start))
    }

    /// Leaves out what is in the middle of a text of ASCII, so that so many characters are left: of an address, its port stays.
    func shortenMiddle(from start: Int, to width: Int, ellipsis: String) {
        guard isASCII(from: start), count - start > width else { return }
        let text = Array(text(from: start).utf8)
        let tail = min(max(text.count - (text.lastIndex(of: UInt8(ascii: ":")) ?? text.count) + 1, 0), width - 4)
        let head = max(0, width - tail - (ellipsis.utf8.count == 3 && ellipsis != "..." ? 1 : ellipsis.count))
        cut(to: start)
        append(text.span, 0..<head)
        append(ellipsis)
        append(text.span, text.count - tail..<text.count)
    }
}
