import Analysis
import ArgumentParser
import Language
import Reports
import TCP
import Wire

enum OutputFormat: String, ExpressibleByArgument, CaseIterable { case text, ndjson, csv, markdown }
/// What `diff` writes.
enum DiffFormat: String, ExpressibleByArgument, CaseIterable { case text, ndjson }
enum ColorChoice: String, ExpressibleByArgument, CaseIterable { case auto, always, never }

/// What the command line says.
struct Options: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tcpexplain",
        abstract: "Explain TCP and HTTP in packet captures, packet by packet, with proof.",
        discussion: Help.discussion,
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
            "Connections held at most (262144; 1 to 4000000); beyond, the longest quiet one ends. Each takes some kB.",
            valueName: "n"))
    var maxConnections: Int?

    /// For tests: every segment is judged, and every connection held whole.
    @Flag(name: .customLong("no-expected-path"), help: ArgumentHelp("", visibility: .private))
    var noExpectedPath = false

    @Option(
        help: ArgumentHelp(
            "Bytes held of the capture at most (512M; 64K to 1024G, where K, M and G are 1024, its square and cube); beyond, the oldest of it is given up.",
            valueName: "size"))
    var maxMemory: String?

    @Option(help: ArgumentHelp("Live: the kernel's buffer in MiB (32).", valueName: "MiB"))
    var bufferSize: Int?

    @Option(
        help: ArgumentHelp(
            "As root: the user to become once everything is open (nobody). Outputs belong to the one who called sudo.",
            valueName: "name"))
    var user: String?

    @Flag(help: "One line a connection. Content is not decoded, unless --fail-on, --finding or --severity asks for findings.")
    var summary = false

    @Flag(help: "All that is known of each connection, also where it is well: what was agreed, each exchange, the figures.")
    var verbose = false

    @Option(
        name: .customLong("explain"),
        help: ArgumentHelp(
            "brief: headline and findings; teach: also what each packet proves, and why (on a terminal for the first connections, if nothing is given); expert: all numbers, options, times and sections.",
            valueName: "level"))
    var level: ExplanationLevel?

    @Flag(help: "One line an HTTP request.")
    var requests = false

    @Option(
        help: ArgumentHelp(
            "Sort --summary or --requests: start, duration, bytes, latency (slowest answer first), severity (worst first). The first 262144 lines are kept.",
            valueName: "by"))
    var sort: SortKey?

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

    @Option(
        help: "text; ndjson: one JSON object a line; csv: a row for each connection and exchange; markdown: for a pull request.")
    var format = OutputFormat.text

    @Flag(
        name: .customLong("with-addresses"),
        help: "Records of packets and exchanges also name the addresses and ports of both ends, and exchanges their time.")
    var withAddresses = false

    @Flag(name: .customLong("no-packets"), help: "Records of connections and exchanges alone, without those of packets.")
    var noPackets = false

    @Option(
        help: ArgumentHelp(
            "Also write when each connection was there, whether it was held at the end, and what became of each capture (docs/archives.md).",
            valueName: "file"))
    var borders: String?

    @Option(help: "Language: en or zh (中文); else that of LC_ALL, LC_MESSAGES or LANG.")
    var lang: LanguageChoice?

    @OptionGroup(title: "How it looks")
    var look: LookOptions

    @Option(
        help: ArgumentHelp(
            "Write the decoded content of each HTTP message to a file in this folder, with an index (index.ndjson). Nothing is overwritten.",
            valueName: "folder"))
    var extract: String?

    @Option(help: ArgumentHelp("Write the HTTP exchanges as an HTTP Archive (HAR 1.2).", valueName: "file"))
    var har: String?

    @OptionGroup(title: "Pages and pictures")
    var pictures: PictureOptions

    @Option(
        help: ArgumentHelp(
            "Write the capture again as pcapng, byte for byte, with comments on the packets that carry a step, a failed check, a message's beginning or a finding.",
            valueName: "file"))
    var annotate: String?

    @Option(
        help: ArgumentHelp(
            "Decrypt TLS with the secrets in this key log, as SSLKEYLOGFILE names one (repeatable). Those in a pcapng file are used at once.",
            valueName: "file"))
    var keylog: [String] = []

    @Option(help: ArgumentHelp("Write what was checked, found and expected as a JUnit XML report.", valueName: "file"))
    var junit: String?

    @Option(help: ArgumentHelp("Write findings and failures as a SARIF 2.1.0 log.", valueName: "file"))
    var sarif: String?

    @Flag(help: "Print workflow commands, which GitHub shows as annotations.")
    var github = false

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

    @Option(
        help: ArgumentHelp(
            "Exit with 1 if the captures are not as this file (YAML or JSON) expects (docs/ci.md).", valueName: "file"))
    var expect: String?

    @Flag(
        name: .customLong("record-expect"),
        help: "Write such a file from what is there, without what differs from run to run, to standard output.")
    var recordExpect = false

    /// The language of everything that is said.
    var language: LanguageName { lang?.name ?? LanguageChoice.ofEnvironment }

    /// Whether what is read from files goes through a pager: bytes as they are, and what comes while it is read, do not.
    var isPaged: Bool {
        Terminal.outputIsTerminal && !look.noPager && interface == nil && followRaw == nil && !captures.contains("-")
    }

    /// How far a capture can make the program grow.
    func limits() throws(CommandError) -> Limits {
        var limits = Limits()
        if let maxConnections { limits.connections = maxConnections }
        guard let maxMemory else { return limits }
        let units: [Character: Int] = ["K": 10, "M": 20, "G": 30]
        let shift = maxMemory.last.flatMap { units[Character($0.uppercased())] }
        guard let number = Int(shift == nil ? maxMemory[...] : maxMemory.dropLast()), number > 0, number < 1 << 30,
            case let bytes = number << (shift ?? 0), (1 << 16...1 << 40).contains(bytes)
        else { throw CommandError(.value("--max-memory", maxMemory, .size)) }
        limits.memory = bytes
        return limits
    }

    /// Whether the exit status tells if TCP failed.
    var checks: Bool { check || failOn != nil }

    /// Whether the exit status tells if the captures are as they must be.
    var decides: Bool { checks || expect != nil }

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
                throw CommandError(.value("--fail-on", failOn ?? "", .severityOrFindings))
            }
            let name = String(word)
            guard Finding.names.contains(name) else {
                throw CommandError(SelectionOptions.unknownFinding(name, "--fail-on"))
            }
            criteria.findings.insert(name)
        }
        return criteria
    }

    /// The words are one filter, as tcpdump takes it.
    var wordsAreFilter: Bool { !files.isEmpty || interface != nil }

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
            throw CommandError(.value("--follow-raw", followRaw, .connectionAndEnd))
        }
        return (number, parts[1] == "client" ? .client : .server)
    }
}

extension UInt8 {
    fileprivate var isLowerCaseOrDigit: Bool {
        self >= UInt8(ascii: "a") && self <= UInt8(ascii: "z") || self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9")
    }
}
