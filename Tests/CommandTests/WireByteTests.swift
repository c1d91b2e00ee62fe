import Foundation
import Testing

/// Bytes that are no UTF-8 are shown as the bytes that they are, wherever text from the wire is text; records have U+FFFD for them.
@Suite struct WireByteTests {
    private static let capture = capture(0xfe)

    /// - Parameter odd: a byte in a field of the request.
    private static func capture(_ odd: UInt8) -> Data {
        var conversation = Conversation()
        var ends = conversation.open(port: 40_000)
        // A private character that stands for a byte elsewhere is shown as the four bytes that it is.
        let request =
            Array("GET /a".utf8) + [0x9b, 0x62, 0xff, 0xf4, 0x8f, 0xbe, 0x80] + Array(" HTTP/1.1\r\nHost: a".utf8) + [
                0x9b, 0x62, 0xff,
            ]
            + Array("\r\nX-A: ".utf8) + [odd] + Array("é\r\nUpgrade: ".utf8) + [0xc3] + Array("\r\n\r\n".utf8)
        let response =
            Array("HTTP/1.1 302 O".utf8) + [0x9b, 0x4b, 0xe9] + Array("\r\nContent-Type: t/".utf8) + [0xf8]
            + Array("\r\nLocation: /".utf8) + [0x80] + Array("\r\nContent-Length: 2\r\n\r\nhi".utf8)
        conversation.send(request, fromClient: true, on: &ends)
        conversation.send(response, fromClient: false, on: &ends)
        conversation.close(ends)
        return conversation.data
    }

    private static let target = #"/a\x9bb\xff\xf4\x8f\xbe\x80"#

    private func run(_ options: [String]) throws -> String {
        let run = try Command.run(options + ["--width", "400", "-"], input: Self.capture)
        #expect(run.status == 0, "\(run.errors)")
        return run.text
    }

    @Test(arguments: ["en", "zh"]) func inTheExplanation(language: String) throws {
        let text = try run(["--lang", language, "--verbose"])
        for shown in [
            Self.target, #""Host: a\x9bb\xff""#.replacing("\"", with: language == "en" ? "\"" : ""), #"X-A: \xfe\xc3\xa9"#,
            #"302 O\x9bK\xe9"#, #"t/\xf8"#, #"/\x80"#, #"#1 GET \#(Self.target) HTTP/1.1"#, #"Host: a\x9bb\xff"#,
        ] {
            #expect(text.contains(shown), "\(shown): \(text)")
        }
        #expect(!text.contains(#"\xef\xbf\xbd"#), "\(text)")
    }

    @Test(arguments: [
        ["--requests"], ["--packets"], ["--only-problems"], ["--format", "csv"], ["--format", "markdown"], ["--follow", "1"],
    ]) func inOtherTexts(options: [String]) throws {
        let text = try run(options)
        #expect(text.contains(#"a\x9bb\xff"#) && !text.contains(#"\xef\xbf\xbd"#), "\(text)")
    }

    /// As before: what is no UTF-8 becomes U+FFFD, and what is stays.
    @Test func inRecords() throws {
        let text = try run(["--format", "ndjson", "--with-addresses"])
        let records = try text.split(separator: "\n").map { line in
            try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
        let exchange = try #require(records.first { $0["type"] as? String == "http" })
        let (request, response) = (exchange["request"] as? [String: Any], exchange["response"] as? [String: Any])
        #expect(request?["target"] as? String == "/a\u{fffd}b\u{fffd}\u{10ff80}")
        #expect(response?["reason"] as? String == "O\u{fffd}K\u{fffd}")
        let headers = try #require(request?["headers"] as? [[String]])
        #expect(headers == [["Host", "a\u{fffd}b\u{fffd}"], ["X-A", "\u{fffd}é"], ["Upgrade", "\u{fffd}"]])
    }

    @Test func inDifferences() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-bytes-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Self.capture.write(to: folder.appending(path: "a.pcap"))
        try Self.capture(0xfd).write(to: folder.appending(path: "b.pcap"))
        let text = try Command.run(["diff", "--runs", "a.pcap", "b.pcap"], in: folder).text
        #expect(text.contains(#"A \xfe\xc3\xa9, B \xfd\xc3\xa9"#), "\(text)")
        let records = try Command.run(["diff", "--runs", "--format", "ndjson", "a.pcap", "b.pcap"], in: folder).text
        let difference = try records.split(separator: "\n").compactMap { line in
            try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        }.first { $0["kind"] as? String == "request_field" }
        #expect(difference?["request"] as? String == "GET /a\u{fffd}b\u{fffd}\u{10ff80}")
        #expect((difference?["a"] as? [String: Any])?["value"] as? String == "\u{fffd}é")
        #expect((difference?["b"] as? [String: Any])?["value"] as? String == "\u{fffd}é")
    }
}
