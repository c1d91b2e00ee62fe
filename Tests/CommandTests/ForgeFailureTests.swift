import Foundation
import Testing

/// What reports for a forge say of runs that fail otherwise than by a finding, and what stays the same from run to run.
@Suite struct ForgeFailureTests {
    /// A folder for a run's files.
    private func inFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-forge-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }

    private static let selectsNone = "schema: tcpexplain-expect/1\nexpect:\n  - name: 首页 <b>\n    select: {server: \":81\"}\n"

    /// A report of a run whose selection selects nothing is not green.
    @Test func aSelectionThatSelectsNothingIsReported() throws {
        try inFolder { folder in
            let capture = try Command.capture("short-connection")
            let expect = folder.appending(path: "e.yaml").path(percentEncoded: false)
            try Data(Self.selectsNone.utf8).write(to: URL(filePath: expect))
            let junit = folder.appending(path: "j.xml").path(percentEncoded: false)
            let sarif = folder.appending(path: "s.sarif").path(percentEncoded: false)
            let run = try Command.run(["--expect", expect, "--junit", junit, "--sarif", sarif, "--github", "--summary", capture])
            #expect(run.status == 2 && run.errors.contains(":4:13: \"首页 <b>\": selects no connection"), "\(run.errors)")
            let xml = try String(contentsOfFile: junit, encoding: .utf8)
            #expect(xml.contains("tests=\"2\" failures=\"0\" errors=\"1\""))
            #expect(
                xml.contains(
                    "name=\"expectation 首页 &lt;b&gt;\" time=\"0.000\">\n      <error type=\"select\" message=\"\(expect):4:13: "),
                "\(xml)")
            let log = try #require(JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: sarif))) as? [String: Any])
            let result = try #require(((log["runs"] as? [[String: Any]])?.first?["results"] as? [[String: Any]])?.first)
            #expect(result["ruleId"] as? String == "expectation: select" && result["level"] as? String == "error")
            let place = (result["locations"] as? [[String: Any]])?.first?["physicalLocation"] as? [String: Any]
            #expect((place?["region"] as? [String: Int]) == ["startLine": 4, "startColumn": 13])
            #expect((place?["artifactLocation"] as? [String: String])?["uri"] == "file://\(expect)")
            #expect(run.text.contains("::error file=\(expect),line=4,col=13,title=首页 <b>::\"首页 <b>\": selects no connection\n"))
            let markdown = try Command.run(["--expect", expect, "--format", "markdown", capture])
            #expect(markdown.status == 2 && markdown.text.hasPrefix("### ❌ 1 failure\n") && markdown.text.contains(":4:13 | "))
            let records = try Command.run(["--expect", expect, "--format", "ndjson", "--no-packets", capture])
            #expect(
                records.text.contains(
                    #""rule":"select","file":"\#(expect)","frames":[],"line":4,"column":13,"message":"\"首页 <b>\": selects no connection"}"#
                ))
        }
    }

    /// So is a check that had nothing to check.
    @Test func aCheckOfNothingIsReported() throws {
        try inFolder { folder in
            let junit = folder.appending(path: "j.xml").path(percentEncoded: false)
            let run = try Command.run(["--check", "--port", "1", "--junit", junit, "--github", try Command.capture("refused")])
            #expect(run.status == 1)
            #expect(
                run.text.contains("::error title=check nothing-to-check::there is no TCP connection to check\n"), "\(run.text)")
            #expect(try String(contentsOfFile: junit, encoding: .utf8).contains("tests=\"1\" failures=\"1\""))
        }
    }

    /// The names of cases, in the order of the report.
    private func caseNames(_ capture: Data, _ folder: URL) throws -> [String] {
        let file = folder.appending(path: "c.pcap")
        try capture.write(to: file)
        let junit = folder.appending(path: "j.xml").path(percentEncoded: false)
        try? FileManager.default.removeItem(atPath: junit)
        let path = file.path(percentEncoded: false)
        let expect = folder.appending(path: "e.yaml").path(percentEncoded: false)
        try Data("schema: tcpexplain-expect/1\nexpect:\n  - {name: all, select: {every: true}, handshake: refused}\n".utf8)
            .write(to: URL(filePath: expect))
        _ = try Command.run(["--check", "--expect", expect, "--summary", "--junit", junit, path])
        let xml = try String(contentsOfFile: junit, encoding: .utf8)
        return xml.matches(of: /<testcase classname="[^"]*" name="([^"]*)"/).map { String($0.1) }
    }

    /// A forge knows a case again by its name: ports of clients, and what else differs from run to run, are in the bodies.
    @Test func namesOfCasesStay() throws {
        func capture(firstPort: Int, token: String) -> Data {
            var conversation = Conversation()
            for i in 0..<3 {
                var ends = conversation.open(port: firstPort + i * 7)
                let target = i < 2 ? "/page?token=\(token)" : "/of/\(token)"
                conversation.send("GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n".utf8, fromClient: true, on: &ends)
                conversation.send("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n".utf8, fromClient: false, on: &ends)
                conversation.close(ends)
            }
            return conversation.data
        }
        try inFolder { folder in
            let names = try caseNames(capture(firstPort: 40_000, token: "1764194722001"), folder)
            let again = try caseNames(capture(firstPort: 51_234, token: "1764198311999"), folder)
            #expect(names == again && Set(names).count == names.count)
            #expect(
                Array(names.prefix(4)) == [
                    "10.0.0.2:80 GET /page #1: sums and outcome", "10.0.0.2:80 GET /page #1: finding http-server-error",
                    "10.0.0.2:80 GET /page #1: expectation all", "10.0.0.2:80 GET /page #2: sums and outcome",
                ], "\(names)")
            #expect(names.contains("10.0.0.2:80 GET … #1: expectation all"))
        }
    }

    /// Each rule of a SARIF log says what it is about, in the language of its results.
    @Test(arguments: ["en", "zh"]) func rulesHaveHelp(language: String) throws {
        let yaml = """
            schema: tcpexplain-expect/1
            connections: 9
            expect:
              - select: {every: true}
                handshake: refused
                close: reset
                closed_by: none
                opened_within: 1ns
                retransmissions: 9
                findings: {have: [refused]}
                exchanges:
                  - {method: PUT, target: /, status: 404, headers: {x: "1"}, content_sha256: "\(String(repeating: "0", count: 64))",
                     content_bytes: 7, first_byte_within: 1ns}
                  - {method: PUT}
                exchanges_exactly: true
              - select: {every: true}
                exchanges: []
                exchanges_exactly: true
              - select: {port: 1}
            """
        try inFolder { folder in
            let expect = folder.appending(path: "e.yaml").path(percentEncoded: false)
            try Data(yaml.utf8).write(to: URL(filePath: expect))
            var known: Set<String> = []
            for (i, arguments) in [
                ["--expect", expect, try Command.capture("short-connection")],
                ["--check", "--strict", try Command.capture("cut-short")],
                ["--check", "--strict", try Command.capture("refused")],
                ["--check", "--port", "1", try Command.capture("refused")],
                ["--check", try Command.capture("third-ack-wrong")],
            ].enumerated() {
                let file = folder.appending(path: "\(i).sarif")
                _ = try Command.run(["--lang", language, "--summary", "--sarif", file.path(percentEncoded: false)] + arguments)
                let log = try #require(JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
                let run = try #require((log["runs"] as? [[String: Any]])?.first)
                let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
                for rule in try #require(driver["rules"] as? [[String: Any]]) {
                    let id = try #require(rule["id"] as? String)
                    known.insert(id)
                    let help = (rule["help"] as? [String: String])?["text"] ?? ""
                    #expect(help.count > 20, "\(id)")
                    #expect(
                        help.unicodeScalars.contains { $0.value >= 0x4e00 && $0.value < 0xa000 } == (language == "zh"),
                        "\(id): \(help)")
                }
            }
            let expected = [
                "connections", "select", "handshake", "close", "closed_by", "opened_within", "retransmissions", "findings.have",
                "exchanges",
                "exchanges_exactly", "exchanges.method", "exchanges.target", "exchanges.status", "exchanges.headers",
                "exchanges.content_sha256", "exchanges.content_bytes", "exchanges.first_byte_within",
            ].map { "expectation: \($0)" }
            #expect(known.isSuperset(of: expected), "\(Set(expected).subtracting(known))")
            #expect(
                known.contains("check: nothing-to-check") && known.contains("check: damaged-input")
                    && known.contains("check: ack = y+1"))
        }
    }
}
