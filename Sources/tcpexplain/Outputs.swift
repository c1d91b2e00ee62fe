import Analysis
import CSystem
import Language
import Reports
import TCP

/// Everything that a run writes: made before the first packet, and asked at the end whether it could be written.
final class Outputs {
    private enum State: Equatable {
        case open
        /// The reader of standard output went away.
        case closed
        case failed(String)
    }

    private let options: Options
    private let selection: Selection
    private let secrets: Secrets
    let style: Style
    private var state = State.open
    private var buffer: OutputBuffer?
    private let files: OutputFiles
    private let criteria: CheckCriteria
    private let check: CheckReport
    private var main: (any Report)?
    private var extraction: ExtractReport?
    /// All of them.
    private(set) var reports: any Report = ReportList([])
    private var selected: SelectedReports?

    init(_ options: Options, files: OutputFiles) throws(CommandError) {
        self.options = options
        self.files = files
        secrets = Secrets(areShown: options.showSecrets)
        selection = try options.select.selection()
        // Whoever asks for Chinese by name gets it in UTF-8.
        style = Style(
            width: Terminal.width, clipsTables: Terminal.hasWidth, isUTF8: Terminal.isUTF8 || options.lang == .zh,
            hasColor: Terminal.hasColor(options.color), phrasebook: options.language.phrasebook(secrets))
        criteria = try options.criteria()
        check = CheckReport(
            criteria: criteria, phrasebook: style.phrasebook, files: options.captures)
    }

    /// Makes the reports: into files, folders, and standard output.
    func open() throws(CommandError) {
        let buffer = OutputBuffer { [self] bytes in write(bytes) }
        self.buffer = buffer
        extraction = files.extraction.map { ExtractReport($0, indexName: $0.index, secrets: secrets) }
        let archive = files.archive.map { file in
            HARReport(
                OutputBuffer { file.write($0) }, secrets: secrets, version: Options.configuration.version)
        }
        let main = try makeMain(buffer)
        self.main = main
        // The extraction first: what its files are named is told in the records.
        var all: [any Report] = extraction.map { [$0] } ?? []
        all += [main, WarningLines(phrasebook: style.phrasebook)]
        if options.checks { all.append(check) }
        if let archive { all.append(archive) }
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

    /// The reader of standard output went away.
    func close() { if state == .open { state = .closed } }

    /// Tells something at once: on standard error, unless the screen is a table, and in the records.
    func warn(_ text: String) {
        reports.warning(text)
        if table == nil { Terminal.printError(text) } else { untold.append(text) }
    }

    /// What could not be told while the screen was a table: its last lines.
    private var untold: [String] = [] {
        didSet { if untold.count > 20 { untold.removeFirst() } }
    }

    /// The screen that is drawn anew, if there is one.
    var table: TableReport? { main as? TableReport }

    private func write(_ bytes: Span<UInt8>) {
        guard state == .open else { return }
        switch Terminal.write(bytes, to: 1) {
        case .written: break
        case .closed: state = .closed
        case .failed(let reason): state = .failed("standard output: \(reason)")
        }
    }

    // MARK: - Making them

    private func makeMain(_ output: OutputBuffer) throws(CommandError) -> any Report {
        if let target = try options.rawTarget() {
            return FollowReport(output, connection: target.connection, raw: target.role, style: style)
        }
        if let number = options.follow { return FollowReport(output, connection: number, raw: nil, style: style) }
        if options.format == .ndjson {
            return NDJSONReport(
                output,
                run: NDJSONReport.Run(version: Options.configuration.version, files: options.captures),
                isSummary: options.summary, hasPackets: selection.decidesOnPackets, hasAddresses: options.withAddresses,
                secrets: secrets, extraction: extraction)
        }
        if options.summary {
            if options.interface != nil, Terminal.outputIsTerminal {
                tcpexplain_use_screen(1)
                return TableReport(output, style: style, height: Terminal.height)
            }
            return SummaryReport(output, style: style, onlyProblems: options.onlyProblems)
        }
        let isPacketList = options.packets || options.interface != nil && !options.onlyProblems && !options.checks
        if isPacketList { return PacketListReport(output, style: style) }
        let report = TextReport(
            output, style: style,
            filter: options.onlyProblems ? .problems : options.checks ? .failures(criteria) : .all,
            isVerbose: options.verbose,
            depth: options.level?.depth ?? (Terminal.outputIsTerminal && !options.checks ? .teach : nil))
        // Unasked, a few connections are enough.
        if options.level == nil { report.mostTaught = 3 }
        return report
    }

    // MARK: - The end

    /// Ends all outputs, and says how the run ended.
    ///
    /// - Parameter wasDamaged: the input was cut short or damaged, or the device went away.
    func finish(_ summary: RunSummary, wasDamaged: Bool) -> ExitStatus {
        if table != nil { tcpexplain_use_screen(0) }
        reports.finish(summary, files: options.captures)
        flush()
        for text in untold { Terminal.printError(text) }
        var failures: [String] = []
        if case .failed(let reason) = state { failures.append(reason) }
        // Where nobody reads the explanation any more, the run ended early, and so did the other outputs.
        failures += files.finish(isWhole: state != .closed)
        if let leftOut = extraction?.leftOut, leftOut > 0 {
            failures.append("--extract: \(leftOut) more messages, since \(ExtractReport.maximumFiles) files are made at most")
        }
        if state == .closed { Terminal.printError("standard output: its reader went away") }
        for failure in failures { Terminal.printError(failure) }
        if state == .closed { return failures.isEmpty ? .analysed : .analysedInPart }
        let absent = absentConnections(summary.connections)
        if !absent.isEmpty {
            let names = absent.map(String.init).joined(separator: ", ")
            Terminal.printError(
                "there is no connection \(names): the captures hold \(Quantity.count(summary.connections, "connection"))")
            if !options.checks { return .nothingAnalysed }
        }
        if options.checks, sayCheck() { return .checkFailed }
        return wasDamaged || !failures.isEmpty ? .analysedInPart : .analysed
    }

    private func absentConnections(_ count: Int) -> [Int] {
        (main as? FollowReport).map { $0.wasFound ? [] : [$0.number] } ?? options.select.connection.filter { $0 > count }
    }

    /// Says what `--check` found; true if it failed.
    private func sayCheck() -> Bool {
        var lines = check.failures
        if check.unlisted > 0 { lines.append("and \(check.unlisted) more") }
        if check.connections == 0 { lines.append("there is no TCP connection to check") }
        let verdict =
            check.hasFailed
            ? "check FAILED"
            : "check passed: \(Quantity.count(check.connections, "connection")), \(Quantity.count(check.checksPassed, "sum")), all hold"
        let text = (lines.map { "check: \($0)" } + [verdict]).joined(separator: "\n") + "\n"
        // Records alone belong on standard output; people's words go beside them.
        _ = Terminal.write(Array(text.utf8), to: options.format == .ndjson ? 2 : 1)
        return check.hasFailed
    }
}
