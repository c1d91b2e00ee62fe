import Applications
import Testing

/// Feeds bytes to a reader and writes down what it finds.
private func read(_ pieces: [[UInt8]], _ kind: MessageKind, method: MessageHead.Method? = nil) -> [String] {
    var reader = MessageReader(kind: kind)
    reader.begin()
    var found: [String] = []
    var content = 0
    var violations: Violations = []
    for piece in pieces {
        var offset = 0
        loop: while true {
            switch reader.next(piece.span, &offset) {
            case .begin, .held, .noContent: break
            case .headTooLarge: found.append("head too large")
            case .head(let head):
                found.append("head \(head.startLine) [\(head.fields.lines.count)]")
                reader.setFraming(BodyFraming.of(head, answering: method, &violations))
                content = head.isSimple ? reader.takeHeld().count : 0
            case .content(let range): content += range.count
            case .trailers(let trailers): found.append("trailers \(trailers.lines.count)")
            case .end: found.append("end \(content)")
            case .broken(let violation) where violation != .invalidChunk: found.append(violation.name)
            case .broken: found.append("broken")
            case .notHTTP(let line): found.append(line.map { "invalid \(String(decoding: $0, as: UTF8.self))" } ?? "not HTTP")
            case .tooMuchJunk: found.append("too much junk")
            case .needsMore: break loop
            }
        }
    }
    if reader.endCompletesMessage { found.append("until close \(content)") }
    return found
}

@Suite struct MessageReaderTests {
    static let streams: [(String, MessageKind, [String])] = [
        ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", .request, ["head GET / HTTP/1.1 [1]", "end 0"]),
        (
            "\r\nPOST /a HTTP/1.1\r\nContent-Length: 3\r\n\r\nabcGET /b HTTP/1.0\n\n", .request,
            ["head POST /a HTTP/1.1 [1]", "end 3", "head GET /b HTTP/1.0 [0]", "end 0"]
        ),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\nT: 1\r\n\r\n",
            .response, ["head HTTP/1.1 200 OK [1]", "trailers 1", "end 13"]
        ),
        (
            "HTTP/1.1 204 \r\n\r\nHTTP/1.1 304 X\r\nContent-Length: 9\r\n\r\n", .response,
            ["head HTTP/1.1 204  [0]", "end 0", "head HTTP/1.1 304 X [1]", "end 0"]
        ),
        ("HTTP/1.0 200 OK\r\n\r\nabc", .response, ["head HTTP/1.0 200 OK [0]", "until close 3"]),
        ("GET /simple\r\n", .request, ["head GET /simple [0]", "end 0"]),
        ("GET /simple\n", .request, ["head GET /simple [0]", "end 0"]),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", .request, ["not HTTP"]),
        ("http/1.1 200 OK\r\n\r\n", .response, ["invalid http/1.1 200 OK"]),
        ("HTTP/1.1 2xx ok\r\n", .response, ["invalid HTTP/1.1 2xx ok"]),
        ("HTTP/1.1  200 OK\r\n\r\n", .response, ["head HTTP/1.1  200 OK [0]", "until close 0"]),
        (" GET / HTTP/1.0\r\n\r\n", .request, ["head GET / HTTP/1.0 [0]", "end 0"]),
        ("GET / HTTP/1.32\r\n\r\n", .request, ["head GET / HTTP/1.32 [0]", "end 0"]),
        ("SSH-2.0-OpenSSH_9.2\r\n", .request, ["not HTTP"]),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", .response,
            ["head HTTP/1.1 200 OK [1]", "broken"]
        ),
    ]

    /// However a stream is cut into two pieces, or into single bytes, the messages come out the same.
    @Test(arguments: streams.indices) func everyCutGivesTheSame(index: Int) {
        let (text, kind, expected) = Self.streams[index]
        let bytes = Array(text.utf8)
        for cut in 0...bytes.count {
            #expect(read([Array(bytes[..<cut]), Array(bytes[cut...])], kind) == expected, "cut at \(cut)")
        }
        #expect(read(bytes.map { [$0] }, kind) == expected, "byte by byte")
    }

    @Test func headHasNoContent() {
        let found = read(
            [Array("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHTTP/1.1 200 OK\r\n".utf8)], .response, method: .head)
        #expect(found == ["head HTTP/1.1 200 OK [1]", "end 0"])
    }

    @Test func aHoleInsideContentIsPassedOver() {
        var reader = MessageReader(kind: .response)
        reader.begin()
        let bytes = Array("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nab".utf8)
        var offset = 0
        var violations: Violations = []
        loop: while true {
            switch reader.next(bytes.span, &offset) {
            case .head(let head): reader.setFraming(BodyFraming.of(head, answering: .other, &violations))
            case .needsMore: break loop
            default: break
            }
        }
        guard case .insideContent = reader.skip(5) else {
            Issue.record("the hole is not inside the content")
            return
        }
        // Three bytes are left: a larger hole swallows the end of the message.
        var other = reader
        guard case .lost(nil, left: 3) = other.skip(4) else {
            Issue.record("the hole does not end the message")
            return
        }
        let rest = Array("xyz".utf8)
        offset = 0
        _ = reader.next(rest.span, &offset)
        guard case .end = reader.next(rest.span, &offset) else {
            Issue.record("the message does not end")
            return
        }
    }
}
