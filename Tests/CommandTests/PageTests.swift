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

    /// Of a long transfer whose frames the snap length cut, the page has the close, and says before which frame plots end.
    @Test func theCloseOfALongTransferIsThere() throws {
        var capture = Conversation()
        var ends = capture.open()
        for _ in 0..<9000 {
            capture.send([UInt8](repeating: 120, count: 40), fromClient: false, on: &ends)
        }
        capture.segment(fromClient: false, port: ends.port, ends.server, ends.client, 0x11)
        capture.segment(fromClient: true, port: ends.port, ends.client, ends.server + 1, 0x11)
        capture.segment(fromClient: false, port: ends.port, ends.server + 1, ends.client + 1, 0x10)
        let folder = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (file, page) = (folder.appending(path: "c.pcap"), folder.appending(path: "c.html"))
        try Self.cut(capture.bytes, to: 60).write(to: file)
        let run = try Command.run(["--summary", "--html", page.path, file.path])
        #expect(run.status == 0, "\(run.errors)")
        let records = try uncompressed(String(contentsOf: page, encoding: .utf8), in: folder)
        let steps = records.filter { $0["type"] as? String == "packet" }.flatMap { $0["steps"] as? [String] ?? [] }
        #expect(steps == ["handshake-1", "handshake-2", "handshake-3", "wave-1", "wave-2", "wave-3", "wave-4"])
        let connection = try #require(records.first { $0["type"] as? String == "connection" })
        let leftOut = (connection["page"] as? [String: Any])?["left_out"] as? [String: Any]
        let frames = Set(records.filter { $0["type"] as? String == "packet" }.compactMap { $0["frame"] as? Int })
        #expect(leftOut?["from"] as? Int == (1...).first { !frames.contains($0) })
        #expect(leftOut?["packets"] as? Int == capture.packets - frames.count)
    }

    /// A pcap file with no more than so many bytes of each frame.
    private static func cut(_ bytes: [UInt8], to length: Int) -> Data {
        var result = Data(bytes.prefix(24))
        var at = 24
        while at + 16 <= bytes.count {
            let count = Int(bytes[at + 8]) | Int(bytes[at + 9]) << 8
            let kept = min(count, length)
            result += bytes[at..<at + 8] + [UInt8(kept), 0, 0, 0] + bytes[at + 12..<at + 16 + kept]
            at += 16 + count
        }
        return result
    }

    /// The records of a page that holds them compressed.
    private func uncompressed(_ page: String, in folder: URL) throws -> [[String: Any]] {
        let start = try #require(page.range(of: "<script type=\"application/octet-stream\" id=\"data\">"))
        let end = try #require(page.range(of: "</script>", range: start.upperBound..<page.endIndex))
        let text = page[start.upperBound..<end.lowerBound].filter { !$0.isWhitespace }
        let file = folder.appending(path: "data.gz")
        try #require(Data(base64Encoded: text)).write(to: file)
        let gzip = Process()
        let output = Pipe()
        gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        gzip.arguments = ["gzip", "-dc", file.path]
        gzip.standardOutput = output
        try gzip.run()
        let lines = output.fileHandleForReading.readDataToEndOfFile()
        gzip.waitUntilExit()
        return try lines.split(separator: UInt8(ascii: "\n")).compactMap {
            try JSONSerialization.jsonObject(with: $0) as? [String: Any]
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
