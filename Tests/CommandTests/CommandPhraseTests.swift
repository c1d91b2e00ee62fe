import Capture
import Language
import Reports
import Testing

@testable import tcpexplain

/// Every sentence of the command, in both languages: each tells the same facts, and is a sentence of its language.
@Suite struct CommandPhraseTests {
    private let english = English()
    private let chinese = Chinese()

    /// What both sentences must name is between quotation marks here; the rest is words.
    private func check(_ en: Text, _ zh: Text, facts: [String], _ what: String) {
        let (en, zh) = (en.string, zh.string)
        for fact in facts {
            #expect(en.contains(fact), "\(what): \(fact) is missing in: \(en)")
            #expect(zh.contains(fact), "\(what): \(fact) is missing in: \(zh)")
        }
        #expect(!en.unicodeScalars.contains { (0x3000...0x9fff).contains($0.value) }, "\(what): \(en)")
        #expect(zh.unicodeScalars.contains { (0x4e00...0x9fff).contains($0.value) }, "\(what): \(zh)")
        for text in [en, zh] {
            #expect(
                text.count { $0 == "(" } == text.count { $0 == ")" } && text.count { $0 == "（" } == text.count { $0 == "）" },
                "\(text)")
            #expect(text.count { $0 == "“" } == text.count { $0 == "”" } && text.count { $0 == "\"" } % 2 == 0, "\(text)")
            #expect(!text.contains("  ") && !text.contains("nil") && !text.contains("Optional"), "\(what): \(text)")
            #expect(text.last?.isWhitespace == false && text.first?.isWhitespace == false, "\(what): \(text)")
        }
        // Two words of small letters beside one another are English; commands, and what was given, may be.
        let rest = (Self.commands + facts).reduce(zh) { $0.replacing($1, with: "·") }
        #expect(rest.firstMatch(of: /[a-z]{3,} [a-z]{3,}/) == nil, "\(what): \(zh)")
        #expect(zh.firstMatch(of: /[\u{4e00}-\u{9fff}][,;:]|[,;:][\u{4e00}-\u{9fff}]/) == nil, "\(what): \(zh)")
    }

    private static let commands = [
        "tcpexplain explain", "tcpexplain lesson", "tcpexplain test", "--format ndjson", "sudo setcap", "sudo tcpdump",
        "eip tcpexplain", "tcpexplain -",
    ]

    private static let reasons: [Complaint.Reason] = [
        .readerWentAway, .folderRemoved, .removed, .endedEarly, .linkOrNoFolder, .system("No such file or directory"),
    ]
    private static let expected: [(Complaint.Expected, [String])] = [
        (.number(from: 1, to: 9, .none), ["1", "9"]), (.number(from: 60, to: 70, .bytes), ["60", "70"]),
        (.number(from: 1, to: 2, .mebibytes), ["MiB"]), (.number(from: 1, to: 4, .megabytes), ["4"]),
        (.number(from: 1, to: 3, .files), ["3"]), (.number(from: 60, to: 99, .columns), ["60", "99"]), (.packets, []),
        (.size, ["64K", "1024G"]), (.seconds, []), (.severityOrFindings, ["error"]), (.severity, ["warning"]),
        (.connectionAndEnd, ["1:client", "1:server"]), (.regularExpression, []), (.status, ["5xx"]), (.port, ["65535"]),
        (.moment, ["10:30:00"]), (.laterThanAfter, ["--after"]), (.method, ["GET"]), (.bits(32), ["32"]),
        (.host, ["10.0.0.0/8"]), (.keys, ["--borders"]),
    ]

    @Test func complaintsAboutOptions() {
        let complaints: [(Complaint, [String])] = [
            (.excludeOneAnother("--har, --csv"), ["--har", "--csv"]),
            (.goesWith("--strict", "--check"), ["--strict", "--check"]),
            (.isLive("-w"), ["-w", "-i"]), (.onlyProblemsShowsText, ["--only-problems", "--summary"]),
            (.followWritesText, ["--follow-raw"]), (.requestsAreTable, ["--requests"]), (.requestsHaveStatus, ["--status 5xx"]),
            (.explainIsDepth, ["--explain"]), (.recordingIsAlone, ["--record-expect", "--expect"]),
            (.followNamesConnection, ["--follow"]), (.rawFollowsCapture, ["--follow-raw", "-w"]),
            (.twoFilters("tcp"), ["tcp", "-f"]),
            (.standardOutputIsTaken("--har"), ["--har"]), (.noCapture, ["tcpexplain --help"]),
            (.decidedLate, ["--connection", "--packets", "--before"]), (.annotationReadsTwice, ["--annotate"]),
            (.connectionNumber(-3), ["--connection -3"]),
            (.unknownFinding(option: "--finding", name: "nope", near: []), ["nope"]),
            (.unknownFinding(option: "--finding", name: "refusd", near: ["refused"]), ["refusd", "refused"]),
            (.standardInputOnce, ["-"]),
        ]
        for (complaint, facts) in complaints {
            check(english.sentence(for: complaint), chinese.sentence(for: complaint), facts: facts, "\(complaint)")
        }
        for (kind, facts) in Self.expected {
            let complaint = Complaint.value("--option", "given", kind)
            check(
                english.sentence(for: complaint), chinese.sentence(for: complaint), facts: facts + ["--option", "given"],
                "\(complaint)")
        }
    }

    @Test func complaintsAboutFiles() {
        let path = "/tmp/x y.pcap"
        var complaints: [(Complaint, [String])] = [
            (.isCapture(path), [path]), (.isInput(path), [path]), (.sameFile(path, other: "/tmp/z"), [path, "/tmp/z"]),
            (.isInExtraction(path), [path, "--extract"]), (.isFolder(path), [path]), (.isLink(path), [path]),
            (.isForeign(path), [path]),
            (.failed(nil, .readerWentAway), []), (.withRest(.failed(path, .removed), .isIn("/tmp/part")), [path, "/tmp/part"]),
            (.withRest(.failed(path, .removed), .listed(in: "/tmp/list")), ["/tmp/list"]),
            (.withRest(.failed(path, .removed), .holdsCaptured), [path]),
            (.withRest(.failed(path, .removed), .nothingMoreSaved), [path]),
            (.extraction(path, .linkOrNoFolder, mayBeMade: true), [path]),
            (.extraction(path, .linkOrNoFolder, mayBeMade: false), [path]),
            (.filesLeftOut(3, maximum: 10_000), ["--extract", "3"]), (.commentsLeftOut(4), ["--annotate", "4"]),
            (.commentsWithoutPlace(5), ["--annotate", "5"]), (.onlyRoot(user: "ann"), ["--user ann"]),
            (.noSuchUser(option: "--user", name: "ann"), ["--user ann"]), (.outputs(reason: "ENFILE"), ["ENFILE"]),
            (.privileges(reason: "EPERM"), ["EPERM"]), (.userIsRoot("root"), ["--user root", "nobody"]),
            (.confinement(reason: "EPERM"), ["EPERM", "Landlock", "seccomp", "TCPEXPLAIN_SANDBOX=off"]),
            (.keyLog(path, .removed), [path, "--keylog"]),
            (.partExists(path), [path, "--force"]), (.namesOfCaptures(names: 2, captures: 3), ["--name", "2", "3"]),
            (.blocksLeftOut, ["64 MiB"]),
            (.twoCaptures(1), ["1"]), (.twoCaptures(3), ["3"]), (.noExpectations(path, .removed), [path]),
            (.expectationsTooLarge(path), [path, "64 MiB"]), (.expectations(path, .isEmpty), [path]),
        ]
        for reason in Self.reasons {
            complaints += [
                (.cannotWrite(path, reason), [path]), (.failed(path, reason), [path]), (.noSuite(path, reason), [path]),
            ]
        }
        for (complaint, facts) in complaints {
            check(
                english.sentence(for: complaint), chinese.sentence(for: complaint),
                facts: facts
                    + ["No such file or directory"].filter {
                        "\(complaint)".contains($0) && english.sentence(for: complaint).string.contains($0)
                            && chinese.sentence(for: complaint).string.contains($0)
                    }, "\(complaint)")
        }
    }

    @Test func complaintsAboutCapturesAndSubcommands() {
        let missing = CaptureError.missing(file: "c.pcap")
        let complaints: [(Complaint, [String])] = [
            (.capture(missing), ["c.pcap"]),
            (.missing(missing, words: "tcp port 80", mayBeFilter: true), ["c.pcap", "tcp port 80"]),
            (.missing(missing, words: "", mayBeFilter: false), ["c.pcap"]), (.noConnection([7, 9], of: 3), ["7", "9", "3"]),
            (
                .permission(device: "eth0", binary: "/usr/bin/tcpexplain", filter: "port 80"),
                ["eth0", "/usr/bin/tcpexplain", "'port 80'"]
            ),
            (.permission(device: "eth0", binary: "tcpexplain", filter: nil), ["CAP_NET_RAW", "eth0"]),
            (.noTests("dir", hasCaptures: false), ["dir"]), (.noTests("dir", hasCaptures: true), ["dir", "--update"]),
            (.recordedAsYAML("a.yaml"), ["a.yaml"]), (.noCaptureBeside, []),
            (.severalExpectations(["a.json", "b.yaml"]), ["a.json", "b.yaml"]),
            (.noSubcommand("quiz"), ["quiz", "./quiz"]), (.noTopic("wav", near: []), ["wav", "tcpexplain explain"]),
            (.noTopic("wav", near: ["wave-1"]), ["wav", "wave-1"]), (.noLesson("x", near: []), ["x", "tcpexplain lesson"]),
            (.noLesson("x", near: ["close"]), ["x", "close"]), (.lessonUnreadable("close"), ["close"]),
        ]
        for (complaint, facts) in complaints {
            check(english.sentence(for: complaint), chinese.sentence(for: complaint), facts: facts, "\(complaint)")
        }
        #expect(english.sentence(for: Complaint.words("as it is")).string == "as it is")
        #expect(chinese.sentence(for: Complaint.words("as it is")).string == "as it is")
    }

    /// The library that reads the command line has sentences of its own: each is told in the language of the run.
    @Test(arguments: [
        ("Unknown option '--hra'", ["--hra"]), ("Unknown option '--hra'. Did you mean '--har'?", ["--hra", "--har"]),
        ("Missing value for '--har <file>'", ["--har"]),
        ("The option '--check' does not take any value, but 'x' was specified.", ["--check", "x"]),
        ("Unexpected argument 'a'", ["a"]), ("2 unexpected arguments: 'a', 'b'", ["a", "b"]),
        ("Missing expected argument '<name>'", ["<name>"]),
        ("The value 'fr' is invalid for '--lang <lang>'. Please provide one of 'en' and 'zh'.", ["fr", "en", "zh"]),
        ("The value 'x' is invalid for '-c <packets>'", ["x", "-c"]),
    ]) func faultsOfUsage(message: String, facts: [String]) {
        let fault = UsageFault(message)
        #expect(fault.kind != .other, "\(message)")
        check(english.sentence(for: fault), chinese.sentence(for: fault), facts: facts, message)
        let complaint = Complaint.usage(fault, help: "tcpexplain --help")
        check(english.sentence(for: complaint), chinese.sentence(for: complaint), facts: facts + ["tcpexplain --help"], message)
    }

    /// Where the values are many, the library lists them in lines.
    @Test func valuesInLines() {
        let fault = UsageFault(
            "The value 'x' is invalid for '--by'. Please provide one of the following:\n  - connection\n  - host")
        #expect(fault.kind == .wrongValue("x", of: "--by", known: ["connection", "host"]))
        #expect(chinese.sentence(for: fault).string == "--by 的值“x”无效；可取：connection、host")
    }

    @Test func anyOtherFaultStaysAsItIs() {
        let fault = UsageFault("Something new")
        #expect(fault.kind == .other && chinese.sentence(for: fault).string == "Something new")
    }

    @Test func notices() {
        let notices: [(Notice, [String])] = [
            (.capture(.empty(file: "c.pcap")), ["c.pcap"]), (.leftOut(.origins, file: "c.pcap"), ["c.pcap"]),
            (.leftOut(.undescribedInterface(3, packet: 9), file: "c.pcap"), ["3", "9"]),
            (.readInOtherOrder(["a", "b"]), ["--keep-order"]),
            (.listening(interface: "eth0", linkType: "EN10MB", snapLength: 96), ["eth0", "EN10MB", "96"]),
            (.interfaceGone("eth0", reason: nil), ["eth0"]),
            (.interfaceGone("eth0", reason: "The interface went down"), ["eth0", "The interface went down"]),
            (.droppedByKernel(7, bufferSize: 32), ["7", "32 MiB", "-s"]), (.droppedByInterface(8), ["8"]),
            (.unconfined(["Landlock", "seccomp"]), ["Landlock", "seccomp", "SECURITY.md"]),
            (.keyLogUnreadable("k"), ["--keylog k"]), (.keyLogEmpty("k"), ["--keylog k"]), (.keyLogsFull, ["--keylog"]),
            (.split(packets: 100, captures: 2, parts: 3, folder: "out"), ["100", "2", "3", "out"]),
        ]
        for (notice, facts) in notices {
            check(english.sentence(for: notice), chinese.sentence(for: notice), facts: facts, "\(notice)")
        }
        let results: [(CheckResult, [String])] = [
            (.moreFailures(1), []), (.moreFailures(12), ["12"]), (.nothingToCheck, []), (.failed, []),
            (.passed([.sums(40, connections: 2), .expectations(3)]), ["40", "2", "3"]),
            (.passed([.sums(1, connections: 1), .expectations(1)]), ["1"]),
        ]
        for (result, facts) in results {
            check(english.sentence(for: result), chinese.sentence(for: result), facts: facts, "\(result)")
        }
        #expect(english.sentence(for: CheckResult.failure("why")).string == "check: why")
        #expect(chinese.sentence(for: CheckResult.failure("why")).string == "检查：why")
    }

    /// How far a run has come: with the size of the file and without.
    @Test func progress() {
        let whole = ReadingProgress.Whole(bar: "##--", percent: 50, bytes: 2_000_000, left: 3_000_000_000)
        for book in [english, chinese] as [any CommandPhrasebook] {
            let known = book.sentence(for: ReadingProgress(bytes: 1_000_000, rate: 500_000, whole: whole)).string
            #expect(known.contains("[##--] 50 %") && known.contains("1.9 MiB") && known.contains("3.000 s"), "\(known)")
            let unknown = book.sentence(for: ReadingProgress(bytes: 1_000_000, rate: 500_000, whole: nil)).string
            #expect(unknown.contains("977 KiB") && unknown.contains("488 KiB/s") && !unknown.contains("%"), "\(unknown)")
        }
    }

    @Test func countsOfASuite() {
        var counts = SuiteCounts(ok: 5, changed: 0, failed: 1, broken: 2, skipped: 3)
        check(english.sentence(for: counts), chinese.sentence(for: counts), facts: ["5", "1", "2", "3"], "\(counts)")
        counts = SuiteCounts(ok: 5, changed: 4, isUpdate: true)
        check(english.sentence(for: counts), chinese.sentence(for: counts), facts: ["5", "4"], "\(counts)")
        for word in [SuiteCounts.Word.ok, .failed, .broken, .new, .changed] {
            #expect(!english.word(for: word).string.isEmpty && english.word(for: word).string != chinese.word(for: word).string)
        }
    }

    @Test func faultsOfDocuments() {
        let places: [DocumentFault.Place] = [.file, .expectation, .exchange, .key("select")]
        let kinds: [DocumentFault.Kind] = [.nothing, .list, .mapping, .text("abc"), .plain("12")]
        let syntax: [DocumentFault.Syntax] = [
            .somethingFollows, .tooDeep, .valueIsMissing, .keyIsMissing, .colonIsMissing, .commaOrBraceIsMissing,
            .commaOrBracketIsMissing, .noValue, .controlCharacter, .noEscape, .stringHasNoEnd, .noHexadecimalDigits,
        ]
        let expected: [DocumentFault.Expected] = [
            .schema("tcpexplain-expectations/1"), .list, .text, .textOrExpression, .trueOrFalse, .time, .number, .numberOrRange,
            .ordinal,
            .port, .name, .method, .status, .severities, .findings, .end, .host, .url, .digest, .fieldName,
            .oneOf(["reset", "none"]), .words,
        ]
        var faults: [(DocumentFault, [String])] = [
            (.notYAML(nil), ["YAML"]), (.notYAML("did not find expected key"), ["YAML", "did not find expected key"]),
            (.notUTF8, ["UTF-8"]),
            (.noMemory, []), (.isEmpty, []), (.secondDocument, []), (.tooMuch, []), (.noAnchor("a"), ["&a"]),
            (.repeatedKey("nth"), ["nth"]),
            (.notRegularExpression(key: "url", "/[/"), ["url", "/[/"]), (.emptyList(key: "status"), ["status"]),
            (.leastAboveMost(key: "connections"), ["connections", "min", "max"]),
            (.noSchema("tcpexplain-expectations/1"), ["schema"]),
            (.nothingExpected, ["connections", "expect"]), (.noSelect, ["select", "10.0.0.1:80"]),
            (.emptySelect, ["server", "sni", "every"]),
            (.nthOfEvery, ["nth", "every"]), (.exactlyWithoutExchanges, ["exchanges_exactly"]),
            (.unknownFinding("refusd", near: ["refused"]), ["refused"]),
            (.unknownFinding("zzz", near: []), ["zzz", "docs/findings.md"]), (.selectsNone("login"), ["login"]),
            (.selectsMany("login"), ["login", "nth"]),
            (.selectsBeyond("login", nth: 4, count: 2), ["login", "4", "2"]),
            (.selectsBeyond("login", nth: 2, count: 1), ["login", "2", "1"]),
            (.unknownKey("nht", in: .file, near: ["nth"], known: []), ["nht", "nth"]),
            (.unknownKey("zzz", in: .file, near: [], known: ["nth", "url"]), ["zzz", "url"]),
        ]
        faults += syntax.map { (.notJSON($0), ["JSON"]) }
        faults +=
            places.map { (.notMapping($0, .list), []) } + kinds.map { (.notMapping(.file, $0), []) }
            + kinds.map { (.keyIsNoWord($0), []) }
        faults += expected.map { (.value(key: "key_of_it", $0, .text("abc")), ["key_of_it", "abc"]) }
        for (fault, facts) in faults {
            check(english.sentence(for: fault), chinese.sentence(for: fault), facts: facts, "\(fault)")
        }
        #expect(Set(syntax.map { english.sentence(for: DocumentFault.notJSON($0)).string }).count == syntax.count)
        #expect(Set(syntax.map { chinese.sentence(for: DocumentFault.notJSON($0)).string }).count == syntax.count)
    }

    /// What a report of a forge says of each rule: a line, and what to do.
    @Test func rulesOfReports() {
        for book in [english, chinese] as [any CommandPhrasebook] {
            let help = RuleHelp(phrasebook: book)
            var titles: Set<String> = []
            let rules =
                ExpectationRule.allCases.map { "expectation: \($0.rawValue)" }
                + CheckRule.allCases.map { "check: \($0.rawValue)" } + ["refused"]
            for rule in rules {
                let words = help(rule)
                #expect(words?.title.isEmpty == false && (words?.page.count ?? 0) > 20, "\(rule)")
                titles.insert(words?.title ?? "")
            }
            #expect(titles.count == rules.count)
            #expect(help("expectation: nothing") == nil && help("nothing at all") == nil)
        }
        for rule in ExpectationRule.allCases {
            check(english.title(of: rule), chinese.title(of: rule), facts: [], rule.rawValue)
            let pages = (english.explanation(of: rule).string, chinese.explanation(of: rule).string)
            #expect(pages.0.hasSuffix(".") && pages.1.hasSuffix("。"), "\(rule)")
        }
    }
}
