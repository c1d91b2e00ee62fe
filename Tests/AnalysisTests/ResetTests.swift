import Testing
import TCP

/// Which RSTs their receiver had to accept: between what it has acknowledged (R) and what was sent to it (N), or in answer to a SYN.
@Suite struct ResetTests {
    private let open = "0.000 C S seq 100\n0.001 S SA seq 300 ack 101 win 1000\n0.002 C A seq 101 ack 301 win 500\n"

    private func last(_ script: String) throws -> (notes: [String], states: String) {
        let run = try Recorder(script)
        return (run.notes.last ?? [], run.states.last ?? "")
    }

    /// The server's data was sent, and not acknowledged yet: R is 301, N is 401, and the client's window reaches to 801.
    @Test(arguments: [
        (300, "reset-not-acceptable"), (301, ""), (350, ""), (401, ""), (402, "reset-challenged"), (800, "reset-challenged"),
        (801, "reset-not-acceptable"),
    ]) func betweenRAndN(number: Int, note: String) throws {
        let (notes, states) = try last(open + "0.1 S PA seq 301 ack 101 len 100\n0.2 S R seq \(number)")
        #expect(notes == (note.isEmpty ? [] : [note]))
        #expect(states == (note.isEmpty ? "CLOSED/CLOSED" : "ESTABLISHED/ESTABLISHED"))
    }

    /// Only an acceptable RST closes.
    @Test func aChallengedOneDoesNotClose() throws {
        let run = try Recorder(open + "0.1 S R seq 302")
        #expect(run.notes.last == ["reset-challenged"])
        #expect(run.connections[0].connection.closeOutcome == .none)
        #expect(run.connections[0].connection.closedBy == nil)
        #expect(run.connections[0].connection.incidents?.challengedReset?.seen.frames == [4])
    }

    /// What a RST carries does not move N, and a RST that does not count does not move R.
    @Test func resetsMoveNothing() throws {
        let (notes, _) = try last(open + "0.1 S R seq 310 len 50\n0.2 S R seq 302")
        #expect(notes == ["reset-challenged"])
        let (after, _) = try last(open + "0.1 C RA seq 9000 ack 700\n0.2 S R seq 301")
        #expect(after == [])
    }

    /// The FIN has a number too.
    @Test func behindTheFIN() throws {
        let (notes, _) = try last(open + "0.1 S FA seq 301 ack 101\n0.2 S R seq 302")
        #expect(notes == [])
        let (beyond, _) = try last(open + "0.1 S FA seq 301 ack 101\n0.2 S R seq 303")
        #expect(beyond == ["reset-challenged"])
    }

    /// A window of 0 still leaves the next number itself.
    @Test func closedWindow() throws {
        let script = "0.000 C S seq 100 win 0\n0.001 S SA seq 300 ack 101\n0.002 C A seq 101 ack 301 win 0\n"
        #expect(try last(script + "0.1 S R seq 301").notes == [])
        #expect(try last(script + "0.1 S R seq 302").notes == ["reset-not-acceptable"])
    }

    /// The largest window counts, whatever the last one was; that of a SYN without ACK does not.
    @Test func largestWindow() throws {
        let shrunk = open + "0.1 C A seq 101 ack 301 win 10\n"
        #expect(try last(shrunk + "0.2 S R seq 800").notes == ["reset-challenged"])
        let small = "0.000 C S seq 100 win 60000\n0.001 S SA seq 300 ack 101\n0.002 C A seq 101 ack 301 win 10\n"
        #expect(try last(small + "0.2 S R seq 311").notes == ["reset-not-acceptable"])
    }

    /// Windows are scaled if both SYNs offered scaling, and never those in SYNs (RFC 7323 §2.2).
    @Test func scaledWindows() throws {
        func script(_ client: String, _ server: String) -> String {
            "0.000 C S seq 100 \(client)\n0.001 S SA seq 300 ack 101 \(server)\n0.002 C A seq 101 ack 301 win 10\n"
        }
        let both = script("wscale 4", "wscale 2")
        #expect(try last(both + "0.1 S R seq 460").notes == ["reset-challenged"])
        #expect(try last(both + "0.1 S R seq 461").notes == ["reset-not-acceptable"])
        #expect(try last(script("wscale 4", "") + "0.1 S R seq 311").notes == ["reset-not-acceptable"])
    }

    /// Begun without SYNs, any scale may have been agreed.
    @Test func withoutSYNs() throws {
        let script = "0.0 C A seq 101 ack 301 win 1\n0.1 S A seq 301 ack 101 win 1\n"
        #expect(try last(script + "0.2 S R seq 16684").notes == ["reset-challenged"])
        #expect(try last(script + "0.2 S R seq 16685").notes == ["reset-not-acceptable"])
    }

    /// Nothing was acknowledged and no initial number is known: nobody can say that it does not count.
    @Test func notKnown() throws {
        let (notes, states) = try last("0.0 C A seq 101 ack 301\n0.1 C R seq 77777")
        #expect(notes == [])
        #expect(states == "CLOSED/CLOSED")
    }

    /// What the other end acknowledges may lie beyond what was captured: then N is R.
    @Test func acknowledgedBeyondWhatWasCaptured() throws {
        let script = open + "0.1 C A seq 101 ack 501 win 500\n"
        #expect(try last(script + "0.2 S R seq 500").notes == ["reset-not-acceptable"])
        #expect(try last(script + "0.2 S R seq 501").notes == [])
        #expect(try last(script + "0.2 S R seq 502").notes == ["reset-challenged"])
    }

    // MARK: - In answer to a SYN

    /// A RST without ACK is no answer to a SYN (RFC 9293 §3.10.7.3), whatever its number.
    @Test(arguments: [0, 101]) func withoutACK(number: Int) throws {
        let run = try Recorder("0.0 C S seq 100\n0.1 S R seq \(number)")
        #expect(run.notes[1] == ["reset-not-acceptable"])
        #expect(run.steps[1] == "")
        #expect(run.connections[0].connection.handshakeOutcome == .partial)
    }

    /// Also behind step 2, as long as the client has sent nothing with ACK.
    @Test func behindStep2() throws {
        let script = "0.0 C S seq 100\n0.1 S SA seq 300 ack 101\n"
        let right = try Recorder(script + "0.2 S RA seq 301 ack 101")
        #expect(right.steps[2] == ", ack = x+1 ok")
        #expect(right.connections[0].connection.handshakeOutcome == .aborted)
        let wrong = try Recorder(script + "0.2 S RA seq 301 ack 102")
        #expect(wrong.steps[2] == ", ack = x+1 102!=101")
        #expect(wrong.notes[2].contains("reset-not-acceptable"))
        #expect(try last(script + "0.2 S R seq 301").notes == ["reset-not-acceptable"])
    }

    /// Once the client has acknowledged, the number decides. A RST of the client does not count as that.
    @Test func onceTheClientHasAcknowledged() throws {
        let run = try Recorder(open + "0.1 S RA seq 301 ack 7")
        #expect(run.steps[3] == "")
        #expect(run.states[3] == "CLOSED/CLOSED")
        let reset = try Recorder("0.0 C S seq 100\n0.1 C RA seq 999 ack 5\n0.2 S RA seq 0 ack 101")
        #expect(reset.steps[2] == ", ack = x+1 ok")
    }

    /// The rule names the bytes of the SYN that the RST acknowledges.
    @Test func ofFastOpen() throws {
        let run = try Recorder("0.0 C S seq 100 len 28\n0.1 S RA seq 0 ack 129")
        #expect(run.steps[1] == ", ack = x+1+28 ok")
        #expect(run.connections[0].connection.handshakeOutcome == .refused)
    }

    /// Without the client's SYN nothing can be checked.
    @Test func withoutTheSYN() throws {
        let run = try Recorder("0.0 C A seq 101 ack 301\n0.1 S RA seq 301 ack 7")
        #expect(run.steps[1] == "")
        #expect(run.states[1] == "CLOSED/CLOSED")
    }
}
