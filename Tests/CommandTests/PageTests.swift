import Foundation
import Testing

/// `--html`: what the page holds is what the records say, and nothing in it is markup. How it looks and works in a browser: scripts/test-page.
@Suite struct PageTests {
    /// The page of a fixture's capture.
    private func page(_ fixture: String, _ more: [String] = []) throws -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-\(UUID().uuidString).html")
        defer { try? FileManager.default.removeItem(at: file) }
        let path = file.path(percentEncoded: false)
        let run = try Command.run(["--summary", "--html", path] + more + Command.arguments(fixture))
        #expect(run.status == 0, "\(run.errors)")
        return try String(contentsOf: file, encoding: .utf8)
    }

    /// The records in it, by type.
    private func records(_ page: String) throws -> [String: [[String: Any]]] {
        let start = try #require(page.range(of: "<script type=\"application/x-ndjson\" id=\"data\">\n"))
        let end = try #require(page.range(of: "</script>", range: start.upperBound..<page.endIndex))
        var found: [String: [[String: Any]]] = [:]
        for line in page[start.upperBound..<end.lowerBound].split(separator: "\n") {
            let record = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            found[try #require(record["type"] as? String), default: []].append(record)
        }
        return found
    }

    /// A record without what only the page has, in a form that can be compared.
    private func plain(_ record: [String: Any]) throws -> String {
        var record = record
        record["page"] = nil
        return String(decoding: try JSONSerialization.data(withJSONObject: record, options: [.sortedKeys]), as: UTF8.self)
    }

    @Test(arguments: ["keep-alive-race", "lossy-path", "http2-curl", "tls-keys", "http-codings", "icmp-unreachable", "refused"])
    func itHoldsTheRecords(fixture: String) throws {
        let found = try records(page(fixture))
        let run = try Command.run(["--format", "ndjson"] + Command.arguments(fixture))
        var expected: [String: [String]] = [:]
        for line in run.text.split(separator: "\n") {
            let record = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            expected[try #require(record["type"] as? String), default: []].append(try plain(record))
        }
        for type in ["packet", "http", "connection", "summary"] {
            #expect(
                try found[type, default: []].map(plain).sorted() == expected[type, default: []].sorted(), "\(fixture): \(type)")
        }
    }

    @Test func nothingFromTheWireIsMarkup() throws {
        for fixture in ["http-hostile-names", "http-odd-bytes", "http-odd-start-lines"] {
            let page = try page(fixture)
            let start = try #require(page.range(of: "id=\"data\">\n"))
            let end = try #require(page.range(of: "</script>", range: start.upperBound..<page.endIndex))
            #expect(!page[start.upperBound..<end.lowerBound].contains("<"), "\(fixture)")
        }
    }

    @Test func secretsStayHidden() throws {
        let run = try Command.run(["--format", "ndjson"] + Command.arguments("http-secrets"))
        let shown = try Command.run(["--format", "ndjson", "--show-secrets"] + Command.arguments("http-secrets"))
        #expect(run.text != shown.text)
        let found = try records(page("http-secrets"))
        let fields = try found["http", default: []].map(plain).sorted()
        let records = run.text.split(separator: "\n").filter { $0.hasPrefix("{\"type\":\"http\"") }
        let expected = try records.map { line in
            try plain(#require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]))
        }
        #expect(fields == expected.sorted())
    }

    /// The policy lets nothing in from elsewhere, and neither page nor program have an address to load from.
    @Test func itLoadsNothing() throws {
        let page = try page("keep-alive-race")
        #expect(page.contains("default-src 'none'; script-src 'sha256-"))
        for word in [
            "<link", "<iframe", "src=\"http", "@import", "fetch(", "XMLHttpRequest", "innerHTML", "insertAdjacentHTML", "eval(",
        ] {
            #expect(!page.contains(word), "\(word)")
        }
    }

    private static let program = Command.root.appending(path: "Sources/Reports/HTML/Page")

    /// Every label that the program asks for is there in both languages.
    @Test func labelsAreThere() throws {
        let found = try records(page("keep-alive-race"))
        let words = try #require(found["page"]?.first?["words"] as? [String: [String: Any]])
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.program.path(percentEncoded: false))
        #expect(files.count > 15)
        for file in files where file.hasSuffix(".js") {
            let text = try String(contentsOf: Self.program.appending(path: file), encoding: .utf8)
            for match in text.matches(of: /\bt\("([A-Za-z_]+[A-Za-z])"/) {
                let label = String(match.output.1)
                for (language, labels) in words { #expect(labels[label] is String, "\(file): \(label) in \(language)") }
            }
            #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count < 400, "\(file)")
        }
        #expect(Set(words.keys) == ["en", "zh"])
    }
}
