import Testing
import TCP

@Suite struct OpeningTests {
    @Test func ordinary() throws {
        let run = try Recorder(
            """
            0.000 C S  seq 100
            0.001 S SA seq 300 ack 101
            0.003 C A  seq 101 ack 301
            """)
        #expect(run.steps == ["handshake-1", "handshake-2, ack = x+1 ok", "handshake-3, seq = x+1 ok, ack = y+1 ok"])
        #expect(run.states == ["SYN_SENT/LISTEN", "SYN_SENT/SYN_RCVD", "ESTABLISHED/ESTABLISHED"])
        #expect(run.connections[0].connection.handshakeOutcome == .complete)
        #expect(run.connections[0].connection.handshake.roundTrip == 3_000_000)
        #expect(run.packets[1].verdict.acknowledged == Acknowledged(bytes: 0, syn: true, fin: false))
    }

    @Test func numbersThatWrap() throws {
        let run = try Recorder(
            """
            0.000 C S  seq 4294967295
            0.001 S SA seq 4294967295 ack 0
            0.002 C A  seq 0 ack 0
            """)
        #expect(run.summary.checksPassed == 3)
    }

    @Test(arguments: [(100, "100!=101"), (102, "102!=101")]) func wrongSYNACK(ack: Int, failure: String) throws {
        let run = try Recorder("0.000 C S seq 100\n0.001 S SA seq 300 ack \(ack)")
        #expect(run.steps[1] == "handshake-2, ack = x+1 \(failure)")
    }

    /// seq right and ack wrong: it is step 3 all the same, and the check says by how much.
    @Test func wrongThirdACK() throws {
        let run = try Recorder("0.000 C S seq 100\n0.001 S SA seq 300 ack 101\n0.002 C A seq 101 ack 303")
        #expect(run.steps[2] == "handshake-3, seq = x+1 ok, ack = y+1 303!=301")
    }

    /// An ACK of data that the server was seen to send: step 3 came before it and was not captured.
    @Test func thirdACKNotCaptured() throws {
        let run = try Recorder(
            """
            0.000 C S  seq 100
            0.001 S SA seq 300 ack 101
            0.002 S A  seq 301 ack 101 len 10
            0.003 C A  seq 101 ack 311
            0.004 C A  seq 101 ack 301
            """)
        #expect(run.steps.allSatisfy { !$0.contains("handshake-3") })
        #expect(run.states[2] == "ESTABLISHED/ESTABLISHED")
        #expect(run.connections[0].connection.handshakeOutcome == .partial)
    }

    @Test func fastOpen() throws {
        let run = try Recorder(
            """
            0.000 C S  seq 100 len 28
            0.001 S SA seq 300 ack 129
            0.002 C A  seq 129 ack 301
            """)
        #expect(run.steps == ["handshake-1", "handshake-2, ack = x+1+28 ok", "handshake-3, seq = x+1+28 ok, ack = y+1 ok"])
        #expect(run.notes[0] == ["fast-open"])
        #expect(run.packets[1].verdict.acknowledged == Acknowledged(bytes: 28, syn: true, fin: false))
    }

    @Test func simultaneous() throws {
        let run = try Recorder(
            """
            0.000 C S  seq 100
            0.001 S S  seq 300
            0.002 C SA seq 100 ack 301
            0.003 S SA seq 300 ack 101
            """)
        #expect(run.steps == ["handshake-1", "handshake-1", "handshake-2, ack = y+1 ok", "handshake-2, ack = x+1 ok"])
        #expect(
            run.states == ["SYN_SENT/LISTEN", "SYN_SENT/SYN_SENT", "SYN_RCVD/SYN_SENT", "ESTABLISHED/ESTABLISHED"])
        #expect(run.connections[0].connection.handshakeOutcome == .simultaneous)
        #expect(run.notes[1] == ["simultaneous-open"])
    }

    @Test func split() throws {
        let run = try Recorder(
            "0.000 C S seq 100\n0.001 S S seq 300\n0.002 C SA seq 100 ack 301\n0.003 S A seq 301 ack 101")
        #expect(run.connections[0].connection.handshakeOutcome == .split)
    }

    @Test func refusedOnlyByARightReset() throws {
        let refused = try Recorder("0.000 C S seq 100\n0.001 S RA seq 0 ack 101")
        #expect(refused.connections[0].connection.handshakeOutcome == .refused)
        #expect(refused.steps[1] == ", ack = x+1 ok")
        #expect(refused.states[1] == "CLOSED/CLOSED")
        let forged = try Recorder("0.000 C S seq 100\n0.001 S RA seq 0 ack 7")
        #expect(forged.connections[0].connection.handshakeOutcome == .partial)
        #expect(forged.notes[1] == ["reset-not-acceptable"])
        #expect(forged.states[1] == "SYN_SENT/LISTEN")
    }

    @Test func unansweredAndSentAgain() throws {
        let run = try Recorder("0.0 C S seq 100\n1.0 C S seq 100\n3.0 C S seq 100")
        #expect(run.connections[0].connection.handshakeOutcome == .unanswered)
        #expect(run.notes == [[], ["retransmission"], ["retransmission"]])
        #expect(run.steps == ["handshake-1", "handshake-1", "handshake-1"])
    }

    @Test func anotherSYNIsANewConnection() throws {
        let run = try Recorder("0.0 C S seq 100\n1.0 C S seq 5000\n2.0 C S seq 5000")
        #expect(run.connections.count == 2)
        #expect(run.notes[1] == ["port-reuse"])
        #expect(run.connections[0].ending == .reuse)
    }

    /// A connection that was refused and reported, and whose ports are used again later, while others are open.
    @Test func aReportedConnectionIsReplaced() throws {
        let run = try Recorder(
            """
            0.0 C S  seq 100
            0.1 S RA seq 0 ack 101
            3.0 C PA seq 1 ack 1 port 40001 data "GET / HTTP/1.1"
            3.1 C PA seq 1 ack 1 port 40002 data "GET / HTTP/1.1"
            3.2 C PA seq 1 ack 1 port 40003 data "GET / HTTP/1.1"
            3.3 C S  seq 9000
            3.4 S SA seq 300 ack 9001
            """)
        #expect(run.connections.map(\.ending) == [.reset, .end, .end, .end, .end])
        #expect(run.notes[5] == ["port-reuse"])
        #expect(run.steps[6] == "handshake-2, ack = x+1 ok")
    }

    @Test func idleConnectionsAreLetGo() throws {
        let run = try Recorder("0.0 C S seq 100\n301.0 C A seq 101 ack 1")
        #expect(run.connections.count == 2)
        #expect(run.connections[0].ending == .idle)
        #expect(run.connections[1].connection.rolesAreObserved == false)
    }
}
