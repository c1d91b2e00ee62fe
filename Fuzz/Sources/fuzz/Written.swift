import Analysis
import Language
import Reports
import TCP
import Wire

/// What every writer wrote of one run.
struct Written {
    private let summary: RunSummary
    private let observer = Observer()
    private let records = Analysis.Bytes()
    private let archive = Analysis.Bytes()
    private let table = Analysis.Bytes()
    private let junit = Analysis.Bytes()
    private let sarif = Analysis.Bytes()
    /// What people read, by name.
    let texts: [(name: String, output: Analysis.Bytes)]

    init(_ frames: [[UInt8]], _ phrasebook: any Phrasebook) {
        let limits = Analysis.limits
        let budget = MemoryBudget(limit: limits.memory)
        let style = Style(width: 90, isUTF8: true, hasColor: false, phrasebook: phrasebook)
        let (secrets, files) = (Secrets(), ["a \u{202e}b"])
        let names = [
            "text", "teaching", "problems", "packets", "summary", "requests", "follow", "expectations", "markdown", "github",
        ]
        let texts = names.map { (name: $0, output: Analysis.Bytes()) }
        func output(_ index: Int) -> OutputBuffer { OutputBuffer { [bytes = texts[index].output] in bytes.append($0) } }
        var criteria = CheckCriteria()
        criteria.isStrict = true
        criteria.leastSeverity = .note
        let check = CheckReport(criteria: criteria, phrasebook: phrasebook, files: files)
        let results = RunResults(phrasebook: phrasebook, files: files, judges: TextReport.Judges(criteria: criteria))
        results.failures = { check.failures }
        let extraction = ExtractReport(
            MemoryStore(), secrets: secrets, limits: limits, budget: budget)
        let reports = ReportList([
            observer, extraction, check, results,
            NDJSONReport(
                OutputBuffer { [records] in records.append($0) }, run: NDJSONReport.Run(version: "fuzz", files: files),
                isSummary: false,
                hasAddresses: true, secrets: secrets, extraction: extraction),
            CSVReport(OutputBuffer { [table] in table.append($0) }, secrets: secrets, isSummary: false),
            HARReport(
                OutputBuffer { [archive] in archive.append($0) }, secrets: secrets, version: "fuzz", limits: limits,
                budget: budget),
            TextReport(output(0), style: style),
            TextReport(output(1), style: style, isVerbose: true, depth: .teach),
            TextReport(output(2), style: style, filter: .problems, depth: .expert),
            PacketListReport(output(3), style: style), SummaryReport(output(4), style: style),
            RequestReport(output(5), style: style),
            FollowReport(output(6), connection: 1, raw: nil, style: style),
            ExpectationRecorder(output(7), secrets: secrets, version: "fuzz"),
        ])
        let analyzer = Analyzer(sink: reports, limits: limits, budget: budget, seed: 1)
        Analysis.feed(frames, .ethernet, to: analyzer)
        analyzer.finish()
        summary = analyzer.summary
        reports.finish(summary, files: files)
        MarkdownWriter(results, output(8)).write()
        let lines = GitHubAnnotations(results).lines()
        for line in lines { for byte in Array((line + "\n").utf8) { texts[9].output.all.append(byte) } }
        JUnitWriter(results, OutputBuffer { [junit] in junit.append($0) }).write()
        SARIFWriter(results, OutputBuffer { [sarif] in sarif.append($0) }, version: "fuzz") { rule in (rule, rule) }.write()
        self.texts = texts
        Analysis.checkCounts(summary, observer)
    }

    /// Each record is valid, and there are as many of each kind as were reported.
    func checkRecords(_ schema: JSONSchema?) {
        var counts: [String: Int] = [:]
        var last: JSONValue?
        for line in records.all.split(separator: 10) {
            let text = String(decoding: line, as: UTF8.self)
            guard let record = JSONValue(Array(line)) else { fatalError("invariant: a record is JSON: \(text)") }
            require(
                schema.map { $0.fault(of: record) == nil } ?? false,
                "a record fits the schema: \(schema?.fault(of: record) ?? "") \(text)")
            require(WritersTarget.isFit(text), "a record holds no control or direction mark: \(text)")
            counts[record["type"]?.text ?? "", default: 0] += 1
            last = record
        }
        require(last?["type"]?.text == "summary", "the summary is the last record")
        require(last?["packets"]?.integer == summary.packets, "the summary counts the packets")
        require(counts["packet"] ?? 0 == observer.packets, "a record for each packet")
        require(counts["connection"] ?? 0 == summary.connections, "a record for each connection")
        require(counts["http"] ?? 0 == observer.exchangeCount, "a record for each exchange")
        let text = texts[0].output.all
        require(String(decoding: text, as: UTF8.self).contains("\(summary.packets)"), "the text has the number of packets")
    }

    /// The archive is valid.
    func checkArchive(_ schema: JSONSchema?) {
        guard let archive = JSONValue(archive.all) else { fatalError("invariant: the archive is JSON") }
        require(
            schema.map { $0.fault(of: archive) == nil } ?? false,
            "the archive fits the schema: \(schema?.fault(of: archive) ?? "there is none")")
        let entries = archive["log"]?["entries"]?.list
        require((entries?.count ?? .max) <= observer.exchangeCount, "no more entries than exchanges")
    }

    /// RFC 4180: as many cells in each row, and a row for each connection and exchange.
    func checkTable() {
        var rows: [Int] = []
        var cells = 1
        var isQuoted = false
        var first: [UInt8] = []
        var types: [String: Int] = [:]
        for byte in table.all {
            if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            } else if !isQuoted, byte == UInt8(ascii: ",") {
                cells += 1
            } else if !isQuoted, byte == 10 {
                rows.append(cells)
                types[String(decoding: first, as: UTF8.self), default: 0] += 1
                (cells, first) = (1, [])
            } else if cells == 1 {
                first.append(byte)
            }
        }
        require(!isQuoted && Set(rows).count == 1, "every row of the table has as many cells: \(Set(rows))")
        require(types["connection"] ?? 0 == summary.connections, "a row for each connection: \(types)")
        require(types["http"] ?? 0 == observer.exchangeCount, "a row for each exchange: \(types)")
    }

    func checkReports() {
        require(JSONValue(sarif.all)?["runs"]?.list?.count == 1, "SARIF is JSON")
        require(XMLCheck.isWellFormed(junit.all), "JUnit's report is XML: \(String(decoding: junit.all, as: UTF8.self))")
    }
}
