import Analysis
import Testing

/// What comes after a FIN: bytes that had crossed it, good-byes of protocols, and bytes that somebody wanted.
@Suite struct AfterCloseFindingTests {
    private let open = FindingScript.open
    private let request = "0.1 C PA seq 101 ack 301 data \"GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n\"\n0.101 S A seq 301 ack 128\n"

    private func evidence(_ script: String) throws -> Finding.AfterCloseEvidence? {
        for finding in try FindingScript(script).verdict.findings {
            if case .dataAfterClose(let found) = finding.kind { return found }
        }
        return nil
    }

    /// Who sends before it has the FIN does not go on sending to a program that has closed.
    @Test func whatCrossedTheFIN() throws {
        let crossed = open + "1.0 C FA seq 101 ack 301\n1.0005 S PA seq 301 ack 101 len 24\n"
        #expect(try found(crossed + "1.0006 C R seq 101") == ["data-after-close warning"])
        // The answer to it has the number of the FIN, which counts no more once the FIN was acknowledged.
        let answered = crossed + "1.0007 S A seq 325 ack 102\n1.0008 C R seq 101\n1.0009 C R seq 102"
        #expect(try found(answered) == ["data-after-close warning"])
        // One more than there are such segments is no answer to any.
        #expect(
            try found(crossed + "1.0007 S A seq 325 ack 102\n1.0008 C R seq 101\n1.0009 C R seq 101\n1.001 C R seq 102")
                .contains("reset-not-acceptable warning"))
    }

    @Test func whatWasWanted() throws {
        let closed = open + request + "0.2 C FA seq 128 ack 301\n0.201 S A seq 301 ack 129\n"
        let head = "\"HTTP/1.1 200 OK\\r\\nContent-Length: 3\\r\\n\\r\\nabc\""
        #expect(
            try found(closed + "2.2 S PA seq 301 ack 129 data \(head)\n2.201 C R seq 129")
                == ["data-after-close error", "http-slow warning"])
        // Nobody knows what was still due of content that lasts until the close.
        let endless =
            open + request + "0.15 S PA seq 301 ack 128 data \"HTTP/1.1 200 OK\\r\\nConnection: close\\r\\n\\r\\nabc\"\n"
        let rest = "0.2 C FA seq 128 ack 346\n0.201 S A seq 346 ack 129\n2.2 S PA seq 346 ack 129 len 9\n2.201 C R seq 129"
        #expect(try found(endless + rest) == ["data-after-close warning"])
        // The request came before the capture began.
        let middle = "0.1 C A seq 128 ack 301\n0.2 C FA seq 128 ack 301\n0.201 S A seq 301 ack 129\n"
        #expect(
            try found(middle + "2.2 S PA seq 301 ack 129 data \(head)\n2.201 C R seq 129").contains("data-after-close error"))
    }

    /// An end that has sent its FIN does not linger in CLOSE_WAIT.
    @Test func closeWaitEndsWithTheFIN() throws {
        let closed = open + "1.0 S FA seq 301 ack 101\n1.001 C A seq 101 ack 302\n1.1 C FA seq 101 ack 302\n"
        let all = try found(closed + "25 C FA seq 101 ack 302\n120 C FA seq 101 ack 302\n", until: 300)
        #expect(all == ["peer-vanished error"])
    }

    /// A server that answers before all of the request has come, and resets.
    @Test func requestStopped() throws {
        let upload =
            open + "0.1 C PA seq 101 ack 301 data \"POST /a HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 1000\\r\\n\\r\\n12345\"\n"
            + "0.2 S PA seq 301 ack 157 data \"HTTP/1.0 200 OK\\r\\n\\r\\n\"\n0.21 C A seq 157 ack 320\n0.22 S FA seq 320 ack 157\n"
        let run = try FindingScript(upload + "0.23 S RA seq 321 ack 157")
        #expect(run.all == ["closed-by-reset error"])
        guard case .closedByReset(let evidence)? = run.verdict.findings.first?.kind else { return }
        #expect(evidence.stopped?.bytes == 5 && evidence.stopped?.total == 1000 && evidence.status == 200)
        // The client may stop where it has its answer.
        #expect(try found(upload + "0.23 C RA seq 157 ack 321") == ["closed-by-reset note"])
    }

    @Test func textOfARST() throws {
        let run = try FindingScript(open + request + "0.2 S RA seq 301 ack 128 data \"go away\"")
        guard case .unansweredRequest(let evidence)? = run.verdict.findings.first?.kind else {
            Issue.record("\(run.all)")
            return
        }
        #expect(evidence.ender?.text == Array("go away".utf8))
    }
}
