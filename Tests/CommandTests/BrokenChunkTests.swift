import Foundation
import Testing

/// Behind a line of the chunked coding that cannot be read, the next message that is certain is read again.
@Suite struct BrokenChunkTests {
    private func request(_ number: Int) -> String { "GET /\(number) HTTP/1.1\r\nHost: a\r\n\r\n" }
    private let answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"
    private func chunked(_ chunks: String) -> String { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\(chunks)" }

    private func findings(_ input: Data) throws -> [String] {
        let connection = try #require(try Command.records("connection", input).first)
        return (connection["findings"] as? [[String: Any]])?.compactMap { $0["name"] as? String } ?? []
    }

    /// Lines that are none, and those whose size is larger than 64 bits hold.
    static let lines = [
        ("zz\r\nhi\r\n0\r\n\r\n", "http-invalid-chunk"), ("-2\r\nhi\r\n0\r\n\r\n", "http-invalid-chunk"),
        ("2\r\nhi0\r\n\r\n", "http-invalid-chunk"), ("\r\nhi\r\n0\r\n\r\n", "http-invalid-chunk"),
        ("10000000000000000\r\nhi\r\n0\r\n\r\n", "http-head-too-large"),
        ("ffffffffffffffffffff\r\nhi\r\n0\r\n\r\n", "http-head-too-large"),
    ]

    /// The second and the third request have their response, and nothing else is wrong.
    private func expectTheOthersPaired(_ input: Data, _ finding: String) throws {
        #expect(try findings(input) == [finding])
        let text = try Command.run(["--width", "300", "-"], input: input).text
        for i in 2...3 { #expect(text.contains("GET /\(i) on a → 200 OK, 2 bytes"), "\(text)") }
    }

    @Test(arguments: lines) func ofAResponse(chunks: String, finding: String) throws {
        var conversation = Conversation()
        var ends = conversation.open()
        for i in 1...3 {
            conversation.send(request(i).utf8, fromClient: true, on: &ends)
            conversation.send((i == 1 ? chunked(chunks) : answer).utf8, fromClient: false, on: &ends)
        }
        conversation.close(ends)
        try expectTheOthersPaired(conversation.data, finding)
    }

    @Test(arguments: lines) func ofARequest(chunks: String, finding: String) throws {
        var conversation = Conversation()
        var ends = conversation.open()
        for i in 1...3 {
            let head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
            conversation.send((i == 1 ? head + chunks : request(i)).utf8, fromClient: true, on: &ends)
            conversation.send(answer.utf8, fromClient: false, on: &ends)
        }
        conversation.close(ends)
        try expectTheOthersPaired(conversation.data, finding)
    }

    /// Requests in the pipeline: nobody knows which responses were theirs, and none is called missing.
    @Test(arguments: lines) func inAPipeline(chunks: String, finding: String) throws {
        var conversation = Conversation()
        var ends = conversation.open()
        conversation.send((1...3).map(request).joined().utf8, fromClient: true, on: &ends)
        conversation.send(chunked(chunks).utf8, fromClient: false, on: &ends)
        for _ in 2...3 { conversation.send(answer.utf8, fromClient: false, on: &ends) }
        conversation.send(request(4).utf8, fromClient: true, on: &ends)
        // It begins in the middle of a segment.
        conversation.send("\r\n\(answer)".utf8, fromClient: false, on: &ends)
        conversation.close(ends)
        #expect(try findings(conversation.data) == [finding])
        let text = try Command.run(["--width", "300", "-"], input: conversation.data).text
        let place = finding == "http-invalid-chunk" ? "behind a chunk line that is none" : "beyond a bound of this program"
        let told = "(its response was not read, \(place), or cannot be told from others)"
        for i in 2...4 { #expect(text.contains("GET /\(i) on a → \(told)"), "\(text)") }
        #expect(!text.contains("missing") && !text.contains("not captured") && !text.contains("no response"), "\(text)")
    }

    /// Zeros before a size say nothing of it, and 64 bits hold all that is less than 2^64.
    @Test func longSizesThatAreRight() throws {
        var conversation = Conversation()
        var ends = conversation.open()
        for (i, size) in ["2", String(repeating: "0", count: 19) + "2", String(repeating: "0", count: 5000) + "2"].enumerated() {
            conversation.send(request(i + 1).utf8, fromClient: true, on: &ends)
            conversation.send(chunked("\(size)\r\nhi\r\n0\r\n\r\n").utf8, fromClient: false, on: &ends)
        }
        conversation.send(request(4).utf8, fromClient: true, on: &ends)
        conversation.send(chunked("ffffffffffffffff\r\nhi").utf8, fromClient: false, on: &ends)
        let names = try findings(conversation.data)
        #expect(!names.contains("http-invalid-chunk") && !names.contains("http-head-too-large"), "\(names)")
        let exchanges = try Command.records("http", conversation.data)
        #expect(exchanges.compactMap { ($0["response"] as? [String: Any])?["content_bytes"] as? Int } == [2, 2, 2, 2])
    }
}
