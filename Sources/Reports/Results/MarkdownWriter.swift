import Analysis
import Language

/// Writes the results of a run as Markdown for a pull request: the verdict, the failures, the findings, and collapsed ladders.
public struct MarkdownWriter {
    /// Rows of a table, and ladders, at most.
    private static let maximumRows = 100
    private static let maximumLadders = 20

    private let results: RunResults
    private let output: OutputBuffer

    public init(_ results: RunResults, _ output: OutputBuffer) {
        self.results = results
        self.output = output
    }

    private var book: any Phrasebook { results.phrasebook }
    private var words: TableHeadings { book.headings }

    public func write() {
        let failures = results.failures()
        let lines = results.closingLines()
        let worst = results.connections.compactMap(\.severity).max()
        let sign = !failures.isEmpty || worst == .error ? "❌" : worst == .warning ? "⚠️" : "✅"
        line("### \(sign) \(Self.escaped(lines.last?.string ?? ""))")
        line("")
        for text in lines.dropLast() { line("\(Self.escaped(text.string))  ") }
        if !failures.isEmpty { write(failures) }
        writeFindings()
        writeLadders(Set(failures.compactMap(\.connection)))
        output.flush()
    }

    private func line(_ text: String) {
        output.append(text)
        output.endLine()
    }

    private func write(_ failures: [RunFailure]) {
        head([words.place, words.what, words.expected, words.actual])
        for failure in failures.prefix(Self.maximumRows) {
            let file = failure.file.map { Text(code: $0) }
            let place = book.place(file: file, failure.connection, frame: failure.frame).string
            let what = failure.expectation.map { "\($0): \(failure.rule)" } ?? failure.sentence.string
            let cells = [place, what, failure.expected ?? "", failure.actual ?? ""]
            line("| \(cells.map(Self.escaped).joined(separator: " | ")) |")
        }
        writeRest(failures.count - Self.maximumRows)
    }

    /// The heading of a table, whose columns have these names.
    private func head(_ names: [String]) {
        line("\n| \(names.joined(separator: " | ")) |\n|\(String(repeating: " --- |", count: names.count))")
    }

    /// How many are left out, if any are.
    private func writeRest(_ count: Int) {
        if count > 0 { line("\n… \(Self.escaped(book.more(count).string))") }
    }

    private func writeFindings() {
        let found = results.connections.flatMap { connection in
            connection.findings.filter { $0.severity > .note }.map { (connection, $0) }
        }.sorted { ($1.1.severity, $0.0.number) < ($0.1.severity, $1.0.number) }
        guard !found.isEmpty else { return }
        head(["", words.finding, words.place, words.what])
        for (connection, finding) in found.prefix(Self.maximumRows) {
            let sign = finding.severity == .error ? "❌" : "⚠️"
            let place = book.place(connection.number, frames: Array(finding.frames.prefix(8)))
            let cells = [place.string, finding.sentence.string].map(Self.escaped)
            line("| \(sign) | `\(finding.name)` | \(cells[0]) | \(cells[1]) |")
        }
        writeRest(found.count - Self.maximumRows)
    }

    /// The explanations of connections that fail or have a problem.
    private func writeLadders(_ failed: Set<Int>) {
        let shown = results.connections.filter {
            (failed.contains($0.number) || $0.severity ?? .note > .note || $0.checksFailed > 0) && !$0.explanation.isEmpty
        }
        for connection in shown.prefix(Self.maximumLadders) {
            let title = book.title(connection.number, ends: Text(code: connection.ends), headline: connection.headline)
            line("\n<details><summary>\(Self.escaped(title.string, isMarkdown: false))</summary>\n")
            // Indented: nothing in a ladder can end the block.
            for text in connection.explanation.split(separator: "\n", omittingEmptySubsequences: false) { line("    \(text)") }
            line("\n</details>")
        }
    }

    /// Text in which nothing is markup.
    ///
    /// - Parameter isMarkdown: false inside an HTML block, where a backslash would be shown.
    private static func escaped(_ text: String, isMarkdown: Bool) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            // A name or a number behind these would become a link.
            case "@": result += "&#64;"
            case "#": result += "&#35;"
            case "|", "*", "_", "`", "[", "]", "\\", "~", "!", "$":
                if isMarkdown { result += "\\" }
                result.unicodeScalars.append(scalar)
            case "\n", "\r": result += " "
            case _ where scalar.isSteering: result += "\u{fffd}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    static func escaped(_ text: String) -> String { escaped(text, isMarkdown: true) }
}
