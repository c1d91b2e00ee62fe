import Language
import TCP

/// The cells of the connections that are open while a capture goes on.
final class OpenCells: TableCells {
    private let style: Style

    init(style: Style) { self.style = style }

    func append(_ row: OpenRow, _ column: Int, limit: Int?, to output: OutputBuffer) {
        switch column {
        case 0: output.append(row.number)
        case 1: output.append(row.client)
        case 2: output.append(row.server)
        case 3: output.append(row.packets)
        case 4: output.append(row.clientBytes)
        case 5: output.append(row.serverBytes)
        case 6: output.append(style.plain(style.phrasebook.rate(row.rate)))
        default:
            let text = (row.states.client?.name ?? "-") + "/" + (row.states.server?.name ?? "-")
            output.append(limit.map { style.cells.clipped(text, to: $0, ellipsis: style.ellipsis) } ?? text)
        }
    }
}
