import Testing
import TCP

@Suite struct ClosingTests {
    private let open = "0.000 C S seq 100\n0.001 S SA seq 300 ack 101\n0.002 C A seq 101 ack 301\n"

    @Test func fourSteps() throws {
        let run = try Recorder(
            open + """
                1.000 C FA seq 101 ack 301
                1.001 S A  seq 301 ack 102
                1.500 S PA seq 301 ack 102 len 10
                2.000 C A  seq 102 ack 311
                2.500 S FA seq 311 ack 102
                2.501 C A  seq 102 ack 312
                """)
        #expect(
            run.steps.suffix(6) == [
                "wave-1", "wave-2, ack = u+1 ok", "", "", "wave-3, ack = u+1 ok", "wave-4, seq = u+1 ok, ack = w+1 ok",
            ])
        #expect(
            run.states.suffix(6) == [
                "FIN_WAIT_1/ESTABLISHED", "FIN_WAIT_2/CLOSE_WAIT", "FIN_WAIT_2/CLOSE_WAIT", "FIN_WAIT_2/CLOSE_WAIT",
                "FIN_WAIT_2/LAST_ACK", "TIME_WAIT/CLOSED",
            ])
        let connection = run.connections[0].connection
        #expect(connection.closeOutcome == .fourStep)
        #expect(connection.closedBy == .client)
        #expect(run.packets[8].verdict.acknowledged == Acknowledged(bytes: 0, syn: false, fin: true))
    }

    @Test func threeSegments() throws {
        let run = try Recorder(open + "1.0 S FA seq 301 ack 101\n1.1 C FA seq 101 ack 302\n1.2 S A seq 302 ack 102")
        #expect(run.steps[4] == "wave-2+wave-3, ack = u+1 ok")
        #expect(run.connections[0].connection.closeOutcome == .threeStep)
        #expect(run.connections[0].connection.closedBy == .server)
    }

    @Test func simultaneous() throws {
        let run = try Recorder(
            open + """
                1.000 C FA seq 101 ack 301
                1.001 S FA seq 301 ack 101
                1.050 C A  seq 102 ack 302
                1.051 S A  seq 302 ack 102
                """)
        #expect(
            run.steps.suffix(4) == ["wave-1", "wave-3", "wave-4, seq = u+1 ok, ack = w+1 ok", "wave-2, ack = u+1 ok"])
        #expect(
            run.states.suffix(4) == [
                "FIN_WAIT_1/ESTABLISHED", "FIN_WAIT_1/FIN_WAIT_1", "CLOSING/FIN_WAIT_1", "TIME_WAIT/TIME_WAIT",
            ])
        #expect(run.connections[0].connection.closeOutcome == .simultaneous)
    }

    @Test func wrongAcknowledgmentOfTheFIN() throws {
        let run = try Recorder(open + "1.0 C FA seq 101 ack 301\n1.1 S A seq 301 ack 104")
        #expect(run.steps[4] == "wave-2, ack = u+1 104!=102")
    }

    /// The FIN is sent again, and the other side goes on without acknowledging it: that is owed for certain.
    @Test func neverAcknowledged() throws {
        let run = try Recorder(
            open + """
                1.000 C FA seq 101 ack 301
                1.300 C FA seq 101 ack 301
                1.400 S PA seq 301 ack 101 len 5
                """)
        let debts = run.connections[0].connection.unacknowledgedFINs
        #expect(debts.count == 1)
        #expect(debts.first?.rule == .ackIsU)
        #expect(debts.first?.expected.rawValue == 102)
        #expect(debts.first?.last.rawValue == 101)
        #expect(debts.first?.isProven == true)
        #expect(run.notes[4] == ["retransmission"])
    }

    /// One ACK right behind the FIN may have crossed it on the wire: owed, but not proven.
    @Test func mayHaveCrossed() throws {
        let run = try Recorder(open + "1.000 C FA seq 101 ack 301\n1.010 S A seq 301 ack 101")
        #expect(run.connections[0].connection.unacknowledgedFINs.map(\.isProven) == [false])
    }

    @Test func resetInsideTheWindowCounts() throws {
        let run = try Recorder(open + "1.0 S R seq 301")
        #expect(run.connections[0].connection.closeOutcome == .reset)
        #expect(run.states.last == "CLOSED/CLOSED")
    }

    @Test func resetOutsideTheWindowDoesNot() throws {
        let run = try Recorder(open + "1.0 S R seq 300\n1.1 S R seq 99999999")
        #expect(run.connections[0].connection.closeOutcome == .none)
        #expect(run.notes.suffix(2) == [["reset-not-acceptable"], ["reset-not-acceptable"]])
    }

    @Test func finWithData() throws {
        let run = try Recorder(open + "1.0 C FPA seq 101 ack 301 len 10\n1.1 S A seq 301 ack 112")
        #expect(run.connections[0].connection.teardown.u?.rawValue == 111)
        #expect(run.packets[4].verdict.acknowledged == Acknowledged(bytes: 10, syn: false, fin: true))
    }

    /// What comes two seconds after the close carries the connection's number, and changes its record no more.
    @Test func stragglersChangeNothing() throws {
        let close = "1.0 S FA seq 301 ack 101\n1.1 C FA seq 101 ack 302\n1.2 S A seq 302 ack 102\n"
        let run = try Recorder(open + close + "4.0 C FA seq 101 ack 302")
        #expect(run.connections.count == 1)
        #expect(run.connections[0].connection.lastFrame == 6)
        #expect(run.packets[6].connection == 1)
    }
}
