import Analysis
import CPlatform
import Capture
import Language
import Reports
import TCP
import Wire

/// Everything that a run writes: made before the first packet, and asked at the end whether it could be written.
final class Outputs {
    private enum State: Equatable {
        case open
        /// The reader of standard output went away.
        case closed
        case failed(String)
    }

    private let options: Options
    private let readsParts: Bool
    private let selection: Selection
    private let secrets: Secrets
    let style: Style
    private var state = State.open
    private var buffer: OutputBuffer?
    /// nil where standard output is no text for a runner to read.
    private var commandGuard: CommandGuard?
    private let files: OutputFiles
    let limits: Limits
    /// What is held because of the capture, here and in the analysis.
    let budget: MemoryBudget
    private let criteria: CheckCriteria
    private let check: CheckReport
    private let expected: ExpectationFile?
    private let expectations: ExpectationReport?
    /// What reports for a forge are written from; nil if none is wanted.
    private var results: RunResults?
    private var main: (any Report)?
    private var extraction: ExtractReport?
    private var annotation: AnnotationReport?
    private(set) var borders: BorderReport?
    /// The number of the first frame of each capture that the run has come to.
    var firstFrames: [Int] = []
    /// All of them.
    private(set) var reports: any Report = ReportList([])
    private var selected: SelectedReports?

    /// - Parameter readsParts: whether packets say themselves which capture they came from.
    init(
        _ options: Options, files: OutputFiles, expected: ExpectationFile? = nil, readsParts: Bool = false
    ) throws(CommandError) {
        self.options = options
        self.readsParts = readsParts
        self.files = files
        limits = try options.limits()
        budget = MemoryBudget(limit: limits.memory)
        secrets = Secrets(areShown: options.showSecrets)
        selection = try options.select.selection()
        // Whoever asks for Chinese by name gets it in UTF-8.
        style = Style(
            width: options.look.width ?? Terminal.width, clipsTables: options.look.width != nil || Terminal.hasWidth,
            isUTF8: (Terminal.isUTF8 || options.lang == .zh) && !options.look.ascii, isEastAsian: options.look.isEastAsian,
            hasColor: Terminal.hasColor(options.look.color), timeForm: options.look.time, zone: .local,
            phrasebook: options.language.phrasebook(secrets))
        criteria = try options.criteria()
        check = CheckReport(
            criteria: criteria, phrasebook: style.phrasebook, files: options.captures)
        self.expected = expected
        expectations = expected.map { [style] in
            ExpectationReport($0.expectations, phrasebook: style.phrasebook, files: options.captures)
        }
    }

    /// Makes the reports: into files, folders, and standard output.
    func open() throws(CommandError) {
        if options.github, try options.rawTarget()?.role == nil { commandGuard = CommandGuard(isJSON: options.format == .ndjson) }
        let buffer = OutputBuffer { [self] bytes in
            // What goes before the annotations: nothing in it is one.
            if let guarded = commandGuard?.guarded(bytes) { write(guarded.span) } else { write(bytes) }
        }
        self.buffer = buffer
        extraction = files.extraction.map {
            ExtractReport($0, secrets: secrets, limits: limits, budget: budget)
        }
        if options.github || options.format == .markdown || files.all.contains(where: \.output.isWrittenAtEnd) {
            results = makeResults()
        }
        let main = try makeMain(buffer)
        self.main = main
        // The extraction first: what its files are named is told in the records. What a run fails by is told there too.
        var all: [any Report] = extraction.map { [$0] } ?? []
        if options.checks || reportsCheck { all.append(check) }
        if let expectations { all.append(expectations) }
        if let results, options.format != .markdown { all.append(results) }
        all += [main, WarningLines(phrasebook: style.phrasebook)]
        for (output, file) in files.all {
            if case .along(let make) = output.writing { all.append(make(self, OutputBuffer { file.write($0) })) }
        }
        if selection.isEverything {
            reports = ReportList(all)
        } else {
            let selected = SelectedReports(all, selection)
            reports = selected
            self.selected = selected
        }
    }

    /// Whether standard output still takes anything.
    var isOpen: Bool { state == .open }

    func flush() {
        reports.showPending()
        buffer?.flush()
    }

    /// Whether what was asked for is over, so that nothing more needs to be read.
    var isOver: Bool { (main as? FollowReport)?.wasFound ?? selected?.isOver ?? false }

    /// The terminal has another size.
    func resize() {
        guard options.look.width == nil, Terminal.outputIsTerminal else { return }
        reports.resize(width: Terminal.width, height: Terminal.height)
    }

    /// The reader of standard output went away.
    func close() { if state == .open { state = .closed } }

    /// Tells something at once: on standard error, unless the screen is a table, and in the records.
    func warn(_ notice: Notice) {
        // Records are the same in all languages.
        let phrasebook = options.format == .ndjson ? English() : Terminal.phrasebook
        reports.warning(phrasebook.sentence(for: notice).string)
        if table == nil { Terminal.say(notice) } else { untold.append(notice) }
    }

    /// What could not be told while the screen was a table: its last lines.
    private var untold: [Notice] = [] {
        didSet { if untold.count > 20 { untold.removeFirst() } }
    }

    /// The screen that is drawn anew, if there is one.
    var table: TableReport? { main as? TableReport }

    private func write(_ bytes: Span<UInt8>) {
        guard state == .open else { return }
        switch Terminal.write(bytes, to: 1) {
        case .written: break
        case .closed: state = .closed
        case .failed(let reason): state = .failed(reason)
        }
    }

    // MARK: - Making them

    private func makeMain(_ output: OutputBuffer) throws(CommandError) -> any Report {
        if let target = try options.rawTarget() {
            return FollowReport(output, connection: target.connection, raw: target.role, style: style)
        }
        if let number = options.follow { return FollowReport(output, connection: number, raw: nil, style: style) }
        if options.recordExpect {
            return ExpectationRecorder(output, secrets: secrets, version: Options.configuration.version)
        }
        if options.format == .markdown, let results { return results }
        if options.format == .csv { return CSVReport(output, secrets: secrets, isSummary: options.summary) }
        if options.format == .ndjson {
            let records = NDJSONReport(
                output,
                run: NDJSONReport.Run(
                    version: Options.configuration.version, files: options.captures,
                    tellsFileFrames: readsParts || options.borders != nil),
                isSummary: options.summary, hasPackets: selection.decidesOnPackets && !options.noPackets,
                hasAddresses: options.withAddresses,
                secrets: secrets, extraction: extraction)
            records.failures = { [unowned self] in
                failures(checks: options.checks) + undecided(checks: options.checks)
            }
            return records
        }
        if options.summary {
            if options.interface != nil, Terminal.outputIsTerminal, options.sort == nil {
                Terminal.useScreen()
                return TableReport(output, style: style, height: Terminal.height)
            }
            return SummaryReport(output, style: style, onlyProblems: options.onlyProblems, sort: options.sort)
        }
        if options.requests { return RequestReport(output, style: style, sort: options.sort) }
        let isPacketList = options.packets || options.interface != nil && !options.onlyProblems && !options.decides
        if isPacketList { return PacketListReport(output, style: style) }
        let report = TextReport(
            output, style: style,
            filter: filter, judges: judges(checks: options.checks),
            isVerbose: options.verbose,
            depth: options.level?.depth ?? (Terminal.outputIsTerminal && !options.decides ? .teach : nil), budget: budget)
        // Unasked, a few connections are enough.
        if options.level == nil { report.mostTaught = 3 }
        return report
    }

    func makeArchive(_ output: OutputBuffer) -> HARReport {
        HARReport(output, secrets: secrets, version: Options.configuration.version, limits: limits, budget: budget)
    }

    func makeBorders(_ output: OutputBuffer) -> BorderReport {
        let report = BorderReport(output)
        borders = report
        return report
    }

    /// Gathers the comments of the copy that `finish` makes.
    func annotate() -> AnnotationReport {
        let annotation = AnnotationReport(style: commentStyle, limits: limits, budget: budget, file: files.spare)
        self.annotation = annotation
        return annotation
    }

    /// The page, with names of captures as they were given.
    func makePage(_ output: OutputBuffer) -> HTMLReport {
        HTMLReport(
            output,
            run: NDJSONReport.Run(version: Options.configuration.version, files: options.captures), style: commentStyle,
            limits: limits, budget: budget)
    }

    /// Which connections the explanation shows.
    private var filter: TextReport.Filter {
        if options.onlyProblems { return .problems }
        if expectations != nil { return .unexpected(options.checks ? criteria : nil) }
        return options.checks ? .failures(criteria) : .all
    }

    private func judges(checks: Bool) -> TextReport.Judges {
        TextReport.Judges(expectations: expectations, criteria: checks ? criteria : nil)
    }

    /// That of comments, which are in UTF-8 and as wide as they like.
    var commentStyle: Style {
        Style(width: 4096, isUTF8: true, hasColor: false, phrasebook: style.phrasebook)
    }

    // MARK: - Reports for a forge

    /// Whether these say what `--check` would: always, but where a file says what is expected instead.
    private var reportsCheck: Bool { results != nil && expectations == nil }

    private func makeResults() -> RunResults {
        let checks = options.checks || expectations == nil
        let results = RunResults(phrasebook: style.phrasebook, files: options.captures, judges: judges(checks: checks))
        results.failures = { [unowned self] in failures(checks: checks) + undecided(checks: checks) }
        results.unlistedFailures = { [unowned self] in
            (checks ? check.unlisted : 0) + (expectations?.result.unlisted ?? 0)
        }
        results.unlistedOtherFailures = { [unowned self] in
            (checks ? check.unlistedOthers : 0) + (expectations?.result.unlisted ?? 0)
        }
        results.held = { [unowned self] in expectations?.result.held ?? [] }
        return results
    }

    /// Writes them, once the run has ended.
    private func writeResults() {
        guard let results else { return }
        if options.format == .markdown, let buffer { MarkdownWriter(results, buffer).write() }
        for (output, file) in files.all {
            if case .atEnd(let write) = output.writing { write(results, OutputBuffer { file.write($0) }) }
        }
    }

    // MARK: - The end

    /// What the run fails by.
    private func failures(checks: Bool) -> [RunFailure] {
        (checks ? check.failures : []) + (expectations?.result.failures ?? [])
    }

    /// What was not held against anything: it fails the run as well, and a report that left it out would be taken for one of a run that passed.
    private func undecided(checks: Bool) -> [RunFailure] {
        var found: [RunFailure] = []
        let (book, english) = (Terminal.phrasebook, English(secrets: secrets))
        if checks, check.connections == 0 {
            found.append(
                RunFailure(
                    check: CheckRule.nothingToCheck.rawValue, RunFailure.Words(book.nothingToCheck),
                    english: RunFailure.Words(english.nothingToCheck)))
        }
        for error in expectations?.result.errors ?? [] {
            found.append(
                RunFailure(
                    error, in: expected?.path ?? "", book.sentence(for: error.fault), english: english.sentence(for: error.fault))
            )
        }
        return found
    }

    /// Ends all outputs, and says how the run ended.
    ///
    /// - Parameter wasDamaged: the input was cut short or damaged, or the device went away.
    ///   - captures: of the run, to be read again.
    func finish(_ summary: RunSummary, wasDamaged: Bool, captures: [CaptureInput] = []) -> ExitStatus {
        if table != nil { tcpexplain_end_screen() }
        reports.finish(summary, files: options.captures)
        writeResults()
        flush()
        for notice in untold { Terminal.say(notice) }
        var failures: [Complaint] = []
        if case .failed(let reason) = state { failures.append(.failed(nil, .system(reason))) }
        if let annotation, let file = files.all.first(where: { $0.output.option == FileOutput.annotated.option })?.file {
            failures += AnnotatedCopy(annotation, file).write(captures, firstFrames: firstFrames)
        }
        // Where nobody reads the explanation any more, the run ended early, and so did the other outputs.
        failures += files.finish(isWhole: state != .closed)
        if let leftOut = extraction?.leftOut, leftOut > 0 {
            failures.append(.filesLeftOut(leftOut, maximum: limits.extractedFiles))
        }
        if options.sarif != nil, let leftOut = results?.leftOut, leftOut > 0 { failures.append(.resultsLeftOut(leftOut)) }
        for failure in failures { Terminal.printError(failure) }
        // Who reads it has seen enough: a pager that was left, `head`.
        if state == .closed { return failures.isEmpty ? .analysed : .analysedInPart }
        let absent = absentConnections(summary.connections)
        if !absent.isEmpty {
            Terminal.printError(.noConnection(absent, of: summary.connections))
            if !options.decides { return .nothingAnalysed }
        }
        let hasFailed = options.decides && sayCheck()
        if options.github, let results { for line in GitHubAnnotations(results).lines() { Terminal.print(line) } }
        // Whether the rest holds is not known, so that this is an error of the file.
        if let expected, !sayErrors(of: expected) { return .nothingAnalysed }
        if hasFailed { return .checkFailed }
        return wasDamaged || !failures.isEmpty ? .analysedInPart : .analysed
    }

    private func absentConnections(_ count: Int) -> [Int] {
        (main as? FollowReport).map { $0.wasFound ? [] : [$0.number] } ?? options.select.connection.filter { $0 > count }
    }

    /// Says what `--check` and `--expect` found; true if anything failed.
    private func sayCheck() -> Bool {
        var lines = failures(checks: options.checks).map { CheckResult.failure(Text(code: $0.line(style.phrasebook))) }
        var unlisted = 0
        var held: [CheckResult.Held] = []
        var hasFailed = false
        if options.checks {
            unlisted += check.unlisted
            hasFailed = check.hasFailed
            if check.connections == 0 { lines.append(.nothingToCheck) }
            held.append(.sums(check.checksPassed, connections: check.connections))
        }
        if let result = expectations?.result {
            unlisted += result.unlisted
            hasFailed = hasFailed || result.hasFailed
            held.append(.expectations(result.expectations))
            // What selects nothing was not held against anything.
            if !hasFailed, !result.errors.isEmpty { return false }
        }
        if unlisted > 0 { lines.append(.moreFailures(unlisted)) }
        lines.append(hasFailed ? .failed : .passed(held))
        let text = lines.map { Terminal.phrasebook.sentence(for: $0).string + "\n" }.joined()
        // Records alone belong on standard output; people's words go beside them.
        _ = Terminal.write(Array(text.utf8), to: options.format == .text ? 1 : 2)
        return hasFailed
    }

    /// Says which selections of the file of expectations select nothing or too much; false if there are some.
    private func sayErrors(of file: ExpectationFile) -> Bool {
        let errors = expectations?.result.errors ?? []
        for error in errors { Terminal.printError(.expectations("\(file.path):\(error.line):\(error.column)", error.fault)) }
        return errors.isEmpty
    }
}
