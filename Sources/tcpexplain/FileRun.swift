import Analysis
import CPlatform
import Capture
import Reports
import Wire

/// A run over capture files, or standard input.
struct FileRun {
    /// Those given, with the captures in the order in which they are read.
    let options: Options
    private let inputs: CaptureInputs
    /// The captures, in the order in which they are read.
    var captures: [CaptureInput] { inputs.all }
    private let first: CaptureFile
    /// The captures are read in another order than the one given.
    private let isReordered: Bool

    /// Looks at the beginning of every capture before the first packet, so that one that is none is known at once. Keeps the first open.
    init(_ options: Options, _ inputs: CaptureInputs) throws(CommandError) {
        var options = options
        var inputs = inputs
        let given = options.captures
        let (opened, begins) = try Self.openAll(options, inputs)
        if begins.count == given.count {
            let order = CaptureOrder.byFirstPackets(begins)
            inputs.all = order.map { inputs.all[$0] }
            options.captures = order.map { given[$0] }
        }
        isReordered = options.captures != given
        self.options = options
        self.inputs = inputs
        // Secrets may stand behind the packets that they are for.
        for input in inputs.all { inputs.keyLogs.add(blocks: CaptureFile.allSecrets(input)) }
        if inputs.all[0].isStream {
            first = opened
        } else {
            // The one that was opened first has lent its first packets already.
            do throws(CaptureError) {
                first = try CaptureFile(inputs.all[0])
            } catch {
                throw CommandError(error)
            }
        }
    }

    private static func openAll(
        _ options: Options, _ inputs: CaptureInputs
    ) throws(CommandError) -> (CaptureFile, begins: [Timestamp?]) {
        var begins: [Timestamp?] = []
        // The first packets of a pipe can be read but once.
        var mayPeek = inputs.all.count > 1 && !options.keepOrder && !inputs.haveStream
        var first: CaptureFile?
        var failures: [CaptureError] = []
        for (i, input) in inputs.all.enumerated() {
            do throws(CaptureError) {
                let file = try CaptureFile(input)
                if let type = file.linkType { try inputs.filter?.prepare(for: type) }
                if i == 0 { first = file }
                if mayPeek { begins.append(file.firstTime()) }
            } catch {
                failures.append(error)
                mayPeek = false
            }
        }
        for failure in failures.dropLast() { Terminal.printError(.capture(failure)) }
        if let last = failures.last { throw CommandError(last) }
        guard let first else { throw CommandError(.noCapture) }
        return (first, mayPeek ? begins : [])
    }

    /// Reads everything. Returns what it came to, and whether any of it was damaged.
    func run(_ outputs: Outputs) -> (RunSummary, wasDamaged: Bool) {
        let analyzer = Analyzer(
            sink: outputs.reports, limits: outputs.limits, budget: outputs.budget,
            usesExpectedPath: !options.noExpectedPath)
        var wasDamaged = false
        /// Damage is told on standard error and in the output, and does not stop the rest.
        func damage(_ error: CaptureError) {
            wasDamaged = true
            outputs.warn(.capture(error))
        }
        let secrets = inputs.keyLogs
        secrets.load(mayGrow: false) { outputs.warn($0) }
        analyzer.decryptor = secrets.decryptor
        if isReordered {
            outputs.warn(.readInOtherOrder(options.captures))
        }
        var next = 1
        var before = 0
        var hasBegun = false
        let progress = Progress(total: inputs.total)
        defer { progress?.end() }
        for (i, input) in inputs.all.enumerated() {
            outputs.firstFrames.append(next)
            let file: CaptureFile
            do throws(CaptureError) {
                file = i == 0 ? first : try CaptureFile(input)
            } catch {
                damage(error)
                continue
            }
            // What was found is shown before the next bytes of a growing stream come.
            file.beforeWaiting = { outputs.flush() }
            // A growing stream ends as a live capture does.
            file.isInterrupted = { tcpexplain_was_interrupted() != 0 }
            let limit = options.count.map { $0 - (next - 1) } ?? .max
            var taken = 0
            next += file.forEachBatch(from: next, file: i, filter: inputs.filter, limit: limit) { frames, block in
                taken += frames.count
                progress?.note(bytes: before + file.bytesRead)
                if !hasBegun, let time = Self.firstTime(of: frames) {
                    hasBegun = true
                    outputs.reports.begin(at: time)
                }
                if file.decryptionSecrets.count > secrets.count(of: i) { secrets.add(blocks: file.decryptionSecrets, of: i) }
                for new in file.newOrigins { outputs.reports.origin(new.origin, number: new.number, file: i) }
                analyzer.process(frames, in: block)
                return outputs.isOpen && !outputs.isOver && tcpexplain_was_interrupted() == 0
            }
            before += file.bytesRead
            if let error = file.damage { damage(error) }
            for warning in file.warnings {
                outputs.warn(.leftOut(warning, file: file.name))
                if warning.leavesOutPackets { wasDamaged = true }
            }
            for type in file.unsupportedLinkTypes { damage(.unsupportedLinkType(file: file.name, type, name: type.pcapName)) }
            if taken >= limit || !outputs.isOpen || outputs.isOver || tcpexplain_was_interrupted() != 0 { break }
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
