import Analysis
import CShims
import Capture
import Reports
import Wire

/// A run over capture files, or standard input.
struct FileRun {
    /// Those given, with the captures in the order in which they are read.
    let options: Options
    private let filter: CaptureFilter?
    private let first: CaptureFile
    /// Bytes of all captures; nil if one of them is a stream.
    private let total: Int?
    /// The captures are read in another order than the one given.
    private let isReordered: Bool

    /// Opens every capture once, before the first packet, so that a missing one is known at once. Keeps the first open.
    init(_ options: Options) throws(CommandError) {
        let filter: CaptureFilter?
        do throws(CaptureError) {
            filter = try options.filterExpression.map { expression throws(CaptureError) in try CaptureFilter(expression) }
        } catch {
            throw CommandError(error.description)
        }
        self.filter = filter
        var options = options
        let given = options.captures
        let (opened, begins, total) = try Self.openAll(options, filter)
        self.total = total
        if begins.count == given.count {
            options.captures = CaptureOrder.byFirstPackets(Array(zip(given, begins)).map { ($0, $1) })
        }
        isReordered = options.captures != given
        self.options = options
        // The one that was opened first has lent its first packets already.
        first = try begins.isEmpty ? opened : Self.open(options.captures.first ?? "")
    }

    private static func openAll(
        _ options: Options, _ filter: CaptureFilter?
    ) throws(CommandError) -> (CaptureFile, begins: [Timestamp?], total: Int?) {
        var begins: [Timestamp?] = []
        // The first packets of a pipe can be read but once.
        var mayPeek = options.captures.count > 1 && !options.keepOrder
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
                mayPeek = mayPeek && !file.isStream
                if mayPeek { begins.append(file.firstTime()) }
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
        return (first, mayPeek ? begins : [], total)
    }

    private static func open(_ path: String) throws(CommandError) -> CaptureFile {
        do throws(CaptureError) {
            return try CaptureFile(path: path)
        } catch {
            throw CommandError(error.description)
        }
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
        if isReordered {
            warn(
                "the captures are read in the order of their first packets: \(options.captures.joined(separator: ", ")) "
                    + "(--keep-order reads them as given)")
        }
        var next = 1
        var before = 0
        var hasBegun = false
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
                if !hasBegun, let time = Self.firstTime(of: frames) {
                    hasBegun = true
                    outputs.reports.begin(at: time)
                }
                for new in file.newOrigins { outputs.reports.origin(new.origin, number: new.number, file: i) }
                analyzer.process(frames, in: block)
                return outputs.isOpen && !outputs.isOver
            }
            before += file.bytesRead
            if let error = file.damage { damage(error) }
            for warning in file.warnings {
                warn("\(file.name): \(warning)")
                if warning.leavesOutPackets { wasDamaged = true }
            }
            for type in file.unsupportedLinkTypes { damage(.unsupportedLinkType(file: file.name, type, name: type.pcapName)) }
            if taken >= limit || !outputs.isOpen || outputs.isOver { break }
        }
        // Whether that was all of it decides what is said of the rest.
        let isStopped = outputs.isOver
        analyzer.finish()
        var summary = analyzer.summary
        if isStopped { summary.stoppedAt = next - 1 }
        return (summary, wasDamaged)
    }

    private static func firstTime(of frames: Span<FrameInfo>) -> Timestamp? {
        for i in frames.indices where frames[i].hasTime { return frames[i].time }
        return nil
    }
}
