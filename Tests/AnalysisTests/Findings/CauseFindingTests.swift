import Analysis
import Testing

/// Causes that the packets name themselves.
@Suite struct CauseFindingTests {
    private func kinds(_ script: String) throws -> [Finding.Kind] { try FindingScript(script).verdict.findings.map(\.kind) }

    /// What was sent again because its first copy was damaged was not lost.
    @Test func damagedFirstCopy() throws {
        let request = FindingScript.open + "0.1 C PA seq 101 ack 301 len 20\n0.11 S A seq 301 ack 121\n"
        let answer = "0.2 S PA seq 301 ack 121 len 50\(" bad")\n0.5 S PA seq 301 ack 121 len 50\n0.51 C A seq 121 ack 351\n"
        guard case .retransmissionTimeoutStall(_, _, _, let wasDamaged)? = try kinds(request + answer).first else {
            Issue.record("no stall: \(try found(request + answer))")
            return
        }
        #expect(wasDamaged)
        guard case .retransmissionTimeoutStall(_, _, _, false)? = try kinds(request + answer.replacing(" bad", with: "")).first
        else {
            Issue.record("the first copy was whole")
            return
        }
        // A FIN likewise.
        let fin = "0.2 S FA seq 301 ack 121 bad\n0.5 S FA seq 301 ack 121\n0.51 C FA seq 121 ack 302\n0.52 S A seq 302 ack 122\n"
        guard case .retransmissionTimeoutStall(_, _, _, true)? = try kinds(request + fin).first else {
            Issue.record("no stall: \(try found(request + fin))")
            return
        }
    }

    /// Whether a message had announced the close that the next request crossed.
    @Test func announcedClose() throws {
        let request = FindingScript.open + "0.1 C PA seq 101 ack 301 data \"GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n\"\n"
        func crossed(_ fields: String) throws -> Finding.CrossedCloseEvidence? {
            let head = "HTTP/1.1 200 OK\\r\\n\(fields)Content-Length: 0\\r\\n\\r\\n"
            let end = 301 + head.replacing("\\r\\n", with: "rn").utf8.count
            let rest =
                "0.2001 S FA seq \(end) ack 128\n0.205 C PA seq 128 ack \(end) data \"GET /2 HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n\"\n"
                + "0.22 S R seq \(end)\n"
            for kind in try kinds(request + "0.2 S PA seq 301 ack 128 data \"\(head)\"\n" + rest) {
                if case .requestCrossedClose(let evidence) = kind { return evidence }
            }
            return nil
        }
        #expect(try #require(try crossed("Connection: close\\r\\n")).wasAnnounced)
        #expect(try !#require(try crossed("")).wasAnnounced)
    }

    /// RFC 8684 §3.5: a RST answers MP_FASTCLOSE, and is neither a crash nor a forgotten connection.
    @Test func multipathFastClose() throws {
        let data =
            FindingScript.open + "0.1 C PA seq 101 ack 301 len 20\n0.11 S PA seq 301 ack 121 len 5\n0.12 C A seq 121 ack 306\n"
        for answer in ["5.001 S RA seq 306 ack 121\n", "5.001 S R seq 306\n"] {
            guard case .closedByReset(let evidence)? = try kinds(data + "5.0 C A seq 121 ack 306 fastclose\n" + answer).first
            else {
                Issue.record("\(try found(data + "5.0 C A seq 121 ack 306 fastclose\n" + answer))")
                return
            }
            #expect(evidence.fastClose?.sender == .client && evidence.fastClose?.frame == 7)
        }
    }

    /// The SYN went to one address, and the answer came from another: both halves are one attempt.
    @Test func answerFromAnotherAddress() throws {
        let script =
            "0.0 C S seq 100\n0.001 S SA seq 900 ack 101 server 9\n0.002 C R seq 101 server 9\n1.0 C S seq 100\n3.0 C S seq 100\n"
            + "9.0 C A port 50000 seq 1 ack 1\n"
        guard case .unansweredSYN(let tries, _, let stray)? = try kinds(script).first else {
            Issue.record("\(try found(script))")
            return
        }
        #expect(tries == 3 && stray?.frame == 2 && stray.map { "\($0.from.address)" } == "10.0.0.9")
        // One that acknowledges something else is no answer to it.
        guard case .unansweredSYN(_, _, nil)? = try kinds(script.replacing("ack 101 server", with: "ack 102 server")).first else {
            Issue.record("another number")
            return
        }
    }

    /// The client's SYN is not in the capture, but it had answered the SYN-ACK: that came again although it was answered.
    @Test func answeredSYNACKWithoutSYN() throws {
        let again = "0.0 S SA seq 300 ack 101\n0.001 C A seq 101 ack 301\n0.3 S SA seq 300 ack 101\n0.301 C A seq 101 ack 301\n"
        #expect(
            try !found(again + "0.4 C PA seq 101 ack 301 len 5\n0.41 S A seq 301 ack 106\n").contains { $0.hasPrefix("syn-ack-") }
        )
        let late = "0.0 S SA seq 300 ack 101\n0.3 S SA seq 300 ack 101\n0.301 C A seq 101 ack 301\n"
        #expect(
            try found(late + "0.4 C PA seq 101 ack 301 len 5\n0.41 S A seq 301 ack 106\n").contains { $0.hasPrefix("syn-ack-") })
    }
}
