import Foundation
import Testing

/// All outputs at once, of captures that hold what few have, with and without a selection: each is whole, and what is left out is in none.
@Suite struct OutputCombinationTests {
    private struct Outputs {
        var run: Command
        var archive: [String: Any]
        var log: [String: Any]
        var texts: [String: String]
    }

    private func outputs(_ fixture: String, _ selection: [String]) throws -> Outputs {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-all-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let names = ["har", "html", "svg", "mermaid", "junit", "sarif"]
        var arguments = ["--check", "--summary"]
        for name in names { arguments += ["--\(name)", folder.appending(path: name).path(percentEncoded: false)] }
        let run = try Command.run(arguments + selection + Command.arguments(fixture))
        var texts: [String: String] = [:]
        for name in names { texts[name] = try String(contentsOf: folder.appending(path: name), encoding: .utf8) }
        func object(_ name: String) throws -> [String: Any] {
            try #require(try JSONSerialization.jsonObject(with: Data((texts[name] ?? "").utf8)) as? [String: Any])
        }
        return Outputs(run: run, archive: try object("har"), log: try object("sarif"), texts: texts)
    }

    @Test(arguments: [
        "icmp-unreachable", "icmp-time-exceeded", "http-websocket", "http-websocket-deflate", "tls-keys", "http-never-answered",
        "fragmented", "truncated", "pcapng-two-interfaces", "http2-troubles", "path-mtu", "http-codings",
    ]) func allAtOnce(fixture: String) throws {
        for selection in [[], ["--severity", "note"], ["--after", "0.01"]] {
            let all = try outputs(fixture, selection)
            #expect(all.run.status == 0 || all.run.status == 1, "\(all.run.errors)")
            #expect((all.archive["log"] as? [String: Any])?["version"] as? String == "1.2")
            #expect(all.log["version"] as? String == "2.1.0")
            #expect(all.texts["html"]?.hasSuffix("</html>\n") == true && all.texts["svg"]?.hasSuffix("</svg>\n") == true)
            #expect(all.texts["junit"]?.hasSuffix("</testsuites>\n") == true)
            #expect(all.texts["mermaid"]?.contains("sequenceDiagram") == true)
        }
    }

    /// A selection that selects nothing leaves nothing in any output.
    @Test(arguments: ["icmp-unreachable", "http-websocket", "tls-keys"]) func nothingSelected(fixture: String) throws {
        let none = try outputs(fixture, ["--port", "1"])
        #expect(((none.archive["log"] as? [String: Any])?["entries"] as? [Any])?.isEmpty == true)
        let results = ((none.log["runs"] as? [[String: Any]])?.first?["results"] as? [[String: Any]]) ?? []
        #expect(results.allSatisfy { ($0["ruleId"] as? String)?.hasPrefix("check: ") == true }, "\(results)")
    }

    /// `--record-expect` writes what the capture holds: held against the same capture, all of it is so.
    @Test(arguments: ["keep-alive-ten", "icmp-unreachable", "http2-curl", "refused"]) func recordedExpectationsHold(
        fixture: String
    ) throws {
        let recorded = try Command.run(["--record-expect"] + Command.arguments(fixture))
        #expect(recorded.status == 0 && recorded.text.contains("select:"), "\(recorded.errors)")
        let file = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-expect-\(UUID().uuidString).yaml")
        try recorded.output.write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let held = try Command.run(["--summary", "--expect", file.path(percentEncoded: false)] + Command.arguments(fixture))
        #expect(held.status == 0, "\(held.errors) \(held.text)")
    }

    /// Each order of a table begins with the row that it asks for.
    @Test(arguments: ["start", "duration", "bytes", "latency", "severity"]) func sorted(key: String) throws {
        let captures = try ["keep-alive-ten", "refused", "http-slow", "retransmission-timeout"].map(Command.capture)
        let run = try Command.run(["--summary", "--sort", key, "--keep-order"] + captures)
        #expect(run.status == 0, "\(run.errors)")
        let rows = run.text.split(separator: "\n").filter { $0.first?.isNumber == true }.map(String.init)
        #expect(rows.count >= 4)
        if key == "severity" {
            #expect(rows.first?.contains("refused") == true || rows.first?.contains("error") == true, "\(rows)")
        }
        let unsorted = try Command.run(["--summary", "--keep-order"] + captures)
        #expect(Set(rows) == Set(unsorted.text.split(separator: "\n").filter { $0.first?.isNumber == true }.map(String.init)))
    }

    /// Options that make no sense together are refused, each with a line of its own.
    @Test(arguments: [
        (["--record-expect", "--check"], "--record-expect writes"),
        (["--requests", "--format", "ndjson"], "--requests is a table"),
        (["--sort", "bytes"], "--sort goes with"), (["--requests", "--only-problems"], "--only-problems is about connections"),
        (["--only-problems", "--format", "ndjson"], "--only-problems goes with"),
        (["--follow", "1", "--format", "ndjson"], "write text"),
        (["--packets", "--format", "csv"], "exclude one another"), (["--har", "-"], "standard output holds the explanation"),
        (["--follow", "1", "--port", "80"], "name their connection"),
        (["--github", "--format", "ndjson"], "exclude one another"),
    ]) func refused(options: [String], words: String) throws {
        let run = try Command.run(options + [Command.capture("refused")])
        #expect(run.status == 2 && run.errors.contains(words) && run.output.isEmpty, "\(options): \(run.errors)")
    }

    /// The same rows of tables in both languages.
    @Test(arguments: ["grpc", "http-websocket", "http2-troubles", "tls-keys", "lossy-path"]) func bothLanguages(fixture: String)
        throws
    {
        for view in [["--packets"], ["--requests"], ["--summary"], ["--follow", "1"]] {
            let arguments = try view + ["--width", "10000"] + Command.arguments(fixture)
            let english = try Command.run(["--lang", "en"] + arguments)
            let chinese = try Command.run(["--lang", "zh"] + arguments)
            #expect(english.status == chinese.status)
            let rows = { (run: Command) in run.text.split(separator: "\n").count { $0.first { $0 != " " }?.isNumber == true } }
            // Lines that are wrapped or told together may differ where packets are listed.
            if view != ["--packets"] { #expect(rows(english) == rows(chinese), "\(view)") }
            #expect(chinese.text.unicodeScalars.contains { (0x4e00...0x9fff).contains($0.value) }, "\(view)")
        }
    }
}
