import Foundation
import Testing

/// How failures of expectations, and faults of their files, are told.
@Suite struct ExpectationWordTests {
    private func expect(_ data: Data, _ arguments: [String], name: String = "expect.yaml") throws -> Command {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-words-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: name)
        try data.write(to: file)
        return try Command.run(["--expect", file.path(percentEncoded: false)] + arguments)
    }

    private static let allFail = #"""
        schema: tcpexplain-expect/1
        connections: {min: 3}
        expect:
          - name: "首页 \\d \e[31m\u202e"
            select: {every: true}
            handshake: {not: [complete, refused]}
            opened_within: 1ns
            findings: {have: [refused]}
            exchanges:
              - {target: "/^\\/接口\\//", status: [404, 5xx], headers: {x-a: 值, server: absent}, content_bytes: {min: 9999}, first_byte_within: 1us}
              - {status: 404}
            exchanges_exactly: true
        """#

    /// No word of the other language stands in a sentence, and what the file says stays as it says it, but for what a terminal obeys.
    @Test func chineseIsChinese() throws {
        let run = try expect(Data(Self.allFail.utf8), ["--lang", "zh", try Command.capture("short-connection")])
        let lines = run.text.split(separator: "\n").filter { $0.hasPrefix("检查：") }.map {
            $0.split(separator: "帧：").last.map(String.init) ?? ""
        }
        let name = #"“首页 \d \u{1b}[31m\u{202e}”"#
        #expect(
            lines == [
                "\(name)：handshake：期望 不是 complete、refused，实为 complete", "\(name)：opened_within：期望 至多 1 ns，实为 25 µs",
                "\(name)：findings.have：期望有发现 refused，实际没有", #"\#(name)：exchanges[1].target：期望 /^\/接口\//，实为 /index.html"#,
                "\(name)：exchanges[1].status：期望 404 或 5xx，实为 200", "\(name)：exchanges[1].headers.x-a：期望 值，实为 没有",
                "\(name)：exchanges[1].headers.server：期望 没有，实为 nginx/1.22.1",
                "\(name)：exchanges[1].content_bytes：期望 至少 9999，实为 129",
                "\(name)：exchanges[1].first_byte_within：期望 至多 1 µs，实为 105 µs",
                "\(name)：exchanges[2]：期望有一次请求与响应 状态码 404，实际没有",
                "检查：Fixtures/short-connection/capture.pcap：“connections”：connections：期望 至少 3，实为 1",
            ], "\(lines.joined(separator: "\n"))")
        #expect(!run.text.utf8.contains(0x1b))
        #expect(run.text.contains("✗ 连接 1 ") && run.text.contains("   与期望不符\n") && !run.text.contains("未发现异常"))
    }

    /// A connection that fails is not told to be well, at whatever depth.
    @Test(arguments: [[], ["--explain", "brief"], ["--explain", "expert"]]) func whatFailsIsNotWell(options: [String]) throws {
        let run = try expect(Data(Self.allFail.utf8), options + [try Command.capture("short-connection")])
        #expect(run.text.contains("✗ Connection 1 ") && run.text.contains("   not as expected\n"), "\(run.text)")
        #expect(!run.text.contains("nothing to complain of") && run.text.contains("  PROBLEM    \"首页"))
        let markdown = try expect(Data(Self.allFail.utf8), ["--format", "markdown", try Command.capture("short-connection")])
        #expect(!markdown.text.contains("nothing to complain of") && markdown.text.hasPrefix("### ❌ 11 failures\n"))
    }

    /// Records are the same in all languages.
    @Test func recordsAreInOneLanguage() throws {
        let runs = try ["en", "zh"].map {
            try expect(
                Data(Self.allFail.utf8), ["--lang", $0, "--format", "ndjson", "--check", try Command.capture("third-ack-wrong")])
        }
        #expect(runs[0].output == runs[1].output && runs[0].text.contains("\"type\":\"failure\""))
    }

    @Test(
        arguments: [
            ("select: {every: true}\n    name: a\u{0}".replacing("\u{0}", with: "\\xff"), 4, 12, "bytes that are no UTF-8"),
            ("select: {every: true}\n    name: 首\\x01", 4, 12, "not YAML: control characters are not allowed"),
            ("select: {every: true}\n    exchanges: [{headers: {~: x}}]", 4, 28, "a key is a word, not nothing"),
            (
                "select: {every: true}\n    exchanges: [{headers: {\"a b\": x}}]", 4, 28,
                "headers is a mapping of names of header fields"
            ),
            ("select: {every: true}\n    exchanges: [{headers: {Etag: x, etag: y}}]", 4, 37, "the key etag is there twice"),
            ("select: {server: \":+80\"}", 3, 22, "server is an address"),
            ("select: {server: \"10.0.0.0/+8\"}", 3, 22, "server is an address"),
            ("select: {every: true}\n    opened_within: 1.ms", 4, 20, "opened_within is a time"),
            ("select: {every: true}\n    opened_within: .5s", 4, 20, "opened_within is a time"),
            ("select: {every: true}\n    opened_within: 1  ms", 4, 20, "opened_within is a time"),
        ] as [(String, Int, Int, String)]) func faultsHaveTheirPlace(body: String, line: Int, column: Int, message: String) throws
    {
        var bytes = Array("schema: tcpexplain-expect/1\nexpect:\n  - \(body)\n".utf8)
        // Bytes that a text of Swift cannot hold are written as escapes.
        for (escape, byte) in [("\\xff", 0xff), ("\\x01", 0x01)] as [(String, UInt8)] {
            if let range = bytes.firstRange(of: Array(escape.utf8)) { bytes.replaceSubrange(range, with: [byte]) }
        }
        let run = try expect(Data(bytes), [try Command.capture("short-connection")])
        #expect(run.status == 2 && run.errors.contains("expect.yaml:\(line):\(column): \(message)"), "\(run.errors)")
    }

    /// YAML may look like JSON; what is named .json must be.
    @Test func yamlMayHaveBraces() throws {
        let flow = Data("{\"schema\": \"tcpexplain-expect/1\", connections: 1}".utf8)
        #expect(try expect(flow, [try Command.capture("short-connection")]).status == 0)
        #expect(try expect(flow, [try Command.capture("short-connection")], name: "e.json").status == 2)
        let times = Data("schema: tcpexplain-expect/1\nexpect: [{select: {every: true}, opened_within: 1000001 ms}]\n".utf8)
        #expect(try expect(times, [try Command.capture("short-connection")]).status == 0)
    }

    /// Names of files stay as they were typed.
    @Test func namesOfFilesStay() throws {
        let run = try Command.run(["没有\u{1b}[1m.pcap"])
        #expect(run.errors.hasPrefix("tcpexplain: 没有\\u{1b}[1m.pcap: No such file"), "\(run.errors)")
    }
}
