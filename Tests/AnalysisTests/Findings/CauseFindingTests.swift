import Analysis
import Testing

/// Causes that the packets name themselves.
@Suite struct CauseFindingTests {
    private func kinds(_ script: String) throws -> [Finding.Kind] { try FindingScript(script).verdict.findings.map(\.kind) }

    /// What was sent again because its first copy was damaged was not lost.
    @Test func damagedFirstCopy() throws {
        let request = FindingScript.open + "0.1 C PA seq 101 ack 301 len 20\n0.11 S A seq 301 ack 121\n"
        let answer = "0.2 S PA seq 301 ack 121 len 50\(" bad")\n0.5 S PA seq 301 ack 121 len 50\n0.51 C A seq 121 ack 351\n"
        guard case .retransmissionTimeoutStall(let stall)? = try kinds(request + answer).first else {
            Issue.record("no stall: \(try found(request + answer))")
            return
        }
        #expect(stall.wasDamaged)
        guard case .retransmissionTimeoutStall(let whole)? = try kinds(request + answer.replacing(" bad", with: "")).first else {
            Issue.record("no stall")
            return
        }
        #expect(!whole.wasDamaged)
        // A FIN likewise.
        let fin = "0.2 S FA seq 301 ack 121 bad\n0.5 S FA seq 301 ack 121\n0.51 C FA seq 121 ack 302\n0.52 S A seq 302 ack 122\n"
        guard case .retransmissionTimeoutStall(let ofFIN)? = try kinds(request + fin).first else {
            Issue.record("no stall: \(try found(request + fin))")
            return
        }
        #expect(ofFIN.wasDamaged)
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

    /// Captured at the receiver: what fills a hole sooner than its sender could hear of it came late, and was not lost.
    @Test func holeFilledTooSoonForARetransmission() throws {
        func script(_ late: Double) -> String {
            var text =
                "0.0 C S seq 100 mss 1460 ts 1 0\n0.1 S SA seq 300 ack 101 mss 1460 ts 1 1\n0.1001 C A seq 101 ack 301 ts 2 1\n"
            text += "0.11 C PA seq 101 ack 301 len 9 ts 3 1\n0.21 S A seq 301 ack 110 ts 1000 3\n"
            for i in 0..<6 {
                let (time, next) = (1 + Double(i), 301 + i * 2000)
                text += "\(time) S A seq \(next + 1000) ack 110 len 1000 ts \(2000 + i * 1000) 3\n"
                text += "\(time + 0.0001) C A seq 110 ack \(next) ts 9 9\n"
                text += "\(time + late) S A seq \(next) ack 110 len 1000 ts \(2001 + i * 1000) 3\n"
                text += "\(time + late + 0.0001) C A seq 110 ack \(next + 2000) ts 9 9\n"
            }
            return text
        }
        #expect(try !found(script(0.002)).contains { $0.hasPrefix("loss") })
        #expect(try found(script(0.11)).contains("loss warning"))
    }

    /// A window probe that was captured twice is still one probe, whose octet may be anything.
    @Test func probeCapturedTwice() throws {
        let full = FindingScript.open + "0.1 C PA seq 101 ack 301 len 100\n0.11 S A seq 301 ack 201 win 0\n"
        let probe =
            "0.6 C A seq 201 ack 301 hex 00 id 77\n0.6001 C A seq 201 ack 301 hex 00 id 77\n0.601 S A seq 301 ack 201 win 0\n"
        let open = "1.0 S A seq 301 ack 201 win 5000\n1.001 C PA seq 201 ack 301 len 100\n1.01 S A seq 301 ack 301\n"
        let names = try found(full + probe + open)
        #expect(!names.contains { $0.hasPrefix("overlap-conflict") } && names.contains("zero-window-stall warning"))
    }

    /// An end that repeats what never arrives has not forgotten to close.
    @Test func sendingWithoutAcknowledgment() throws {
        var text = "0.0 C S seq 100 mss 1460\n0.01 S SA seq 300 ack 101 mss 1460\n0.02 C A seq 101 ack 301\n"
        text += "0.03 C PA seq 101 ack 301 len 20\n0.04 S PA seq 301 ack 121 len 20\n0.05 C A seq 121 ack 321\n"
        for i in 0..<6 { text += "\(1 + i * i) C A seq 121 ack 321 len 1460\n" }
        text += "40.0 S FA seq 321 ack 121\n40.01 C A seq 1581 ack 322\n"
        let names = try found(text, until: 150)
        #expect(names.contains("path-mtu error") && !names.contains { $0.hasPrefix("close-wait") })
    }

    /// The capture begins when the request had been sent: what comes again behind the server's FIN was sent before it.
    @Test func requestSentBeforeTheCapture() throws {
        let close = "0.0 S FA seq 300 ack 101\n0.001 C A seq 128 ack 301\n"
        let again = "0.3 C PA seq 101 ack 301 data \"GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n\"\n0.301 S R seq 301\n"
        #expect(try !found(close + again).contains { $0.hasPrefix("request-after-close") })
        #expect(try found(close.replacing("seq 128", with: "seq 101") + again).contains("request-after-close error"))
    }

    /// Tries that nobody answered are not called refused.
    @Test func refusedAtLast() throws {
        let script = "0.0 C S seq 100\n1.0 C S seq 100\n3.0 C S seq 100\n3.001 S RA seq 0 ack 101\n"
        guard case .refused(3, 1, _)? = try kinds(script).first else {
            Issue.record("\(try found(script))")
            return
        }
    }
}
