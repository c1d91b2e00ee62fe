import Foundation
import Testing

/// What is given up when memory is full is told as that alone: nothing is wrong with what the ends sent.
@Suite struct MemoryBoundTests {
    private func request(_ number: Int) -> String { "GET /\(number) HTTP/1.1\r\nHost: a\r\n\r\n" }

    /// Many requests on one connection, in segments that end in the middle of heads, and their responses.
    private func pipeline() -> Data {
        var conversation = Conversation()
        var ends = conversation.open()
        conversation.send((1...2000).map(request).joined().utf8, fromClient: true, on: &ends, pieces: 997)
        let response = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"
        conversation.send(String(repeating: response, count: 2000).utf8, fromClient: false, on: &ends)
        conversation.close(ends)
        return conversation.data
    }

    /// Connections that all wait in the middle of a head: of a request, or of a response.
    private func heads(ofClient isOfClient: Bool) -> Data {
        var conversation = Conversation()
        let count = 120
        var ends = (0..<count).map { conversation.open(port: 30_000 + $0) }
        let more = "X: \(String(repeating: "x", count: 3000))\r\n\r\n"
        for i in 0..<count {
            if isOfClient {
                conversation.send("GET / HTTP/1.1\r\nHost: a\r\nY: \(more.dropLast(4))".utf8, fromClient: true, on: &ends[i])
            } else {
                conversation.send(request(i).utf8, fromClient: true, on: &ends[i])
                conversation.send("HTTP/1.1 200 OK\r\nY: \(more.dropLast(4))".utf8, fromClient: false, on: &ends[i])
            }
        }
        for i in 0..<count {
            if isOfClient {
                conversation.send("\r\n\r\n".utf8, fromClient: true, on: &ends[i])
                conversation.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi".utf8, fromClient: false, on: &ends[i])
            } else {
                conversation.send("\r\nContent-Length: 2\r\n\r\nhi".utf8, fromClient: false, on: &ends[i])
            }
            conversation.close(ends[i])
        }
        return conversation.data
    }

    private func expectMemoryAlone(_ input: Data) throws {
        let options = ["--max-memory", "64K"]
        let connections = try Command.records("connection", input, options)
        let findings = connections.compactMap { $0["findings"] as? [Any] }.filter { !$0.isEmpty }
        #expect(findings.isEmpty, "\(findings)")
        let bounds = connections.compactMap { $0["bounds"] as? [String] }
        #expect(!bounds.isEmpty && bounds.allSatisfy { $0 == ["memory"] }, "\(bounds)")
        for output in [[], ["--summary"], ["--format", "ndjson"], ["--check"]] {
            let run = try Command.run(options + output + ["--fail-on", "note", "-"], input: input)
            #expect(run.status == 0, "\(output) \(run.errors)")
            #expect(!run.text.contains("http-head-too-large") && !run.text.contains("never answered"))
        }
    }

    @Test func requestsThatWait() throws { try expectMemoryAlone(pipeline()) }

    @Test(arguments: [true, false]) func headsThatAreNotWhole(ofClient isOfClient: Bool) throws {
        try expectMemoryAlone(heads(ofClient: isOfClient))
    }
}
