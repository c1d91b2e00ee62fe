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
        abstract: "What differs between two captures: of two runs of the same thing, or of the two ends of a path.",
        usage: "tcpexplain diff [--runs | --ends] [--no-times] [--format ndjson] <A> <B>",
        discussion: """
            Connections belong together by server and first request, then by their order; exchanges by method and URL, on whatever \
            connection. What differs is told: how connections open and close, findings, exchanges, statuses, sizes, contents, header fields, and times of which \
            one is at least 100 ms and twice the other. Of fields that hold a time, an identifier or a secret (Date, Age, Expires, Last-Modified, Cookie, Set-Cookie, \
            Authorization, and values with a time of day, a UUID or ten digits in both) only that one run has none counts.

            Where both captures have the same connections (--ends), they are of the two ends of one path, with address translation and differences of clocks \
            and sequence numbers allowed for. That is found by what no two runs have in common: first sequence numbers, timestamps of both ends, random \
            bytes of TLS, IPv4 identifications. Where a path leaves none of these, say --ends. Each packet is matched by numbers, options and payload, and told is what was lost on the way, delayed, \
            overtaken, changed (MSS, options, TTL, ECN, window, payload), or injected by somebody in between. Times at both ends are told by A's clock, on lines of 74 \
            columns or more; clocks that drift or are set are told, and allowed for. A frame that one end captured twice, or not at all though it passed, and packets from \
            before or after the other capture, are told as that, and are no difference.

            Exit status: 0 nothing differs; 1 something does; 2 nothing was analysed; 3 damaged input, of which nothing differs, or output \
            that could not be written.

            Examples:
              tcpexplain diff before.pcap after.pcap
              tcpexplain diff client.pcap server.pcap
              tcpexplain diff --no-times before.pcap after.pcap && echo "the same"
            """)

    @Argument(help: ArgumentHelp("Two captures.", valueName: "capture"))
    var captures: [String]

    @Flag(help: "The captures are of the two ends of a path.")
    var ends = false

    @Flag(help: "The captures are of two runs.")
    var runs = false

    @Flag(name: .customLong("no-times"), help: "Times do not differ, however long they are.")
    var noTimes = false

    @Option(help: "text, or ndjson: one JSON object a line.")
    var format = DiffFormat.text

    @Option(help: ArgumentHelp("Decrypt TLS with the secrets in this key log (repeatable).", valueName: "file"))
    var keylog: [String] = []

    @Flag(name: .customLong("show-secrets"), help: "Show passwords, tokens and cookies, which are masked as *** otherwise.")
    var showSecrets = false

    @OptionGroup(title: "How it looks") var look: LookOptions
    @OptionGroup var language: LanguageOption

    func perform() throws(CommandError) -> ExitStatus {
        unsafe Terminal.language = language.chosen
        guard captures.count == 2 else { throw CommandError(.twoCaptures(captures.count)) }
        if ends, runs { throw CommandError(.excludeOneAnother("--ends, --runs")) }
        try look.check()
        let style = style(Secrets(areShown: showSecrets))
        // The order matters: everything is opened, privileges are dropped, and only then a byte is looked at.
        let privileges = try Privileges(wanted: nil)
        let inputs = try captures.map { capture throws(CommandError) in try CaptureInputs([capture], keyLogs: keylog) }
        tcpexplain_ignore_write_signals()
        try privileges.drop(
            Privileges.Needs(writesFiles: OutputFiles.standardStreamsAreFiles, startsThreads: true), mustBecomeUser: false)
        let ordered = try zip(inputs, captures).map { pair throws(CommandError) in
            try OrderedCaptures(pair.0, names: [pair.1], keepsOrder: true)
        }
        return try compare(ordered, style)
    }

    /// What was gathered of a capture.
    private struct Side {
        let run: RunFactsReport
        let end: EndFacts
        let wasDamaged: Bool

        init(_ captures: OrderedCaptures, secrets: Secrets, needsRun: Bool, needsEnd: Bool) {
            let limits = Limits()
            run = RunFactsReport(secrets: secrets, limits: limits)
            end = EndFacts(limits: limits)
            var reports: [any Report] = []
            if needsRun { reports.append(run) }
            if needsEnd { reports.append(end) }
            wasDamaged = CaptureReading(captures, limits: limits).run(ReportList(reports))
        }
    }

    private func compare(_ captures: [OrderedCaptures], _ style: Style) throws(CommandError) -> ExitStatus {
        let sides = captures.map {
            Side($0, secrets: style.phrasebook.secrets, needsRun: !ends, needsEnd: !runs)
        }
        let (first, second) = (sides[0], sides[1])
        var failure: String?
        let output = OutputBuffer { bytes in
            if case .failed(let reason) = Terminal.write(bytes, to: 1) { failure = reason }
        }
        let differs =
            ends || !runs && first.end.sharesConnections(with: second.end)
            ? write(EndsComparison(first.end, second.end), output, style)
            : write(RunComparison(first.run.facts, second.run.facts, comparesTimes: !noTimes), first, second, output, style)
        if let failure {
            Terminal.printError(.failed(nil, .system(failure)))
            return .analysedInPart
        }
        if differs { return .checkFailed }
        return first.wasDamaged || second.wasDamaged ? .analysedInPart : .analysed
    }

    private func write(_ comparison: EndsComparison, _ output: OutputBuffer, _ style: Style) -> Bool {
        let names = (first: captures[0], second: captures[1])
        if format == .ndjson {
            EndsRecords(output, version: Options.configuration.version).write(comparison, files: names)
        } else {
            EndsText(output, style: style).write(comparison, files: names)
        }
        let summary = comparison.summary
        return summary.events + summary.onlyInFirst + summary.onlyInSecond > 0
    }

    private func write(
        _ comparison: RunComparison, _ first: Side, _ second: Side, _ output: OutputBuffer, _ style: Style
    ) -> Bool {
        let names = (first: captures[0], second: captures[1])
        if format == .ndjson {
            RunDiffRecords(output, version: Options.configuration.version).write(comparison, files: names)
        } else {
            RunDiffText(output, style: style).write(comparison, files: names, (first.run.facts, second.run.facts))
        }
        return comparison.counts.differences > 0
    }

    private func style(_ secrets: Secrets) -> Style {
        Style(
            width: look.width ?? Terminal.width, isUTF8: (Terminal.isUTF8 || language.lang == .zh) && !look.ascii,
            isEastAsian: look.isEastAsian, hasColor: Terminal.hasColor(look.color), timeForm: look.time, zone: .local,
            phrasebook: language.chosen.phrasebook(secrets))
    }
}
