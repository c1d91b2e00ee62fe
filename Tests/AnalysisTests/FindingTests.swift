import Analysis
import Testing
import Tracking

@Suite struct FindingTests {
    private let open = "0.000 C S seq 100\n0.001 S SA seq 300 ack 101\n0.002 C A seq 101 ack 301\n"
    private let close = "1.0 S FA seq 301 ack 101\n1.0001 C FA seq 101 ack 302\n1.0002 S A seq 302 ack 102\n"

    private func findings(_ script: String) throws -> [String] {
        try Recorder(script).connections.flatMap { $0.findings.map(\.name) }
    }

    @Test func aHealthyConnectionHasNone() throws {
        #expect(try findings(open + close) == [])
        let run = try Recorder(open + close)
        #expect(run.connections[0].hasProblem == false)
    }

    @Test func wrongNumbers() throws {
        #expect(
            try findings("0.0 C S seq 100\n0.1 S SA seq 300 ack 100\n0.2 C A seq 101 ack 301\n" + close) == [
                "handshake-ack-wrong"
            ])
        #expect(try findings(open + "1.0 S FA seq 301 ack 101\n1.1 C A seq 101 ack 309\n").contains("close-ack-wrong"))
    }

    @Test func unanswered() throws {
        #expect(try findings("0.0 C S seq 100\n1.0 C S seq 100\n3.0 C S seq 100") == ["unanswered-syn"])
    }

    /// The client acknowledged the server's SYN-ACK, so there was one: a capture of one direction proves no silence.
    @Test func oneDirectionIsNotUnanswered() throws {
        #expect(try findings("0.0 C S seq 100\n0.1 C A seq 101 ack 301\n0.2 C A seq 101 ack 301 len 9") == [])
    }

    @Test func resetThatKnowsNothing() throws {
        #expect(try findings(open + "1.0 C PA seq 101 ack 301 len 5\n1.1 S R seq 301").contains("half-open"))
    }

    @Test func resetWithDataOutstanding() throws {
        #expect(
            try findings(open + "1.0 S PA seq 301 ack 101 len 500\n1.1 C RA seq 101 ack 301") == ["reset-with-data-outstanding"])
    }

    /// The side that is said to have sent the RST goes on as if nothing had happened.
    @Test func resetInjected() throws {
        let run = open + "1.0 S R seq 301\n1.1 S PA seq 301 ack 101 len 5"
        #expect(try findings(run).contains("reset-suspicious"))
    }

    @Test func requestCrossedClose() throws {
        let exchange = """
            0.1 C PA seq 101 ack 301 data "GET / HTTP/1.1\\r\\n\\r\\n"
            0.2 S PA seq 301 ack 119 data "HTTP/1.1 204 No Content\\r\\n\\r\\n"
            0.3 C A  seq 119 ack 328

            """
        let crossing = """
            60.300 C PA seq 119 ack 328 data "GET /again HTTP/1.1\\r\\n\\r\\n"
            60.301 S FA seq 328 ack 119
            60.302 S R  seq 329
            """
        let run = try Recorder(open + exchange + crossing)
        #expect(run.connections[0].findings.first?.name == "request-crossed-close")
        #expect(run.connections[0].findings.first?.frames == [8, 7, 9])
    }

    @Test func halfClosed() throws {
        let run =
            open + "1.0 C FA seq 101 ack 301\n1.1 S A seq 301 ack 102\n2.0 S PA seq 301 ack 102 len 7\n3.0 S FA seq 308 ack 102"
        #expect(try findings(run).contains("half-closed-for"))
    }

    @Test func timeoutStall() throws {
        let run = open + "1.0 C PA seq 101 ack 301 len 5\n1.5 C PA seq 101 ack 301 len 5\n1.6 S A seq 301 ack 106\n"
        #expect(try findings(run) == ["retransmission-timeout-stall"])
    }

    @Test func zeroWindowStall() throws {
        let run = open + "1.0 C PA seq 101 ack 301 len 5\n1.1 S A seq 301 ack 106 win 0\n2.0 S A seq 301 ack 106 win 900\n"
        #expect(try findings(run) == ["zero-window-stall"])
    }

    @Test func dataAfterFIN() throws {
        let run = try Recorder(open + "1.0 C FA seq 101 ack 301\n1.1 C PA seq 102 ack 301 len 5")
        #expect(run.notes.last == ["data-after-fin"])
    }

    /// Times are the capture's, whatever it says: a run backwards is told, and nothing traps.
    @Test func timeRunningBackwards() throws {
        let run = try Recorder("5.0 C S seq 100\n1.0 S SA seq 300 ack 101\n9.0 C A seq 101 ack 301")
        #expect(run.summary.triage[.timeOrder] == 1)
    }
}
