import Analysis
import TCP
import Testing

/// What findings say beyond their names.
@Suite struct DetailFindingTests {
    private let open = FindingScript.open
    private let request = "0.1 C PA seq 101 ack 301 data \"GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n\"\n"

    private func kinds(_ script: String, until end: Double? = nil) throws -> [Finding.Kind] {
        try FindingScript(script, until: end).verdict.findings.map(\.kind)
    }

    // MARK: - Opening

    @Test func synsThatOfferECN() throws {
        let rest = "3.1 S SA seq 300 ack 101\n3.2 C A seq 101 ack 301\n"
        guard
            case .synRetransmitted(let evidence)? = try kinds("0.0 C SEC seq 100\n1.0 C SEC seq 100\n3.0 C S seq 100\n" + rest)
                .first
        else {
            Issue.record("no syn-retransmitted")
            return
        }
        #expect(evidence.withECN == 2)
        // The one that was answered offered it as well, or none did.
        for tries in ["0.0 C SEC seq 100\n3.0 C SEC seq 100\n", "0.0 C S seq 100\n3.0 C S seq 100\n"] {
            guard case .synRetransmitted(let evidence)? = try kinds(tries + rest).first else {
                Issue.record("no syn-retransmitted")
                return
            }
            #expect(evidence.withECN == 0)
        }
    }

    /// The SYN's half of a path is reported before the answer's: that one is known as soon as it begins.
    @Test func answerFromAnotherAddress() throws {
        let halves = "0.0 C S seq 100\n0.01 S SA seq 300 ack 101 server 9\n1.0 C S seq 100\n1.01 S SA seq 300 ack 101 server 9\n"
        guard case .unansweredSYN(2, _, let stray?)? = try kinds(halves, until: 9).first else {
            Issue.record("\(try found(halves, until: 9))")
            return
        }
        #expect(stray.frame == 2)
        // An answer to another SYN is none.
        let other = "0.0 C S seq 100\n0.01 S SA seq 300 ack 999 server 9\n1.0 C S seq 100\n"
        guard case .unansweredSYN(2, _, nil)? = try kinds(other, until: 9).first else {
            Issue.record("\(try found(other, until: 9))")
            return
        }
    }

    /// Who asks again wants the connection.
    @Test func askedAgainBehindTheAnswer() throws {
        let first = "0.0 C S seq 100\n0.01 S SA seq 300 ack 101\n"
        for (rest, count) in [("", 0), ("1.0 C S seq 100\n1.01 S SA seq 300 ack 101\n", 1)] {
            guard case .handshakeUnfinished(_, let synsAfter)? = try kinds(first + rest, until: 9).first else {
                Issue.record("\(try found(first + rest, until: 9))")
                return
            }
            #expect(synsAfter == count)
        }
    }

    /// A client in SYN_SENT sends a RST only to what has come.
    @Test func resetWithoutTheAnswerItAnswers() throws {
        #expect(try !found("0.0 C S seq 100\n0.1 C R seq 101\n", until: 9).contains("unanswered-syn error"))
        #expect(try !found("0.0 C S seq 100\n0.1 C R seq 5000\n", until: 9).contains("unanswered-syn error"))
    }

    // MARK: - Resets

    @Test func bytesBeyondTheEnd() throws {
        let challenged = open + request + "0.2 S R seq 325\n"
        guard case .resetChallenged(let ignored)? = try kinds(challenged).first else {
            Issue.record("\(try found(challenged))")
            return
        }
        #expect(ignored.beyond == 24)
    }

    /// What is sent again to an end that has reset the connection is no loss and no stall.
    @Test func repeatsBehindTheReset() throws {
        let data = open + "0.5 C FA seq 101 ack 301\n0.5001 S PA seq 301 ack 101 len 900\n0.5002 C R seq 101\n"
        let again = "0.8 S PA seq 301 ack 102 len 900\n1.4 S PA seq 301 ack 102 len 900\n2.6 S PA seq 301 ack 102 len 900\n"
        #expect(try found(data + again, until: 9) == ["data-after-close warning"])
    }

    /// The first copy of what came after the FIN is not in the capture.
    @Test func repeatedBehindTheFIN() throws {
        let closed = open + "1.0 C FA seq 101 ack 301\n1.02 S A seq 325 ack 102\n"
        #expect(try found(closed + "4.0 S FPA seq 301 ack 102 len 23\n4.0001 C R seq 102\n") == ["data-after-close warning"])
    }

    @Test func whatTheResetLeft() throws {
        let first = request + "0.2 S PA seq 301 ack 128 data \"HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n\"\n"
        let second = "0.3 C PA seq 128 ack 339 data \"GET /b HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n\"\n0.4 S RA seq 339 ack 128\n"
        guard case .resetWithDataOutstanding(let evidence)? = try kinds(open + first + second).first else {
            Issue.record("\(try found(open + first + second))")
            return
        }
        #expect(evidence.exchange == 2)
    }

    @Test func resetBehindTheOwnFIN() throws {
        guard
            case .closedByReset(let evidence)? = try kinds(open + "1.0 C FA seq 101 ack 301\n1.0001 C RA seq 102 ack 301\n").first
        else {
            Issue.record("no closed-by-reset")
            return
        }
        #expect(evidence.ownFIN == 4)
        guard case .closedByReset(let other)? = try kinds(open + "1.0 S FA seq 301 ack 101\n1.0001 C RA seq 101 ack 302\n").first
        else {
            Issue.record("no closed-by-reset")
            return
        }
        #expect(other.ownFIN == nil)
    }

    /// Receivers drop what was damaged on its way, RSTs and windows too.
    @Test func damagedSegmentsSayNothing() throws {
        let right =
            "0.2 S A seq 301 ack 128\n0.3 S PA seq 301 ack 128 data \"HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n\"\n"
        let rest = "2.0 C A seq 128 ack 339\n"
        let close = "2.1 C FA seq 128 ack 339\n2.2 S FA seq 339 ack 129\n2.3 C A seq 129 ack 340\n"
        for damaged in ["0.4 S R seq 339 bad\n", "0.4 S A seq 339 ack 128 win 0 bad\n"] {
            #expect(try found(open + request + right + damaged + rest + close) == [])
        }
    }

    /// The first copy was lost while the other end was there; then that one was gone.
    @Test func vanishedBehindALoss() throws {
        let flight = "1.0 C A seq 101 ack 301 len 100\n1.0001 C A seq 201 ack 301 len 100\n1.005 S A seq 301 ack 201\n"
        let again = [1.3, 1.9, 3.1, 5.5].map { "\($0) C A seq 201 ack 301 len 100\n" }.joined()
        #expect(try found(open + flight + again, until: 20) == ["peer-vanished error"])
        #expect(
            try found(open + flight + again + "5.6 S A seq 301 ack 201\n", until: 20).allSatisfy { $0 != "peer-vanished error" })
    }

    /// Where nothing but full packets was lost, their size may be why.
    @Test func vanishedBehindFullPackets() throws {
        for (length, size) in [(1460, 1460), (200, nil)] as [(Int, Int?)] {
            let start = open + request + "0.101 S A seq 301 ack 128\n"
            let data = [0.2, 0.5, 1.1, 2.3].map { "\($0) S A seq 301 ack 128 len \(length)\n" }.joined()
            guard case .peerVanished(let evidence)? = try kinds(start + data, until: 20).first else {
                Issue.record("\(try found(start + data, until: 20))")
                return
            }
            #expect(evidence.fullSize == size)
        }
    }

    /// RSTs that answer what had crossed a FIN have the numbers of its ACKs.
    @Test func answersToWhatCrossedAFIN() throws {
        let data = "1.0 S A seq 301 ack 101 len 500\n1.0001 S A seq 801 ack 101 len 500\n1.0002 S FA seq 1301 ack 101\n"
        let crossing = "1.001 C A seq 101 ack 801\n1.0011 C A seq 101 ack 1301\n1.0012 C A seq 101 ack 1302\n"
        let resets = "1.002 S R seq 801\n1.0021 S R seq 1301\n1.0022 S R seq 1302\n"
        #expect(try !found(open + data + crossing + resets).contains("reset-not-acceptable warning"))
        // Seen from the client, what crossed stands before the FIN.
        let answer =
            "0.2 S PA seq 301 ack 128 data \"HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n\"\n0.21 C A seq 128 ack 339\n"
        let second = "9.0 C PA seq 128 ack 339 data \"GET /b HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n\"\n"
        let close = "9.001 S FA seq 339 ack 128\n9.0011 C A seq 156 ack 340\n9.05 S R seq 339\n9.051 S R seq 340\n"
        #expect(try found(open + request + answer + second + close) == ["request-crossed-close error"])
    }

    // MARK: - Between

    /// How losses were noticed is told of those alone.
    @Test func onlyWhatWasNeededIsCounted() throws {
        var script = open
        var seq = 101
        var time = 1.0
        for number in 0..<8 {
            script += "\(time) C PA seq \(seq) ack 301 len 100\n\(time + 0.3) C PA seq \(seq) ack 301 len 100\n"
            // Of every other one the first copy had arrived, as the duplicate SACK shows.
            let twice = number % 2 == 0 ? " block \(seq) \(seq + 100)" : ""
            seq += 100
            script +=
                "\(time + 0.31) S A seq 301 ack \(seq)\n"
                + (twice.isEmpty ? "" : "\(time + 0.32) S A seq 301 ack \(seq)\(twice)\n")
            time += 1
        }
        let loss = try kinds(script).compactMap { if case .loss(let evidence) = $0 { evidence } else { nil } }
        #expect(loss.count == 1)
        #expect(loss.allSatisfy { $0.byDuplicateACKs + $0.bySACK + $0.byTimeout <= $0.segments })
    }

    // MARK: - HTTP

    /// What its receiver lacks too is no fault of the capture: the response is not whole. What was acknowledged had come.
    @Test func responseWithAHole() throws {
        let head =
            "0.2 S PA seq 301 ack 128 data \"HTTP/1.1 200 OK\\r\\nContent-Length: 900\\r\\n\\r\\n\"\n0.201 C A seq 128 ack 341\n"
        let behind =
            "0.21 S A seq 441 ack 128 len 100\n0.211 C A seq 128 ack 341\n0.3 S FA seq 541 ack 128\n0.301 C A seq 128 ack 341\n"
        let found = try kinds(open + request + head + behind + "9.0 C FA seq 128 ack 341\n", until: 60)
        let incomplete = found.compactMap { if case .incomplete(let evidence) = $0 { evidence } else { nil } }
        #expect(incomplete.first?.bytes == 100)
        #expect(incomplete.first?.total == 900)
        let taken = behind.replacing("0.211 C A seq 128 ack 341", with: "0.211 C A seq 128 ack 541").replacing(
            "0.301 C A seq 128 ack 341", with: "0.301 C A seq 128 ack 542")
        let other = try kinds(open + request + head + taken + "9.0 C FA seq 128 ack 542\n", until: 60)
        #expect(other.allSatisfy { if case .incomplete = $0 { false } else { true } })
    }

    /// What the server lacks it cannot answer.
    @Test func requestWithAHole() throws {
        let head =
            "0.1 C PA seq 101 ack 301 data \"POST / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 300\\r\\n\\r\\n\"\n0.101 S A seq 301 ack 150\n"
        let rest = "0.2 C A seq 250 ack 301 len 200\n0.201 S A seq 301 ack 150\n"
        #expect(try !found(open + head + rest, until: 60).contains("http-slow warning"))
        let whole = "0.15 C A seq 150 ack 301 len 100\n" + rest.replacing("ack 150", with: "ack 450")
        #expect(try found(open + head + whole, until: 60) == ["http-slow warning"])
    }

    /// An announcement that the request crosses is none that its client ignored.
    @Test func announcementThatCrossed() throws {
        let answer =
            "0.2 S PA seq 301 ack 128 data \"HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n\"\n0.21 C A seq 128 ack 339\n"
        let second = "9.0 C PA seq 128 ack 339 data \"GET /b HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n\"\n"
        let head = "HTTP/1.1 408 Request Timeout\\r\\nContent-Length: 0\\r\\nConnection: close\\r\\n\\r\\n"
        let close = "9.001 S PA seq 339 ack 128 data \"\(head)\"\n9.002 S FA seq 407 ack 128\n9.003 S R seq 408\n"
        guard case .requestCrossedClose(let evidence)? = try kinds(open + request + answer + second + close).first else {
            Issue.record("\(try found(open + request + answer + second + close))")
            return
        }
        #expect(!evidence.wasAnnounced)
        #expect(evidence.idle != nil)
    }

    @Test func captureEndsInAResponse() throws {
        let part =
            "0.2 S PA seq 301 ack 128 data \"HTTP/1.1 200 OK\\r\\nContent-Length: 90\\r\\n\\r\\nabc\"\n0.3 C A seq 128 ack 343\n"
        guard case .captureEnded(.restOfResponse(1, 3, 90?), let waited)? = try kinds(open + request + part, until: 60).first
        else {
            Issue.record("\(try found(open + request + part, until: 60))")
            return
        }
        #expect(waited == 59_800_000_000)
    }

    @Test func badRequestBehindAProxyHeader() throws {
        let header =
            "0.1 C PA seq 101 ack 301 data \"PROXY TCP4 203.0.113.7 203.0.113.8 5 80\\r\\nGET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n\"\n"
        let refused = "0.2 S PA seq 301 ack 168 data \"HTTP/1.1 400 Bad Request\\r\\nContent-Length: 0\\r\\n\\r\\n\"\n"
        for (script, frame) in [(header + refused, 4), (request + refused, nil)] as [(String, Int?)] {
            guard case .clientError(let statuses)? = try kinds(open + script).first else {
                Issue.record("\(try found(open + script))")
                return
            }
            #expect(statuses.proxyHeader == frame)
        }
    }

    /// The server's side is not in the capture: what follows a request for another protocol may be that.
    @Test func changeOfProtocolSeenFromOneSide() throws {
        let upgrade = "data \"GET / HTTP/1.1\\r\\nHost: a\\r\\nConnection: Upgrade\\r\\nUpgrade: websocket\\r\\n\\r\\n\"\n"
        let tunnel = "data \"CONNECT a:443 HTTP/1.1\\r\\nHost: a:443\\r\\n\\r\\n\"\n"
        for (head, length) in [(upgrade, 69), (tunnel, 45)] {
            let script = "0.0 C S seq 100\n0.1 C PA seq 101 ack 301 \(head)"
            #expect(
                try found(script + "0.3 C PA seq \(101 + length) ack 401 hex 818500000001\n").allSatisfy {
                    !$0.hasPrefix("http-")
                })
        }
    }

    @Test func linesAgainstTheRules() throws {
        let lines = "X-A: b\\r\\nX y: 1\\r\\nAuthorization : secret\\r\\nX-C: d\u{7f}\\r\\n"
        let head = "0.1 C PA seq 101 ack 301 data \"GET / HTTP/1.1\\r\\nHost: a\\r\\n\(lines)\\r\\n\"\n"
        var values: [String: [String]] = [:]
        for kind in try kinds(open + head, until: 1.05) {
            if case .violation(let violation, _, _, let said, _) = kind { values[violation.name] = said }
        }
        #expect(values["http-invalid-field-value"] == ["X-C: d\u{7f}"])
        #expect(values["http-whitespace-before-colon"] == ["X y", "Authorization "])
    }
}
