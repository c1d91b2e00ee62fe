import Foundation
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Reports for a forge: JUnit, SARIF, annotations, CSV, Markdown.
@Suite struct ForgeTests {
    /// Runs with an output file, and returns the run and what the file holds.
    private func file(_ option: String, _ arguments: [String]) throws -> (run: Command, data: Data) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-forge-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "out")
        let run = try Command.run([option, file.path(percentEncoded: false)] + arguments)
        return (run, (try? Data(contentsOf: file)) ?? Data())
    }

    private static let fixtures = [
        "short-connection", "refused", "third-ack-wrong", "http-secrets", "http-odd-bytes", "lossy-path", "keep-alive-race",
        "websocket-violations", "port-reuse",
    ]

    /// Collects elements of an XML document, their attributes and their text.
    private final class Elements: NSObject, XMLParserDelegate {
        var all: [(name: String, attributes: [String: String], text: String)] = []

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String] = [:]
        ) { all.append((name, attributes, "")) }

        func parser(_ parser: XMLParser, foundCharacters text: String) {
            if !all.isEmpty { all[all.count - 1].text += text }
        }
    }

    @Test(arguments: fixtures) func junitCountsItsCases(name: String) throws {
        let (run, data) = try file("--junit", ["--check", "--summary", Command.capture(name)])
        let parser = XMLParser(data: data)
        let elements = Elements()
        parser.delegate = elements
        #expect(parser.parse(), "\(name): \(String(describing: parser.parserError))")
        let suite = try #require(elements.all.first { $0.name == "testsuite" })
        let failures = elements.all.filter { $0.name == "failure" }
        #expect(suite.attributes["tests"] == "\(elements.all.count { $0.name == "testcase" })")
        #expect(suite.attributes["failures"] == "\(failures.count)")
        #expect((run.status == 1) == !failures.isEmpty, "\(name)")
    }

    @Test func junitSaysWhatWasExpected() throws {
        let (_, data) = try file("--junit", ["--check", "--summary", Command.capture("third-ack-wrong")])
        let text = String(decoding: data, as: UTF8.self)
        #expect(text.contains("<failure type=\"ack = y+1\""))
        #expect(text.contains("  expected: ") && text.contains("  actual:   ") && text.contains("SYN ACK"))
    }

    @Test(arguments: fixtures) func sarifLocatesByFileAndFrame(name: String) throws {
        let (_, data) = try file("--sarif", ["--summary", Command.capture(name)])
        let log = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(log["version"] as? String == "2.1.0")
        let run = try #require((log["runs"] as? [[String: Any]])?.first)
        let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
        let rules = try #require(driver["rules"] as? [[String: Any]])
        var prints: Set<String> = []
        for result in run["results"] as? [[String: Any]] ?? [] {
            let index = try #require(result["ruleIndex"] as? Int)
            #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
            let location = try #require((result["locations"] as? [[String: Any]])?.first?["physicalLocation"] as? [String: Any])
            #expect((location["artifactLocation"] as? [String: Any])?["uri"] as? String == (try Command.capture(name)))
            #expect((location["region"] as? [String: Any])?["startLine"] as? Int ?? 0 > 0)
            let print = try #require((result["partialFingerprints"] as? [String: String])?["tcpexplain/v1"])
            #expect(prints.insert(print).inserted)
        }
    }

    @Test func annotationsAreCommands() throws {
        let run = try Command.run(["--github", "--check", "--summary", Command.capture("third-ack-wrong")])
        let lines = run.text.split(separator: "\n").filter { $0.hasPrefix("::") }
        #expect(
            lines.contains {
                $0.hasPrefix("::error file=Fixtures/third-ack-wrong/capture.pcap,line=")
                    && $0.contains(",title=check ack = y+1::")
            })
        #expect(try Command.run(["--github", "--format", "ndjson", Command.capture("refused")]).status == 2)
    }

    @Test(arguments: fixtures) func tableHasARowForEach(name: String) throws {
        let run = try Command.run(["--format", "csv", Command.capture(name)])
        let records = try Command.run(["--format", "ndjson", Command.capture(name)]).text.split(separator: "\n")
        let rows = run.text.components(separatedBy: "\r\n").dropLast()
        let head = try #require(rows.first)
        #expect(head.hasPrefix("type,connection,exchange,client,server,"))
        for type in ["connection", "http"] {
            #expect(
                rows.count { $0.hasPrefix("\(type),") } == records.count { $0.hasPrefix("{\"type\":\"\(type)\"") }, "\(name)")
        }
    }

    /// A report says what a check would, asked for or not.
    @Test func checksWithoutBeingAsked() throws {
        for options in [[], ["--check"]] {
            let run = try Command.run(["--format", "markdown", Command.capture("aborted")] + options)
            #expect(run.text.contains("| the handshake was aborted by a RST | complete | aborted |"), "\(run.text)")
        }
    }

    /// Heads, places and titles are in the language of the sentences.
    @Test func markdownIsInOneLanguage() throws {
        let run = try Command.run(["--lang", "zh", "--format", "markdown", "--check", Command.capture("third-ack-wrong")])
        #expect(run.text.contains("\n| 位置 | 内容 | 应为 | 实为 |\n| --- | --- | --- | --- |\n"))
        #expect(run.text.contains("\n|  | 发现 | 位置 | 内容 |\n"))
        #expect(run.text.contains("连接 1，第 3 帧 |") && run.text.contains("<summary>连接 1 10."))
        #expect(!run.text.contains("onnection 1"))
    }

    @Test(arguments: fixtures) func markdownShowsNoSecrets(name: String) throws {
        let run = try Command.run(["--format", "markdown", "--check", Command.capture(name)])
        #expect(run.text.hasPrefix("### "))
        #expect(run.text.components(separatedBy: "<details>").count == run.text.components(separatedBy: "</details>").count)
        #expect(!run.text.contains("check: "))
    }
}
