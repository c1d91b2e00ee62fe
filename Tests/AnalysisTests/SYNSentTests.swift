import Testing
import TCP

/// What a client in SYN_SENT cannot accept (RFC 9293 §3.10.7.3): segments of an older connection of the same ports.
@Suite struct SYNSentTests {
    /// A challenge ACK, the RST that answers it, and the connection that opens afterwards.
    @Test func challengeACK() throws {
        let run = try Recorder(
            """
            0.000 C S  seq 100
            0.001 S A  seq 70000 ack 5000 win 501
            0.002 C R  seq 5000
            1.000 C S  seq 100
            1.001 S SA seq 300 ack 101
            1.002 C A  seq 101 ack 301
            1.003 S PA seq 301 ack 101 len 10
            """)
        #expect(
            run.steps == [
                "handshake-1", "", "", "handshake-1", "handshake-2, ack = x+1 ok", "handshake-3, seq = x+1 ok, ack = y+1 ok", "",
            ])
        #expect(run.states[1] == "SYN_SENT/LISTEN")
        #expect(run.states[2] == "SYN_SENT/LISTEN")
        #expect(run.packets[1].verdict.acknowledged == nil)
        #expect(run.notes[2] == [])
        #expect(run.notes[4...] == [[], [], []])
        let connection = run.connections[0].connection
        #expect(run.connections.count == 1)
        #expect(connection.handshakeOutcome == .complete)
        #expect(connection.closeOutcome == .none)
        #expect(connection.foreignFrames == [2])
        #expect([connection.clientFlow.stream.missingBytes, connection.serverFlow.stream.missingBytes] == [0, 0])
        #expect(connection.serverFlow.stream.distinctBytes == 10)
    }

    /// x+1 and x+1+n are acceptable, and nothing else is.
    @Test(arguments: [(100, false), (101, true), (115, true), (129, true), (130, false)])
    func acceptableACKs(number: Int, isAcceptable: Bool) throws {
        let run = try Recorder("0.0 C S seq 100 len 28\n0.1 S A seq 300 ack \(number)")
        #expect((run.packets[1].verdict.acknowledged != nil) == isAcceptable)
        #expect(run.connections[0].connection.foreignFrames == (isAcceptable ? [] : [2]))
    }

    /// Neither data nor FIN of the older connection shows that this one's handshake took place, and no step of the close is in it.
    @Test func lateSegments() throws {
        let run = try Recorder("0.0 C S seq 100\n0.1 S PA seq 7000 ack 5000 len 50\n0.2 S FA seq 7050 ack 5000")
        #expect(run.states == ["SYN_SENT/LISTEN", "SYN_SENT/LISTEN", "SYN_SENT/LISTEN"])
        #expect(run.steps == ["handshake-1", "", ""])
        #expect(run.packets[1].stages.numbers == [])
        let connection = run.connections[0].connection
        #expect(connection.serverFlow.stream.distinctBytes == 0)
        #expect(connection.closeOutcome == .none)
        #expect(connection.unacknowledgedFINs.isEmpty)
        #expect(connection.handshakeOutcome == .partial)
    }

    /// Once the client has acknowledged something, an ACK may lie anywhere.
    @Test func notLaterThanSYNSent() throws {
        let run = try Recorder("0.0 C S seq 100\n0.1 S SA seq 300 ack 101\n0.2 C A seq 101 ack 301\n0.3 S A seq 301 ack 5000")
        #expect(run.packets[3].verdict.acknowledged?.bytes == 4899)
        #expect(run.connections[0].connection.foreignFrames == [])
    }

    /// Once it could accept a SYN-ACK, what the server acknowledges is its own data, which was not captured.
    @Test func notBehindARightSYNACK() throws {
        let run = try Recorder("0.0 C S seq 100\n0.1 S SA seq 300 ack 101\n0.2 S PA seq 301 ack 150 len 10")
        #expect(run.packets[2].verdict.acknowledged?.bytes == 49)
        #expect(run.states[2] == "ESTABLISHED/ESTABLISHED")
        #expect(run.connections[0].connection.clientFlow.stream.missingBytes == 49)
    }

    /// An old duplicate of a SYN-ACK is step 2 with a failed check; the client resets it, and its number gives way to the right one's.
    @Test func oldDuplicateOfASYNACK() throws {
        let run = try Recorder(
            """
            0.000 C S  seq 100
            0.001 S SA seq 300 ack 91
            0.002 C R  seq 91
            0.500 C S  seq 100
            0.501 S SA seq 400 ack 101
            0.502 C A  seq 101 ack 401
            """)
        #expect(run.steps[1] == "handshake-2, ack = x+1 91!=101")
        #expect(run.states[1...3] == ["SYN_SENT/SYN_RCVD", "SYN_SENT/SYN_RCVD", "SYN_SENT/SYN_RCVD"])
        #expect(run.packets[1].verdict.acknowledged == nil)
        #expect(run.notes[2] == [])
        #expect(run.steps[4...] == ["handshake-2, ack = x+1 ok", "handshake-3, seq = x+1 ok, ack = y+1 ok"])
        #expect(run.packets[5].verdict.acknowledged == Acknowledged(bytes: 0, syn: true, fin: false))
        #expect(run.connections.count == 1)
        #expect(run.connections[0].connection.handshake.y?.rawValue == 400)
        #expect(run.connections[0].connection.handshakeOutcome == .complete)
    }

    /// A client that goes on all the same: the SYN-ACK was this connection's.
    @Test func aWrongSYNACKThatIsTaken() throws {
        let run = try Recorder(
            """
            0.000 C S  seq 100
            0.001 S SA seq 300 ack 100 wscale 7
            0.002 C A  seq 101 ack 301
            0.003 S PA seq 301 ack 101 len 10
            0.004 C A  seq 101 ack 311
            """)
        #expect(run.steps[2] == "handshake-3, seq = x+1 ok, ack = y+1 ok")
        #expect(run.packets[2].verdict.acknowledged == Acknowledged(bytes: 0, syn: true, fin: false))
        #expect(run.packets[3].verdict.acknowledged == Acknowledged(bytes: 0, syn: true, fin: false))
        #expect(run.packets[4].verdict.acknowledged == Acknowledged(bytes: 10, syn: false, fin: false))
        let stream = run.connections[0].connection.serverFlow.stream
        #expect(stream.distinctBytes == 10)
        #expect(stream.missingBytes == 0)
        #expect(stream.beginIsKnown)
    }

    /// A RST of the client at another number is judged as any other.
    @Test func anotherResetOfTheClient() throws {
        let challenge = "0.0 C S seq 100\n0.1 S A seq 70000 ack 5000\n"
        let other = try Recorder(challenge + "0.2 C R seq 5001")
        #expect(other.notes[2] == ["reset-not-acceptable"])
        #expect(other.states[2] == "SYN_SENT/LISTEN")
        let own = try Recorder(challenge + "0.2 C R seq 101")
        #expect(own.states[2] == "CLOSED/CLOSED")
    }

    /// R and W come from this connection's segments alone.
    @Test func neitherRNorW() throws {
        let run = try Recorder("0.0 C S seq 100\n0.1 S A seq 70000 ack 90 win 60000\n0.2 C R seq 95\n0.3 C R seq 102")
        #expect(run.notes[2...] == [["reset-not-acceptable"], ["reset-not-acceptable"]])
    }

    /// Acknowledges a number that was captured without its SYN: nothing shows that it is of another connection.
    @Test func withoutTheSYN() throws {
        let run = try Recorder("0.0 S A seq 300 ack 5000\n0.1 S A seq 300 ack 5100")
        #expect(run.packets[1].verdict.acknowledged?.bytes == 100)
    }
}
