import Analysis
import CShims
import Capture
import Reporting

/// A run over capture files, or standard input.
struct FileRun {
    private let options: Options
    private let filter: CaptureFilter?
    private let first: CaptureFile
    /// Bytes of all captures; nil if one of them is a stream.
    private let total: Int?

    /// Opens every capture once, before the first packet, so that a missing one is known at once. Keeps the first open.
    init(_ options: Options) throws(CommandError) {
        self.options = options
        let filter: CaptureFilter?
        do throws(CaptureError) {
            filter = try options.filterExpression.map { expression throws(CaptureError) in try CaptureFilter(expression) }
        } catch {
            throw CommandError(error.description)
        }
        self.filter = filter
        (first, total) = try Self.openAll(options, filter)
    }

    private static func openAll(
        _ options: Options, _ filter: CaptureFilter?
    ) throws(CommandError) -> (CaptureFile, total: Int?) {
        var first: CaptureFile?
        var total: Int? = 0
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
                total = total.flatMap { sum in file.size.map { sum + $0 } }
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
        return (first, total)
    }

    /// Reads everything. Returns what it came to, and whether any of it was damaged.
    func run(_ outputs: Outputs) -> (RunSummary, wasDamaged: Bool) {
        // A growing stream ends as a live capture does.
        if first.isStream { _ = tcpexplain_catch_signals() }
        let analyzer = Analyzer(
            sink: outputs.reports, maximumConnections: options.maxConnections ?? Analyzer.usualConnections)
        var wasDamaged = false
        /// Damage is told on standard error and in the output, and does not stop the rest.
        func damage(_ error: CaptureError) {
            wasDamaged = true
            warn(error.description)
        }
        func warn(_ text: String) {
            Terminal.printError(text)
            outputs.reports.warning(text)
        }
        var next = 1
        var before = 0
        let progress = Progress(total: total)
        defer { progress?.end() }
        for (i, path) in options.captures.enumerated() {
            let file: CaptureFile
            do throws(CaptureError) {
                file = i == 0 ? first : try CaptureFile(path: path)
            } catch {
                damage(error)
                continue
            }
            // What was found is shown before the next bytes of a growing stream come.
            file.beforeWaiting = { outputs.flush() }
            let limit = options.count.map { $0 - (next - 1) } ?? .max
            var taken = 0
            next += file.forEachBatch(from: next, file: i, filter: filter, limit: limit) { frames, block in
                taken += frames.count
                progress?.note(bytes: before + file.bytesRead)
                analyzer.process(frames, in: block)
                return outputs.isOpen
            }
            before += file.bytesRead
            if let error = file.damage { damage(error) }
            for limit in file.limits { warn("\(file.name): \(limit)") }
            for type in file.unsupportedLinkTypes { damage(.unsupportedLinkType(file: file.name, type, name: type.pcapName)) }
            if taken >= limit || !outputs.isOpen { break }
        }
        analyzer.finish()
        return (analyzer.summary, wasDamaged)
    }
}
