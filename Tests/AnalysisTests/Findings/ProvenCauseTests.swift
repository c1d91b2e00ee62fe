import Analysis
import Language
import TCP
import Testing
import Wire

/// Causes that look likely, in captures that prove them wrong.
@Suite struct ProvenCauseTests {
    private let open = FindingScript.open

    private func first(_ script: String, until end: Double? = nil) throws -> Finding.Kind? {
        try FindingScript(script, until: end).verdict.findings.first?.kind
    }

    // MARK: - Step 3

    /// On a path with a round trip of 1.3 s a SYN-ACK is sent again before step 3 can have arrived.
    @Test func synACKThatWasOnItsWay() throws {
        let script =
            "0.0 C S seq 100\n1.3 S SA seq 300 ack 101\n1.301 C A seq 101 ack 301\n2.3 S SA seq 300 ack 101\n2.301 C A seq 101 ack 301\n"
        let run = try FindingScript(script + "2.4 C PA seq 101 ack 301 len 5\n3.7 S A seq 301 ack 106\n")
        #expect(!run.all.contains { $0.hasPrefix("step-3-not-accepted") }, "\(run.all)")
        // Later than that it answers step 3, or its loss.
        let late = script.replacing("2.3 S", with: "4.3 S").replacing("2.301 C", with: "4.301 C")
        let other = try FindingScript(late + "4.4 C PA seq 101 ack 301 len 5\n5.7 S A seq 301 ack 106\n")
        #expect(other.all.contains { $0.hasPrefix("step-3-not-accepted") }, "\(other.all)")
    }

    /// All copies of the first data had arrived: the echoed timestamp is that of the first.
    @Test func firstDataThatCameLate() throws {
        let ends = "0.0 C S seq 100 ts 1 0\n0.02 S SA seq 300 ack 101 ts 1000 1\n0.021 C A seq 101 ack 301 ts 21 1000\n"
        let tries =
            "0.03 C PA seq 101 ack 301 len 50 ts 30 1000\n0.3 C PA seq 101 ack 301 len 50 ts 300 1000\n0.7 C PA seq 101 ack 301 len 50 ts 700 1000\n"
        let late = try FindingScript(
            ends + tries + "0.9 S A seq 301 ack 151 ts 1850 30\n2.0 C PA seq 151 ack 301 len 5 ts 2000 1850\n")
        #expect(!late.all.contains { $0.hasPrefix("step-3-not-accepted") }, "\(late.all)")
        let lost = try FindingScript(
            ends + tries + "0.9 S A seq 301 ack 151 ts 1850 700\n2.0 C PA seq 151 ack 301 len 5 ts 2000 1850\n")
        #expect(lost.all.contains { $0.hasPrefix("step-3-not-accepted") }, "\(lost.all)")
    }

    /// A server that waits for data before it takes a connection sends its SYN-ACK again, until there is some.
    @Test func silentClient() throws {
        let script =
            "0.0 C S seq 100\n0.001 S SA seq 300 ack 101\n0.002 C A seq 101 ack 301\n1.0 S SA seq 300 ack 101\n1.001 C A seq 101 ack 301\n"
        guard
            case .step3NotAccepted(let evidence)? = try first(
                script + "5.0 C PA seq 101 ack 301 len 5\n5.1 S A seq 301 ack 106\n")
        else {
            Issue.record("not told")
            return
        }
        #expect(evidence.clientIsSilent)
    }

    // MARK: - RSTs

    /// A RST that answers step 3 does not show that the server had forgotten what it never took.
    @Test func step3Refused() throws {
        let run = try FindingScript(open + "0.003 S R seq 301\n")
        #expect(run.all == ["closed-by-reset note"])
        guard case .closedByReset(let evidence) = run.verdict.findings[0].kind else { return }
        #expect(evidence.refusesStep3)
        let crossed = try FindingScript(open + "0.0025 C PA seq 101 ack 301 len 5\n0.003 S R seq 301\n")
        guard case .resetWithDataOutstanding(let lost)? = crossed.verdict.findings.first?.kind else {
            Issue.record("\(crossed.all)")
            return
        }
        #expect(lost.refusesStep3)
        // Quiet for so long, it had taken step 3: it would have sent its SYN-ACK again.
        #expect(try found(open + "60.0 C PA seq 101 ack 301 len 5\n60.1 S R seq 301\n").first == "connection-forgotten error")
    }

    /// Bytes that were captured after a RST were not waiting when it was sent.
    @Test func crossedByData() throws {
        let script = open + "0.1 C PA seq 101 ack 301 len 5\n0.101 S A seq 301 ack 106\n1.0 S RA seq 301 ack 106\n"
        guard case .resetWithDataOutstanding(let evidence)? = try first(script + "1.001 C PA seq 106 ack 301 len 150\n") else {
            Issue.record("not told")
            return
        }
        #expect(evidence.hasCrossed)
        let before = script.replacing("1.0 S", with: "0.5 C PA seq 106 ack 301 len 150\n1.0 S")
        guard case .resetWithDataOutstanding(let waiting)? = try first(before) else {
            Issue.record("not told")
            return
        }
        #expect(!waiting.hasCrossed)
        #expect(waiting.lostFor == nil)
    }

    /// What was sent again and again without an acknowledgment did not arrive, and nobody closed without reading it.
    @Test func neverArrived() throws {
        let tries =
            "0.1 S PA seq 301 ack 101 len 500\n0.4 S PA seq 301 ack 101 len 500\n1.0 S PA seq 301 ack 101 len 500\n2.2 S PA seq 301 ack 101 len 500\n"
        let alive =
            "0.5 C PA seq 101 ack 301 len 5\n0.501 S A seq 801 ack 106\n2.0 C PA seq 106 ack 301 len 5\n2.001 S A seq 801 ack 111\n"
        let lines = (tries + alive).split(separator: "\n").sorted {
            Double($0.prefix { $0 != " " }) ?? 0 < Double($1.prefix { $0 != " " }) ?? 0
        }
        let script = open + lines.joined(separator: "\n") + "\n3.0 C RA seq 111 ack 301\n"
        let run = try FindingScript(script)
        let evidence = run.verdict.findings.lazy.compactMap { finding -> Finding.ResetEvidence? in
            if case .resetWithDataOutstanding(let evidence) = finding.kind { evidence } else { nil }
        }.first
        #expect(evidence?.lostFor ?? 0 > 2_000_000_000, "\(run.all)")
    }

    /// A RST that came before the SYN-ACK took nothing back.
    @Test func refusedBeforeTheAnswer() throws {
        let script = "0.0 C S seq 100\n0.005 S RA seq 0 ack 101\n0.02 S SA seq 300 ack 101\n0.0201 C R seq 101\n"
        guard case .aborted(.server, nil, let resetIsFirst)? = try first(script) else {
            Issue.record("\(try found(script))")
            return
        }
        #expect(resetIsFirst)
        let later = "0.0 C S seq 100\n0.02 S SA seq 300 ack 101\n0.03 S RA seq 301 ack 101\n"
        guard case .aborted(.server, nil, false)? = try first(later) else {
            Issue.record("\(try found(later))")
            return
        }
    }

    /// A RST answered the FIN, so it did arrive.
    @Test func finAnsweredByReset() throws {
        let script = open + "1.0 C FA seq 101 ack 301\n1.02 S R seq 325\n"
        #expect(try found(script, until: 20) == ["reset-challenged warning"])
    }

    // MARK: - Between

    /// Where no round trip was measured, none is named.
    @Test func assumedRoundTrip() {
        let number = SequenceNumber(31)
        let bases = NumberBases(sender: SequenceNumber(0), peer: SequenceNumber(0))
        let assumed = Evidence.elapsed(0, threshold: Evidence.assumedRoundTrip, next: number)
        #expect(English().reason(assumed, bases).string.contains("no round trip is known"))
        #expect(Chinese().reason(assumed, bases).string.contains("往返时间未知"))
        let measured = Evidence.elapsed(0, threshold: 10_000_000, next: number)
        #expect(English().reason(measured, bases).string.contains("sooner than a round trip (10.0 ms)"))
    }

    /// SACK had asked for what was sent again late.
    @Test func askedFor() throws {
        let script =
            open.replacing("seq 100\n", with: "seq 100 sack\n").replacing("ack 101\n0.002", with: "ack 101 sack\n0.002")
            + "0.1 C PA seq 101 ack 301 len 100\n0.11 C PA seq 201 ack 301 len 100\n0.12 S A seq 301 ack 101 block 201 301\n"
        let late = "0.5 C PA seq 101 ack 301 len 100\n0.52 S A seq 301 ack 301\n"
        guard case .retransmissionTimeoutStall(let evidence)? = try first(script + late) else {
            Issue.record("\(try found(script + late))")
            return
        }
        #expect(evidence.wasAskedFor)
    }

    /// Bytes that were acknowledged have come, captured or not: the buffer may well be full of them.
    @Test func fullOfWhatWasNotCaptured() throws {
        let script =
            open
            + "0.1 C PA seq 101 ack 301 len 5\n0.2 C A seq 106 ack 60301 win 0\n1.5 C A seq 106 ack 60301 win 500\n1.6 C A seq 106 ack 60801 win 500\n"
        let evidence = try FindingScript(script).verdict.findings.lazy.compactMap { finding -> Finding.ZeroWindowEvidence? in
            if case .zeroWindowStall(let evidence) = finding.kind { evidence } else { nil }
        }.first
        #expect(evidence?.isEmpty == false)
    }
}
