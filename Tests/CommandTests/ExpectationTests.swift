import Foundation
import Testing

/// `--record-expect` and `--expect`.
@Suite struct ExpectationTests {
    /// Runs with a file of expectations, which the folder given is made for.
    private func expect(_ text: String, _ arguments: [String], name: String = "expect.yaml") throws -> Command {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-expect-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: name)
        try Data(text.utf8).write(to: file)
        return try Command.run(["--expect", file.path(percentEncoded: false)] + arguments)
    }

    private func record(_ fixture: String) throws -> String {
        let run = try Command.run(["--record-expect", Command.capture(fixture)])
        #expect(run.status == 0 || run.status == 3, "\(fixture): \(run.errors)")
        return run.text
    }

    /// The lines that say what failed.
    private func failures(_ run: Command) -> [String] {
        run.text.split(separator: "\n").map(String.init).filter { $0.hasPrefix("check: ") }
    }

    /// An empty list would select everything, or hold never.
    @Test(arguments: ["server: []", "port: []"]) func emptyListsAreRefused(selection: String) throws {
        let run = try expect("schema: tcpexplain-expect/1\nexpect:\n  - select: {\(selection)}\n", [Command.capture("refused")])
        #expect(run.status == 2)
        #expect(run.errors.contains("the list is empty"), "\(run.errors)")
    }

    /// What is recorded of a fixture holds on it.
    @Test(arguments: Command.fixtures()) func aRecordedFileHolds(name: String) throws {
        let run = try expect(record(name), [Command.capture(name)])
        #expect(run.status == 0 || run.status == 3, "\(name): \(failures(run)) \(run.errors)")
    }

    /// Of two fixtures that differ in one fact, what is recorded of the first fails on the second, and says which.
    @Test(arguments: [
        ("four-step-close", "simultaneous-close", "close"),
        ("three-step-close", "reset-by-server", "close"),
        ("reset-by-client", "reset-by-server", "closed_by"),
        ("short-connection", "refused", "handshake"),
        ("refused", "short-connection", "handshake"),
        ("third-ack-wrong", "short-connection", "findings.have"),
        ("short-connection", "third-ack-wrong", "findings.none"),
    ]) func aNeighbourFails(name: String, neighbour: String, key: String) throws {
        // Fixtures are captured between different hosts: which ones is not what is asked.
        let recorded = try record(name).split(separator: "\n").map { line in
            line.hasPrefix("    select:") ? "    select: {every: true}" : String(line)
        }.joined(separator: "\n")
        let run = try expect(recorded, [Command.capture(neighbour)])
        #expect(run.status == 1, "\(run.errors)")
        #expect(failures(run).contains { $0.contains("\": \(key): expected ") }, "\(failures(run))")
    }

    /// Each recorded fact decides: the same file with one fact changed fails, and names that one alone.
    @Test(arguments: [
        ("handshake: complete", "handshake: refused", "handshake: expected refused, actual complete"),
        (
            "close: [four-step, three-step]", "close: [four-step, reset]",
            "close: expected four-step or reset, actual three-step"
        ),
        ("closed_by: server", "closed_by: client", "closed_by: expected client, actual server"),
        ("retransmissions: 0", "retransmissions: {min: 1}", "retransmissions: expected 1 or more, actual 0"),
        ("have: []", "have: [refused]", "findings.have: expected the finding refused, there is none"),
        ("method: GET", "method: POST", "exchanges[1].method: expected POST, actual GET"),
        ("status: 200", "status: [201, 5xx]", "exchanges[1].status: expected 201 or 5xx, actual 200"),
        ("connections: 1", "connections: {min: 2, max: 3}", "connections: expected 2 to 3, actual 1"),
    ]) func oneFactDecides(from: String, to: String, sentence: String) throws {
        let recorded = try record("short-connection")
        #expect(recorded.contains(from), "\(recorded)")
        let run = try expect(recorded.replacing(from, with: to), [Command.capture("short-connection")])
        #expect(run.status == 1)
        #expect(failures(run).count == 1 && failures(run)[0].contains(sentence), "\(failures(run))")
        #expect(run.text.contains("check FAILED"))
    }

    @Test func contentDecides() throws {
        let recorded = try record("short-connection")
        let digest = try #require(recorded.firstMatch(of: /content_sha256: "?([0-9a-f]{64})/)?.1)
        let wrong = String(repeating: "0", count: 64)
        let run = try expect(
            recorded.replacing(String(digest), with: wrong), [Command.capture("short-connection")])
        #expect(run.status == 1)
        #expect(failures(run).count == 1 && failures(run)[0].contains("content_sha256: expected \(wrong), actual \(digest)"))
    }

    /// All keys of the contract, in YAML and in JSON.
    @Test func allKeysAreKnown() throws {
        let yaml = """
            schema: tcpexplain-expect/1
            connections: {min: 1, max: 3}
            expect:
              - name: "the page"
                select: {port: 80, nth: 1}
                handshake: complete
                close: [four-step, three-step]
                closed_by: server
                opened_within: 10s
                retransmissions: 0
                findings: {none: [error, warning], have: [], not: [zero-window-stall]}
                exchanges:
                  - {method: GET, target: "/^\\\\//", status: [200, 2xx], headers: {content-length: "/[0-9]/", x-trace: absent}, content_bytes: {min: 1}, first_byte_within: 10s}
                exchanges_exactly: false
              - name: nothing is refused anywhere
                select: {every: true}
                handshake: {not: [refused, unanswered]}
            """
        let run = try expect(yaml, [Command.capture("short-connection")])
        #expect(run.status == 0, "\(run.text) \(run.errors)")
        #expect(run.text.hasSuffix("check passed: 3 expectations hold\n"))
        let json =
            #"{"schema": "tcpexplain-expect/1", "expect": [{"select": {"every": true}, "handshake": "refused", "name": "\u00e4 \ud83d\ude00"}]}"#
        let other = try expect(json, [Command.capture("short-connection")], name: "expect.json")
        #expect(other.status == 1, "\(other.errors)")
    }

    /// What is wrong with a file is reported with its line and column, and nothing is read.
    @Test(arguments: [
        ("connexions: 1", "2:1: there is no key connexions in an expectation file; near it: connections"),
        (
            "expect:\n  - select: {every: true}\n    handshaek: complete",
            "4:5: there is no key handshaek in an expectation; near it: handshake"
        ),
        ("expect:\n  - select: {every: true}\n    handshake: open", "4:16: handshake is one of complete"),
        (
            "expect:\n  - select: {every: true}\n    opened_within: 50",
            "4:20: opened_within is a time such as 50ms or 1.5s, not 50"
        ),
        ("expect:\n  - select: {every: true}\n    exchanges: [{status: \"200\"}]", "4:26: status is a status such as 200"),
        (
            "expect:\n  - select: {every: true}\n    exchanges: [{target: \"/(/\"}]",
            "4:26: target: /(/ is not a regular expression"
        ),
        (
            "expect:\n  - select: {every: true}\n    findings: {not: zero-window}",
            "4:21: there is no finding zero-window; near it: zero-window-stall"
        ),
        ("expect:\n  - {name: a}", "3:5: the key select is missing"),
        ("connections: [1", "not YAML"),
        ("connections: 1\nconnections: 2", "3:1: the key connections is there twice"),
        ("connections: \"1\"", "2:14: connections is a number"),
    ]) func errorsHaveTheirPlace(body: String, message: String) throws {
        let run = try expect("schema: tcpexplain-expect/1\n\(body)\n", [Command.capture("short-connection")])
        #expect(run.status == 2)
        #expect(run.errors.contains(message), "\(run.errors)")
        #expect(run.text.isEmpty)
    }

    /// What selects nothing, or more than one without saying which, is an error of the file.
    /// Editors mark a file of UTF-8 at its beginning.
    @Test func aByteOrderMarkIsNoText() throws {
        let run = try expect("\u{feff}schema: tcpexplain-expect/1\nconnections: 1\n", [Command.capture("short-connection")])
        #expect(run.status == 0, "\(run.errors)")
        let json = #"{"schema":"tcpexplain-expect/1","connections":1}"#
        #expect(try expect("\u{feff}" + json, [Command.capture("short-connection")], name: "expect.json").status == 0)
    }

    @Test func selectionsMustSelect() throws {
        let capture = try Command.capture("keep-alive-race")
        for (select, message) in [
            ("{server: 192.0.2.1}", "selects no connection"), ("{port: 1}", "selects no connection"),
            ("{server: 0.0.0.0/0, nth: 99}", "so there is no nth: 99"), ("{url: /nowhere}", "selects no connection"),
        ] {
            let run = try expect("schema: tcpexplain-expect/1\nexpect:\n  - select: \(select)\n", [capture])
            #expect(run.status == 2 && run.errors.contains(":3:13: ") && run.errors.contains(message), "\(select): \(run.errors)")
        }
        let two = try Command.capture("port-reuse")
        let run = try expect("schema: tcpexplain-expect/1\nexpect:\n  - select: {server: 0.0.0.0/0}\n", [two])
        #expect(run.status == 2 && run.errors.contains("selects more than one connection"), "\(run.errors)")
        let first = try expect("schema: tcpexplain-expect/1\nexpect:\n  - select: {server: 0.0.0.0/0, nth: 2}\n", [two])
        #expect(first.status == 0, "\(first.errors)")
    }

    /// Failures are records too, before the summary.
    @Test func failuresAreRecords() throws {
        let recorded = try record("short-connection").replacing("status: 200", with: "status: 404")
        let run = try expect(recorded, ["--format", "ndjson", Command.capture("short-connection")])
        #expect(run.status == 1)
        let records = try run.text.split(separator: "\n").compactMap {
            try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
        }
        let failure = try #require(records.dropLast().last)
        #expect(failure["type"] as? String == "failure" && failure["source"] as? String == "expectation")
        #expect(failure["rule"] as? String == "exchanges[1].status" && failure["expected"] as? String == "404")
        #expect(failure["actual"] as? String == "200" && failure["connection"] as? Int == 1)
        #expect((failure["frames"] as? [Int])?.isEmpty == false)
    }
}
