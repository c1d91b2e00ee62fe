import Analysis
import ArgumentParser
import CPlatform
import Capture
import Language
import Reports
import Wire

/// `tcpexplain diff A B`: what differs between two captures.
struct DiffCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "What differs between two captures of two runs of the same thing.",
        usage: "tcpexplain diff [--no-times] [--format ndjson] <A> <B>",
        discussion: """
            Connections belong together by server and first request, then by their order; exchanges by method and target. What differs is told: how \
            connections open and close, findings, exchanges, statuses, sizes, and times of which one is at least 100 ms and twice the other.

            Exit status: 0 nothing differs; 1 something does; 2 nothing was analysed; 3 damaged input, of which nothing differs.

            Examples:
              tcpexplain diff before.pcap after.pcap
              tcpexplain diff --no-times before.pcap after.pcap && echo "the same"
            """)

    @Argument(help: ArgumentHelp("Two captures.", valueName: "capture"))
    var captures: [String]

    @Flag(name: .customLong("no-times"), help: "Times do not differ, however long they are.")
    var noTimes = false

    @Option(help: "text, or ndjson: one JSON object a line.")
    var format = OutputFormat.text

    @Option(help: ArgumentHelp("Decrypt TLS with the secrets in this key log (repeatable).", valueName: "file"))
    var keylog: [String] = []

    @Flag(name: .customLong("show-secrets"), help: "Show passwords, tokens and cookies, which are masked as *** otherwise.")
    var showSecrets = false

    @OptionGroup(title: "How it looks") var look: LookOptions
    @OptionGroup var language: LanguageOption

    func perform() throws(CommandError) -> ExitStatus {
        unsafe Terminal.language = language.chosen
        guard captures.count == 2 else { throw CommandError(.twoCaptures(captures.count)) }
        guard format == .text || format == .ndjson else {
            throw CommandError(.excludeOneAnother("diff, --format \(format.rawValue)"))
        }
        try look.check()
        let style = style(Secrets(areShown: showSecrets))
        // The order matters: everything is opened, privileges are dropped, and only then a byte is looked at.
        let privileges = try Privileges(wanted: nil)
        let inputs = try captures.map { capture throws(CommandError) in try CaptureInputs([capture], keyLogs: keylog) }
        tcpexplain_ignore_write_signals()
        try privileges.drop(
            Privileges.Needs(writesFiles: FileIdentity(regularFile: 1) != nil, startsThreads: true), mustBecomeUser: false)
        let ordered = try zip(inputs, captures).map { pair throws(CommandError) in
            try OrderedCaptures(pair.0, names: [pair.1], keepsOrder: true)
        }
        return try compareRuns(ordered[0], ordered[1], style)
    }

    private func compareRuns(
        _ first: OrderedCaptures, _ second: OrderedCaptures, _ style: Style
    ) throws(CommandError) -> ExitStatus {
        let secrets = style.phrasebook.secrets
        let limits = Limits()
        var wasDamaged = false
        func facts(_ captures: OrderedCaptures) throws(CommandError) -> RunFacts {
            let report = RunFactsReport(secrets: secrets, limits: limits)
            if CaptureReading(captures, limits: limits).run(report) { wasDamaged = true }
            return report.facts
        }
        let both = (try facts(first), try facts(second))
        let comparison = RunComparison(both.0, both.1, comparesTimes: !noTimes)
        var failure: String?
        let output = OutputBuffer { bytes in
            if case .failed(let reason) = Terminal.write(bytes, to: 1) { failure = reason }
        }
        let names = (first: captures[0], second: captures[1])
        if format == .ndjson {
            RunDiffRecords(output, version: Options.configuration.version).write(comparison, files: names)
        } else {
            RunDiffText(output, style: style).write(comparison, files: names, both)
        }
        if let reason = failure {
            Terminal.printError(.failed(nil, .system(reason)))
            return .nothingAnalysed
        }
        if comparison.counts.differences > 0 { return .checkFailed }
        return wasDamaged ? .analysedInPart : .analysed
    }

    private func style(_ secrets: Secrets) -> Style {
        Style(
            width: look.width ?? Terminal.width, isUTF8: (Terminal.isUTF8 || language.lang == .zh) && !look.ascii,
            isEastAsian: look.wide, hasColor: Terminal.hasColor(look.color), timeForm: look.time, zone: .local,
            phrasebook: language.chosen.phrasebook(secrets))
    }
}
