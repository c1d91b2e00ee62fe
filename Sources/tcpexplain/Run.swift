import Analysis
import Capture
import Explanation
import Reporting
import Tracking
import Wire

/// One run over captures: opens everything, reads, reports, and says how it ended.
final class Run {
    private let options: Options
    private var outputFailure: String?
    private var wasDamaged = false
    /// What is written to standard error at the end: damage of the input.
    private let style: Style
    private let selection: Selection
    private let secrets: Secrets
    private var folder: ExtractFolder?
    private var outputFiles: [OutputFile] = []

    init(_ options: Options) {
        self.options = options
        secrets = Secrets(areShown: options.showSecrets)
        selection = Selection(connections: Set(options.connection))
        style = Style(
            width: Terminal.width, clipsTables: Terminal.hasWidth, isUTF8: Terminal.isUTF8,
            hasColor: Terminal.hasColor(options.color), phrasebook: English(secrets: secrets))
    }

    func perform() throws -> ExitStatus {
        let filter = try compiledFilter()
        let first = try openAll(filter)
        let output = OutputBuffer { [self] bytes in write(bytes) }
        let check = CheckReport(selection: selection, isStrict: options.strict, phrasebook: style.phrasebook)
        // The files first: what they are named is told in the records.
        let extraction = try extraction()
        let main = try report(output, extraction)
        var all: [any Report] = [main, WarningLines(phrasebook: style.phrasebook)]
        if let extraction { all.insert(extraction, at: 0) }
        if options.check { all.append(check) }
        if let path = options.har { all.append(try archive(path)) }
        let reports = Reports(all)
        let summary = read(first, filter, reports)
        reports.finish(summary, files: options.captures)
        output.flush()
        return status(main, check, connections: summary.connections)
    }

    /// Opens every capture once, before the first packet, so that a missing one is known at once. Keeps the first open.
    private func openAll(_ filter: CaptureFilter?) throws(CommandError) -> CaptureFile {
        var first: CaptureFile?
        var failures: [String] = []
        var missing: [String] = []
        if options.captures.filter({ $0 == "-" }).count > 1 || options.captures.dropFirst().contains("-") {
            throw CommandError("standard input (-) can be named once, and first")
        }
        for (i, path) in options.captures.enumerated() {
            do throws(CaptureError) {
                let file = try CaptureFile(path: path)
                if let type = file.linkType { try filter?.prepare(for: type) }
                if i == 0 { first = file }
            } catch {
                if case .missing(let file) = error { missing.append(file) }
                failures.append(error.description)
            }
        }
        if !missing.isEmpty, !failures.isEmpty {
            failures[failures.count - 1] +=
                options.files.isEmpty
                ? "; if that was a filter: tcpexplain -f '\(missing.joined(separator: " "))' CAPTURE"
                : "; give the path of a capture"
        }
        for failure in failures.dropLast() { Terminal.printError(failure) }
        if let last = failures.last { throw CommandError(last) }
        guard let first else { throw CommandError("name a capture to explain (tcpexplain --help shows the usage)") }
        return first
    }

    private func compiledFilter() throws(CommandError) -> CaptureFilter? {
        guard let expression = options.filterExpression else { return nil }
        do throws(CaptureError) {
            return try CaptureFilter(expression)
        } catch {
            throw CommandError(error.description)
        }
    }

    // MARK: - Outputs

    private func extraction() throws(CommandError) -> ExtractReport? {
        guard let path = options.extract else { return nil }
        let folder = try ExtractFolder(path: path)
        self.folder = folder
        guard let index = folder.create("index.ndjson") else {
            throw CommandError(folder.failure ?? "\(path): no index can be made in it")
        }
        return ExtractReport(folder, indexName: index, selection: selection, secrets: secrets)
    }

    private func archive(_ path: String) throws(CommandError) -> HARReport {
        let file = try OutputFile(path: path)
        outputFiles.append(file)
        return HARReport(
            OutputBuffer { file.write($0) }, selection: selection, secrets: secrets, version: Options.configuration.version)
    }

    private func report(_ output: OutputBuffer, _ extraction: ExtractReport?) throws(CommandError) -> any Report {
        if let target = try options.rawTarget() {
            return FollowReport(output, connection: target.connection, raw: target.role, style: style)
        }
        if let number = options.follow { return FollowReport(output, connection: number, raw: nil, style: style) }
        if options.format == .ndjson {
            return NDJSONReport(
                output, selection: selection, isSummary: options.summary, hasSeveralFiles: options.captures.count > 1,
                secrets: secrets,
                extraction: extraction)
        }
        if options.summary {
            return SummaryReport(output, selection: selection, style: style, onlyProblems: options.onlyProblems)
        }
        if options.packets { return PacketListReport(output, selection: selection, style: style) }
        return TextReport(
            output, selection: selection, style: style, onlyFailures: options.check, onlyProblems: options.onlyProblems)
    }

    private func write(_ bytes: [UInt8]) {
        guard outputFailure == nil else { return }
        switch Terminal.write(bytes, to: 1) {
        case .written: break
        case .closed: ExitStatus.exit(.analysed)
        case .failed(let reason): outputFailure = "standard output: \(reason)"
        }
    }

    // MARK: - Reading

    private func read(_ first: CaptureFile, _ filter: CaptureFilter?, _ reports: Reports) -> RunSummary {
        var analyzer = Analyzer(sink: reports)
        var next = 1
        for (i, path) in options.captures.enumerated() {
            let file: CaptureFile
            do throws(CaptureError) {
                file = i == 0 ? first : try CaptureFile(path: path)
            } catch {
                damage(error, reports)
                continue
            }
            next += file.forEachFrame(from: next, file: i, filter: filter) { info, frame, matches in
                if matches { analyzer.process(frame, info) } else { analyzer.skip(info, capturedLength: frame.count) }
                return outputFailure == nil
            }
            if let error = file.damage { damage(error, reports) }
            for type in file.unsupportedLinkTypes {
                damage(.unsupportedLinkType(file: file.name, type, name: type.pcapName), reports)
            }
        }
        analyzer.finish()
        return analyzer.summary
    }

    /// Damage is told on standard error and in the output, and does not stop the rest.
    private func damage(_ error: CaptureError, _ reports: Reports) {
        wasDamaged = true
        Terminal.printError(error.description)
        reports.warning(error.description)
    }

    // MARK: - The end

    private func status(_ main: any Report, _ check: CheckReport, connections: Int) -> ExitStatus {
        let failures = [outputFailure, folder?.failure].compactMap { $0 } + outputFiles.compactMap(\.failure)
        for failure in failures { Terminal.printError(failure) }
        let absent =
            (main as? FollowReport).map { $0.wasFound ? [] : [$0.number] } ?? options.connection.filter { $0 > connections }
        if !absent.isEmpty {
            let names = absent.map(String.init).joined(separator: ", ")
            Terminal.printError("there is no connection \(names): the captures hold \(Quantity.count(connections, "connection"))")
            if !options.check { return .nothingAnalysed }
        }
        if options.check, sayCheck(check) { return .checkFailed }
        return wasDamaged || !failures.isEmpty ? .analysedInPart : .analysed
    }

    /// Says what `--check` found; true if it failed.
    private func sayCheck(_ check: CheckReport) -> Bool {
        var lines = check.failures
        if check.untold > 0 { lines.append("and \(check.untold) more") }
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
