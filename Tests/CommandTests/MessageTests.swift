import Analysis
import Capture
import Foundation
import Language
import Testing

@testable import tcpexplain

/// Every line of standard error, whole: `MessageCatalogueTests` finds those that no table has. The tables are in files of their own.
@Suite struct MessageTests {
    typealias Case = ErrorLineTests.Case

    /// A folder with the captures that the tables name, and the fixtures.
    static func inFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-messages-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, bytes) in try makeCaptures() { try Data(bytes).write(to: folder.appending(path: name)) }
        try FileManager.default.createSymbolicLink(
            at: folder.appending(path: "Fixtures"), withDestinationURL: Command.root.appending(path: "Fixtures"))
        for name in ["d", "d2", "parts"] {
            try FileManager.default.createDirectory(at: folder.appending(path: name), withIntermediateDirectories: false)
        }
        for name in ["d2/a.pcap", "parts/part-0000.pcapng"] {
            try FileManager.default.copyItem(at: folder.appending(path: "x.pcap"), to: folder.appending(path: name))
        }
        let large = folder.appending(path: "big.yaml").path(percentEncoded: false)
        _ = FileManager.default.createFile(atPath: large, contents: nil)
        try #require(unsafe truncate(large, 64 << 20 | 1) == 0)
        try body(folder)
    }

    private func check(_ cases: [Case]) throws {
        try Self.inFolder { folder in
            for expected in cases {
                let run = try Command.run(expected.arguments, in: folder)
                #expect(run.errors == "tcpexplain: \(expected.line)\n", "\(expected)")
                #expect(run.status == expected.status, "\(expected)")
            }
        }
    }

    @Test func ofOptions() throws { try check(Self.options) }
    @Test func ofCaptures() throws { try check(Self.captures) }
    @Test func ofParts() throws { try check(Self.parts) }

    @Test func ofOutputs() throws { try check(Self.outputs) }

    static let outputs: [Case] = [
        Case(["--keylog", "text", "--har", "text", "x.pcap"], "text: is a file that is read; name another file"),
        Case(
            ["--extract", "d", "--har", "d/x.har", "x.pcap"], "d/x.har: lies in the folder of --extract; name a file elsewhere"),
    ]

    /// What a check came to goes to standard error where records go to standard output.
    @Test(arguments: checks) func ofChecks(_ expected: Case) throws {
        let run = try Command.run(expected.arguments)
        #expect(run.errors == expected.line && run.status == expected.status, "\(run.errors)")
    }

    static let checks: [Case] = [
        Case(
            ["--check", "--format", "ndjson", "Fixtures/syn-ack-acknowledges-x/capture.pcap"], status: 1,
            "check: Fixtures/syn-ack-acknowledges-x/capture.pcap: connection 1, frame 2: ack must be x+1 = 2192970057, is 2192970056: "
                + "1 too low\ncheck FAILED\n"),
        Case(
            ["--check", "--format", "ndjson", "Fixtures/short-connection/capture.pcap"], status: 0,
            "check passed: 1 connection, 6 sums, all hold\n"),
        Case(
            ["--check", "--format", "ndjson", "-f", "udp", "Fixtures/short-connection/capture.pcap"], status: 1,
            "check: there is no TCP connection to check\ncheck FAILED\n"),
    ]

    @Test func ofExpectationsThatHold() throws {
        try Self.inFolder { folder in
            let file = folder.appending(path: "e.yaml")
            for (more, count) in [("", "1 expectation holds"), (Self.refusedToo, "2 expectations hold")] {
                try Data(("schema: tcpexplain-expect/1\nconnections: 1\n" + more).utf8).write(to: file)
                let run = try Command.run(["--format", "ndjson", "--expect", "e.yaml", "x.pcap"], in: folder)
                #expect(run.errors == "check passed: \(count)\n" && run.status == 0)
            }
            try Data([0x61, 0x3a, 0x20, 0xff]).write(to: file)
            let run = try Command.run(["--expect", "e.yaml", "x.pcap"], in: folder)
            #expect(run.errors == "tcpexplain: e.yaml:1:4: bytes that are no UTF-8\n" && run.status == 2)
        }
    }

    private static let refusedToo = "expect:\n  - name: a\n    select: {every: true}\n    handshake: refused\n"

    /// A reader of standard output that went away ends the run, and outputs that are not whole say so.
    @Test func ofRunsThatEndEarly() throws {
        try Self.inFolder { folder in
            let program = Command.program.path(percentEncoded: false)
            let script = """
                { sleep 0.3; '\(program)' --har x.har --extract new Fixtures/http-codings/capture.pcap 2> err; echo $? > status; } | true
                """
            let run = try Command.run(["bash", "-c", script], in: folder, program: URL(filePath: "/usr/bin/env"))
            #expect(run.errors.isEmpty)
            let said = try String(contentsOf: folder.appending(path: "err"), encoding: .utf8)
            #expect(
                said == """
                    tcpexplain: --extract: the run ended early; what was written until then is listed in new/index.ndjson.partial
                    tcpexplain: x.har: the run ended early; what was written until then is in x.har.partial

                    """)
            #expect(try String(contentsOf: folder.appending(path: "status"), encoding: .utf8) == "3\n")
        }
    }

    static let parts: [Case] = [
        Case(
            ["split", "--by", "connection", "--parts", "2", "--out", "parts", "x.pcap"],
            "parts/part-0000.pcapng: is there already; name an empty folder, or give --force to replace parts"),
        Case(
            ["split", "--by", "connection", "--parts", "2", "--out", "new", "x.pcap"], status: 0,
            "4 packets of 1 capture in 1 part in new"),
    ]

    @Test func ofExpectations() throws {
        try Self.inFolder { folder in
            for fault in Self.faults {
                try Data(fault.text.utf8).write(to: folder.appending(path: "e.\(fault.form)"))
                let run = try Command.run(["--summary", "--expect", "e.\(fault.form)", "x.pcap"], in: folder)
                #expect(run.errors == "tcpexplain: \(fault.line)\n", "\(fault.text)")
                #expect(run.status == 2, "\(fault.text)")
            }
        }
    }

    /// What takes a fault of the system, or more than a test can hold: the sentence, in process.
    @Test func sentences() { for (text, line) in Self.sentences { #expect(text.string == line) } }

    static let sentences: [(Text, String)] = {
        let book = English()
        let complaints: [(Complaint, String)] = [
            (
                .noSubcommand("quiz"),
                "quiz is the name of a subcommand that this version lacks; for a capture of that name: ./quiz"
            ),
            (.words("no further pipe can be made"), "no further pipe can be made"),
            (.words("tcpexplain cannot be started once more"), "tcpexplain cannot be started once more"),
            (.words("it took more than 120 s, and was ended"), "it took more than 120 s, and was ended"),
            (.words("make: cannot be run: Out of memory"), "make: cannot be run: Out of memory"),
            (
                .commentsWithoutPlace(2),
                "--annotate: 2 comments left out: a simple packet block of pcapng has no place for one"
            ),
            // On standard output, in the report of `test`.
            (.recordedAsYAML("a.json"), "a.json: expectations are recorded as YAML; move this file away first"),
            (.noCaptureBeside, "no capture lies beside these expectations"),
            (.severalExpectations(["a", "b"]), "more than one file of expectations lies beside it: a, b"),
            (
                .expectations("e:1:1", .selectsMany("login")),
                "e:1:1: \"login\": selects more than one connection; say which with nth, or every: true"
            ),
            (
                .expectations("e:1:1", .selectsBeyond("login", nth: 4, count: 2)),
                "e:1:1: \"login\": selects 2 connections, so there is no nth: 4"
            ),
            (.outputs(reason: "Too many open files"), "outputs cannot be made: Too many open files"),
            (
                .privileges(reason: "Operation not permitted"),
                "privileges could not be dropped: Operation not permitted"
            ),
            (.lessonUnreadable("refused"), "lesson: refused cannot be read"),
            (.commentsLeftOut(2), "--annotate: 2 comments left out, since so much is held at most"),
            (.filesLeftOut(3, maximum: 100_000), "--extract: 3 more messages, since 100000 files are made at most"),
            (
                .blocksLeftOut,
                "a section has more than 64 MiB besides its packets: names and secrets in it are not in every part"
            ),
            (.withRest(.failed("w", .system("EIO")), .nothingMoreSaved), "w: EIO; nothing more is saved"),
            (.failed("-w", .readerWentAway), "-w: its reader went away"),
            (
                .expectations("e:1:1", .value(key: "handshake", .words, .list)),
                "e:1:1: handshake is a word, a list of words, or {not: …}, not a list"
            ),
            (.expectations("e:1:1", .noMemory), "e:1:1: no memory"),
            (.expectations("e:1:1", .notYAML("did not find expected node")), "e:1:1: not YAML: did not find expected node"),
            (.expectations("e:1:1", .notUTF8), "e:1:1: bytes that are no UTF-8"),
            (.expectations("e:1:1", .notYAML(nil)), "e:1:1: not YAML"),
            (.expectations("e:1:1", .notRegularExpression(key: "url", "/[/")), "e:1:1: url: /[/ is not a regular expression"),
            (
                .expectations("e:1:1", .value(key: "method", .method, .list)),
                "e:1:1: method is a method such as GET, or a list of them, not a list"
            ),
        ]
        let notices: [(Notice, String)] = [
            (.keyLogsFull, "--keylog: there are more secrets than are held, so the last ones were not read"),
            (
                .leftOut(.origins, file: "c"),
                "c: further interfaces and processes are not told: the file has more than 4096 of them"
            ),
            (.droppedByInterface(2), "2 packets dropped by the interface"),
            (
                .droppedByKernel(7, bufferSize: 32),
                "7 packets dropped by the kernel: a larger --buffer-size (32 MiB now), a filter, or a smaller snap length (-s) helps"
            ),
            (
                .interfaceGone("eth0", reason: nil),
                "eth0: the interface went down; what came until then is reported"
            ),
        ]
        let errors: [(CaptureError, String)] = [
            (.permission(device: "eth0"), "eth0: no permission to capture"), (.device("eth0", reason: "EBUSY"), "eth0: EBUSY"),
            (.devices(reason: "EPERM"), "interfaces: EPERM"),
            (.filter(expression: "tcp", reason: .filterDoesNotFit), "filter \"tcp\": it does not fit this link type"),
            (.compression(file: "c", reason: .libraryUnavailable("zlib")), "c: zlib could not be started"),
        ]
        let results: [(CheckResult, String)] = [(.moreFailures(12), "check: and 12 more")]
        return results.map { (book.sentence(for: $0.0), $0.1) } + complaints.map { (book.sentence(for: $0.0), $0.1) }
            + notices.map { (book.sentence(for: $0.0), $0.1) }
            + errors.map { (book.sentence(for: $0.0), $0.1) } + warnings(book)
    }()
}
