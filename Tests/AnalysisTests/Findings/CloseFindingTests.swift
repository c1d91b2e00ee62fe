import Analysis
import Testing

@Suite struct CloseFindingTests {
    private let open = FindingScript.open

    @Test func vanished() throws {
        let sent = open + "1.0 C PA seq 101 ack 301 len 5\n1.1 S A seq 301 ack 106\n"
        let tries = "2.0 C PA seq 106 ack 301 len 9\n2.4 C PA seq 106 ack 301 len 9\n3.2 C PA seq 106 ack 301 len 9\n"
        let run = try FindingScript(sent + tries, until: 20)
        #expect(run.all == ["peer-vanished error"])
        guard case .peerVanished(let evidence) = run.verdict.findings[0].kind else { return }
        #expect(evidence.bytes == 9)
        #expect(evidence.tries == 3)
        // Two tries within a second prove nothing.
        #expect(
            try !found(sent + "2.0 C PA seq 106 ack 301 len 9\n2.4 C PA seq 106 ack 301 len 9\n", until: 20).contains(
                "peer-vanished error"))
        // It is heard: no death, but loss.
        #expect(try !found(sent + tries + "3.3 S A seq 301 ack 106\n", until: 20).contains("peer-vanished error"))
        // It answers in the end.
        #expect(try !found(sent + tries + "3.3 S A seq 301 ack 115\n", until: 20).contains("peer-vanished error"))
        // The end that waits gives up; that RST is part of it.
        #expect(try found(sent + tries + "9.0 C RA seq 115 ack 301\n", until: 20) == ["peer-vanished error"])
    }

    @Test func vanishedProbes() throws {
        let sent = open + "1.0 C PA seq 101 ack 301 len 5\n1.1 S A seq 301 ack 106\n"
        let probes = "50.0 C A seq 105 ack 301\n51.0 C A seq 105 ack 301\n52.0 C A seq 105 ack 301\n"
        #expect(try found(sent + probes, until: 90) == ["peer-vanished error"])
        #expect(try found(sent + probes + "52.01 S A seq 301 ack 106\n", until: 90) == [])
    }

    @Test func finNeverAcknowledged() throws {
        let fin = open + "1.0 C FA seq 101 ack 301\n"
        // Heard again later, and the FIN not acknowledged: proven.
        #expect(
            try found(fin + "3.0 S PA seq 301 ack 101 len 5\n3.01 C A seq 102 ack 306", until: 9) == [
                "fin-never-acknowledged error"
            ])
        #expect(try found(fin, until: 9) == ["fin-never-acknowledged warning"])
        #expect(try found(fin, until: 1.5) == ["capture-ended note"])
        #expect(try found(fin + "1.1 S FA seq 301 ack 102\n1.2 C A seq 102 ack 302", until: 9) == [])
        // A RST acknowledges it too.
        #expect(try !found(fin + "1.1 S RA seq 301 ack 102", until: 9).contains { $0.hasPrefix("fin-never") })
    }

    @Test func closeWait() throws {
        let fin = open + "1.0 C FA seq 101 ack 301\n1.1 S A seq 301 ack 102\n"
        #expect(try found(fin, until: 62) == ["close-wait warning"])
        #expect(try found(fin, until: 50) == [])
        #expect(try found(fin + "90.0 S FA seq 301 ack 102\n90.1 C A seq 102 ack 302\n", until: 99) == ["close-wait warning"])
        // An end that still sends has not forgotten to close.
        #expect(
            try found(
                fin
                    + "50.0 S PA seq 301 ack 102 len 5\n50.1 C A seq 102 ack 306\n90.0 S FA seq 306 ack 102\n90.1 C A seq 102 ack 307\n",
                until: 99) == ["half-closed-for note"])
    }

    @Test func halfClosed() throws {
        let fin = open + "1.0 C FA seq 101 ack 301\n1.1 S A seq 301 ack 102\n"
        #expect(try found(fin + "1.4 S FA seq 301 ack 102\n1.41 C A seq 102 ack 302") == ["half-closed-for note"])
        #expect(try found(fin + "1.2 S FA seq 301 ack 102\n1.21 C A seq 102 ack 302") == [])
    }

    @Test func wrongNumbers() throws {
        let run = open + "1.0 S FA seq 301 ack 101\n1.1 C A seq 101 ack 309\n"
        #expect(try found(run).contains("close-ack-wrong error"))
    }

    @Test func dataAfterFIN() throws {
        let run = try Recorder(open + "1.0 C FA seq 101 ack 301\n1.1 C PA seq 102 ack 301 len 5")
        #expect(run.notes.last == ["data-after-fin"])
    }

    /// Times are the capture's, whatever it says: a run backwards is told, and nothing traps.
    @Test func timeRunningBackwards() throws {
        let run = try Recorder("5.0 C S seq 100\n1.0 S SA seq 300 ack 101\n9.0 C A seq 101 ack 301")
        #expect(run.summary.quality[.timeOrder] == 1)
    }
}
