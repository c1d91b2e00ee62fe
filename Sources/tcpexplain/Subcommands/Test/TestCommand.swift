import ArgumentParser
import Language
import Platform

/// `tcpexplain test DIR`: captures with expectations beside them are a test suite.
struct TestCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Hold each capture of a folder against the file of expectations beside it.",
        usage: "tcpexplain test <folder> [--update] [--jobs <n>] [--lang <language>]",
        discussion: """
            Beside NAME.pcap lies NAME.expect.yaml (or .yml, .json), or expect.yaml for the only capture of a folder. TLS is decrypted with
            NAME.keylog, or keys.log for the only capture.

            Exit status: 0 everything is as expected; 1 something is not; 2 a file cannot be read, or there is no test.
            """)

    @Argument(help: ArgumentHelp("The folder; folders in it belong to it.", valueName: "folder"))
    var folder: String

    @Flag(help: "Write the expectations anew from what the captures hold, and show what changes.")
    var update = false

    @Option(help: ArgumentHelp("Captures that are read at the same time (as many as there are processors).", valueName: "n"))
    var jobs: Int?

    @OptionGroup var language: LanguageOption

    func perform() throws(CommandError) -> ExitStatus {
        unsafe Terminal.language = language.chosen
        try Privileges.keepOnlyStarting()
        let found = try TestSuite(folder: folder)
        if let jobs, !(1...256).contains(jobs) {
            throw CommandError(.value("--jobs", "\(jobs)", .number(from: 1, to: 256, .none)))
        }
        let atOnce = jobs ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        let cases = update ? found.cases : found.cases.filter { $0.expectations != nil }
        guard !cases.isEmpty || !found.faults.isEmpty else {
            throw CommandError(.noTests(folder, hasCaptures: !found.cases.isEmpty))
        }
        let privileges = try Privileges(wanted: nil)
        var counts = SuiteCounts()
        try Self.run(cases, atOnce: atOnce, arguments: arguments) { entry, child in
            if update { counts.note(Self.update(entry, child, privileges)) } else { counts.note(Self.judge(entry, child)) }
        }
        for fault in found.faults {
            counts.note(.broken)
            Self.print(.broken, fault.name)
            Terminal.print("        \(Terminal.phrasebook.sentence(for: fault.complaint))")
        }
        counts.skipped = found.cases.count - cases.count
        counts.isUpdate = update
        Terminal.print(Terminal.phrasebook.sentence(for: counts).string)
        return counts.broken > 0 ? .nothingAnalysed : counts.failed > 0 ? .checkFailed : .analysed
    }

    private func arguments(_ entry: TestSuite.Case) -> [String] {
        let lang = language.chosen == .zh ? "zh" : "en"
        let keys = entry.keys.map { ["--keylog", $0] } ?? []
        if update { return ["--lang", lang, "--record-expect", "-r", entry.capture] + keys }
        return ["--lang", lang, "--summary", "--color", "never", "--expect", entry.expectations ?? "", "-r", entry.capture] + keys
    }

    /// Runs all of them, some at once, and hands them on in order.
    private static func run(
        _ cases: [TestSuite.Case], atOnce: Int, arguments: (TestSuite.Case) -> [String],
        _ done: (TestSuite.Case, ChildProcess) throws(CommandError) -> Void
    ) throws(CommandError) {
        var running: [Int: ChildProcess] = [:]
        var started = 0
        var next = 0
        while next < cases.count {
            while started < cases.count, running.values.count(where: { $0.status == nil }) < atOnce, running.count < atOnce * 4 {
                running[started] = try ChildProcess(arguments(cases[started]), limit: 64 << 20)
                started += 1
            }
            ChildProcess.serve(running.values.filter { $0.status == nil })
            while let child = running[next], child.status != nil {
                running[next] = nil
                try done(cases[next], child)
                next += 1
            }
        }
    }

    /// What begins a line about a failure.
    private static let marks = ["check: ", "检查："]

    private static func judge(_ entry: TestSuite.Case, _ child: ChildProcess) -> SuiteCounts.Outcome {
        switch child.status {
        // Damaged input was read as far as it goes, and is as expected.
        case 0, 3:
            Self.print(.ok, entry)
            return .ok
        case 1:
            Self.print(.failed, entry)
            for line in child.text.split(separator: "\n") {
                guard let mark = Self.marks.first(where: line.hasPrefix) else { continue }
                Terminal.print("        \(line.dropFirst(mark.count))")
            }
            return .failed
        default: return tellBroken(entry, child)
        }
    }

    private static func tellBroken(_ entry: TestSuite.Case, _ child: ChildProcess) -> SuiteCounts.Outcome {
        Self.print(.broken, entry)
        for line in child.errors.split(separator: "\n").prefix(5) { Terminal.print("        \(line)") }
        return .broken
    }

    private static func update(_ entry: TestSuite.Case, _ child: ChildProcess, _ privileges: Privileges) -> SuiteCounts.Outcome {
        guard child.status == 0 || child.status == 3, !child.wasCut else { return tellBroken(entry, child) }
        do throws(CommandError) {
            return try write(entry, child, privileges)
        } catch {
            Self.print(.broken, entry)
            Terminal.print("        \(Terminal.phrasebook.sentence(for: error.complaint))")
            return .broken
        }
    }

    private static func write(
        _ entry: TestSuite.Case, _ child: ChildProcess, _ privileges: Privileges
    ) throws(CommandError) -> SuiteCounts.Outcome {
        let path = entry.expectations ?? entry.newExpectations
        let file = ExpectationOutput(path, privileges)
        let old = try file.text()
        if old == child.text {
            Self.print(.ok, entry)
            return .ok
        }
        if path.hasSuffix(".json") { throw CommandError(.recordedAsYAML(path)) }
        try file.replace(with: child.output[0])
        Self.print(old.isEmpty ? .new : .changed, entry)
        for line in LineDifference.lines(old, child.text) where !old.isEmpty { Terminal.print("        \(line)") }
        return .changed
    }

    private static func print(_ word: SuiteCounts.Word, _ entry: TestSuite.Case) { print(word, entry.name) }

    private static func print(_ word: SuiteCounts.Word, _ name: String) {
        Terminal.print("\(Terminal.phrasebook.word(for: word)) \(outside(name))")
    }
}
