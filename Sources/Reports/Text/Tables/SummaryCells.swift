import Language
import TCP
import Wire

/// The cells of a table of connections.
final class SummaryCells: TableCells {
    let style: Style
    private let phrasebook: any Phrasebook
    private let timeForm: TimeForm
    private let client: String
    private let server: String
    /// When the run began, and the row before.
    var runStart: Timestamp?
    var previousStart: Timestamp?

    init(style: Style, runStart: Timestamp? = nil) {
        self.style = style
        self.runStart = runStart
        phrasebook = style.phrasebook
        timeForm = style.timeForm
        client = style.words.client
        server = style.words.server
    }

    enum Column: Int, CaseIterable {
        case number, start, duration, client, server, handshake, close, by, packets, clientBytes, serverBytes, requests, status
        case slowest, findings

        /// Columns of the lowest rank go first.
        var rank: Int? {
            switch self {
            case .by: 1
            case .packets: 2
            case .clientBytes: 3
            case .serverBytes: 4
            case .requests: 5
            case .handshake: 6
            case .close: 7
            case .client: 8
            case .start: 9
            case .slowest: 10
            case .status: 11
            case .duration: 12
            case .number, .server, .findings: nil
            }
        }

        var kind: TableColumn.Kind {
            switch self {
            case .client, .server: .address
            case .handshake, .close, .by: .left
            case .findings: .rest
            default: .right
            }
        }
    }

    static func columns(_ words: TableHeadings) -> [TableColumn] {
        let headings = [
            "#", words.start, words.duration, words.client, words.server, words.handshake, words.close, words.by, words.packets,
            words.clientBytes, words.serverBytes, words.requests, words.status, words.slowest, words.findings,
        ]
        return Column.allCases.map { TableColumn(heading: headings[$0.rawValue], kind: $0.kind, rank: $0.rank) }
    }

    static var firstOfRepeated: Int { Column.handshake.rawValue }

    func repeated(of row: SummaryRow) -> SummaryRow.Outcome { row.outcome }

    func mark(of row: SummaryRow) -> Int { row.outcome.mark }

    func append(_ row: SummaryRow, _ column: Int, limit: Int?, to output: OutputBuffer) {
        switch Column(rawValue: column) {
        case .number?: output.append(row.number)
        case .start?: appendStart(row.start, to: output)
        case .duration?: append(duration: row.duration, to: output)
        case .client?: output.append(row.client)
        case .server?: output.append(row.server)
        case .handshake?: output.append(row.outcome.handshake.rawValue)
        case .close?: output.append(row.outcome.close.rawValue)
        case .by?: output.append(row.outcome.closedBy.map { $0 == .client ? client : server } ?? "-")
        case .packets?: output.append(row.outcome.packets)
        case .clientBytes?: output.append(row.outcome.clientBytes)
        case .serverBytes?: output.append(row.outcome.serverBytes)
        case .requests?: output.append(row.outcome.exchanges)
        case .status?: if let status = row.outcome.status { output.append(status) } else { output.append("-") }
        case .slowest?: append(duration: row.outcome.slowest, to: output)
        case .findings?:
            if row.outcome.findings.isEmpty, row.outcome.failedChecks == 0, row.outcome.missingBytes == 0 {
                output.append("-")
            } else {
                appendFindings(row, limit: limit, to: output)
            }
        case nil: break
        }
    }

    /// Seconds since the run began, or since the row before, or a time of day; with milliseconds.
    func appendStart(_ start: Timestamp?, to output: OutputBuffer) {
        guard let start else { return output.append("-") }
        switch timeForm {
        case .absolute: CivilTime(start, in: style.zone).appendClock(to: output, digits: 3)
        case .utc: CivilTime(start, in: .utc).appendClock(to: output, digits: 3)
        case .relative, .delta:
            let base = timeForm == .delta ? previousStart ?? start : runStart ?? start
            let nanoseconds = start.nanoseconds(since: base)
            if nanoseconds < 0 { output.append(UInt8(ascii: "-")) }
            let milliseconds = UInt(nanoseconds.magnitude / 1_000_000)
            output.append(milliseconds / 1000)
            output.append(UInt8(ascii: "."))
            output.append(milliseconds % 1000, digits: 3)
        }
    }

    func append(duration: Int64?, to output: OutputBuffer) {
        guard let duration else { return output.append("-") }
        if style.isUTF8, let parts = DurationParts(duration) { return output.append(parts) }
        output.append(style.plain(phrasebook.duration(duration)))
    }

    private func appendFindings(_ row: SummaryRow, limit: Int?, to output: OutputBuffer) {
        guard limit == nil, row.outcome.failedChecks == 0, row.outcome.missingBytes == 0, row.outcome.findings.count == 1 else {
            return output.append(findings(row, limit: limit))
        }
        output.append(row.outcome.findings[0])
    }

    /// Each name once, with how often it is there.
    private static func countedOnce(_ names: [String]) -> [String] {
        guard names.count > 1 else { return names }
        var counts: [String: Int] = [:]
        for name in names { counts[name, default: 0] += 1 }
        var shown: Set<String> = []
        return names.filter { shown.insert($0).inserted }.map { name in
            let count = counts[name] ?? 1
            return count > 1 ? "\(name) (\(count))" : name
        }
    }

    /// All of them, or as many as there is space for and how many more there are; the worst is always named.
    private func findings(_ row: SummaryRow, limit: Int?) -> String {
        let book = phrasebook
        var parts = row.outcome.failedChecks > 0 ? [style.plain(book.failedChecks(row.outcome.failedChecks))] : []
        parts += Self.countedOnce(row.outcome.findings)
        if row.outcome.missingBytes > 0 { parts.append(style.plain(book.missingBytes(row.outcome.missingBytes))) }
        let all = parts.joined(separator: ", ")
        guard let limit, style.cells.cells(of: all) > limit else { return all }
        for kept in stride(from: parts.count - 1, to: 0, by: -1) {
            let text = parts.prefix(kept).joined(separator: ", ") + " +\(parts.count - kept)"
            if style.cells.cells(of: text) <= limit { return text }
        }
        return style.cells.clipped(parts[0], to: limit, ellipsis: style.ellipsis)
    }
}

extension OutputBuffer {
    func append(_ parts: DurationParts) {
        append(parts.whole)
        if parts.fractionDigits > 0 {
            append(UInt8(ascii: "."))
            append(parts.fraction, digits: parts.fractionDigits)
        }
        append(parts.unit)
    }
}
