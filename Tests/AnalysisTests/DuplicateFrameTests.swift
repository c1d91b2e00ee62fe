import Testing
import TCP

/// A frame captured twice is no event on the wire; a segment sent twice is.
@Suite struct DuplicateFrameTests {
    private let open = "0.000 C S seq 100\n0.001 S SA seq 300 ack 101\n0.002 C A seq 101 ack 301\n"

    private func isDuplicate(_ script: String) throws -> Bool {
        try Recorder(open + script).notes.last?.contains("duplicate-frame") ?? false
    }

    /// It carries this note alone, and changes nothing but how many packets there are.
    @Test func carriesThisNoteAlone() throws {
        let run = try Recorder("0.0000 C S seq 100 id 7 len 5\n0.0004 C S seq 100 id 7 len 5\n0.9 C S seq 100 id 8 len 5")
        #expect(run.notes[1] == ["duplicate-frame"])
        #expect(run.notes[2].contains("retransmission"))
        #expect(run.steps == ["handshake-1", "", "handshake-1"])
        #expect(run.packets[1].stages.numbers == [])
        #expect(run.states[1] == "SYN_SENT/LISTEN")
        #expect(run.connections[0].connection.client.packets == 3)
        #expect(run.connections[0].connection.client.synCount == 2)
        #expect(run.connections[0].connection.clientFlow.payloadBytes == 10)
    }

    /// With the same IPv4 identification: at most 50 ms.
    @Test func withIdentification() throws {
        let first = "0.1000 C PA seq 101 ack 301 len 5 id 9\n"
        #expect(try isDuplicate(first + "0.1500 C PA seq 101 ack 301 len 5 id 9"))
        #expect(try !isDuplicate(first + "0.1501 C PA seq 101 ack 301 len 5 id 9"))
        #expect(try !isDuplicate(first + "0.1001 C PA seq 101 ack 301 len 5 id 10"))
        #expect(try !isDuplicate(first + "0.1001 C PA seq 101 ack 301 len 5 id 0"))
        #expect(try isDuplicate("0.1 C A seq 101 ack 301 id 9\n0.15 C A seq 101 ack 301 id 9"))
        #expect(try isDuplicate("0.1 C R seq 101 id 9\n0.15 C R seq 101 id 9"))
    }

    /// Without: at most 1 ms, and neither a pure ACK nor a RST.
    @Test func withoutIdentification() throws {
        let first = "0.1000 C PA seq 101 ack 301 len 5 id 0\n"
        #expect(try isDuplicate(first + "0.1010 C PA seq 101 ack 301 len 5 id 0"))
        #expect(try !isDuplicate(first + "0.1011 C PA seq 101 ack 301 len 5 id 0"))
        #expect(try !isDuplicate(first + "0.1001 C PA seq 101 ack 301 len 5 id 3"))
        #expect(try isDuplicate("0.1 C FA seq 101 ack 301 id 0\n0.1001 C FA seq 101 ack 301 id 0"))
        #expect(try !isDuplicate("0.1 C A seq 101 ack 301 id 0\n0.1001 C A seq 101 ack 301 id 0"))
        #expect(try !isDuplicate("0.1 C R seq 101 id 0\n0.1001 C R seq 101 id 0"))
        #expect(try !isDuplicate("0.1 C RA seq 101 ack 301 id 0\n0.1001 C RA seq 101 ack 301 id 0"))
    }

    /// Any other number makes it another segment; the checksum tells other payload.
    @Test(arguments: [
        "C PA seq 102 ack 301 len 5", "C PA seq 101 ack 302 len 5", "C A seq 101 ack 301 len 5", "C PA seq 101 ack 301 len 6",
        "C PA seq 101 ack 301 len 5 win 1", "S PA seq 101 ack 301 len 5", "C PA seq 101 ack 301 id 9 data \"xxxxy\"",
    ]) func another(segment: String) throws {
        let segment = segment.contains("id 9") ? segment : segment + " id 9"
        #expect(try !isDuplicate("0.1 C PA seq 101 ack 301 len 5 id 9\n0.1001 \(segment)"))
    }

    /// The latest alike counts, among the direction's last 64.
    @Test func amongTheLast64() throws {
        func script(_ between: Int) -> String {
            var text = "0.1 C PA seq 101 ack 301 len 5 id 9\n"
            for i in 0..<between { text += "0.1001 C PA seq \(200 + i) ack 301 len 1\n" }
            return text + "0.1002 C PA seq 101 ack 301 len 5 id 9"
        }
        #expect(try isDuplicate(script(63)))
        #expect(try !isDuplicate(script(64)))
    }

    /// It never starts a connection.
    @Test func neverStartsAConnection() throws {
        let run = try Recorder("0.0 C S seq 100 id 7\n0.001 S RA seq 0 ack 101\n0.002 C S seq 100 id 7")
        #expect(run.connections.count == 1)
        #expect(run.notes[2] == ["duplicate-frame"])
        #expect(run.connections[0].connection.handshakeOutcome == .refused)
    }
}
