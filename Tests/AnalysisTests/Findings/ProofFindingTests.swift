import Analysis
import Testing

/// Conclusions that a capture carries, beside those that it nearly carries.
@Suite struct ProofFindingTests {
    private let open = FindingScript.open
    private let request = "0.1 C PA seq 101 ack 301 data \"GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n\"\n"

    // MARK: - Opening

    @Test func oneLostRequestIsNoFullQueue() throws {
        let again = request.replacing("0.1 C", with: "0.7 C")
        let answer =
            "0.701 S PA seq 301 ack 128 data \"HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n\"\n0.702 C A seq 128 ack 339\n"
        #expect(try found(open + request + again + answer) == ["retransmission-timeout-stall warning"])
        #expect(try found(open + request + again, until: 9) == ["step-3-not-accepted error"])
    }

    /// A RST that does not answer the SYN changes nothing where the real answer comes as well.
    @Test func forgedAnswer() throws {
        let forged = "0.000 C S seq 100\n0.0005 S RA seq 0 ack 100\n"
        #expect(
            try found(forged + "0.001 S SA seq 300 ack 101\n0.002 C A seq 101 ack 301\n" + FindingScript.close)
                == ["reset-not-acceptable warning"])
        #expect(try found(forged, until: 5) == ["handshake-ack-wrong error"])
    }

    @Test func clientThatGaveUp() throws {
        #expect(
            try found("0.000 C S seq 100\n0.29 C F seq 100\n0.3 S SA seq 300 ack 101\n0.31 C FA seq 100 ack 301\n0.6 S R seq 301")
                == ["aborted note"])
    }

    // MARK: - Windows

    @Test func windowsBeforeTheConnectionIsOpen() throws {
        #expect(try found("0.000 C S seq 100 win 0\n0.300 S SA seq 300 ack 101\n0.301 C A seq 101 ack 301\n", until: 1) == [])
        let slow = "0.000 C S seq 100\n0.001 S SA seq 300 ack 101 win 0\n0.300 C A seq 101 ack 301\n"
        #expect(try found(slow + "0.310 S A seq 301 ack 101 win 1000\n", until: 1) == [])
        #expect(try found(slow + "0.610 S A seq 301 ack 101 win 1000\n", until: 1) == ["zero-window-stall warning"])
    }

    /// The octet of a probe may be anything, and the receiver did not take it.
    @Test func octetOfAProbe() throws {
        let full = open + "1.0 C PA seq 101 ack 301 len 1000\n1.01 S A seq 301 ack 1101 win 0\n"
        let probes = "2.0 C A seq 1101 ack 301 hex 00\n2.01 S A seq 301 ack 1101 win 0\n3.0 S A seq 301 ack 1101 win 5000\n"
        let run = try FindingScript(full + probes + "3.1 C PA seq 1101 ack 301 data \"hello\"\n3.2 S A seq 301 ack 1106\n")
        #expect(run.all == ["zero-window-stall warning"])
        // One that was taken counts: nothing is missing.
        let taken = try Recorder(full + "2.0 C A seq 1101 ack 301 hex 41\n2.01 S A seq 301 ack 1102 win 0\n")
        #expect(taken.connections.first?.connection.clientFlow.stream.missingBytes == 0)
        #expect(taken.connections.first?.connection.clientFlow.stream.distinctBytes == 1001)
    }

    // MARK: - Who is not heard any more

    /// A banner shows that step 3 was taken: data that nothing answers then is no matter of the accept queue.
    @Test func bannerAndThenNothing() throws {
        let banner = open + "0.01 S PA seq 301 ack 101 len 20\n0.011 C A seq 101 ack 321\n"
        let data = [1.0, 1.3, 2.0, 4.0, 8.0].map { "\($0) C PA seq 101 ack 321 len 9\n" }.joined()
        #expect(try found(banner + data, until: 30) == ["peer-vanished error"])
    }

    /// Whether a FIN was acknowledged does not hang on which end's numbers are larger.
    @Test(arguments: [300, 30_000]) func unacknowledgedFINAndItsOwnRST(y: Int) throws {
        let open = "0.000 C S seq 5000\n0.001 S SA seq \(y) ack 5001\n0.002 C A seq 5001 ack \(y + 1)\n"
        let fins = "1.0 C FA seq 5001 ack \(y + 1)\n2.0 C FA seq 5001 ack \(y + 1)\n2.1 S A seq \(y + 1) ack 5001\n"
        #expect(
            try found(open + fins + "20 C RA seq 5002 ack \(y + 1)").first == "fin-never-acknowledged error")
    }

    @Test func resetOfAnEndThatWasNotHeardBefore() throws {
        #expect(
            try found("0.0 C PA seq 101 ack 301 len 50\n0.1 S RA seq 301 ack 101").first == "reset-with-data-outstanding error")
    }

    // MARK: - Path

    /// Segments of full size pass, so that their size is not what stops those that are missing.
    @Test func lossIsNoPathMTU() throws {
        let hole = open + "0.1 S PA seq 301 ack 101 len 100\n0.101 C A seq 101 ack 401\n"
        let rest = "0.3 S PA seq 4781 ack 101 len 300\n0.301 C A seq 101 ack 401\n6.0 C A seq 101 ack 401\n"
        #expect(try found(hole + rest).contains("path-mtu error"))
        #expect(
            try !found(hole + "0.2 S A seq 3321 ack 101 len 1460\n0.201 C A seq 101 ack 401\n" + rest).contains("path-mtu error"))
    }

    // MARK: - HTTP

    @Test func secondAnswerThatIsNone() throws {
        let first = open + request + "0.2 S PA seq 301 ack 128 data \"HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n\"\n"
        let second =
            "0.3 C PA seq 128 ack 339 data \"GET /2 HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n\"\n0.4 S PA seq 339 ack 156 data \"ICY 200 OK\\r\\n\\r\\n\"\n"
        let end = "0.5 C A seq 156 ack 353\n0.6 S FA seq 353 ack 156\n0.61 C FA seq 156 ack 354\n0.62 S A seq 354 ack 157\n"
        #expect(try found(first + second + end) == ["http-invalid-start-line error"])
    }

    @Test func answerInAnotherProtocol() throws {
        let answer = "0.2 S PA seq 301 ack 128 hex 450000002a53004641544c00\n0.3 S FA seq 313 ack 128\n"
        let end = "0.31 C FA seq 128 ack 314\n0.32 S A seq 314 ack 129\n"
        #expect(try found(open + request + answer + end) == ["protocol-mismatch error"])
    }

    /// No answer is due to a request that is not whole: the rest of it is waited for.
    @Test func halfARequest() throws {
        #expect(
            try found(
                open + "0.1 C PA seq 101 ack 301 data \"POST / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 9\\r\\n\\r\\nabc\"\n",
                until: 20)
                == ["capture-ended note"])
    }

    /// Without the handshake the acknowledgment of the request tells how far the server is.
    @Test func thinkTimeWithoutTheHandshake() throws {
        let answer =
            "8.12 S PA seq 301 ack 128 data \"HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n\"\n8.13 C A seq 128 ack 339\n"
        let acknowledged = request + "0.12 S A seq 301 ack 128\n"
        #expect(try found(acknowledged + answer).contains("http-slow warning"))
        #expect(try !found(request + answer).contains("http-slow warning"))
    }
}
