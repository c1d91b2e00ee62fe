import Analysis
import Language
import Testing

@Suite struct PathFindingTests {
    private let open = FindingScript.open

    /// Something was sent and acknowledged, so that the server has taken step 3.
    private let sent = FindingScript.open + "0.5 C PA seq 101 ack 301 len 5\n0.501 S A seq 301 ack 106\n"

    @Test func timeoutStall() throws {
        let run = try FindingScript(
            sent + "1.0 C PA seq 106 ack 301 len 5\n1.5 C PA seq 106 ack 301 len 5\n1.6 S A seq 301 ack 111\n")
        #expect(run.all == ["retransmission-timeout-stall warning"])
        #expect(run.frames(of: "retransmission-timeout-stall") == [6, 7])
        #expect(
            try found(sent + "1.0 C PA seq 106 ack 301 len 5\n1.1 C PA seq 106 ack 301 len 5\n1.2 S A seq 301 ack 111\n") == [])
    }

    /// The echo of the first copy's timestamp, or a D-SACK: the first copy had arrived.
    @Test func spurious() throws {
        let stamped =
            "0.0 C S seq 100 ts 1 0\n0.1 S SA seq 300 ack 101 ts 1 1\n0.2 C A seq 101 ack 301 ts 2 1\n"
            + "0.5 C PA seq 101 ack 301 ts 5 1 len 5\n0.6 S A seq 301 ack 106 ts 4 5\n"
            + "1.0 C PA seq 106 ack 301 ts 10 4 len 5\n1.5 C PA seq 106 ack 301 ts 500 4 len 5\n"
        #expect(try found(stamped + "1.6 S A seq 301 ack 111 ts 9 10\n") == ["spurious-retransmission warning"])
        #expect(try found(stamped + "1.6 S A seq 301 ack 111 ts 9 500\n") == ["retransmission-timeout-stall warning"])
        let plain = sent + "1.0 C PA seq 106 ack 301 len 5\n1.5 C PA seq 106 ack 301 len 5\n"
        #expect(try found(plain + "1.6 S A seq 301 ack 111 block 106 111\n") == ["spurious-retransmission warning"])
    }

    @Test func loss() throws {
        func lossy(_ count: Int) -> String {
            var script = open
            for i in 0..<count {
                let (sequence, time) = (101 + i * 10, 1 + Double(i))
                script += "\(time) C PA seq \(sequence) ack 301 len 10\n\(time + 0.3) C PA seq \(sequence) ack 301 len 10\n"
                script += "\(time + 0.301) S A seq 301 ack \(sequence + 10)\n"
            }
            return script
        }
        #expect(try found(lossy(3)) == ["loss warning"])
        #expect(try found(lossy(2)) == ["retransmission-timeout-stall warning"])
    }

    /// What was needed, and all that was sent again: three segments, and one more in vain.
    @Test func whatWasSentAgainIsCountedWhole() throws {
        var script = open
        for i in 0..<3 {
            let (sequence, time) = (101 + i * 10, 1 + Double(i))
            script += "\(time) C PA seq \(sequence) ack 301 len 10\n\(time + 0.3) C PA seq \(sequence) ack 301 len 10\n"
            script += "\(time + 0.301) S A seq 301 ack \(sequence + 10)\n"
        }
        func evidence(_ script: String) throws -> Finding.LossEvidence? {
            for finding in try FindingScript(script).verdict.findings {
                if case .loss(let evidence) = finding.kind { return evidence }
            }
            return nil
        }
        let needed = try #require(try evidence(script))
        #expect(needed.segments == 3 && needed.resent.segments == 3 && needed.resent.bytes == 30 && needed.captured == 3)
        let more = try #require(try evidence(script + "4.0 C PA seq 121 ack 301 len 10\n4.001 S A seq 301 ack 131\n"))
        #expect(more.segments == 3 && more.bytes == 30 && more.resent.segments == 4 && more.resent.bytes == 40)
        let sentence = English().sentence(
            for: try #require(try FindingScript(script + "4.0 C PA seq 121 ack 301 len 10\n").verdict.findings.first))
        #expect(sentence.string.contains("4 segments with 40 bytes were sent again in all"), "\(sentence)")
    }

    @Test func pathMTUAtTheSender() throws {
        let small = open + "1.0 C PA seq 101 ack 301 len 60\n1.1 S A seq 301 ack 161\n"
        let large = "1.2 C A seq 161 ack 301 len 1400\n1.5 C A seq 161 ack 301 len 1400\n2.5 C A seq 161 ack 301 len 1400\n"
        #expect(try found(small + large + "9.0 S A seq 301 ack 161\n", until: 20) == ["path-mtu error"])
        // Nothing is heard of the other end: it is gone.
        #expect(try found(small + large, until: 20) == ["peer-vanished error"])
        // One of that size had passed.
        let passed = open + "1.0 C PA seq 101 ack 301 len 1400\n1.1 S A seq 301 ack 1501\n"
        let more = "1.2 C A seq 1501 ack 301 len 1400\n1.5 C A seq 1501 ack 301 len 1400\n2.1 C A seq 1501 ack 301 len 1400\n"
        #expect(try !found(passed + more + "9.0 S A seq 301 ack 1501\n", until: 20).contains("path-mtu error"))
    }

    /// The small segment at the end of a burst arrived at once, the large ones before it did not, and their repeats do not either.
    @Test func pathMTUWithSACK() throws {
        let open = "0.0 C S seq 100 mss 1460 sack\n0.1 S SA seq 300 ack 101 mss 1460 sack\n0.2 C A seq 101 ack 301\n"
        let burst = "1.0 C A seq 101 ack 301 len 1460\n1.0 C A seq 1561 ack 301 len 1460\n1.0 C PA seq 3021 ack 301 len 200\n"
        let repeats = "1.5 C A seq 101 ack 301 len 1460\n2.3 C A seq 101 ack 301 len 1460\n3.9 C A seq 101 ack 301 len 1460\n"
        #expect(try found(open + burst + "1.1 S A seq 301 ack 101 block 3021 3221\n" + repeats, until: 20) == ["path-mtu error"])
        // A large one arrived too: the size is not the reason.
        #expect(
            try !found(open + burst + "1.1 S A seq 301 ack 101 block 1561 3221\n" + repeats, until: 20).contains("path-mtu error")
        )
        // Sent twice within a second: it may have been lost by chance.
        #expect(
            try !found(open + burst + "1.1 S A seq 301 ack 101 block 3021 3221\n1.5 C A seq 101 ack 301 len 1460\n", until: 20)
                .contains("path-mtu error"))
    }

    @Test func pathMTUAtTheReceiver() throws {
        let request = open + "1.0 C PA seq 101 ack 301 len 60\n1.1 S A seq 301 ack 161\n"
        let hole = "1.2 S PA seq 3221 ack 161 len 300\n1.21 C A seq 161 ack 301\n"
        #expect(
            try found(request + hole + "9.0 C A seq 160 ack 301\n9.1 S A seq 3521 ack 161\n", until: 20).contains(
                "path-mtu error"))
        // It came after all.
        #expect(
            try !found(request + hole + "1.3 S A seq 301 ack 161 len 2920\n1.4 C A seq 161 ack 3521\n", until: 20).contains(
                "path-mtu error"))
    }

    @Test func zeroWindow() throws {
        let closed = open + "1.0 C PA seq 101 ack 301 len 5\n1.1 S A seq 301 ack 106 win 0\n"
        #expect(try found(closed + "2.0 S A seq 301 ack 106 win 900\n") == ["zero-window-stall warning"])
        #expect(try found(closed + "1.2 S A seq 301 ack 106 win 900\n") == [])
        #expect(try found(closed, until: 9) == ["zero-window-stall error"])
        #expect(try found(closed, until: 1.2) == [])
        // It answers, and may read on: the end of the capture is no event. It does not, or that lasts.
        let probe = "1.5 C A seq 105 ack 301\n"
        #expect(try found(closed + probe + "1.501 S A seq 301 ack 106 win 0\n", until: 2) == ["zero-window-stall warning"])
        #expect(try found(closed + probe, until: 3) == ["zero-window-stall error"])
        #expect(try found(closed + probe + "1.501 S A seq 301 ack 106 win 0\n", until: 9) == ["zero-window-stall error"])
    }

    /// Whether somebody waited for the window is shown by probes, or by what comes as soon as it is open.
    @Test func zeroWindowThatStoppedNobody() throws {
        func isIdle(_ script: String) throws -> Bool? {
            let run = try FindingScript(open + "1.0 C PA seq 101 ack 301 len 5\n1.1 S A seq 301 ack 106 win 0\n" + script)
            guard case .zeroWindowStall(let evidence)? = run.verdict.findings.first?.kind else { return nil }
            return evidence.isIdle
        }
        let opened = "2.0 S A seq 301 ack 106 win 900\n"
        #expect(try isIdle(opened) == true)
        #expect(try isIdle(opened + "5.0 C PA seq 106 ack 301 len 5\n") == true)
        #expect(try isIdle(opened + "2.001 C PA seq 106 ack 301 len 5\n") == false)
        #expect(try isIdle("1.5 C A seq 105 ack 301\n1.51 S A seq 301 ack 106 win 0\n" + opened) == false)
    }

    /// The way changes to one with a smaller MTU: what had passed does not any more.
    @Test func narrowerPathInMidConnection() throws {
        let open = "0.0 C S seq 100 mss 1460 sack\n0.1 S SA seq 300 ack 101 mss 1460 sack\n0.2 C A seq 101 ack 301\n"
        let passed = "0.5 C A seq 101 ack 301 len 1460\n0.6 S A seq 301 ack 1561\n"
        let burst = "2.0 C A seq 1561 ack 301 len 1460\n2.0 C PA seq 3021 ack 301 len 200\n"
        let sack = "2.1 S A seq 301 ack 1561 block 3021 3221\n"
        let repeats = [2.5, 3.3, 4.9].map { "\($0) C A seq 1561 ack 301 len 1460\n" }.joined()
        let last = "8.1 C A seq 1561 ack 301 len 1460\n"
        let later = "5.0 C PA seq 3221 ack 301 len 100\n5.1 S A seq 301 ack 1561 block 3021 3321\n"
        let run = try FindingScript(open + passed + burst + sack + repeats + later + last, until: 20)
        guard case .loss(let evidence)? = run.verdict.findings.first?.kind else {
            Issue.record("\(run.all)")
            return
        }
        #expect(evidence.stuckSize == 1460 && evidence.passed == 300)
        // What was sent behind them arrived, as large as they are: chance.
        let large = "2.0 C A seq 1561 ack 301 len 1460\n2.0 C PA seq 3021 ack 301 len 1460\n"
        let taken = "2.1 S A seq 301 ack 1561 block 3021 4481\n"
        let more = "5.0 C PA seq 4481 ack 301 len 100\n5.1 S A seq 301 ack 1561 block 3021 4581\n"
        let chance = try FindingScript(open + passed + large + taken + repeats + more + last, until: 20)
        guard case .loss(let other)? = chance.verdict.findings.first?.kind else {
            Issue.record("\(chance.all)")
            return
        }
        #expect(other.stuckSize == nil)
    }

    /// Probes that must be answered, and are not: the other end is gone.
    @Test func zeroWindowProbesWithoutAnswer() throws {
        let closed = open + "1.0 C PA seq 101 ack 301 len 5\n1.1 S A seq 301 ack 106 win 0\n"
        #expect(
            try found(closed + "1.5 C A seq 105 ack 301\n2.3 C A seq 105 ack 301\n3.9 C A seq 105 ack 301\n", until: 20)
                == ["peer-vanished error"])
        // Those without a byte at the edge need no answer.
        #expect(
            try found(closed + "1.5 C A seq 106 ack 301\n2.3 C A seq 106 ack 301\n3.9 C A seq 106 ack 301\n", until: 20)
                == ["zero-window-stall error"])
    }

    @Test func windowShrunk() throws {
        let open = "0.0 C S seq 100\n0.1 S SA seq 300 ack 101 win 8000\n0.2 C A seq 101 ack 301\n"
        let sent = "1.0 C A seq 101 ack 301 len 1000\n1.1 S A seq 301 ack 1101 win 1000\n"
        #expect(
            try found(
                open + sent
                    + "1.2 C A seq 1101 ack 301 len 1000\n1.3 C A seq 2101 ack 301 len 1000\n1.4 S A seq 301 ack 2101 win 9000\n"
            )
            .contains("window-shrunk warning"))
        // Nothing beyond the new edge was sent.
        #expect(try found(open + sent + "1.2 C A seq 1101 ack 301 len 1000\n1.3 S A seq 301 ack 2101 win 9000\n") == [])
    }

    @Test func delayedACK() throws {
        func waits(_ count: Int, _ delay: Double) -> String {
            var script = open
            for i in 0..<count {
                let (sequence, time) = (101 + i * 10, 1 + Double(i) * (delay + 0.001))
                script += "\(time) C PA seq \(sequence) ack 301 len 10\n\(time + delay) S A seq 301 ack \(sequence + 10)\n"
            }
            return script
        }
        #expect(try found(waits(5, 0.045)) == ["delayed-ack-stall warning"])
        #expect(try found(waits(2, 0.045)) == [])
        #expect(try found(waits(5, 0.010)) == [])
    }

    @Test func optionsMissing() throws {
        let open = "0.0 C S seq 100 ts 1 0\n0.1 S SA seq 300 ack 101 ts 1 1\n0.2 C A seq 101 ack 301 ts 2 1\n"
        #expect(
            try found(open + "1.0 C PA seq 101 ack 301 len 5\n1.1 S A seq 301 ack 106 ts 3 2\n") == ["options-missing warning"])
        #expect(try found(open + "1.0 C PA seq 101 ack 301 ts 3 1 len 5\n1.1 S A seq 301 ack 106 ts 3 2\n") == [])
        #expect(try !found(open + "1.0 C RA seq 101 ack 301\n").contains("options-missing warning"))
    }

    /// RFC 1122 §4.2.3.6: the octet of a keep-alive may be anything.
    @Test func keepAliveWithGarbage() throws {
        let sent = open + "1.0 C PA seq 101 ack 301 data \"hello\"\n1.1 S A seq 301 ack 106\n"
        #expect(try found(sent + "50.0 C A seq 105 ack 301 data \"#\"\n50.01 S A seq 301 ack 106\n") == [])
        #expect(
            try found(sent + "1.2 C PA seq 101 ack 301 data \"HELLO\"\n1.3 S A seq 301 ack 106\n").contains(
                "overlap-conflict error"))
    }
}
