import Analysis
import CShims
import Capture
import Reports

/// One run of the command: over captures, or live.
enum Run {
    static func perform(_ options: Options) throws(CommandError) -> ExitStatus {
        if options.listInterfaces { return try listInterfaces() }
        if let interface = options.interface { return try capture(interface, options, try Outputs(options)) }
        let run = try FileRun(options)
        let outputs = try Outputs(run.options)
        try outputs.open()
        let (summary, wasDamaged) = run.run(outputs)
        return outputs.finish(summary, wasDamaged: wasDamaged)
    }

    // MARK: - Live

    /// The order matters: the device and all outputs are opened, privileges are given up, and only then packets are looked at.
    private static func capture(_ name: String, _ options: Options, _ outputs: Outputs) throws(CommandError) -> ExitStatus {
        let interface = interfaceName(name)
        let privileges = try Privileges(wanted: options.user)
        let device = try openDevice(interface, options)
        let growingFolder = options.write.flatMap {
            CaptureWriter.growingFolder($0, megabytes: options.fileSize, count: options.fileCount)
        }
        if let growingFolder, !privileges.mayWrite(in: growingFolder) {
            throw CommandError(
                "-C: further files cannot be made in \(growingFolder) once privileges are dropped; "
                    + "give -W, or --user and a folder of that user")
        }
        // What may not be there is opened before what is emptied.
        try outputs.open()
        try outputs.folder?.handOver(with: privileges)
        let writer = try options.write.map { path throws(CommandError) in
            try CaptureWriter(
                path, megabytes: options.fileSize, count: options.fileCount, linkType: device.linkType,
                snapLength: device.settings.snapLength)
        }
        for descriptor in (writer?.descriptors ?? []) + outputs.files.map(\.descriptor) { privileges.handOver(descriptor) }
        let signals = tcpexplain_catch_signals()
        var folders = outputs.folder.map { [$0.descriptor] } ?? []
        if let folder = growingFolder, let descriptor = ExtractFolder.descriptor(of: folder) {
            folders.append(descriptor)
        }
        // Where the kernel tells what the interface dropped.
        if let statistics = ExtractFolder.descriptor(of: "/sys/class/net/\(interface)/statistics") { folders.append(statistics) }
        try privileges.drop(keeping: folders)
        Terminal.printError(
            "listening on \(interface) (\(device.linkType.pcapName ?? "link type \(device.linkType.rawValue)"), "
                + "snap length \(device.settings.snapLength))")

        let run = LiveRun(
            capture: device, writer: writer, count: options.count, duration: options.duration, signals: signals)
        let analyzer = Analyzer(
            sink: outputs.reports, maximumConnections: options.maxConnections ?? Analyzer.usualConnections)
        let table = outputs.table
        outputs.reports.begin(at: LiveRun.now())
        let end = run.run(
            analyzer,
            LiveRun.Actions(
                flush: { outputs.flush() },
                draw: { table?.draw(at: LiveRun.now(), dropped: $0.droppedByKernel + $0.droppedByInterface) },
                isOpen: { outputs.isOpen }, close: { outputs.close() },
                origin: { outputs.reports.origin($0, number: $1, file: 0) }, warn: { outputs.warn($0) }))
        writer?.flush()
        analyzer.finish()
        var summary = analyzer.summary
        let counts = device.counts
        summary.drops = RunSummary.Drops(byKernel: counts.droppedByKernel, byInterface: counts.droppedByInterface)
        if case .interfaceGone(let reason) = end {
            outputs.warn("\(interface): \(reason); what came until then is reported")
        }
        if let failure = writer?.failure { Terminal.printError(failure) }
        var wasDamaged = writer?.failure != nil
        if case .interfaceGone = end { wasDamaged = true }
        return outputs.finish(summary, wasDamaged: wasDamaged)
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
            throw CommandError(error.description)
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
            throw CommandError(error.description)
        }
    }
}
