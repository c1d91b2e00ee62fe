import Analysis
import ArgumentParser
import Language
import Reports
import TCP

enum OutputFormat: String, ExpressibleByArgument, CaseIterable { case text, ndjson }
/// The values of --explain.
enum ExplanationLevel: String, ExpressibleByArgument, CaseIterable {
    case brief, teach, expert

    var depth: Depth {
        switch self {
        case .brief: .brief
        case .teach: .teach
        case .expert: .expert
        }
    }
}

enum ColorChoice: String, ExpressibleByArgument, CaseIterable { case auto, always, never }

/// What the command line says.
struct Options: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tcpexplain",
        abstract: "Explain TCP and HTTP in packet captures, packet by packet, with proof.",
        discussion: """
            For every TCP packet: its step of the handshake or of the close, whether its numbers add up (both are shown), \
            and the state of both ends. For every connection: how it opened, what crossed it, how it closed. \
            For every HTTP exchange: request and response, rebuilt from the streams.

            Examples:
              tcpexplain capture.pcap
              tcpexplain --summary capture.pcapng.gz
              tcpexplain -r capture.pcap port 80 and host 10.0.0.1
              tcpexplain -i eth0 port 80
              tcpexplain --check capture.pcap && echo "every sum holds"
              tcpexplain --format ndjson capture.pcap | jq -c 'select(.type == "connection")'

            Bounds: a segment that came early is held behind a hole up to 4 MiB or 4096 pieces a direction; fragments up \
            to 8 MiB; 4096 requests or 1 MiB of their heads may wait for a response; over all connections 256 MiB of these, \
            and 262,144 connections (--max-connections); a ladder has up to 300 rows; content is decoded up to 512 MiB and 512 times its size, of \
            512 messages at a time; --extract makes up to 100,000 files; --har holds 4 MiB a message and 128 MiB at a time. When \
            one is hit, the output says so. Connections are let go when idle: after 5 minutes without data, 2 hours with, 4 \
            minutes once closed.

            Exit status: 0 analysed; 1 --check or --fail-on failed; 2 nothing was analysed; 3 analysed in part (damaged input).
            """,
        version: "0.1.0")

    @Argument(
        help: ArgumentHelp(
            "pcap or pcapng files, plain or compressed by gzip or zstd; '-' is standard input. With -r: one filter.",
            valueName: "capture"))
    var words: [String] = []

    @Option(
        name: .customShort("r"),
        help: ArgumentHelp("Read this capture (repeatable); the other words are a filter.", valueName: "file"))
    var files: [String] = []

    @Flag(help: "Read several captures in the order given, not in that of their first packets.")
    var keepOrder = false

    @Option(
        name: [.customShort("f"), .long],
        help: "Only packets that match, in libpcap's language. Frame numbers do not shift.")
    var filter: String?

    @Option(
        name: [.customShort("i"), .long],
        help: ArgumentHelp(
            "Capture on this interface until Ctrl-C; the other words are one filter. 'any' is all of them.",
            valueName: "interface"))
    var interface: String?

    @Flag(
        name: [.customShort("D"), .customLong("list-interfaces")], help: "List the interfaces, with their state and addresses.")
    var listInterfaces = false

    @Option(name: [.customShort("c"), .long], help: ArgumentHelp("Stop after so many packets.", valueName: "packets"))
    var count: Int?

    @Option(help: ArgumentHelp("Live: stop after so many seconds.", valueName: "seconds"))
    var duration: Double?

    @Option(
        name: [.customShort("s"), .customLong("snapshot-length")],
        help: ArgumentHelp("Live: take at most so many bytes of each packet (262144).", valueName: "bytes"))
    var snapLength: Int?

    @Flag(name: [.customShort("p"), .customLong("no-promiscuous-mode")], help: "Live: only packets from or to this machine.")
    var noPromiscuous = false

    @Option(name: [.customShort("w"), .long], help: ArgumentHelp("Live: also save what is captured.", valueName: "file"))
    var write: String?

    @Option(
        name: [.customShort("C"), .customLong("file-size")],
        help: ArgumentHelp("With -w: begin another file after so many million bytes.", valueName: "MB"))
    var fileSize: Int?

    @Option(
        name: [.customShort("W"), .customLong("file-count")],
        help: ArgumentHelp("With -C: keep so many files, writing the oldest anew.", valueName: "files"))
    var fileCount: Int?

    @Option(
        help: ArgumentHelp(
            "Connections held at most (262144); beyond, the longest quiet one ends. Each takes some kB.", valueName: "n"))
    var maxConnections: Int?

    /// For tests: every segment is judged, and every connection held whole.
    @Flag(name: .customLong("no-expected-path"), help: ArgumentHelp("", visibility: .private))
    var noExpectedPath = false

    @Option(help: ArgumentHelp("Live: the kernel's buffer in MiB (32).", valueName: "MiB"))
    var bufferSize: Int?

    @Option(
        help: ArgumentHelp(
            "As root: the user to become once everything is open (nobody). Outputs belong to the one who called sudo.",
            valueName: "name"))
    var user: String?

    @Flag(help: "One line a connection.")
    var summary = false

    @Flag(help: "All that is known of each connection, also where it is well: what was agreed, each exchange, the figures.")
    var verbose = false

    @Option(
        name: .customLong("explain"),
        help: ArgumentHelp(
            "brief: headline and findings; teach: also what each packet proves, and why (on a terminal for the first connections, if nothing is given); expert: all numbers, options, times and sections.",
            valueName: "level"))
    var level: ExplanationLevel?

    @Flag(name: .customLong("only-problems"), help: "Only connections with a problem, as they end; then which are the worst.")
    var onlyProblems = false

    @Flag(help: "Every packet as it comes, in capture order.")
    var packets = false

    @OptionGroup(title: "Which connections and exchanges: all of these hold at once, one given twice is either")
    var select: SelectionOptions

    @Option(help: ArgumentHelp("Print the two rebuilt streams of a connection, escaped.", valueName: "n"))
    var follow: Int?

    @Option(
        name: .customLong("follow-raw"),
        help: ArgumentHelp("Write one rebuilt stream of a connection as it is.", valueName: "n:client|server"))
    var followRaw: String?

    @Option(help: "text, or ndjson: one JSON object a line.")
    var format = OutputFormat.text

    @Flag(
        name: .customLong("with-addresses"), help: "Records of packets also name the addresses and ports of both ends.")
    var withAddresses = false

    @Option(help: "Language: en or zh (中文); else that of LC_ALL, LC_MESSAGES or LANG.")
    var lang: LanguageChoice?

    @Option(help: "auto, always or never.")
    var color = ColorChoice.auto

    @Option(
        help: ArgumentHelp(
            "Write the decoded content of each HTTP message to a file in this folder, with an index (index.ndjson). Nothing is overwritten.",
            valueName: "folder"))
    var extract: String?

    @Option(help: ArgumentHelp("Write the HTTP exchanges as an HTTP Archive (HAR 1.2).", valueName: "file"))
    var har: String?

    @Flag(
        name: .customLong("show-secrets"),
        help: "Show passwords, tokens and cookies, which are masked as *** otherwise. (--extract and --follow-raw never mask.)")
    var showSecrets = false

    @Flag(
        help: """
            Exit with 1 if a sum does not add up, an acknowledgment is owed for certain, a connection never opened (refused, \
            unanswered), or there is no TCP connection.
            """)
    var check = false

    @Option(
        help: ArgumentHelp(
            "--check that also fails on findings: error, warning or note (that and worse), or names of findings, with commas.",
            valueName: "what"))
    var failOn: String?

    @Flag(help: "With --check: also if anything is owed, open or close are not complete in the capture, or the input is damaged.")
    var strict = false

    /// Options that make no sense together, or whose values make none.
    func checkTogether() throws(CommandError) {
        let shapes = [summary, packets, follow != nil, followRaw != nil].filter { $0 }.count
        if shapes > 1 { throw CommandError("--summary, --packets, --follow and --follow-raw exclude one another") }
        if onlyProblems, packets || follow != nil || followRaw != nil || format == .ndjson {
            throw CommandError("--only-problems goes with the explanation or --summary; in records, look at findings")
        }
        if level != nil, packets || summary || follow != nil || followRaw != nil || format == .ndjson {
            throw CommandError("--explain goes with the explanation, connection by connection")
        }
        if strict, !checks { throw CommandError("--strict goes with --check") }
        if format == .ndjson, follow != nil || followRaw != nil {
            throw CommandError("--follow and --follow-raw write text; leave out --format ndjson")
        }
        try checkSelection()
        if wordsAreFilter, !words.isEmpty, filter != nil {
            throw CommandError("there are two filters: \"\(words.joined(separator: " "))\" and that of -f; join them with 'and'")
        }
        _ = try rawTarget()
        _ = try criteria()
        if write == "-" { throw CommandError("-w -: name a file; standard output holds the explanation") }
        if har == "-" { throw CommandError("--har -: name a file; standard output holds the explanation") }
        if let maxConnections, !(1...4_000_000).contains(maxConnections) {
            throw CommandError("--max-connections \(maxConnections): give 1 to 4000000")
        }
        try checkLive()
        if captures.isEmpty, interface == nil, !listInterfaces {
            throw CommandError("name a capture to explain (tcpexplain --help shows the usage)")
        }
    }

    /// A selection that the output at hand cannot follow.
    private func checkSelection() throws(CommandError) {
        let selection = try select.selection()
        if !selection.isEverything, follow != nil || followRaw != nil {
            throw CommandError("--follow and --follow-raw name their connection; leave out what selects others")
        }
        if packets || interface != nil && !summary && !onlyProblems && !checks, format == .text, !selection.decidesOnPackets {
            throw CommandError(
                "packets are shown as they come, before it is known what their connection holds: of what selects, only --connection, "
                    + "--host with an address, --port, --after and --before go with --packets")
        }
    }

    private func checkLive() throws(CommandError) {
        if let count, count < 1 { throw CommandError("-c \(count): give a number of packets from 1 on") }
        guard interface != nil else {
            let given = [
                ("-w", write != nil), ("-s", snapLength != nil), ("-p", noPromiscuous), ("--duration", duration != nil),
                ("--buffer-size", bufferSize != nil), ("-C", fileSize != nil), ("-W", fileCount != nil),
            ].first(where: \.1)
            if let given { throw CommandError("\(given.0) goes with -i: it is about a live capture") }
            return
        }
        if !files.isEmpty { throw CommandError("-i and -r exclude one another: capture, or read a file") }
        if followRaw != nil { throw CommandError("--follow-raw reads a capture; save one with -w first") }
        if let snapLength, snapLength != 0, !(64...262_144).contains(snapLength) {
            throw CommandError("-s \(snapLength): give 64 to 262144 bytes, or 0 for all")
        }
        if let bufferSize, !(1...2047).contains(bufferSize) {
            throw CommandError("--buffer-size \(bufferSize): give 1 to 2047 MiB")
        }
        if let duration, !(duration > 0 && duration <= 1e9) {
            throw CommandError("--duration \(duration): give seconds from 0 to a billion")
        }
        if fileSize != nil, write == nil { throw CommandError("-C goes with -w: it is about the file that is saved") }
        if fileCount != nil, fileSize == nil {
            throw CommandError("-W goes with -C: it tells how many files of that size are kept")
        }
        if let fileSize, !(1...1_000_000).contains(fileSize) {
            throw CommandError("-C \(fileSize): give 1 to 1000000 million bytes")
        }
        if let fileCount, !(1...1000).contains(fileCount) { throw CommandError("-W \(fileCount): give 1 to 1000 files") }
    }

    /// The language of everything that is said.
    var language: LanguageName { lang?.name ?? LanguageChoice.ofEnvironment }

    /// Whether the exit status tells if TCP failed.
    var checks: Bool { check || failOn != nil }

    /// What `--check`, `--strict` and `--fail-on` fail on.
    func criteria() throws(CommandError) -> CheckCriteria {
        var criteria = CheckCriteria()
        criteria.isStrict = strict
        for word in (failOn ?? "").split(separator: ",", omittingEmptySubsequences: false) where failOn != nil {
            let word = word.drop { $0 == " " }
            if let severity = Finding.Severity(rawValue: String(word)) {
                criteria.leastSeverity = min(criteria.leastSeverity ?? severity, severity)
                continue
            }
            let isName =
                !word.isEmpty
                && word.utf8.allSatisfy { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") || $0.isLowerCaseOrDigit }
            guard isName else {
                throw CommandError(
                    "--fail-on \(failOn ?? ""): give error, warning, note, or names of findings with commas between")
            }
            let name = String(word)
            guard Finding.names.contains(name) else {
                throw CommandError("--fail-on: " + SelectionOptions.unknownFinding(name))
            }
            criteria.findings.insert(name)
        }
        return criteria
    }

    /// The words are one filter, as tcpdump takes it.
    private var wordsAreFilter: Bool { !files.isEmpty || interface != nil }

    /// The captures, in the order in which they are read.
    var captures: [String] {
        get { interface != nil ? [] : files.isEmpty ? words : files }
        set { if files.isEmpty { words = newValue } else { files = newValue } }
    }

    /// The filter, from -f or, with -r or -i, from the other words.
    var filterExpression: String? { !wordsAreFilter || words.isEmpty ? filter : words.joined(separator: " ") }

    /// What `--follow-raw` names.
    func rawTarget() throws(CommandError) -> (connection: Int, role: Role)? {
        guard let followRaw else { return nil }
        let parts = followRaw.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let number = Int(parts[0]), number > 0, parts[1] == "client" || parts[1] == "server" else {
            throw CommandError("--follow-raw \(followRaw): give a connection and an end, such as 1:client or 1:server")
        }
        return (number, parts[1] == "client" ? .client : .server)
    }
}

extension UInt8 {
    fileprivate var isLowerCaseOrDigit: Bool {
        self >= UInt8(ascii: "a") && self <= UInt8(ascii: "z") || self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9")
    }
}
