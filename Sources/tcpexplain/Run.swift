import Analysis
import CPlatform
import Capture
import Platform
import Reports
import Wire

/// One run of the command: over captures, or live.
enum Run {
    static func perform(_ options: Options, command: [String] = []) throws(CommandError) -> ExitStatus {
        if options.listInterfaces { return try listInterfaces() }
        if let interface = options.interface { return try capture(interface, options, command) }
        return try read(options)
    }

    // MARK: - Captures that are there

    /// For what is read twice.
    private static var spoolFolder: String {
        unsafe getenv("TMPDIR").flatMap { folder in unsafe folder.pointee == 0 ? nil : String(cString: folder) } ?? "/var/tmp"
    }

    /// The order matters: captures and outputs are opened, privileges are dropped, and only then a byte is looked at.
    private static func read(_ options: Options) throws(CommandError) -> ExitStatus {
        let expected = try options.expect.map { path throws(CommandError) in try ExpectationFile(path: path) }
        let privileges = try Privileges(wanted: options.user)
        var inputs = try CaptureInputs(options)
        let files = try OutputFiles(options, inputs: inputs.all, link: nil, privileges: privileges)
        if options.annotate != nil, inputs.haveStream {
            try inputs.spoolStreams(in: spoolFolder, limit: Limits().spooledBytes)
        }
        if options.annotate != nil { files.spare = TemporaryFile(in: spoolFolder) }
        guard let pager = options.isPaged ? Pager(isUTF8: Terminal.isUTF8 || options.lang == .zh) : nil else {
            return try read(options, inputs, files, privileges, expected)
        }
        defer { pager.finish() }
        do throws(CommandError) {
            return try read(options, inputs, files, privileges, expected)
        } catch {
            // While there is somewhere to say it.
            Terminal.printError(error.complaint)
            return .nothingAnalysed
        }
    }

    private static func read(
        _ options: Options, _ inputs: CaptureInputs, _ files: OutputFiles, _ privileges: Privileges, _ expected: ExpectationFile?
    ) throws(CommandError) -> ExitStatus {
        tcpexplain_ignore_write_signals()
        tcpexplain_use_large_pages(64)
        if inputs.haveStream { _ = tcpexplain_catch_signals() }
        try privileges.drop(Privileges.Needs(writesFiles: files.writesFiles, startsThreads: true), mustBecomeUser: false)
        let run = try FileRun(options, inputs)
        let outputs = try Outputs(run.options, files: files, expected: expected, readsParts: run.readsParts)
        try outputs.open()
        let (summary, wasDamaged) = run.run(outputs)
        return outputs.finish(summary, wasDamaged: wasDamaged, captures: run.captures)
    }

    // MARK: - Live

    /// The order matters: the device and all outputs are opened, privileges are dropped, and only then packets are looked at.
    private static func capture(_ name: String, _ options: Options, _ words: [String]) throws(CommandError) -> ExitStatus {
        // As much as a flood fills: its pages are to be freed soon after Ctrl-C.
        tcpexplain_use_large_pages(512)
        let expected = try options.expect.map { path throws(CommandError) in try ExpectationFile(path: path) }
        let interface = interfaceName(name)
        let privileges = try Privileges(wanted: options.user)
        let device = try openDevice(interface, options)
        let secrets = try KeyLogs(options.keylog)
        let link = CaptureWriter.Link(linkType: device.linkType, snapLength: device.settings.snapLength)
        let files = try OutputFiles(options, inputs: [], link: link, privileges: privileges)
        let outputs = try Outputs(options, files: files, expected: expected)
        try outputs.open()
        let signals = tcpexplain_catch_signals()
        // The first look makes the socket that later ones use.
        _ = unsafe tcpexplain_interface_is_up(interface)
        // Where the kernel tells what the interface dropped.
        let statistics = Descriptors.folder("/sys/class/net/\(interface)/statistics")
        // Packets are taken from here on; once privileges are dropped nothing can be started.
        let command = try words.isEmpty ? nil : RunningCommand(words, as: privileges.commandUser)
        let needs = Privileges.Needs(
            readableFolder: statistics, writesFiles: files.writesFiles, packetSocket: device.descriptor)
        try privileges.drop(needs, mustBecomeUser: true)
        Terminal.say(
            .listening(
                interface: interface, linkType: device.linkType.pcapName ?? String(device.linkType.rawValue),
                snapLength: device.settings.snapLength))

        tcpexplain_catch_resize()
        let run = LiveRun(
            capture: device, writer: files.writer, count: options.count, duration: options.duration, signals: signals,
            command: command)
        let analyzer = Analyzer(sink: outputs.reports, limits: outputs.limits, budget: outputs.budget)
        secrets.load(mayGrow: true) { outputs.warn($0) }
        analyzer.decryptor = secrets.decryptor
        let table = outputs.table
        outputs.reports.begin(at: LiveRun.now())
        let end = run.run(
            analyzer,
            LiveRun.Actions(
                flush: { outputs.flush() },
                resize: { outputs.resize() },
                draw: { table?.draw(at: LiveRun.now(), dropped: $0.droppedByKernel + $0.droppedByInterface) },
                isOpen: { outputs.isOpen }, close: { outputs.close() },
                origin: { outputs.reports.origin($0, number: $1, file: 0) }, warn: { outputs.warn($0) }))
        files.writer?.flush()
        finish(analyzer)
        var summary = analyzer.summary
        let counts = device.counts
        summary.drops = RunSummary.Drops(byKernel: counts.droppedByKernel, byInterface: counts.droppedByInterface)
        if case .interfaceGone(let reason) = end {
            outputs.warn(.interfaceGone(interface, reason: reason))
        }
        var wasDamaged = false
        if case .interfaceGone = end { wasDamaged = true }
        let commandStatus = command?.finish()
        let status = outputs.finish(summary, wasDamaged: wasDamaged)
        // It fails if either does; the command's exit status says more.
        if let commandStatus, commandStatus != 0 { ExitStatus.exit(code: commandStatus) }
        return status
    }

    /// Reports what is still open. After Ctrl-C a quarter of the 100 ms within which it ends a run is for that: the rest is
    /// for what comes behind it, of which the system's closing of the packet socket and freeing of memory is the most.
    static func finish(_ analyzer: Analyzer) {
        analyzer.finish { tcpexplain_milliseconds_since_break() < 25 }
        // The process ends soon: nothing of it is freed piece by piece.
        _ = unsafe Unmanaged.passRetained(analyzer)
    }

    private static func openDevice(_ interface: String, _ options: Options) throws(CommandError) -> LiveCapture {
        var settings = LiveCapture.Settings(interface: interface)
        settings.filter = options.filterExpression
        settings.isPromiscuous = !options.noPromiscuous
        if let length = options.snapLength, length > 0 { settings.snapLength = length }
        if let size = options.bufferSize { settings.bufferSize = size }
        do throws(CaptureError) {
            return try LiveCapture(settings)
        } catch {
            if case .permission(let device) = error {
                throw CommandError(Privileges.advice(device: device, filter: options.filterExpression))
            }
            throw CommandError(error)
        }
    }

    /// An interface by its name, or by its number in the list of -D.
    private static func interfaceName(_ text: String) -> String {
        guard let number = Int(text), number > 0, let devices = try? Device.all(), number <= devices.count,
            !devices.contains(where: { $0.name == text })
        else { return text }
        return devices[number - 1].name
    }

    private static func listInterfaces() throws(CommandError) -> ExitStatus {
        do throws(CaptureError) {
            for (i, device) in try Device.all().enumerated() {
                var line = "\(i + 1). \(device.name)"
                if !device.states.isEmpty { line += "  [\(device.states.joined(separator: ", "))]" }
                if !device.addresses.isEmpty { line += "  \(device.addresses.joined(separator: ", "))" }
                if let description = device.description { line += "  (\(description))" }
                Terminal.print(line)
            }
            return .analysed
        } catch {
            throw CommandError(error)
        }
    }
}
