import Analysis
import Testing

@Suite struct OpeningFindingTests {
    private let open = FindingScript.open
    private let close = FindingScript.close

    @Test func aHealthyConnectionHasNone() throws {
        let run = try FindingScript(open + close)
        #expect(run.all == [])
        #expect(!run.hasProblem)
        guard case .healthy = run.verdict.headline else {
            Issue.record("\(run.verdict.headline)")
            return
        }
    }

    /// Not seen to open: nothing to complain of only in what was captured.
    @Test func whatIsCapturedInPartIsNotCalledHealthy() throws {
        let run = try FindingScript("0.0 C A seq 101 ack 301\n0.1 S A seq 301 ack 101\n" + close)
        guard case .healthyAsCaptured = run.verdict.headline else {
            Issue.record("\(run.verdict.headline)")
            return
        }
    }

    @Test func unanswered() throws {
        #expect(try found("0.0 C S seq 100\n1.0 C S seq 100\n3.0 C S seq 100") == ["unanswered-syn error"])
    }

    /// The end of the capture is no event.
    @Test func aSYNAtTheEndIsNotUnanswered() throws {
        #expect(try found("0.0 C S seq 100") == ["capture-ended note"])
        #expect(try found("0.0 C S seq 100", until: 0.9) == ["capture-ended note"])
        #expect(try found("0.0 C S seq 100", until: 1.1) == ["unanswered-syn error"])
    }

    /// The client acknowledged the server's SYN-ACK, so there was one: a capture of one direction proves no silence.
    @Test func oneDirectionIsNotUnanswered() throws {
        #expect(try found("0.0 C S seq 100\n0.1 C A seq 101 ack 301\n0.2 C A seq 101 ack 301 len 9", until: 9) == [])
    }

    @Test func refused() throws {
        #expect(try found("0.0 C S seq 100\n0.1 S RA seq 0 ack 101") == ["refused error"])
    }

    /// One attempt, however often it is tried within 3 s; or a client that is let in at last.
    @Test func refusedAndTriedAgain() throws {
        let tries = "0.0 C S seq 100\n0.1 S RA seq 0 ack 101\n0.5 C S seq 100\n0.6 S RA seq 0 ack 101\n"
        let run = try FindingScript(tries, until: 9)
        #expect(run.all == ["refused error"])
        guard case .refused(let count, _, _) = run.verdict.findings[0].kind else { return }
        #expect(count == 2)
        let later = "1.0 C S seq 100\n1.1 S SA seq 300 ack 101\n1.2 C A seq 101 ack 301\n"
        #expect(try found(tries + later, until: 9) == ["syn-retransmitted warning"])
    }

    @Test func handshakeUnfinished() throws {
        let half = "0.0 C S seq 100\n0.1 S SA seq 300 ack 101\n"
        #expect(try found(half, until: 5) == ["handshake-unfinished warning"])
        #expect(try found(half, until: 0.5) == ["capture-ended note"])
        // Its own SYN-ACKs are part of that.
        #expect(try found(half + "1.1 S SA seq 300 ack 101", until: 5) == ["handshake-unfinished warning"])
    }

    @Test func aborted() throws {
        let half = "0.0 C S seq 100\n0.1 S SA seq 300 ack 101\n"
        #expect(try found(half + "0.2 C R seq 101") == ["aborted note"])
        #expect(try found(half + "0.2 S RA seq 301 ack 101") == ["aborted error"])
    }

    /// A RST that answers a wrong SYN-ACK is no health check.
    @Test func wrongNumbers() throws {
        #expect(
            try found("0.0 C S seq 100\n0.1 S SA seq 300 ack 100\n0.2 C A seq 101 ack 301\n" + close)
                .contains("handshake-ack-wrong error"))
        #expect(try !found("0.0 C S seq 100\n0.1 S SA seq 300 ack 100\n0.2 C R seq 100\n").contains("aborted note"))
    }

    /// SYN cookies give each SYN-ACK a number of its own: the client takes the one that reaches it.
    @Test func synCookies() throws {
        let script = """
            0.0 C S seq 100
            0.1 S SA seq 300 ack 101
            1.0 C S seq 100
            1.1 S SA seq 90300 ack 101
            1.2 C A seq 101 ack 90301
            1.3 C PA seq 101 ack 90301 len 9
            1.4 S PA seq 90301 ack 110 len 5
            1.5 C A seq 110 ack 90306

            """
        let recorder = try Recorder(script)
        #expect(recorder.connections[0].verdict.findings.map(\.name) == ["syn-retransmitted"])
        #expect(recorder.connections[0].connection.checksFailed == 0)
        #expect(recorder.connections[0].connection.serverFlow.stream.missingBytes == 0)
        // A number that no SYN-ACK has is wrong.
        let wrong = script.replacing("ack 90301", with: "ack 90302").replacing("90306", with: "90307")
        #expect(try found(wrong).contains("handshake-ack-wrong error"))
    }

    /// The capture has step 3 behind the ACK of what the server said first: the number was right when it was sent.
    @Test func reorderedStep3() throws {
        let begin = "0.000 C S seq 100\n0.001 S SA seq 300 ack 101\n0.004 C A seq 101 ack 309\n"
        let rest = "0.003 S PA seq 301 ack 101 len 8\n0.002 C A seq 101 ack 301\n"
        #expect(try found(begin + rest) == ["handshake-ack-wrong note"])
        // The capture lacks what the server said: it goes on where the client is.
        #expect(try found(begin + "0.1 S PA seq 309 ack 101 len 8\n0.2 C A seq 101 ack 317\n") == ["handshake-ack-wrong note"])
        // It repeats what it had said: the number was wrong.
        #expect(try found(begin + "0.1 S PA seq 301 ack 101 len 5\n").contains("handshake-ack-wrong error"))
    }

    /// A SYN-ACK of an older connection, which the client resets; the right one opens this one.
    @Test func lateSYNACKOfAnOlderConnection() throws {
        let late = "0.000 C S seq 100\n0.001 S SA seq 9000 ack 4242\n0.0011 C R seq 4242\n"
        let right = "0.015 S SA seq 300 ack 101\n0.016 C A seq 101 ack 301\n"
        #expect(try found(late + right) == ["handshake-ack-wrong note"])
        #expect(try found(late).contains("handshake-ack-wrong error"))
    }

    @Test func retransmittedSYN() throws {
        let run = try FindingScript(
            "0.0 C S seq 100\n1.0 C S seq 100\n1.1 S SA seq 300 ack 101\n1.2 C A seq 101 ack 301\n")
        #expect(run.all == ["syn-retransmitted warning"])
        guard case .synRetransmitted(let evidence) = run.verdict.findings[0].kind else { return }
        #expect(evidence.times == 1)
        #expect(evidence.connect == 1_200_000_000)
        #expect(evidence.waited == 1_000_000_000)
        #expect(evidence.withECN == 0)
    }

    /// The SYN-ACK echoes the timestamp of the SYN that it answers.
    @Test func theFirstSYNWasAnswered() throws {
        let first = "0.0 C S seq 100 ts 10 0\n1.0 C S seq 100 ts 1010 0\n"
        let rest = "\n1.2 C A seq 101 ack 301 ts 1200 7\n"
        #expect(try found(first + "1.1 S SA seq 300 ack 101 ts 7 10" + rest) == ["syn-retransmitted note"])
        #expect(try found(first + "1.1 S SA seq 300 ack 101 ts 7 1010" + rest) == ["syn-retransmitted warning"])
    }

    @Test func retransmittedSYNACK() throws {
        #expect(
            try found("0.0 C S seq 100\n0.1 S SA seq 300 ack 101\n1.1 S SA seq 300 ack 101\n1.2 C A seq 101 ack 301\n")
                == ["syn-ack-retransmitted warning"])
    }

    @Test func step3NotAccepted() throws {
        let full = """
            0.010 C PA seq 101 ack 301 len 50
            0.300 C PA seq 101 ack 301 len 50
            1.002 S SA seq 300 ack 101
            1.010 C PA seq 101 ack 301 len 50
            3.002 S SA seq 300 ack 101

            """
        let run = try FindingScript(open + full, until: 20)
        #expect(run.all == ["step-3-not-accepted error"])
        #expect(run.frames(of: "step-3-not-accepted") == [3, 6, 8, 4, 7])
        #expect(
            try found(open + full + "3.01 C PA seq 101 ack 301 len 50\n3.011 S A seq 301 ack 151", until: 20)
                == ["step-3-not-accepted warning"])
        // It has lasted for longer than the second that rule 4 asks for, whatever was being tried when the capture ended.
        #expect(try found(open + full) == ["step-3-not-accepted error"])
        // Nothing was tried any more for longer than anything is waited for; or it has lasted for long.
        #expect(try found(open + full, until: 4.1) == ["step-3-not-accepted error"])
        #expect(try found(open + full + "7.01 C PA seq 101 ack 301 len 50\n") == ["step-3-not-accepted error"])
        // A SYN-ACK that only crossed step 3 is nothing.
        #expect(try found(open + "0.003 S SA seq 300 ack 101\n0.004 C A seq 101 ack 301\n", until: 20) == [])
    }

    /// The first data is lost again and again; a server that lacked step 3 would have sent its SYN-ACK again.
    @Test func firstDataIsLost() throws {
        let data = [0.01, 0.31, 0.91, 2.11].map { "\($0) C PA seq 101 ack 301 len 97\n" }.joined()
        #expect(try found(open + data + "2.12 S A seq 301 ack 198\n") == ["loss warning"])
        let run = try FindingScript(open + data, until: 20)
        #expect(run.all == ["step-3-not-accepted error"])
        guard case .step3NotAccepted(let evidence) = run.verdict.findings[0].kind else { return }
        #expect(evidence.mayBeLost)
    }

    /// No TCP sends a SYN again after 80 ms: the capture has it twice.
    @Test func capturedAtTwoPlaces() throws {
        let rest = "0.2 S SA seq 300 ack 101\n0.3 C A seq 101 ack 301\n"
        #expect(try found("0.0 C S seq 100 id 7\n0.08 C S seq 100 id 7\n" + rest) == ["syn-retransmitted note"])
        #expect(
            try found("0.0 C S seq 100\n1.0 C S seq 100\n" + rest.replacing("0.2", with: "1.1").replacing("0.3", with: "1.2"))
                == ["syn-retransmitted warning"])
    }

    /// RFC 9293 §3.10.7.3: the server answers with an ACK of an older connection.
    @Test func oldConnectionAnswers() throws {
        let foreign = "0.000 C S seq 100\n0.001 S A seq 9000 ack 7000\n0.002 C R seq 7000\n"
        let later = "1.000 C S seq 100\n1.001 S SA seq 300 ack 101\n1.002 C A seq 101 ack 301\n"
        #expect(try found(foreign, until: 5).contains("old-connection-answers error"))
        #expect(try found(foreign + later, until: 5) == ["old-connection-answers warning"])
        // The client tries again in a second: the end of the capture is no failure.
        #expect(try found(foreign) == ["old-connection-answers warning"])
        #expect(try found(foreign, until: 0.9) == ["old-connection-answers warning"])
        #expect(try found(foreign + "1.000 C S seq 100\n", until: 2.1) == ["old-connection-answers error"])
    }

    @Test func step3NotCaptured() throws {
        #expect(
            try found(
                "0.0 C S seq 100\n0.1 S SA seq 300 ack 101\n0.2 C PA seq 111 ack 301 len 5\n0.3 S A seq 301 ack 116", until: 1)
                == ["step-3-not-captured note"])
    }
}
