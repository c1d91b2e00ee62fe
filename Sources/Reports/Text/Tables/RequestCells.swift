import Language
import TCP
import Wire

/// The cells of a table of HTTP exchanges.
final class RequestCells: TableCells {
    /// Times, as a table of connections shows them.
    let times: SummaryCells
    private let style: Style

    init(style: Style) {
        self.style = style
        times = SummaryCells(style: style)
    }

    enum Column: Int, CaseIterable {
        case number, frame, start, server, wait, duration, bytes, status, method, url
    }

    static func columns(_ words: TableHeadings) -> [TableColumn] {
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

    func append(_ row: RequestRow, _ column: Int, limit: Int?, to output: OutputBuffer) {
        switch Column(rawValue: column) {
        case .number?:
            output.append(row.connection)
            output.append(UInt8(ascii: "/"))
            output.append(row.exchange)
        case .frame?: output.append(row.frame)
        case .start?: times.appendStart(row.start, to: output)
        case .server?: output.append(row.server)
        case .wait?: times.append(duration: row.wait, to: output)
        case .duration?: times.append(duration: row.duration, to: output)
        case .bytes?: output.append(row.bytes)
        case .status?: if let status = row.status { output.append(status) } else { output.append("-") }
        case .method?: output.append(row.method)
        case .url?: output.append(limit.map { style.cells.clipped(row.url, to: $0, ellipsis: style.ellipsis) } ?? row.url)
        case nil: break
        }
    }
}
