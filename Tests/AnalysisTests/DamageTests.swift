import Analysis
import Testing
import TCP

/// Segments with a wrong checksum: damaged and dropped by their receiver, or whole, and the capture's checksums at fault.
@Suite struct DamageTests {
    /// Two right checksums of the client: its SYN and step 3.
    private let open = "0.000 C S seq 100 mss 1000\n0.001 S SA seq 300 ack 101 mss 1000\n0.002 C A seq 101 ack 301\n"
    private let get = "GET / HTTP/1.1\\r\\n\\r\\n"
    private let put = "PUT / HTTP/1.1\\r\\n\\r\\n"

    private func methods(_ run: Recorder) -> [String?] { run.exchanges.map { $0.request?.head.method } }

    private func fates(_ run: Recorder) -> [DamagedSegment.Fate] { run.connections[0].connection.damagedSegments.map(\.fate) }

    /// It waits and names no stage; the right copy counts, whatever lay in the damaged one.
    @Test func aRightCopyTakesItsPlace() throws {
        let run = try Recorder(
            open + """
                0.1 C PA seq 101 ack 301 bad data "\(put)"
                0.3 C PA seq 101 ack 301 data "\(get)"
                0.4 S A  seq 301 ack 119
                """)
        #expect(run.packets[3].stages.numbers == [])
        #expect(run.notes[3] == ["bad-checksum"])
        #expect(run.packets[4].stages.numbers == [2, 3])
        #expect(run.notes[4] == ["retransmission"])
        #expect(run.packets[4].verdict.evidence.contains(.replacesDamaged(frame: 4)))
        #expect(fates(run) == [.sentAgain(in: 5)])
        #expect(methods(run) == ["GET"])
        #expect(run.connections[0].connection.clientFlow.stream.distinctBytes == 18)
        #expect(run.connections[0].connection.client.badChecksums == 1)
    }

    /// The same frame captured twice, the first copy damaged: no event on the wire, but its bytes are those of the whole copy.
    @Test func aWholeCopyOfTheSameFrame() throws {
        let run = try Recorder(
            open + """
                0.1000 C PA seq 101 ack 301 id 9 torn data "\(get)"
                0.1001 C PA seq 101 ack 301 id 9 data "\(get)"
                0.2    S PA seq 301 ack 119 data "HTTP/1.1 204 No Content\\r\\n\\r\\n"
                """)
        #expect(run.notes[3] == ["bad-checksum"])
        #expect(run.notes[4] == ["duplicate-frame"])
        #expect(run.packets[4].stages.numbers == [])
        #expect(methods(run) == ["GET"])
        #expect(fates(run) == [.capturedWhole(in: 5)])
        #expect(run.packets[5].verdict.evidence == [])
    }

    /// Acknowledged without another copy: it was whole, and what comes after it is whole whatever its checksum.
    @Test func acknowledgedAllTheSame() throws {
        let run = try Recorder(
            open + """
                0.1 C PA seq 101 ack 301 bad data "\(get)"
                0.2 S A  seq 301 ack 119
                0.3 C PA seq 119 ack 301 bad data "\(put)"
                """)
        #expect(run.packets[3].stages.numbers == [])
        #expect(run.packets[4].stages.numbers == [])
        #expect(run.packets[5].stages.numbers == [2, 3])
        #expect(methods(run) == ["GET", "PUT"])
        #expect(run.packets[4].verdict.evidence == [.showsWhole(frame: 4)])
        #expect(run.packets[5].verdict.checksum == .captureIsAtFault)
        #expect(fates(run) == [.whole(by: 5)])
        #expect(run.exchanges[0].request?.firstFrame == 4)
        #expect(run.connections[0].connection.client.badChecksums == 0)
        #expect(run.summary.quality[.corruption] == 0)
    }

    /// The answer acknowledges the request that waited: that comes first.
    @Test func acknowledgedByTheAnswer() throws {
        let run = try Recorder(
            open + """
                0.1 C PA seq 101 ack 301 bad data "\(get)"
                0.2 S PA seq 301 ack 119 data "HTTP/1.1 204 No Content\\r\\n\\r\\n"
                """)
        #expect(run.exchanges.count == 1)
        #expect(run.exchanges[0].request?.head.method == "GET")
        #expect(run.exchanges[0].response?.head.status == 204)
        #expect(run.packets[4].stages.numbers == [4, 5])
    }

    /// Neither acknowledged nor sent again: it never counts.
    @Test func neverAcknowledged() throws {
        let run = try Recorder(open + "0.1 C PA seq 101 ack 301 bad data \"\(get)\"\n0.2 S A seq 301 ack 101")
        #expect(run.exchanges.isEmpty)
        #expect(fates(run) == [.lost])
        #expect(run.connections[0].connection.clientFlow.stream.distinctBytes == 0)
        #expect(run.connections[0].connection.clientFlow.stream.missingBytes == 0)
        #expect(run.summary.quality[.corruption] == 1)
        let hole = try Recorder(
            open + "0.1 C PA seq 101 ack 301 len 10 bad\n0.2 C PA seq 111 ack 301 len 10\n0.3 S A seq 301 ack 101")
        #expect(hole.connections[0].connection.clientFlow.stream.distinctBytes == 10)
        #expect(hole.connections[0].connection.clientFlow.stream.missingBytes == 10)
    }

    /// Nothing more was heard of the other end: nobody can tell, and what was captured is shown.
    @Test func theOtherEndIsNotHeardAnyMore() throws {
        let run = try Recorder(open + "0.1 C PA seq 101 ack 301 bad data \"\(get)\"")
        #expect(methods(run) == ["GET"])
        #expect(fates(run) == [.undecided])
        #expect(run.packets[3].stages.numbers == [])
        #expect(run.connections[0].connection.clientFlow.stream.distinctBytes == 18)
        let first = try Recorder(
            open + """
                0.1 C PA seq 101 ack 301 len 10 bad
                0.2 S A  seq 301 ack 101
                0.3 C PA seq 111 ack 301 len 10 bad
                """)
        #expect(first.connections[0].connection.clientFlow.stream.distinctBytes == 10)
        #expect(first.connections[0].connection.clientFlow.stream.missingBytes == 10)
    }

    /// An ACK of what came before shows nothing.
    @Test func acknowledgedUpToIt() throws {
        let data = "0.1 C PA seq 101 ack 301 len 10\n0.2 C PA seq 111 ack 301 len 10 bad\n"
        let run = try Recorder(open + data + "0.3 S A seq 301 ack 111")
        #expect(run.connections[0].connection.clientFlow.stream.distinctBytes == 10)
        let beyond = try Recorder(open + data + "0.3 S A seq 301 ack 112")
        #expect(beyond.connections[0].connection.clientFlow.stream.distinctBytes == 20)
    }

    /// What comes behind it waits too, and follows in order; so does what another copy brings in part.
    @Test func behindIt() throws {
        let run = try Recorder(
            open + """
                0.10 C PA seq 101 ack 301 bad data "XXXXX"
                0.11 C PA seq 106 ack 301 data " HTTP/1.1\\r\\n\\r\\n"
                0.30 C PA seq 101 ack 301 data "GET /"
                0.40 S A  seq 301 ack 119
                """)
        #expect(methods(run) == ["GET"])
        #expect(run.notes.allSatisfy { !$0.contains("overlap-conflict") })
        let parts = try Recorder(
            open + """
                0.1 C PA seq 101 ack 301 bad data "XXX / HTTP/1.1\\r\\n\\r\\n"
                0.2 C PA seq 101 ack 301 data "GET"
                0.3 S A  seq 301 ack 104
                0.4 S A  seq 301 ack 119
                """)
        #expect(methods(parts) == ["GET"])
        #expect(parts.connections[0].connection.clientFlow.stream.distinctBytes == 18)
    }

    /// A damaged copy of what is there already conflicts with nothing.
    @Test func aDamagedSecondCopy() throws {
        let run = try Recorder(
            open + """
                0.1 C PA seq 101 ack 301 data "\(get)"
                0.3 C PA seq 101 ack 301 bad data "\(put)"
                0.4 S A  seq 301 ack 119
                """)
        #expect(methods(run) == ["GET"])
        #expect(!run.notes[4].contains("overlap-conflict"))
        #expect(fates(run) == [.knownBefore])
        #expect(run.connections[0].connection.client.badChecksums == 1)
    }

    /// Checksums are trusted after two right ones of the same side in the same connection.
    @Test func twoRightOnes() throws {
        let first = try Recorder("0.0 C S seq 100\n0.1 C PA seq 101 ack 301 len 10 bad")
        #expect(first.packets[1].verdict.checksum == .untold)
        let second = try Recorder("0.0 C S seq 100\n0.1 C A seq 101 ack 301\n0.2 C PA seq 101 ack 301 len 10 bad")
        #expect(second.packets[2].verdict.isDamaged)
        let other = try Recorder(open + "0.1 S PA seq 301 ack 101 len 10 bad")
        #expect(!other.packets[3].verdict.isDamaged)
    }

    /// More payload than the other end's MSS allows: joined by a network card, which keeps the first checksum.
    @Test func joinedSegments() throws {
        let most = try Recorder(open + "0.1 C PA seq 101 ack 301 len 1000 bad")
        #expect(most.packets[3].verdict.isDamaged)
        let more = try Recorder(open + "0.1 C PA seq 101 ack 301 len 1001 bad")
        #expect(more.packets[3].verdict.checksum == .joined)
        for (length, count) in [(1460, 1), (1461, 0)] {
            let unknown = "0.0 C A seq 101 ack 301\n0.1 C A seq 101 ack 302\n0.2 C A seq 101 ack 302 len \(length) bad"
            #expect(try Recorder(unknown).connections[0].connection.client.badChecksums == count)
        }
    }

    /// Labelled as any other; but a check that fails counts neither as passed nor as failed.
    @Test func checks() throws {
        let run = try Recorder(open + "0.1 S FA seq 301 ack 101\n0.2 C A seq 101 ack 909 bad")
        #expect(run.steps[4] == "wave-2, ack = u+1 909!=302")
        #expect(run.summary.checksPassed == 3)
        #expect(run.summary.checksFailed == 0)
        #expect(run.connections[0].connection.checksFailed == 0)
        #expect(run.connections[0].connection.wrongClosing.isEmpty)
        let whole = try Recorder(open + "0.1 S FA seq 301 ack 101\n0.2 C A seq 101 ack 909")
        #expect(whole.summary.checksFailed == 1)
        let right = try Recorder(open + "0.1 S FA seq 301 ack 101\n0.2 C A seq 101 ack 302 bad")
        #expect(right.summary.checksPassed == 4)
    }

    /// Captured after its acknowledgment, which nothing else explains.
    @Test func acknowledgedBefore() throws {
        let run = try Recorder(open + "0.1 S A seq 301 ack 119\n0.2 C PA seq 101 ack 301 bad data \"\(get)\"")
        #expect(methods(run) == ["GET"])
        #expect(fates(run) == [.whole(by: 4)])
        #expect(run.packets[4].verdict.evidence.allSatisfy { if case .showsWhole = $0 { false } else { true } })
    }

    /// The copy that is named brings the first byte.
    @Test func whichCopy() throws {
        let damaged = open + "0.1 C PA seq 101 ack 301 len 10\n0.2 C PA seq 111 ack 301 len 10 bad\n"
        #expect(try fates(Recorder(damaged + "0.3 C PA seq 101 ack 301 len 10\n0.4 S A seq 301 ack 111")) == [.lost])
        #expect(try fates(Recorder(damaged + "0.3 C PA seq 101 ack 301 len 11\n0.4 S A seq 301 ack 111")) == [.sentAgain(in: 6)])
        #expect(try fates(Recorder(damaged + "0.3 C PA seq 112 ack 301 len 9\n0.4 S A seq 301 ack 111")) == [.lost])
    }

    /// The FIN ends the stream once what waited before it counts.
    @Test func withAFIN() throws {
        let run = try Recorder(
            open + "0.1 C FPA seq 101 ack 301 bad data \"\(get)\"\n0.2 S A seq 301 ack 120\n0.3 S FA seq 301 ack 120")
        #expect(methods(run) == ["GET"])
        #expect(run.connections[0].connection.clientFlow.stream.isFinished)
    }
}
