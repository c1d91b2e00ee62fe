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

    public func write() {
        let failures = results.failures()
        let lines = results.closingLines()
        let worst = results.connections.compactMap(\.severity).max()
        let sign = !failures.isEmpty || worst == .error ? "❌" : worst == .warning ? "⚠️" : "✅"
        let count = failures.count + results.unlistedFailures()
        // What the run fails by is the verdict; that no finding is a problem then says little.
        let verdict = count > 0 ? results.phrasebook.failures(count) : lines.last
        line("### \(sign) \(Self.escaped(verdict?.string ?? ""))")
        line("")
        for text in count > 0 ? lines : lines.dropLast() { line("\(Self.escaped(text.string))  ") }
        if !failures.isEmpty { write(failures) }
        writeFindings()
        writeLadders(Set(failures.compactMap(\.connection)))
        output.flush()
    }

    private func line(_ text: String) {
        output.append(text)
        output.endLine()
    }

    private func writeHead(_ cells: [String]) {
        line("\n| \(cells.joined(separator: " | ")) |\n|\(String(repeating: " --- |", count: cells.count))")
    }

    private func writeMore(_ count: Int) { line("\n… \(Self.escaped(results.phrasebook.more(count).string))") }

    private func write(_ failures: [RunFailure]) {
        let heads = results.phrasebook.headings
        writeHead([heads.place, heads.what, heads.expected, heads.actual])
        for failure in failures.prefix(Self.maximumRows) {
            var place = results.phrasebook.position(failure.connection, frames: failure.frame.map { [$0] } ?? []).string
            let file = failure.place.map { "\($0.file):\($0.line):\($0.column)" } ?? failure.file
            if let file {
                place = place.isEmpty ? file : results.phrasebook.labelled(Text(code: file), Text(code: place)).string
            }
            // Two values beside each other say it; a sentence says what has no two values.
            let isPair = failure.expectation != nil && failure.expected != nil && failure.actual != nil
            let what = isPair ? "\(failure.expectation ?? ""): \(failure.rule)" : failure.sentence.string
            let cells = [place, what, failure.expected ?? "", failure.actual ?? ""]
            line("| \(cells.map(Self.escaped).joined(separator: " | ")) |")
        }
        if failures.count > Self.maximumRows { writeMore(failures.count - Self.maximumRows) }
    }

    private func writeFindings() {
        let found = results.connections.flatMap { connection in
            connection.findings.filter { $0.severity > .note }.map { (connection, $0) }
        }.sorted { ($1.1.severity, $0.0.number) < ($0.1.severity, $1.0.number) }
        guard !found.isEmpty else { return }
        let heads = results.phrasebook.headings
        writeHead(["", heads.finding, heads.place, heads.what])
        for (connection, finding) in found.prefix(Self.maximumRows) {
            let sign = finding.severity == .error ? "❌" : "⚠️"
            let place = results.phrasebook.position(connection.number, frames: Array(finding.frames.prefix(8))).string
            let cells = [place, finding.sentence.string].map(Self.escaped)
            line("| \(sign) | `\(finding.name)` | \(cells[0]) | \(cells[1]) |")
        }
        if found.count > Self.maximumRows { writeMore(found.count - Self.maximumRows) }
    }

    /// The explanations of connections that fail or have a problem.
    private func writeLadders(_ failed: Set<Int>) {
        let shown = results.connections.filter {
            (failed.contains($0.number) || $0.severity ?? .note > .note || $0.checksFailed > 0) && !$0.explanation.isEmpty
        }
        for connection in shown.prefix(Self.maximumLadders) {
            let book = results.phrasebook
            let ends = Text(code: "\(book.words.connection) \(connection.number) \(connection.ends)")
            let title = book.labelled(ends, Text(code: connection.headline)).string
            line("\n<details><summary>\(Self.escaped(title, isMarkdown: false))</summary>\n")
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
