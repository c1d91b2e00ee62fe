import ArgumentParser
import Language
import Reports

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// `tcpexplain test DIR`: captures with expectations beside them are a test suite.
struct TestCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Hold each capture of a folder against the file of expectations beside it.",
        usage: "tcpexplain test <folder> [--update] [--jobs <n>]",
        discussion: """
            Beside NAME.pcap lies NAME.expect.yaml (or .yml, .json), or expect.yaml for the only capture of a folder.

            Exit status: 0 everything is as expected; 1 something is not; 2 a file cannot be read, or there is no test.
            """)

    @Argument(help: ArgumentHelp("The folder; folders in it belong to it.", valueName: "folder"))
    var folder: String

    @Flag(help: "Write the expectations anew from what the captures hold, and show what changes.")
    var update = false

    @Option(help: ArgumentHelp("Captures that are read at the same time (as many as there are processors).", valueName: "n"))
    var jobs: Int?

    func perform() throws(CommandError) -> ExitStatus {
        let found = try TestSuite(folder: folder)
        if let jobs, !(1...256).contains(jobs) { throw CommandError("--jobs \(jobs): give 1 to 256") }
        let atOnce = jobs ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        let cases = update ? found.cases : found.cases.filter { $0.expectations != nil }
        guard !cases.isEmpty else {
            throw CommandError(
                found.cases.isEmpty
                    ? "\(folder): there is no capture in it"
                    : "\(folder): no capture in it has expectations beside it; tcpexplain test --update \(folder) records them")
        }
        var counts = Counts()
        try Self.run(cases, atOnce: atOnce, arguments: arguments) { entry, child in
            if update { counts.note(Self.update(entry, child)) } else { counts.note(Self.judge(entry, child)) }
        }
        let skipped = found.cases.count - cases.count
        var summary = update ? "\(counts.ok) unchanged, \(counts.changed) written" : "\(counts.ok) as expected"
        if counts.failed > 0 { summary += ", \(counts.failed) not" }
        if counts.broken > 0 { summary += ", \(counts.broken) could not be read" }
        if skipped > 0 { summary += ", \(skipped) without expectations" }
        Terminal.print("\(Quantity.count(cases.count, "capture")): \(summary)")
        return counts.broken > 0 ? .nothingAnalysed : counts.failed > 0 ? .checkFailed : .analysed
    }

    private struct Counts {
        var ok = 0
        var changed = 0
        var failed = 0
        var broken = 0

        mutating func note(_ outcome: Outcome) {
            switch outcome {
            case .ok: ok += 1
            case .changed: changed += 1
            case .failed: failed += 1
            case .broken: broken += 1
            }
        }
    }

    private enum Outcome { case ok, changed, failed, broken }

    private func arguments(_ entry: TestSuite.Case) -> [String] {
        if update { return ["--lang", "en", "--record-expect", "-r", entry.capture] }
        return ["--lang", "en", "--summary", "--color", "never", "--expect", entry.expectations ?? "", "-r", entry.capture]
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
                running[started] = try ChildProcess(arguments(cases[started]), limit: 16 << 20)
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

    private static func judge(_ entry: TestSuite.Case, _ child: ChildProcess) -> Outcome {
        switch child.status {
        // Damaged input was read as far as it goes, and is as expected.
        case 0, 3:
            Terminal.print("ok      \(entry.name)")
            return .ok
        case 1:
            Terminal.print("FAILED  \(entry.name)")
            for line in child.text.split(separator: "\n") where line.hasPrefix("check: ") {
                Terminal.print("        \(line.dropFirst("check: ".count))")
            }
            return .failed
        default: return tellBroken(entry, child)
        }
    }

    private static func tellBroken(_ entry: TestSuite.Case, _ child: ChildProcess) -> Outcome {
        Terminal.print("ERROR   \(entry.name)")
        for line in child.errors.split(separator: "\n").prefix(5) { Terminal.print("        \(line)") }
        return .broken
    }

    private static func update(_ entry: TestSuite.Case, _ child: ChildProcess) -> Outcome {
        guard child.status == 0 || child.status == 3, !child.wasCut else { return tellBroken(entry, child) }
        let path = entry.expectations ?? entry.newExpectations
        let old = entry.expectations.flatMap(TestSuite.text(of:)) ?? ""
        if old == child.text {
            Terminal.print("ok      \(entry.name)")
            return .ok
        }
        if path.hasSuffix(".json") {
            Terminal.print("ERROR   \(entry.name)\n        \(path): expectations are recorded as YAML; move this file away first")
            return .broken
        }
        if let reason = TestSuite.replace(path, with: child.output[0]) {
            Terminal.print("ERROR   \(entry.name)\n        \(path): \(reason)")
            return .broken
        }
        Terminal.print("\(old.isEmpty ? "new   " : "changed")  \(entry.name)")
        for line in LineDifference.lines(old, child.text) where !old.isEmpty { Terminal.print("        \(line)") }
        return .changed
    }
}
