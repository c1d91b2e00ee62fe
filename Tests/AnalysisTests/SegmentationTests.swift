import Analysis
import PacketScript
import Testing
import TCP
import Wire

/// The same byte streams give the same exchanges, however they are cut into segments and in whatever order those arrive.
@Suite struct SegmentationTests {
    private static let requests = [
        "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello", "GET /b?x=1 HTTP/1.1\r\nHost: a\r\n\r\n",
        "PUT /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3;e=1\r\nabc\r\n0\r\nT: 1\r\n\r\n",
    ]
    private static let responses = [
        "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n1\r\n6\r\n0\r\n\r\n",
    ]
    private static let open = "0.000 C S seq 100\n0.001 S SA seq 300 ack 101\n0.002 C A seq 101 ack 301\n"

    /// One direction's bytes as segments of a script, cut before the given offsets.
    private func segments(_ text: String, cuts: [Int], from side: String, seq: Int, ack: Int, at start: Double) -> [String] {
        let bytes = Array(text.utf8)
        let edges = [0] + cuts.filter { $0 > 0 && $0 < bytes.count }.sorted() + [bytes.count]
        return zip(edges, edges.dropFirst()).enumerated().map { i, edge in
            let part = bytes[edge.0..<edge.1].map { $0 == 13 ? "\\r" : $0 == 10 ? "\\n" : String(UnicodeScalar($0)) }.joined()
            return "\(start + Double(i) * 0.0001) \(side) PA seq \(seq + edge.0) ack \(ack) data \"\(part)\""
        }
    }

    private func exchanges(_ script: String) throws -> [String] {
        try Recorder(Self.open + script).exchanges.map { exchange in
            let request = exchange.request.map {
                "\($0.head.startLine) \($0.contentBytes) \($0.isComplete) \($0.trailers?.lines.count ?? 0)"
            }
            let response = exchange.response.map { "\($0.head.startLine) \($0.contentBytes) \($0.isComplete)" }
            return "\(exchange.number): \(request ?? "-") -> \(exchange.interim.count) \(response ?? "-")"
        }
    }

    private let expected = [
        "1: POST /a HTTP/1.1 5 true 0 -> 0 HTTP/1.1 200 OK 4 true",
        "2: GET /b?x=1 HTTP/1.1 0 true 0 -> 1 HTTP/1.1 204 No Content 0 true",
        "3: PUT /c HTTP/1.1 3 true 1 -> 0 HTTP/1.1 200 OK 6 true",
    ]

    @Test func everyCut() throws {
        let asked = Self.requests.joined()
        let answered = Self.responses.joined()
        for cut in 0..<max(asked.utf8.count, answered.utf8.count) {
            let script =
                segments(asked, cuts: [cut], from: "C", seq: 101, ack: 301, at: 0.01)
                + segments(answered, cuts: [cut], from: "S", seq: 301, ack: 101 + asked.utf8.count, at: 0.1)
            #expect(try exchanges(script.joined(separator: "\n")) == expected, "cut at \(cut)")
        }
    }

    @Test func byteByByte() throws {
        let asked = Self.requests.joined()
        let answered = Self.responses.joined()
        let script =
            segments(asked, cuts: Array(0..<asked.utf8.count), from: "C", seq: 101, ack: 301, at: 0.01)
            + segments(answered, cuts: Array(0..<answered.utf8.count), from: "S", seq: 301, ack: 101 + asked.utf8.count, at: 0.1)
        #expect(try exchanges(script.joined(separator: "\n")) == expected)
    }

    @Test(arguments: 1...40) func shuffled(seed: Int) throws {
        var generator = SplitMix(state: UInt64(seed))
        let asked = Self.requests.joined()
        let answered = Self.responses.joined()
        let cuts = (0..<12).map { _ in Int.random(in: 1..<200, using: &generator) }
        let requests = segments(asked, cuts: cuts, from: "C", seq: 101, ack: 301, at: 0.01).shuffled(using: &generator)
        let responses = segments(answered, cuts: cuts, from: "S", seq: 301, ack: 101 + asked.utf8.count, at: 0.1)
            .shuffled(using: &generator)
        #expect(try exchanges((requests + responses).joined(separator: "\n")) == expected)
    }
}
