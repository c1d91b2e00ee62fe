import Testing

/// What the capture lacks, and what is not known, is nobody's fault.
@Suite struct CaptureGapFindingTests {
    private let open = FindingScript.open
    private func names(_ script: String, until end: Double? = nil) throws -> [String] {
        try FindingScript(script, until: end).verdict.findings.map(\.name)
    }

    /// Bytes whose first copy was not captured were not sent again, whatever was sent before them.
    @Test func firstCopyNotCaptured() throws {
        let sent = open + "0.5 C PA seq 101 ack 301 len 5\n0.501 S A seq 301 ack 106\n"
        let late = "1.0 C A seq 126 ack 301\n1.0005 C PA seq 106 ack 301 len 20\n1.002 S A seq 301 ack 126\n"
        #expect(try !names(sent + late).contains("retransmission-timeout-stall"))
        let repeated = "1.0 C PA seq 106 ack 301 len 20\n1.5 C PA seq 106 ack 301 len 20\n1.502 S A seq 301 ack 126\n"
        #expect(try names(sent + repeated).contains("retransmission-timeout-stall"))
    }

    /// A FIN at the number of the SYN is no second copy of it.
    @Test func finAtTheNumberOfTheSYN() throws {
        let odd = try names("0.0 C S seq 100\n0.3 C F seq 100\n0.31 S SA seq 300 ack 101\n0.32 C FA seq 100 ack 301\n")
        #expect(!odd.contains("spurious-retransmission") && !odd.contains("retransmission-timeout-stall"))
    }

    /// The answer may be among the bytes that the capture lacks.
    @Test func resetBehindBytesThatAreNotCaptured() throws {
        let request = open + "0.1 C PA seq 101 ack 301 data \"GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n\"\n"
        #expect(try found(request + "0.2 C A seq 128 ack 401\n0.5 C RA seq 128 ack 401\n").contains("closed-by-reset note"))
        let seen = request + "0.2 S A seq 301 ack 128\n0.5 C RA seq 128 ack 301\n"
        #expect(try found(seen).contains("http-unanswered-request error"))
    }

    /// Where the capture lacks other segments, it may lack the ACK of a FIN that was not sent again.
    @Test func finNotSentAgain() throws {
        let lacking = open + "1.0 S FA seq 401 ack 111\n1.001 C FA seq 111 ack 402\n"
        #expect(try !names(lacking, until: 20).contains("fin-never-acknowledged"))
        let whole = open + "1.0 S FA seq 301 ack 101\n1.001 C FA seq 101 ack 302\n"
        #expect(try found(whole, until: 20).contains("fin-never-acknowledged warning"))
    }

    /// A request that could not be read may have been HEAD, whose answer has no content.
    @Test func answerToAnUnreadableRequest() throws {
        let answer = "0.2 S PA seq 301 ack 119 data \"HTTP/1.1 200 OK\\r\\nContent-Length: 10\\r\\n\\r\\n\"\n"
        let close = "0.3 C A seq 119 ack 340\n4.0 C FA seq 119 ack 340\n4.1 S FA seq 340 ack 120\n4.2 C A seq 120 ack 341\n"
        let unreadable = open + "0.1 C PA seq 101 ack 301 data \"HEAD / HTTP/1.\\r\\n\\r\\n\"\n"
        #expect(try !names(unreadable + answer + close).contains("http-incomplete"))
        let read = open + "0.1 C PA seq 101 ack 301 data \"GET / HTTP/1.1\\r\\n\\r\\n\"\n"
        #expect(try names(read + answer + close).contains("http-incomplete"))
    }

    /// Behind the last answer nothing was due: who closed did not wait for it.
    @Test func dataBehindTheLastAnswer() throws {
        let request = open + "0.1 C PA seq 101 ack 301 data \"GET / HTTP/1.1\\r\\n\\r\\n\"\n"
        let whole = "0.2 S PA seq 301 ack 119 data \"HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n\"\n"
        let close = "0.3 C FA seq 119 ack 339\n0.4 S PA seq 339 ack 120 len 9\n0.401 C R seq 120\n"
        #expect(try found(request + whole + close).contains("data-after-close warning"))
        let part = "0.2 S PA seq 301 ack 119 data \"HTTP/1.1 200 OK\\r\\nContent-Length: 9\\r\\n\\r\\n\"\n"
        #expect(try found(request + part + close).contains("data-after-close error"))
    }

    /// One cause, one finding: a RST with a wrong number that answers a SYN.
    @Test func wrongResetThatAnswersASYN() throws {
        let script = "0.0 C S seq 100\n0.2 S RA seq 0 ack 100\n1.0 S SA seq 300 ack 101\n1.1 C A seq 101 ack 301\n"
        let all = try names(script)
        #expect(!(all.contains("handshake-ack-wrong") && all.contains("reset-not-acceptable")))
    }
}
