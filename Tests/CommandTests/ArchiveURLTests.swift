import Foundation
import Testing

/// The URLs of `--har`, of requests that name none: each is absolute and without a fragment, as the schema of archives has it.
@Suite struct ArchiveURLTests {
    private func urls(of requests: [String]) throws -> [String] {
        var capture = Conversation()
        for (i, request) in requests.enumerated() {
            var ends = capture.open(port: 40_000 + i)
            capture.send(request.utf8, fromClient: true, on: &ends)
            capture.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".utf8, fromClient: false, on: &ends)
        }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try capture.data.write(to: folder.appendingPathComponent("c.pcap"))
        let archive = folder.appendingPathComponent("c.har")
        let run = try Command.run(["--har", archive.path, folder.appendingPathComponent("c.pcap").path])
        #expect(run.status == 0 || run.status == 1, "\(run.errors)")
        let object = try JSONSerialization.jsonObject(with: Data(contentsOf: archive)) as? [String: Any]
        let entries = (object?["log"] as? [String: Any])?["entries"] as? [[String: Any]]
        return try #require(entries).compactMap { ($0["request"] as? [String: Any])?["url"] as? String }
    }

    @Test func urls() throws {
        let cases: [(request: String, url: String)] = [
            ("GET /a?b#c HTTP/1.1\r\nHost: x.example\r\n\r\n", "http://x.example/a?b"),
            ("GET /a HTTP/1.1\r\nHost: x.e#ample\r\n\r\n", "http://x.e%23ample/a"),
            ("GET http://y.example/a#b HTTP/1.1\r\nHost: x.example\r\n\r\n", "http://y.example/a"),
            ("GET http:// HTTP/1.1\r\nHost: x.example\r\n\r\n", "http://x.example/http://"),
            ("GET 1a://y HTTP/1.1\r\nHost: x.example\r\n\r\n", "http://x.example/1a://y"),
            ("GET / HTTP/1.1\r\nHost:\r\n\r\n", "http://10.0.0.2/"),
            ("OPTIONS * HTTP/1.1\r\nHost: x.example\r\n\r\n", "http://x.example"),
        ]
        #expect(try urls(of: cases.map(\.request)).sorted() == cases.map(\.url).sorted())
    }
}
