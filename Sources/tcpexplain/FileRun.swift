import Analysis
import CPlatform
import Capture
import Language
import Reports
import Wire

/// A run over capture files, or standard input.
struct FileRun {
    /// Those given, with the names of the captures in the order in which they are read.
    let options: Options
    private let ordered: OrderedCaptures
    private var inputs: CaptureInputs { ordered.inputs }
    /// The captures, in the order in which they are read.
    var captures: [CaptureInput] { inputs.all }
    /// Whether parts of captures are read, whose packets say where they came from.
    var readsParts: Bool { ordered.haveParts }

    init(_ options: Options, _ inputs: CaptureInputs) throws(CommandError) {
        var options = options
        ordered = try OrderedCaptures(inputs, names: options.captures, keepsOrder: options.keepOrder)
        options.captures = ordered.sources
        self.options = options
        // Secrets may stand behind the packets that they are for.
        for input in ordered.inputs.all { ordered.inputs.keyLogs.add(blocks: CaptureFile.allSecrets(input)) }
    }

    /// Code that was needed once, to start or for something rare, need not stay in memory: it is let go of after so many frames, and again after
    /// so many more, each time in a tenth of a millisecond.
    private static let framesToStart = 1 << 14
    private static let framesBetweenLettingGo = 1 << 17

    /// Reads everything. Returns what it came to, and whether any of it was damaged.
    func run(_ outputs: Outputs) -> (RunSummary, wasDamaged: Bool) {
        let analyzer = Analyzer(
            sink: outputs.reports, limits: outputs.limits, budget: outputs.budget,
            usesExpectedPath: !options.noExpectedPath)
        // Of files alone no signal is caught: it ends the process.
        if inputs.haveStream { analyzer.isInterrupted = { tcpexplain_was_interrupted() != 0 } }
        var wasDamaged = false
        /// Damage is told on standard error and in the output, and does not stop the rest.
        func damage(_ error: CaptureError) {
            wasDamaged = true
            outputs.warn(.capture(error))
        }
        let secrets = inputs.keyLogs
        secrets.load(mayGrow: false) { outputs.warn($0) }
        analyzer.decryptor = secrets.decryptor
        if ordered.isReordered { outputs.warn(.readInOtherOrder(ordered.names)) }
        var next = 1
        var before = 0
        var untilLetGo = Self.framesToStart
        var hasBegun = false
        let progress = Progress(total: inputs.total)
        defer { progress?.end() }
        for (i, input) in inputs.all.enumerated() {
            outputs.firstFrames.append(next)
            let file: CaptureFile
            do throws(CaptureError) {
                file = try open(i, input, outputs)
            } catch {
                damage(error)
                outputs.borders?.endCapture(.unreadable(Self.reason(error)))
                continue
            }
            let limit = options.count.map { $0 - (next - 1) } ?? .max
            var taken = 0
            next += file.forEachBatch(from: next, file: ordered.sourceIndices[i].lowerBound, filter: inputs.filter, limit: limit)
            { frames, block in
                taken += frames.count
                progress?.note(bytes: before + file.bytesRead)
                if !hasBegun, let time = Self.firstTime(of: frames) {
                    hasBegun = true
                    outputs.reports.begin(at: time)
                }
                if file.decryptionSecrets.count > secrets.count(of: i) { secrets.add(blocks: file.decryptionSecrets, of: i) }
                reportOrigins(of: file, i, outputs)
                outputs.borders?.note(frames)
                analyzer.process(frames, in: block)
                untilLetGo -= frames.count
                if untilLetGo <= 0 {
                    untilLetGo = Self.framesBetweenLettingGo
                    tcpexplain_let_go_of_code()
                }
                return outputs.isOpen && !outputs.isOver && tcpexplain_was_interrupted() == 0
            }
            before += file.bytesRead
            if let end = file.partEnd { analyzer.captureWentOn(until: end.last, clock: end.clock) }
            if let error = file.damage { damage(error) }
            if leftPacketsOut(of: file, outputs) { wasDamaged = true }
            for type in file.unsupportedLinkTypes { damage(.unsupportedLinkType(file: file.name, type, name: type.pcapName)) }
            outputs.borders?.endCapture(fate(of: file))
            if taken >= limit || !outputs.isOpen || outputs.isOver || tcpexplain_was_interrupted() != 0 { break }
        }
        // Whether that was all of it decides what is said of the rest.
        let isStopped = outputs.isOver
        Run.finish(analyzer)
        // What packets needed is not needed to say what they came to.
        if next > Self.framesToStart { tcpexplain_let_go_of_code() }
        var summary = analyzer.summary
        if isStopped { summary.stoppedAt = next - 1 }
        return (summary, wasDamaged)
    }

    private func open(_ index: Int, _ input: CaptureInput, _ outputs: Outputs) throws(CaptureError) -> CaptureFile {
        let file = try index == 0 ? ordered.openFirst() : CaptureFile(input)
        // What was found is shown before the next bytes of a growing stream come.
        file.beforeWaiting = { outputs.flush() }
        // A growing stream ends as a live capture does.
        file.isInterrupted = { tcpexplain_was_interrupted() != 0 }
        return file
    }

    private func reportOrigins(of file: CaptureFile, _ index: Int, _ outputs: Outputs) {
        for new in file.newOrigins {
            for source in ordered.sourceIndices[index] {
                outputs.reports.origin(new.origin, number: new.number, file: source)
            }
        }
    }

    /// In English, whatever the language: programs read it.
    private static func reason(_ error: CaptureError) -> String { English().sentence(for: error).string }

    /// What became of a file, for those who put runs together.
    private func fate(of file: CaptureFile) -> CaptureFate {
        switch file.damage {
        case .cutShort: return .cutShort(file.damage.map(Self.reason) ?? "")
        case .some(let error): return .damaged(Self.reason(error))
        case nil: break
        }
        if let type = file.unsupportedLinkTypes.first {
            return .damaged(Self.reason(.unsupportedLinkType(file: file.name, type, name: type.pcapName)))
        }
        let warnings = file.warnings.filter(\.leavesOutPackets)
        return warnings.isEmpty ? .whole : .damaged(English().sentence(for: Notice.leftOut(warnings[0], file: file.name)).string)
    }

    /// Warns of what was not kept or read; whether packets are among it.
    private func leftPacketsOut(of file: CaptureFile, _ outputs: Outputs) -> Bool {
        for warning in file.warnings { outputs.warn(.leftOut(warning, file: file.name)) }
        return file.warnings.contains { $0.leavesOutPackets }
    }

    private static func firstTime(of frames: Span<FrameInfo>) -> Timestamp? {
        for i in frames.indices where frames[i].hasTime { return frames[i].time }
        return nil
    }
}
