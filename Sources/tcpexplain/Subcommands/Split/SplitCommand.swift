import ArgumentParser
import CPlatform
import Capture
import Language
import Wire

/// `tcpexplain split`: captures into parts that can be analysed one by one.
struct SplitCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "split",
        abstract: "Split captures into parts, each connection whole in one of them.",
        usage: "tcpexplain split --by connection --parts <n> --out <folder> [--force] <capture> ...",
        discussion: """
            DIR gets part-0000.pcapng, part-0001.pcapng, ...; a part without packets is not written. Each packet is the block that it was, and says \
            which capture it came from and its number there: tcpexplain reads that back (file and file_frame of records). The same connection \
            goes to the same part in every run with the same number of parts, so that archives are split file by file, and the parts of all \
            files with the same number are analysed together.

            Tunnels go by their innermost segment, fragments with their datagram, ICMP errors with what they quote; what is no TCP goes to part 0.

            Examples:
              tcpexplain split --by connection --parts 8 --out parts capture.pcap
              tcpexplain --summary parts/part-0003.pcapng
            """)

    enum Key: String, ExpressibleByArgument, CaseIterable { case connection }

    @Argument(help: ArgumentHelp("pcap or pcapng files, plain or compressed; '-' is standard input.", valueName: "capture"))
    var captures: [String]

    @Option(help: ArgumentHelp("What stays together.", valueName: "what"))
    var by: Key

    @Option(help: ArgumentHelp("How many parts: 1 to 4096.", valueName: "n"))
    var parts: Int

    @Option(help: ArgumentHelp("The folder of the parts; it is made if it is not there.", valueName: "folder"))
    var out: String

    @Flag(help: "Replace parts that are there already.")
    var force = false

    @Flag(help: "Read several captures in the order given, not in that of their first packets.")
    var keepOrder = false

    @Option(
        help: ArgumentHelp(
            "What packets say that they came from, in place of the capture's path; once for each capture.", valueName: "name"))
    var name: [String] = []

    @Option(
        help: ArgumentHelp(
            "Only packets of the connections whose keys, as --borders writes them, stand in this file, a line each.",
            valueName: "file"))
    var keys: String?

    @OptionGroup var language: LanguageOption

    func perform() throws(CommandError) -> ExitStatus {
        unsafe Terminal.language = language.chosen
        guard (1...4096).contains(parts) else {
            throw CommandError(.value("--parts", "\(parts)", .number(from: 1, to: 4096, .none)))
        }
        guard name.isEmpty || name.count == captures.count else {
            throw CommandError(.namesOfCaptures(names: name.count, captures: captures.count))
        }
        let wanted = try keys.map { path throws(CommandError) in try ConnectionKeys(path: path).hashes }
        // The order matters: everything is opened, privileges are dropped, and only then a byte is looked at.
        let privileges = try Privileges(wanted: nil)
        let inputs = try CaptureInputs(captures)
        Descriptors.allow(captures.count + parts + 64)
        try privileges.startOutputFiles()
        let folder = try PartFolder(out, count: parts, captures: inputs.all, replaces: force)
        tcpexplain_ignore_write_signals()
        try privileges.drop(
            Privileges.Needs(writesFiles: true, startsThreads: true, laterFiles: UInt16(clamping: parts)), mustBecomeUser: false)
        let status = try split(inputs, wanted, into: folder)
        tcpexplain_files_end()
        return status
    }

    private func split(
        _ inputs: CaptureInputs, _ wanted: Set<UInt64>?, into folder: PartFolder
    ) throws(CommandError) -> ExitStatus {
        let ordered = try OrderedCaptures(inputs, names: name.isEmpty ? captures : name, keepsOrder: keepOrder)
        let limits = Limits()
        let splitter = CaptureSplitter(
            into: parts, sources: ordered.sources, chooser: ConnectionParts(count: parts, wanted: wanted, limits: limits),
            limits: limits
        ) { part, bytes in folder.write(bytes, to: part) }
        var isDamaged = false
        func damage(_ error: CaptureError) {
            isDamaged = true
            Terminal.say(.capture(error))
        }
        for (i, input) in ordered.inputs.all.enumerated() {
            do throws(CaptureError) {
                let file = try i == 0 ? ordered.openFirst() : CaptureFile(input)
                splitter.split(file, source: ordered.sourceIndices[i].lowerBound) { folder.failure == nil }
                if let error = file.damage { damage(error) }
            } catch {
                damage(error)
            }
        }
        splitter.finish()
        let failures = folder.finish()
        let complaints = failures + (splitter.leftOut ? [.blocksLeftOut] : [])
        for complaint in complaints { Terminal.printError(complaint) }
        // Of parts that are not whole nobody knows what they hold.
        if failures.isEmpty {
            Terminal.say(.split(packets: splitter.frames, captures: captures.count, parts: folder.count, folder: out))
        }
        return isDamaged || !complaints.isEmpty ? .analysedInPart : .analysed
    }
}
