import Analysis
import Testing

@Suite struct HTTPFindingTests {
    private let open = FindingScript.open
    /// 18 bytes and 27 bytes.
    private let exchange = """
        0.1 C PA seq 101 ack 301 data "GET / HTTP/1.1\\r\\n\\r\\n"
        0.2 S PA seq 301 ack 119 data "HTTP/1.1 204 No Content\\r\\n\\r\\n"
        0.3 C A  seq 119 ack 328

        """

    @Test func requestCrossedClose() throws {
        let crossing = """
            60.300 C PA seq 119 ack 328 data "GET /again HTTP/1.1\\r\\n\\r\\n"
            60.301 S FA seq 328 ack 119
            60.302 S R  seq 329
            """
        let run = try FindingScript(open + exchange + crossing)
        #expect(run.all.first == "request-crossed-close error")
        #expect(run.verdict.findings.first?.frames == [8, 7, 9])
    }

    /// The server's own time counts: from its last response to its close, whenever the request came.
    @Test func closedAfterAQuietTime() throws {
        func quiet(_ script: String) throws -> Int64? {
            let findings = try FindingScript(open + script).verdict.findings
            guard case .requestCrossedClose(let evidence)? = findings.map(\.kind).first else {
                Issue.record("\(findings.map(\.name))")
                return nil
            }
            return evidence.closedAfter
        }
        let again = "4.900 C PA seq 119 ack 328 data \"GET /again HTTP/1.1\\r\\n\\r\\n\"\n"
        #expect(try quiet(exchange + again + "5.2 S FA seq 328 ack 119\n5.3 S R seq 329\n") == 5_000_000_000)
        // Captured at the server: its FIN stands before the request.
        #expect(
            try quiet(
                exchange
                    + "5.2 S FA seq 328 ack 119\n5.25 C PA seq 119 ack 328 data \"GET /again HTTP/1.1\\r\\n\\r\\n\"\n5.26 S R seq 329\n"
            )
                == 5_000_000_000)
        #expect(
            try quiet(exchange + again.replacing("4.900", with: "1.100") + "1.15 S FA seq 328 ack 119\n1.3 S R seq 329\n") == nil)
        // A response that is not whole: the server was not idle.
        let part =
            "0.1 C PA seq 101 ack 301 data \"GET / HTTP/1.1\\r\\n\\r\\n\"\n0.2 S PA seq 301 ack 119 data \"HTTP/1.1 204 No Content\\r\\n\\r\\n\"\n"
        let second =
            "0.3 C PA seq 119 ack 328 data \"GET / HTTP/1.1\\r\\n\\r\\n\"\n"
            + "0.4 S PA seq 328 ack 137 data \"HTTP/1.1 200 OK\\r\\nContent-Length: 9\\r\\n\\r\\nab\"\n"
        let third =
            "4.9 C PA seq 137 ack 368 data \"GET /again HTTP/1.1\\r\\n\\r\\n\"\n5.2 S FA seq 368 ack 137\n5.3 S R seq 369\n"
        #expect(try quiet(part + second + third) == nil)
    }

    /// The client had acknowledged the FIN.
    @Test func requestAfterClose() throws {
        let ignored = """
            1.000 S FA seq 328 ack 119
            1.001 C A  seq 119 ack 329
            2.000 C PA seq 119 ack 329 data "GET /again HTTP/1.1\\r\\n\\r\\n"
            2.001 S R  seq 329
            """
        let run = try FindingScript(open + exchange + ignored)
        #expect(run.all.first == "request-after-close error")
        #expect(!run.all.contains { $0.hasPrefix("request-crossed") || $0.hasPrefix("data-after") })
    }

    /// What the client had acknowledged before it asked is no answer: SOCKS came first.
    @Test func unansweredBehindAnotherProtocol() throws {
        let socks = "0.1 C PA seq 101 ack 301 hex 050100\n0.2 S PA seq 301 ack 104 hex 0500\n"
        let request = "0.3 C PA seq 104 ack 303 data \"GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n\"\n0.31 S A seq 303 ack 131\n"
        let open = FindingScript.open
        #expect(try FindingScript(open + socks + request, until: 0.5).verdict.findings.allSatisfy { $0.severity == .note })
        let other = "0.4 S PA seq 303 ack 131 hex 0500\n"
        let closed = "5.0 S FA seq 305 ack 131\n5.1 C FA seq 131 ack 306\n5.2 S A seq 306 ack 132\n"
        let answered = try FindingScript(open + socks + request + other + closed).verdict.findings
        guard case .unansweredRequest(let evidence)? = answered.first?.kind else {
            Issue.record("\(answered.map(\.name))")
            return
        }
        #expect(evidence.answerIsUnreadable)
    }

    @Test func unanswered() throws {
        let request =
            open + "0.1 C PA seq 101 ack 301 data \"GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n\"\n0.101 S A seq 301 ack 128\n"
        #expect(
            try found(request + "5.0 S FA seq 301 ack 128\n5.01 C FA seq 128 ack 302\n5.02 S A seq 302 ack 129\n")
                == ["http-unanswered-request error"])
        let run = try FindingScript(request + "5.0 C FA seq 128 ack 301\n5.01 S FA seq 301 ack 129\n5.02 C A seq 129 ack 302\n")
        guard case .unansweredRequest(let evidence)? = run.verdict.findings.first?.kind else {
            Issue.record("\(run.all)")
            return
        }
        #expect(evidence.ender?.role == .client)
        #expect(evidence.follower?.role == .server)
        #expect(evidence.waited == 4_900_000_000)
        // Only the capture ended.
        #expect(try found(request, until: 0.5) == ["capture-ended note"])
        #expect(try found(request, until: 5) == ["http-slow warning"])
    }

    /// A request that was not sent whole waits for nobody but its client; one that asked first (Expect) waits for the server.
    @Test func aRequestThatIsNotWholeIsNotSlow() throws {
        func request(_ text: String, _ length: Int) -> String {
            open + "0.1 C PA seq 101 ack 301 data \"\(text)\"\n0.101 S A seq 301 ack \(101 + length)\n"
        }
        let half = request("POST / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 9\\r\\n\\r\\nabc", 50)
        #expect(try found(half, until: 11) == ["capture-ended note"])
        #expect(try found(request("GET / HTTP/1.1\\r\\nHost:", 21), until: 11) == ["capture-ended note"])
        let expect = request(
            "POST / HTTP/1.1\\r\\nHost: a\\r\\nExpect: 100-continue\\r\\nContent-Length: 9\\r\\n\\r\\n", 69)
        #expect(try found(expect, until: 11) == ["http-slow warning"])
    }

    /// A response that ends within its start line, after however many bytes (RFC 9112 §8).
    @Test(arguments: 1...15, [true, false]) func cutStartLine(length: Int, isReset: Bool) throws {
        let request = open + exchange + "0.4 C PA seq 119 ack 328 data \"GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n\"\n"
        let part = "HTTP/1.1 200 OK".prefix(length)
        let end = 328 + part.count
        let cut = request + "0.5 S PA seq 328 ack 146 data \"\(part)\"\n0.6 C A seq 146 ack \(end)\n"
        let close =
            isReset
            ? "0.7 S RA seq \(end) ack 146\n"
            : "0.7 S FA seq \(end) ack 146\n0.8 C FA seq 146 ack \(end + 1)\n0.9 S A seq \(end + 1) ack 147\n"
        #expect(try found(cut + close).filter { !$0.hasPrefix("http-missing") } == ["http-incomplete error"])
    }

    /// What comes for a connection whose record was written has its stages, and is no exchange of its own.
    @Test func lateResponse() throws {
        let late = """
            0.4 C PA seq 119 ack 328 data "GET /2 HTTP/1.1\\r\\n\\r\\n"
            0.5 C RA seq 138 ack 328
            3.0 S PA seq 328 ack 138 data "HTTP/1.1 204 No Content\\r\\n\\r\\n"
            """
        let run = try Recorder(open + exchange + late)
        #expect(run.exchanges.map(\.number) == [1, 2])
        #expect(run.summary.exchanges == 2)
        #expect(run.packets.last?.connection == 1)
        #expect(run.packets.last?.stages.numbers == [4, 5])
    }

    @Test func incomplete() throws {
        let request = open + "0.1 C PA seq 101 ack 301 data \"GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n\"\n"
        let head =
            "0.2 S PA seq 301 ack 128 data \"HTTP/1.1 200 OK\\r\\nContent-Length: 9\\r\\n\\r\\nabc\"\n0.3 C A seq 128 ack 342\n"
        let run = try FindingScript(
            request + head + "1.0 S FA seq 342 ack 128\n1.1 C FA seq 128 ack 343\n1.2 S A seq 343 ack 129\n")
        #expect(run.all == ["http-incomplete error"])
        guard case .incomplete(let evidence)? = run.verdict.findings.first?.kind else { return }
        #expect(evidence.bytes == 3)
        #expect(evidence.total == 9)
        #expect(evidence.ender?.role == .server)
        // Without an announced end there is nothing to miss.
        let endless = "0.2 S PA seq 301 ack 128 data \"HTTP/1.1 200 OK\\r\\n\\r\\nabc\"\n0.3 C A seq 128 ack 323\n"
        #expect(try found(request + endless + "1.0 C RA seq 128 ack 323\n") == ["closed-by-reset note"])
    }

    @Test func statuses() throws {
        func answered(_ status: Int) -> String {
            open + "0.1 C PA seq 101 ack 301 data \"GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n\"\n"
                + "0.2 S PA seq 301 ack 128 data \"HTTP/1.1 \(status) X\\r\\nContent-Length: 0\\r\\n\\r\\n\"\n0.3 C A seq 128 ack 339\n"
        }
        #expect(try found(answered(500)) == ["http-server-error warning"])
        #expect(try found(answered(404)) == ["http-client-error note"])
        #expect(try found(answered(400)) == ["http-client-error warning"])
        #expect(try found(answered(200)) == [])
    }

    /// A server's think time begins when the whole request had reached it.
    @Test func thinkTime() throws {
        let request = "C PA seq 101 ack 301 data \"GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n\""
        func answer(_ time: Double) -> String {
            "\(time) S PA seq 301 ack 128 data \"HTTP/1.1 204 X\\r\\n\\r\\n\"\n\(time + 0.001) C A seq 128 ack 319\n"
        }
        #expect(try found(open + "0.1 \(request)\n" + answer(1.5)) == ["http-slow warning"])
        #expect(try found(open + "0.1 \(request)\n" + answer(0.9)) == [])
        // The first copy was lost: waiting for the second is the path's time.
        let second = "C PA seq 119 ack 328 data \"GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n\""
        let late = "2.5 S PA seq 328 ack 146 data \"HTTP/1.1 204 X\\r\\n\\r\\n\"\n2.501 C A seq 146 ack 346\n"
        func warnings(_ requests: String) throws -> [String] {
            try found(open + exchange + requests + late).filter { $0.hasSuffix("warning") }
        }
        #expect(try warnings("1.1 \(second)\n") == ["http-slow warning"])
        #expect(try warnings("1.1 \(second)\n2.4 \(second)\n") == ["retransmission-timeout-stall warning"])
    }

    /// Both values that contradict each other are kept, as sent.
    @Test func contradictionsHaveBothValues() throws {
        let request =
            open
            + "0.1 C PA seq 101 ack 301 data \"POST / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 5\\r\\ncontent-length: 6\\r\\n\\r\\n\"\n"
        let run = try FindingScript(request)
        let values = run.verdict.findings.compactMap { finding in
            if case .violation(.conflictingLengths, _, true, let values, _) = finding.kind { values } else { nil }
        }
        #expect(values == [["Content-Length: 5", "content-length: 6"]])
    }
}
