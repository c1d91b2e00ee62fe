import Analysis
import TCP
import Testing
import Wire

/// Numbers, timestamps and round trips decide what happened, not how soon something came.
@Suite struct ProvenFindingTests {
    private let open = FindingScript.open
    /// A round trip of 80 ms to the server, captured at the client.
    private let farOpen = "0.000 C S seq 100\n0.080 S SA seq 300 ack 101\n0.0801 C A seq 101 ack 301\n"

    private func afterClose(_ script: String) throws -> Finding.AfterCloseEvidence? {
        for finding in try FindingScript(script).verdict.findings {
            if case .dataAfterClose(let evidence) = finding.kind { return evidence }
        }
        return nil
    }

    // MARK: - data-after-close

    /// The client asks and closes at once: the server that answers is not slow.
    @Test func anAnswerToWhatCameWithTheFIN() throws {
        let asked = farOpen + "1.0 C PA seq 101 ack 301 len 6\n1.00005 C FA seq 107 ack 301\n"
        #expect(try found(asked + "1.085 S PA seq 301 ack 108 len 20\n1.0851 C R seq 108") == ["data-after-close note"])
        // However long the server needs: nobody waited for it.
        #expect(
            try found(asked + "1.085 S A seq 301 ack 108\n3.0 S PA seq 301 ack 108 len 20\n3.001 C R seq 108")
                == ["data-after-close note"])
        // The same on the FIN itself, and where the answer had crossed the FIN.
        #expect(
            try found(farOpen + "1.0 C FPA seq 101 ack 301 len 6\n1.085 S PA seq 301 ack 108 len 20\n1.0851 C R seq 108")
                == ["data-after-close note"])
        #expect(try found(asked + "1.082 S PA seq 301 ack 107 len 20\n1.0821 C R seq 107") == ["data-after-close note"])
    }

    @Test func anAnswerAsSoonAsTheServerHearsOfTheClose() throws {
        let asked = farOpen + "1.0 C PA seq 101 ack 301 len 6\n1.081 S A seq 301 ack 107\n2.0 C FA seq 107 ack 301\n"
        #expect(try found(asked + "2.085 S PA seq 301 ack 108 len 20\n2.0851 C R seq 108") == ["data-after-close note"])
        // A client that gave up after a while, and a server that comes later than that.
        let late = asked + "2.081 S A seq 301 ack 108\n4.0 S PA seq 301 ack 108 len 20\n4.001 C R seq 108"
        #expect(try found(late) == ["data-after-close warning"])
        #expect(try afterClose(late)?.wasAtOnce == false)
        // A server that closes, and a client that writes on, is another matter.
        let client =
            open + "1.0 S FA seq 301 ack 101\n1.0001 C A seq 101 ack 302\n1.0005 C PA seq 101 ack 302 len 5\n1.001 S R seq 302"
        #expect(try found(client) == ["data-after-close warning"])
    }

    /// An answer that is due is lost whoever did not wait for it.
    @Test func aLostAnswerStaysAnError() throws {
        let head = "\"HTTP/1.1 200 OK\\r\\nContent-Length: 3\\r\\n\\r\\nabc\""
        let script =
            farOpen + "1.0 C PA seq 101 ack 301 data \"GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n\"\n1.0001 C FA seq 128 ack 301\n"
            + "1.085 S PA seq 301 ack 129 data \(head)\n1.0851 C R seq 129"
        #expect(try found(script) == ["data-after-close error"])
        #expect(try afterClose(script)?.wasAtOnce == true)
    }

    // MARK: - delayed-ack-stall

    /// Captured at the client, the server's next segment comes 2 ms after the client's late ACK, which is still on its way: it did not wait for it.
    @Test func whatAnACKCannotHaveReleased() throws {
        func waits(_ open: String) -> String {
            var script = open
            for i in 0..<5 {
                let (sequence, time) = (301 + i * 10, 1 + Double(i) * 0.15)
                script += "\(time) S PA seq \(sequence) ack 101 len 10\n\(time + 0.148) C A seq 101 ack \(sequence + 10)\n"
            }
            return script
        }
        #expect(try found(waits(farOpen)) == [])
        // Captured at the server, the ACK is there at once.
        #expect(
            try found(waits("0.000 C S seq 100\n0.0001 S SA seq 300 ack 101\n0.080 C A seq 101 ack 301\n"))
                == ["delayed-ack-stall warning"])
    }

    // MARK: - Retransmissions

    private func notes(_ script: String) throws -> (names: [String], evidence: [Evidence]) {
        let run = try Recorder(
            "0.000 C S seq 100 ts 1000 0\n0.010 S SA seq 300 ack 101 ts 5000 1000\n0.010 C A seq 101 ack 301 ts 1010 5000\n"
                + script)
        return (run.notes.last ?? [], run.packets.last?.verdict.evidence ?? [])
    }

    /// What fills a hole right behind the newest segment may fill an old one.
    @Test func anOldHole() throws {
        let hole = "0.1 S A seq 301 ack 101 len 100 ts 5100 1\n0.101 S A seq 501 ack 101 len 100 ts 5101 1\n"
        let newest = "0.1145 S A seq 601 ack 101 len 100 ts 5114 1\n"
        // Its timestamp is that of the newest one, and after that of the segment behind the hole: it was sent after both.
        let (repeated, proof) = try notes(hole + newest + "0.115 S A seq 401 ack 101 len 100 ts 5114 1")
        #expect(repeated == ["retransmission"])
        #expect(proof == [.timestamps(own: 5114, highest: 5101, next: SequenceNumber(601))])
        // Without timestamps nothing is concluded from how soon after the newest it came.
        let plain =
            "0.1 S A seq 301 ack 101 len 100\n0.101 S A seq 501 ack 101 len 100\n0.1145 S A seq 601 ack 101 len 100\n"
        let (late, evidence) = try notes(plain + "0.115 S A seq 401 ack 101 len 100")
        #expect(late == ["out-of-order"])
        #expect(evidence == [.elapsed(500_000, threshold: 0, next: SequenceNumber(701))])
    }

    /// A FIN behind which something was captured before it, and of which no copy was: it is out of order, and the two FINs crossed.
    @Test func aFINOutOfOrder() throws {
        let crossed =
            farOpen
            + "1.0 C FA seq 101 ack 301\n1.08 S A seq 302 ack 102\n1.08 S FA seq 301 ack 101\n1.0801 C A seq 102 ack 302\n"
        let run = try Recorder(crossed)
        #expect(run.notes[5] == ["out-of-order"])
        #expect(run.states.suffix(3) == ["FIN_WAIT_2/CLOSE_WAIT", "FIN_WAIT_2/CLOSING", "TIME_WAIT/TIME_WAIT"])
        #expect(run.connections[0].verdict.findings.isEmpty)
        // A copy of it is one.
        #expect(try Recorder(crossed + "1.4 S FA seq 301 ack 102\n").notes[7].contains("retransmission"))
    }

    /// A FIN that was sent again has waited long enough: the end of the capture is not why nothing acknowledged it.
    @Test func aFINSentAgainBeforeTheEnd() throws {
        let run = try FindingScript(open + "1.0 S FA seq 301 ack 101\n1.29 S FA seq 301 ack 101\n")
        #expect(run.all == ["retransmission-timeout-stall warning"])
        guard case .retransmissionTimeoutStall(let evidence)? = run.verdict.findings.first?.kind else { return }
        #expect(evidence.isFIN && evidence.isUnanswered)
        #expect(try found(open + "1.0 S FA seq 301 ack 101\n") == ["capture-ended note"])
    }

    // MARK: - Blame

    /// A pure ACK from behind an answer that was lost shows that the server had sent it.
    @Test func anAnswerThatAnACKHadPassed() throws {
        let request = "0.1 C PA seq 101 ack 301 data \"GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n\"\n"
        let answer = "data \"HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n\""
        #expect(try found(open + request + "2.4 S PA seq 301 ack 128 \(answer)\n", until: 9) == ["http-slow warning"])
        let passed = "0.110 S A seq 339 ack 128\n"
        #expect(
            try !found(open + request + passed + "2.4 S PA seq 301 ack 128 \(answer)\n", until: 9).contains("http-slow warning"))
    }

    /// How far the window held up a transfer is more than the longest time that it was closed.
    @Test func aWindowThatIsFilledAgainAndAgain() throws {
        let open = "0.0 C S seq 100 win 1000\n0.001 S SA seq 300 ack 101\n0.002 C A seq 101 ack 301 win 1000\n"
        var script = open
        for i in 0..<3 {
            let (sequence, time) = (301 + i * 1000, 1 + Double(i))
            script += "\(time) S A seq \(sequence) ack 101 len 1000\n\(time + 0.01) C A seq 101 ack \(sequence + 1000) win 0\n"
            script += "\(time + 0.3) C A seq 101 ack \(sequence + 1000) win 1000\n"
        }
        let run = try FindingScript(script)
        #expect(run.all == ["zero-window-stall warning"])
        guard case .zeroWindowStall(let evidence)? = run.verdict.findings.first?.kind else { return }
        #expect(evidence.filled == 3 && evidence.filledOver == 2_000_000_000)
    }
}
