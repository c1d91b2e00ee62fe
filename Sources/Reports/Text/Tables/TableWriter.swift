/// Writes the rows of a table, each cell as bytes: captures hold millions of connections.
final class TableWriter<Cells: TableCells> {
    /// Ends of rows that are kept at most.
    private static var keptEnds: Int { 8 }
    /// Cells of such an end at most.
    private static var longestEnd: Int { 400 }
    private let columns: [TableColumn]
    private let kinds: [TableColumn.Kind]
    private var style: Style
    private let cellWidth: CellWidth
    private let cells: Cells
    private let output: OutputBuffer
    /// A cell on its way: its width decides where it stands.
    private let scratch = OutputBuffer { _ in }
    private(set) var layout: TableLayout
    /// The ends of some rows.
    private var ends: [RowEnd] = []
    private var oldestEnd = 0
    /// The marks of the last rows whose ends were not kept: an end is kept when it comes again, as most never do.
    private var marks = [Int](repeating: 0, count: keptEnds)
    private var oldestMark = 0

    /// The cells of a row from `firstOfRepeated` on, as they were written.
    private struct RowEnd {
        let mark: Int
        let repeated: Cells.Repeated
        /// Where they begin, in cells from the left.
        let position: Int
        let bytes: [UInt8]
    }

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
    func write(_ row: Cells.Row) {
        var line = beginLine()
        for (i, column) in layout.shown.enumerated() {
            if column >= Cells.firstOfRepeated { return writeEnd(of: row, from: i, &line) }
            write(column, &line) { column, limit in cells.append(row, column, limit: limit, to: output) }
        }
    }

    /// The cells from the column at `index` on: copied, if a row before said the same there.
    private func writeEnd(of row: Cells.Row, from index: Int, _ line: inout Line) {
        let mark = cells.mark(of: row)
        let position = line.used + line.spaces
        output.append(UInt8(ascii: " "), times: line.spaces)
        line = Line(used: position, spaces: 0)
        for i in ends.indices where ends[i].mark == mark {
            guard ends[i].position == position, ends[i].repeated == cells.repeated(of: row) else { continue }
            let bytes = ends[i].bytes
            return output.append(bytes.span)
        }
        let start = output.count
        for column in layout.shown[index...] {
            write(column, &line) { column, limit in cells.append(row, column, limit: limit, to: output) }
        }
        guard marks.contains(mark) else {
            marks[oldestMark] = mark
            oldestMark = (oldestMark + 1) % Self.keptEnds
            return
        }
        // What is longer may have been handed on in pieces.
        guard line.used - position <= Self.longestEnd else { return }
        let end = RowEnd(
            mark: mark, repeated: cells.repeated(of: row), position: position, bytes: output.gathered(from: start))
        if ends.count < Self.keptEnds { return ends.append(end) }
        ends[oldestEnd] = end
        oldestEnd = (oldestEnd + 1) % Self.keptEnds
    }

    /// Cells are written where they stand, and moved if they stand at the right of their column.
    @inline(__always) private func write(_ appendCell: (Int, Int?) -> Void) {
        var line = beginLine()
        for column in layout.shown { write(column, &line, appendCell) }
    }

    /// A line that is being written: the cells that it takes, and the spaces before the next one.
    private struct Line {
        var used = 0
        // A column ends with its last character, unless another follows.
        var spaces = 0
    }

    private func beginLine() -> Line {
        // So there is space for a line.
        output.flushIfLarge()
        output.blank()
        return Line()
    }

    @inline(__always) private func write(_ column: Int, _ line: inout Line, _ appendCell: (Int, Int?) -> Void) {
        let kind = kinds[column]
        output.append(UInt8(ascii: " "), times: line.spaces)
        let start = output.count
        appendCell(column, kind == .rest ? layout.limit.map { max(8, $0 - line.used - line.spaces) } : nil)
        var width = output.cells(cellWidth, from: start)
        if kind == .address, let limit = layout.limit, width > layout.widths[column], limit > 0 {
            output.shortenMiddle(from: start, to: layout.widths[column], ellipsis: style.ellipsis)
            width = output.cells(cellWidth, from: start)
        }
        line.used += line.spaces + width
        line.spaces = TableLayout.gap
        if kind == .rest { return }
        let known = layout.widths[column]
        if width > known {
            layout.widen(column, to: width)
            ends.removeAll(keepingCapacity: true)
            oldestEnd = 0
        } else if kind == .right {
            output.indent(from: start, by: known - width)
            line.used += known - width
        } else {
            line.spaces += known - width
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
