import Foundation
import Testing

/// Content that is not decoded, or not all of it, says so and why.
@Suite struct ContentBoundTests {
    private func capture(_ coding: String, _ content: [UInt8]) -> Data {
        var conversation = Conversation()
        var ends = conversation.open()
        conversation.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n".utf8, fromClient: true, on: &ends)
        let head = "HTTP/1.1 200 OK\r\nContent-Encoding: \(coding)\r\nContent-Length: \(content.count)\r\n\r\n"
        conversation.send(Array(head.utf8) + content, fromClient: false, on: &ends)
        conversation.close(ends)
        return conversation.data
    }

    private func response(_ input: Data) throws -> [String: Any] {
        try #require(try Command.records("http", input).first?["response"] as? [String: Any])
    }

    private func findings(_ input: Data) throws -> [String] {
        let connection = try #require(try Command.records("connection", input).first)
        return (connection["findings"] as? [[String: Any]])?.compactMap { $0["name"] as? String } ?? []
    }

    @Test func moreCodingsThanAreRemoved() throws {
        let input = capture(Array(repeating: "gzip", count: 9).joined(separator: ", "), [0x1f, 0x8b, 8, 0])
        let response = try response(input)
        #expect(response["decoding"] as? String == "not-decoded" && response["decoded_bytes"] == nil)
        let connection = try #require(try Command.records("connection", input).first)
        #expect(connection["bounds"] as? [String] == ["codings"])
        let text = try Command.run(["--width", "300", "-"], input: input).text
        #expect(text.contains("not decoded: too many codings)"), "\(text)")
        let folder = FileManager.default.temporaryDirectory.appending(path: "codings-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let run = try Command.run(["--extract", folder.path(percentEncoded: false), "-"], input: input)
        #expect(run.status == 0, "\(run.errors)")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
        #expect(names.contains { $0.hasSuffix(".partial") }, "\(names)")
        let index = try #require(names.first { $0.hasSuffix(".ndjson") })
        #expect(try String(contentsOf: folder.appending(path: index), encoding: .utf8).contains("\"complete\":false"))
    }

    /// One frame of zstd (RFC 8878) with this window and the content `hi` in a raw block.
    private func zstd(windowLog: UInt8) -> [UInt8] {
        [0x28, 0xb5, 0x2f, 0xfd, 0, (windowLog - 10) << 3, 0x11, 0, 0, 0x68, 0x69]
    }

    @Test func aWindowThatIsTooLarge() throws {
        #expect(try response(capture("zstd", zstd(windowLog: 23)))["decoded_bytes"] as? Int == 2)
        for log in [24, 31] as [UInt8] {
            let input = capture("zstd", zstd(windowLog: log))
            #expect(try findings(input) == ["http-zstd-window-too-large"])
            #expect(try response(input)["decoding"] as? String == "stopped")
            let text = try Command.run(["--width", "400", "-"], input: input).text
            #expect(text.contains("needs a window of more than 8 MiB") && text.contains("RFC 9659"), "\(text)")
            #expect(!text.contains("broken"), "\(text)")
        }
        #expect(try findings(capture("zstd", [0x28, 0xb5, 0x2f, 0xfd, 8, 0x70, 0x11])) == ["http-broken-content-coding"])
    }

    @Test(arguments: [10, 17, 100]) func responsesThatNobodyAskedFor(count: Int) throws {
        var conversation = Conversation()
        var ends = conversation.open()
        conversation.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8, fromClient: true, on: &ends)
        let answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
        conversation.send(String(repeating: answer, count: 1 + count).utf8, fromClient: false, on: &ends)
        conversation.close(ends)
        let connection = try #require(try Command.records("connection", conversation.data).first)
        let findings = (connection["findings"] as? [[String: Any]]) ?? []
        #expect(findings.count == min(count, 16))
        #expect(
            findings.compactMap { ($0["evidence"] as? [String: Any])?["more"] as? Int ?? $0["more"] as? Int }.reduce(0, +)
                == max(0, count - 16))
        let text = try Command.run(["--width", "300", "-"], input: conversation.data).text
        let more = count > 16 ? "; so it is with \(count - 16) more response\(count == 17 ? "" : "s")" : nil
        #expect(text.contains("; so it is with") == (more != nil))
        if let more { #expect(text.contains(more), "\(text)") }
    }
}
