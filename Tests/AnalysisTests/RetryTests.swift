import Testing
import TCP

/// A refused SYN that is tried again within 3 s: the same connection goes on.
@Suite struct RetryTests {
    private let refused = "0.000 C S seq 100\n0.001 S RA seq 0 ack 101 win 500\n"

    /// Five tries, all refused: one connection.
    @Test func refusedAgainAndAgain() throws {
        let run = try Recorder(
            refused + "0.5 C S seq 100\n0.501 S RA seq 0 ack 101\n1.0 C S seq 100\n1.001 S RA seq 0 ack 101\n")
        #expect(run.connections.count == 1)
        #expect(
            run.states == [
                "SYN_SENT/LISTEN", "CLOSED/CLOSED", "SYN_SENT/LISTEN", "CLOSED/CLOSED", "SYN_SENT/LISTEN", "CLOSED/CLOSED",
            ])
        #expect(run.notes == [[], [], ["retransmission"], [], ["retransmission"], []])
        let connection = run.connections[0].connection
        #expect(connection.handshakeOutcome == .refused)
        #expect(connection.synTries == 3)
        #expect(connection.closeOutcome == .reset)
        #expect(connection.incidents?.reset?.frame == 6)
    }

    /// Refused once, then taken: nothing of the refusal is left.
    @Test func thenAccepted() throws {
        let run = try Recorder(
            refused + """
                1.000 C S  seq 100
                1.001 S SA seq 300 ack 101
                1.002 C A  seq 101 ack 301
                1.003 S FA seq 301 ack 101
                1.004 C FA seq 101 ack 302
                1.005 S A  seq 302 ack 102
                """)
        let connection = run.connections[0].connection
        #expect(run.connections.count == 1)
        #expect(connection.handshakeOutcome == .complete)
        #expect(connection.closeOutcome == .threeStep)
        #expect(connection.closedBy == .server)
        #expect(run.connections[0].ending == .close)
        #expect(connection.incidents?.reset == nil)
        #expect(connection.handshake.roundTrip == 2_000_000)
        #expect(run.states[3] == "SYN_SENT/SYN_RCVD")
    }

    /// A try that nobody answers any more.
    @Test func thenUnanswered() throws {
        let run = try Recorder(refused + "1.0 C S seq 100\n9.0 C S seq 100 port 5")
        #expect(run.connections[0].connection.handshakeOutcome == .partial)
        #expect(run.connections.map(\.ending) == [.end, .end])
        let late = try Recorder(refused + "1.0 C S seq 100\n302.0 C S seq 100 port 5\n303.0 C S seq 100 port 5")
        #expect(late.connections.map(\.ending) == [.idle, .end])
    }

    /// Within 3 s of the RST, and not later.
    @Test(arguments: [("3.001", 1), ("3.0011", 2)]) func within3Seconds(time: String, count: Int) throws {
        let run = try Recorder(refused + "\(time) C S seq 100")
        #expect(run.connections.count == count)
        #expect(run.notes[2] == [count == 1 ? "retransmission" : "port-reuse"])
    }

    /// Its record waits for tries, whatever else the capture has meanwhile.
    @Test func theRecordWaits() throws {
        let others = "2.5 C S seq 100 port 5\n2.6 C S seq 100 port 5\n"
        let run = try Recorder(refused + others + "2.7 C S seq 100\n2.8 S SA seq 300 ack 101")
        #expect(run.connections.count == 2)
        #expect(run.connections[0].connection.handshakeOutcome == .partial)
        let over = try Recorder(refused + "3.1 C S seq 100 port 5\n3.2 C S seq 100 port 5")
        #expect(over.toldBeforeEnd == 1)
    }

    /// Another number is another attempt; so is the same one after a handshake, or after a RST of the client.
    @Test func onlyTheRefusedSYN() throws {
        #expect(try Recorder(refused + "0.5 C S seq 101").connections.count == 2)
        let accepted = "0.0 C S seq 100\n0.1 S SA seq 300 ack 101\n0.2 C A seq 101 ack 301\n0.3 S RA seq 301 ack 101\n"
        #expect(try Recorder(accepted + "0.5 C S seq 100").connections.count == 2)
        #expect(try Recorder("0.0 C S seq 100\n0.1 C R seq 101\n0.5 C S seq 100").connections.count == 2)
        #expect(try Recorder("0.0 C S seq 100\n0.1 C R seq 101\n0.2 S RA seq 0 ack 101\n0.5 C S seq 100").connections.count == 2)
    }

    /// A RST that did not count refused nothing.
    @Test func notRefused() throws {
        let run = try Recorder("0.0 C S seq 100\n0.1 S RA seq 0 ack 7\n5.0 C S seq 100")
        #expect(run.connections.count == 1)
        #expect(run.notes[2] == ["retransmission"])
    }
}
