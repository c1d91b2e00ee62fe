import Analysis
import Applications
import Testing

/// What follows, and what does not, where the capture or the path lacks bytes, or the capture ends.
@Suite struct HoleFindingTests {
    private let open = FindingScript.open
    private let get = "GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n"

    private func names(_ script: String, until end: Double? = nil) throws -> [String] {
        try FindingScript(script, until: end).verdict.findings.map(\.name)
    }

    /// A line of a script that carries text, and the number behind it.
    private func line(_ start: String, _ sequence: Int, _ ack: Int, _ text: String) -> (line: String, end: Int) {
        let length = text.replacing("\\r", with: "r").replacing("\\n", with: "n").utf8.count
        return ("\(start) seq \(sequence) ack \(ack) data \"\(text)\"\n", sequence + length)
    }

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    // MARK: - The capture's end

    /// A client that has finished sending has not given up: only time, or the end of the connection, shows that no answer comes.
    @Test func captureEndsBehindAHalfClose() throws {
        let request = open + "0.1 C PA seq 101 ack 301 data \"\(get)\"\n0.101 S A seq 301 ack 128\n"
        let closed = request + "0.102 C FA seq 128 ack 301\n0.103 S A seq 301 ack 129\n"
        #expect(try found(closed) == ["capture-ended note"])
        #expect(try names(closed, until: 5).contains("http-unanswered-request"))
        #expect(try names(closed + "0.2 S FA seq 301 ack 129\n").contains("http-unanswered-request"))
        #expect(try names(request + "9.0 C FA seq 128 ack 301\n9.001 S A seq 301 ack 129\n").contains("http-unanswered-request"))
    }

    /// Nor has one that closes while its answer comes.
    @Test func captureEndsInAnAnswerBehindAHalfClose() throws {
        let head = "0.2 S PA seq 301 ack 128 data \"HTTP/1.1 200 OK\\r\\nContent-Length: 2000\\r\\n\\r\\n\"\n"
        let half = CutPayloadFindingTests.request + head + "0.3 S PA seq 342 ack 128 len 1000\n"
        let closed = half + "0.301 C FA seq 128 ack 1342\n0.302 S A seq 1342 ack 129\n"
        #expect(try FindingScript(closed).verdict.findings.allSatisfy { $0.severity == .note })
        #expect(try names(closed, until: 5).contains("http-incomplete"))
    }

    // MARK: - What the capture lacks

    /// A chat whose lines look like HTTP: what was no HTTP from its first byte on becomes none where the capture lacks what was said before.
    @Test func otherProtocolBehindAHole() throws {
        let chat = line("0.2 S PA", 301, 117, "GET it yourself\\nHTTP/1.1 200 OK\\nGET / HTTP/1.1\\n")
        #expect(try names(open + chat.line + "0.3 C A seq 117 ack \(chat.end)\n") == [])
        // Lines of the client behind what is missing.
        let first = line("0.1 C PA", 101, 301, "HELO there, this is no request\\n")
        let request = line("0.3 C PA", first.end + 50, 301, "GET / HTTP/1.1\\r\\n\\r\\n")
        let acks = "0.2 S A seq 301 ack \(first.end + 50)\n"
        let run = try Recorder(open + first.line + acks + request.line + "0.4 S A seq 301 ack \(request.end)\n")
        #expect(run.exchanges.isEmpty)
        #expect(run.connections.first?.verdict.findings.filter { $0.name.hasPrefix("http") }.isEmpty == true)
        // A stream whose first bytes are missing may be HTTP.
        let late = line("0.3 C PA", 151, 301, "GET / HTTP/1.1\\r\\n\\r\\n")
        let lost = try Recorder(open + "0.2 S A seq 301 ack 151\n" + late.line + "0.4 S A seq 301 ack \(late.end)\n")
        #expect(lost.exchanges.count == 1)
    }

    /// The answer to CONNECT is not captured: what the client sends behind it is a tunnel's, and nothing slipped in.
    @Test func answerToCONNECTIsLost() throws {
        let connect = line("0.1 C PA", 101, 301, "CONNECT a:443 HTTP/1.1\\r\\nHost: a:443\\r\\n\\r\\n")
        let tunnel =
            "0.3 C PA seq \(connect.end) ack 340 hex 0001020304050607\n0.31 S PA seq 340 ack \(connect.end + 8) hex 0102\n"
        let close = """
            0.4 C FA seq \(connect.end + 8) ack 342
            0.5 S FA seq 342 ack \(connect.end + 9)
            0.6 C A seq \(connect.end + 9) ack 343
            """
        let lost = "0.2 C A seq \(connect.end) ack 340\n"
        #expect(try names(open + connect.line + lost + tunnel + close) == [])
        let refusal = line("0.2 S PA", 301, connect.end, "HTTP/1.1 403 No\\r\\nContent-Length: 0\\r\\n\\r\\n")
        #expect(refusal.end == 339)
        let refused = open + connect.line + refusal.line + tunnel.replacing("ack 340", with: "ack 339")
        #expect(try names(refused).contains("http-stray-bytes"))
    }

    /// The client asked first whether to send its content. The answer is not captured, and may have been no.
    @Test func answerToExpectIsLost() throws {
        let post = line(
            "0.1 C PA", 101, 301, "POST / HTTP/1.1\\r\\nHost: a\\r\\nExpect: 100-continue\\r\\nContent-Length: 3000\\r\\n\\r\\n")
        func closed(_ ack: Int) -> String {
            """
            0.2 C A seq \(post.end) ack \(ack)
            0.3 C FA seq \(post.end) ack \(ack)
            0.4 S FA seq \(ack) ack \(post.end + 1)
            0.5 C A seq \(post.end + 1) ack \(ack + 1)
            """
        }
        #expect(try names(open + post.line + closed(355)) == [])
        #expect(try names(open + post.line + closed(301)).contains("http-incomplete"))
    }

    /// A 200 without a length whose request is not captured may have opened a tunnel.
    @Test func answerToARequestBeforeTheCapture() throws {
        let answer = line("0.001 S PA", 300, 100, "HTTP/1.1 200 OK\\r\\n\\r\\n")
        let request = line("0.003 C PA", 100, answer.end, get)
        let close = """
            0.004 S A seq \(answer.end) ack \(request.end)
            0.01 C FA seq \(request.end) ack \(answer.end)
            0.02 S FA seq \(answer.end) ack \(request.end + 1)
            0.021 C A seq \(request.end + 1) ack \(answer.end + 1)
            """
        #expect(try !names("0.0 C A seq 100 ack 300\n" + answer.line + request.line + close).contains("http-unanswered-request"))
    }

    /// A preface in the middle of a connection may stand behind an upgrade, which opened stream 1.
    @Test func upgradeBeforeTheCapture() throws {
        let preface = HTTP2Reader.preface + HTTP2Script.frame(4, 0, 0)
        let answer = HTTP2Script.frame(4, 0, 0) + HTTP2Script.frame(1, 5, 1, [0x88])
        let spoken = """
            0.1 C PA seq 101 ack 301 hex \(hex(preface))
            0.2 S PA seq 301 ack \(101 + preface.count) hex \(hex(answer))
            """
        #expect(try !names("0.0 C A seq 101 ack 301\n" + spoken).contains("h2-protocol-error"))
        #expect(try names(open + spoken).contains("h2-protocol-error"))
    }

    /// Whether the client reset a stream stands in the direction that is not captured.
    @Test func oneDirectionOfHTTP2() throws {
        var script = HTTP2Script()
        script.begin()
        script.ask(0.1, HTTP2Script.request(1))
        script.answer(0.2, HTTP2Script.response(1, length: 100) + HTTP2Script.data(1, 50, ends: false))
        let both = script.text(closedAt: 5)
        let server = both.split(separator: "\n").filter { $0.contains(" S ") && !$0.contains(" C ") }
        #expect(try names(both).contains("http-incomplete"))
        #expect(try !names(server.filter { !$0.contains("C S") }.joined(separator: "\n")).contains("http-incomplete"))
    }

    // MARK: - What the path lost

    /// The last bytes before a FIN never came: they were not received, and the message that lacks them is told so.
    @Test func bytesBeforeTheFINAreLost() throws {
        let head = "0.2 S PA seq 301 ack 128 data \"HTTP/1.1 200 OK\\r\\nContent-Length: 2000\\r\\n\\r\\n\"\n"
        let part = CutPayloadFindingTests.request + head + "0.3 S PA seq 342 ack 128 len 1000\n"
        let hole = part + "0.301 S FA seq 2342 ack 128\n0.302 C A seq 128 ack 1342 block 2342 2343\n"
        for end in ["15.0 C FA seq 128 ack 1342\n15.02 S A seq 2343 ack 129\n"] {
            let run = try FindingScript(hole + end)
            guard case .incomplete(let evidence)? = run.verdict.findings.first?.kind else {
                Issue.record("\(run.all)")
                continue
            }
            #expect(evidence.bytes == 1000 && evidence.total == 2000 && evidence.wasSentWhole)
            #expect(try Recorder(hole + end).summary.quality[.lostByCapture] == 0)
        }
    }

    /// A copy with a wrong checksum that was not acknowledged until a right one came was dropped: damage, and no deceit.
    @Test func damageInACaptureThatBeganLate() throws {
        let begun = "0.0 S A seq 300 ack 100 len 1000\n0.001 C A seq 100 ack 1300\n0.002 S A seq 1300 ack 100 len 1000 torn\n"
        func script(_ ack: Int) -> String {
            begun + """
                0.003 S A seq 2300 ack 100 len 1000
                0.004 C A seq 100 ack \(ack)
                0.3 S A seq 1300 ack 100 len 1000
                0.301 C A seq 100 ack 3300
                """
        }
        let damaged = try Recorder(script(1300))
        #expect(damaged.connections[0].verdict.findings.allSatisfy { $0.name != "overlap-conflict" })
        #expect(damaged.summary.quality[.corruption] == 1 && damaged.summary.quality[.checksumOffload] == 0)
        // The first copy was taken: then the other differs from it.
        #expect(try names(script(3300)).contains("overlap-conflict"))
    }
}
