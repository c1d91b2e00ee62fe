import Analysis
import Testing
import TCP
import Wire

/// The notes of loss and flow control, and what each rests on.
@Suite struct NoteTests {
    /// A handshake with a round trip of 10 ms; then the server may send from 301 on.
    private let open = """
        0.000 C S seq 100 ts 1000 0 sack
        0.010 S SA seq 300 ack 101 ts 5000 1000 sack
        0.010 C A seq 101 ack 301 ts 1010 5000

        """

    private func notes(_ script: String) throws -> (names: [[String]], evidence: [[Evidence]]) {
        let run = try Recorder(open + script)
        return (Array(run.notes.dropFirst(3)), run.packets.dropFirst(3).map(\.verdict.evidence))
    }

    private func number(_ value: UInt32) -> SequenceNumber { SequenceNumber(value) }

    @Test func aGapAndWhatFillsIt() throws {
        let (names, evidence) = try notes(
            "0.1 S A seq 301 ack 101 len 100\n0.101 S A seq 501 ack 101 len 100\n0.102 S A seq 401 ack 101 len 100")
        #expect(names == [[], ["previous-segment-not-captured"], ["out-of-order"]])
        #expect(evidence[1] == [.gap(next: number(401), bytes: 100)])
        #expect(evidence[2] == [.elapsed(1_000_000, threshold: 10_000_000, next: number(601))])
    }

    /// As late, without timestamps it would be a retransmission: its timestamp says that it was sent first.
    @Test func timestampsTellReorderingFromRetransmission() throws {
        let late = "0.1 S A seq 301 ack 101 len 100 ts 5090 1\n0.2 S A seq 501 ack 101 len 100 ts 5190 1\n"
        let (reordered, evidence) = try notes(late + "0.300 S A seq 401 ack 101 len 100 ts 5091 1")
        #expect(reordered[2] == ["out-of-order"])
        #expect(evidence[2] == [.timestamps(own: 5091, highest: 5190, next: number(601))])
        let (repeated, _) = try notes(late + "0.201 S A seq 401 ack 101 len 100 ts 5191 1")
        #expect(repeated[2] == ["retransmission"])
        let (undecided, _) = try notes(late + "0.300 S A seq 401 ack 101 len 100 ts 5190 1")
        #expect(undecided[2] == ["retransmission"])
    }

    @Test func fastRetransmission() throws {
        let loss = "0.100 S A seq 301 ack 101 len 100\n0.101 S A seq 501 ack 101 len 100\n"
        let asking = "0.102 C A seq 101 ack 401\n0.103 C A seq 101 ack 401\n0.104 C A seq 101 ack 401\n"
        let (names, evidence) = try notes(loss + asking + "0.105 S A seq 401 ack 101 len 100")
        #expect(names[2...] == [[], ["duplicate-ack"], ["duplicate-ack"], ["retransmission", "fast-retransmission"]])
        #expect(evidence[4] == [.repeats(number(401), times: 2)])
        #expect(evidence[5] == [.askedFor(by: number(401), times: 2)])
    }

    @Test func spuriousRetransmission() throws {
        let (names, evidence) = try notes(
            "0.1 S A seq 301 ack 101 len 100\n0.2 C A seq 101 ack 401\n0.9 S A seq 301 ack 101 len 100\n"
                + "0.91 C A seq 101 ack 401 block 301 401")
        #expect(names[2] == ["retransmission", "spurious-retransmission"])
        #expect(evidence[2] == [.acknowledged(by: number(401), end: number(401))])
        // The receiver says so too, by a duplicate SACK.
        #expect(evidence[3].contains(.receivedTwice(number(301), end: number(401))))
    }

    /// Sent again although SACK had reported it: a retransmission, however soon.
    @Test func selectivelyAcknowledged() throws {
        let (names, evidence) = try notes(
            "0.1 S A seq 501 ack 101 len 100\n0.1001 C A seq 101 ack 301 block 501 601\n"
                + "0.1002 S A seq 601 ack 101 len 100\n0.1003 S A seq 501 ack 101 len 100")
        #expect(names[3] == ["retransmission"])
        #expect(evidence[3] == [.selectivelyAcknowledged(number(501), end: number(601))])
    }

    @Test func acknowledgmentOfWhatIsNotThere() throws {
        let (names, evidence) = try notes("0.1 C A seq 101 ack 901")
        #expect(names[0] == ["acked-unseen-segment"])
        #expect(evidence[0] == [.unseen(limit: number(301), bytes: 600)])
    }

    @Test func keepAlive() throws {
        let (names, _) = try notes("60.0 C A seq 100 ack 301\n60.01 S A seq 301 ack 101")
        #expect(names == [["keep-alive"], ["keep-alive-ack"]])
    }

    @Test func zeroWindow() throws {
        let (names, _) = try notes(
            """
            0.10 S A seq 301 ack 101 len 100
            0.11 C A seq 101 ack 401 win 0
            0.50 S A seq 401 ack 101 len 1
            0.51 C A seq 101 ack 401 win 0
            0.90 C A seq 101 ack 401 win 500
            """)
        #expect(
            names == [
                [], ["zero-window"], ["zero-window-probe"], ["zero-window", "zero-window-probe-ack"], ["window-update"],
            ])
    }

    @Test func windowFull() throws {
        let (names, evidence) = try notes("0.1 C A seq 101 ack 301 win 100\n0.2 S A seq 301 ack 101 len 100")
        #expect(names[1] == ["window-full"])
        #expect(evidence[1] == [.windowEdge(number(401))])
    }

    /// A SYN sent again within a round trip is out of order by Wireshark's definition, and sent again by its number.
    @Test func synSentAgain() throws {
        let run = try Recorder("0.000 C S seq 100\n0.001 C S seq 100 len 5")
        #expect(run.notes[1].contains("retransmission"))
    }

    /// Kernels count RSTs separately: an identification alone is no evidence.
    @Test func identificationUnlikeTheOthers() throws {
        let data = "0.1 S A seq 301 ack 101 len 9\n0.2 S A seq 310 ack 101 len 9\n0.3 S A seq 319 ack 101 len 9\n"
        let forged = try Recorder(open + data + "0.4 S R seq 328 id 40000")
        #expect(!forged.connections[0].findings.contains { $0.name == "reset-suspicious" })
        let own = try Recorder(open + data + "0.4 S R seq 328")
        #expect(!own.connections[0].findings.contains { $0.name == "reset-suspicious" })
    }

    /// The window never opens again: the stall lasts to the end.
    @Test func zeroWindowToTheEnd() throws {
        let run = try Recorder(open + "0.1 C A seq 101 ack 301 win 0\n5.1 S A seq 301 ack 101 len 1\n")
        #expect(run.connections[0].findings.contains { $0.name == "zero-window-stall" })
    }
}
