import Analysis
import Testing

/// Whom a wait, a cut message or a silence is charged to: nobody's clock is charged to another, and what the capture lacks is nobody's fault.
@Suite struct BlameFindingTests {
    private let open = FindingScript.open
    private let request = "0.1 C PA seq 101 ack 301 data \"GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n\"\n"
    /// The first 38 + 5 bytes of a response with ten bytes of content.
    private let half = "data \"HTTP/1.1 200 X\\r\\nContent-Length: 10\\r\\n\\r\\nabcde\"\n"

    private func kinds(_ script: String, until end: Double? = nil) throws -> [Finding.Kind] {
        try FindingScript(script, until: end).verdict.findings.map(\.kind)
    }

    /// The second response waits for the end of the first one, however long that takes.
    @Test func pipelinedBehindADownload() throws {
        let requests =
            "0.1 C PA seq 101 ack 301 data \"GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\nGET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n\"\n"
        let first = "0.2 S PA seq 301 ack 155 \(half)0.201 C A seq 155 ack 344\n5.0 S PA seq 344 ack 155 data \"fghij\"\n"
        func second(_ time: Double) -> String {
            "\(time) S PA seq 349 ack 155 data \"HTTP/1.1 204 X\\r\\n\\r\\n\"\n\(time + 0.001) C A seq 155 ack 367\n"
        }
        #expect(try found(open + requests + first + second(5.001)) == [])
        #expect(try found(open + requests + first + second(7)) == ["http-slow warning"])
    }

    /// What stands behind the beginning of the response shows when the server had sent that.
    @Test func firstSegmentOfTheResponseLost() throws {
        let answer =
            "0.103 S PA seq 311 ack 128 data \"00 X\\r\\nContent-Length: 0\\r\\n\\r\\n\"\n0.104 C A seq 128 ack 301\n"
            + "2.0 S PA seq 301 ack 128 data \"HTTP/1.1 2\"\n2.001 C A seq 128 ack 338\n"
        #expect(try found(open + request + answer) == ["retransmission-timeout-stall warning"])
        // One that came behind the capture point twice: its first copy tells.
        let head = "data \"HTTP/1.1 204 X\\r\\n\\r\\n\"\n"
        let twice = "0.103 S PA seq 301 ack 128 \(head)3.0 S PA seq 301 ack 128 \(head)3.001 C A seq 128 ack 319\n"
        #expect(try found(open + request + twice) == ["retransmission-timeout-stall warning"])
    }

    /// A hole that is filled late is a stall, also where the capture has no first copy.
    @Test func lateFillOfAHole() throws {
        let data =
            "0.1 S PA seq 301 ack 101 len 100\n0.101 C A seq 101 ack 401\n0.102 S PA seq 501 ack 101 len 50\n0.103 C A seq 101 ack 401\n"
        func filled(_ time: Double) throws -> Finding.FilledHoleEvidence? {
            let script = open + data + "\(time) S PA seq 401 ack 101 len 100\n\(time + 0.001) C A seq 101 ack 551\n"
            for kind in try kinds(script) { if case .filledHole(let evidence) = kind { return evidence } }
            return nil
        }
        let late = try #require(try filled(2.6))
        #expect(late.sender == .server && late.wasAsked && late.waited == 2_498_000_000)
        #expect(try filled(0.15) == nil)
    }

    /// Nobody answers into a closed window.
    @Test func closedWindowWhileTheResponseIsDue() throws {
        let closed = "0.102 S A seq 301 ack 128\n0.15 C A seq 128 ack 301 win 0\n"
        func answer(_ time: Double) -> String {
            "3.0 C A seq 128 ack 301 win 500\n\(time) S PA seq 301 ack 128 data \"HTTP/1.1 204 X\\r\\n\\r\\n\"\n\(time + 0.001) C A seq 128 ack 319 win 500\n"
        }
        #expect(try found(open + request + closed + answer(3.002)) == ["zero-window-stall warning"])
        #expect(try found(open + request + closed + answer(5)) == ["zero-window-stall warning", "http-slow warning"])
    }

    /// A window that stays closed tells what could not be sent.
    @Test func closedWindowCutsTheResponse() throws {
        let rest =
            "0.2 S PA seq 301 ack 128 \(half)0.201 C A seq 128 ack 344 win 0\n1.0 S A seq 343 ack 128\n1.001 C A seq 128 ack 344 win 0\n"
        for reset in ["10.0 S RA seq 344 ack 128\n", "10.0 C RA seq 128 ack 344\n"] {
            let findings = try FindingScript(open + request + rest + reset).verdict.findings
            guard findings.count == 1, case .zeroWindowStall(let evidence) = findings[0].kind else {
                Issue.record("\(findings.map(\.name))")
                return
            }
            #expect(evidence.isLasting && evidence.cut?.exchange == 1 && evidence.cut?.bytes == 5)
        }
    }

    /// Who gets nothing but damaged copies has nothing to answer.
    @Test func damagedCopiesAlone() throws {
        let before =
            "0.1 S PA seq 301 ack 101 len 10\n0.101 C A seq 101 ack 311\n0.2 S PA seq 311 ack 101 len 10\n0.201 C A seq 101 ack 321\n"
        let copies = ["0.3", "0.6", "1.2", "2.4"].map { "\($0) S PA seq 321 ack 101 len 50 bad\n" }.joined()
        guard case .peerVanished(let evidence)? = try kinds(open + before + copies, until: 9).first else {
            Issue.record("\(try found(open + before + copies, until: 9))")
            return
        }
        #expect(evidence.damaged == 4 && evidence.tries == 4)
        guard case .peerVanished(let whole)? = try kinds(open + before + copies.replacing(" bad", with: ""), until: 9).first
        else {
            Issue.record("whole copies")
            return
        }
        #expect(whole.damaged == 0)
    }

    /// An end that acknowledges more of its peer than the capture has of it hears it.
    @Test func peerWhoseSideIsNotCapturedAnyMore() throws {
        let before = open + "0.1 C PA seq 101 ack 301 len 10\n0.101 S A seq 301 ack 111\n"
        let lost = ["2.0", "2.3", "3.0", "4.5"].map { "\($0) C PA seq 111 ack 301 len 50\n" }.joined()
        #expect(try found(before + lost, until: 9).contains("peer-vanished error"))
        #expect(try !found(before + lost + "5.0 C A seq 161 ack 901\n", until: 9).contains("peer-vanished error"))
        // A FIN likewise.
        let fins = "2.0 C FA seq 111 ack 301\n2.3 C FA seq 111 ack 301\n"
        #expect(try found(before + fins, until: 9).contains { $0.hasPrefix("fin-never-acknowledged") })
        #expect(
            try !found(before + fins + "2.4 C A seq 112 ack 302\n", until: 9).contains { $0.hasPrefix("fin-never-acknowledged") })
        // An end that is acknowledged goes on sending.
        let closed = before + "1.0 S FA seq 301 ack 111\n1.001 C A seq 111 ack 302\n"
        #expect(try found(closed, until: 100) == ["close-wait warning"])
        #expect(try found(closed + "50.0 S A seq 302 ack 2111\n", until: 100) == [])
    }

    /// What met a close may be sent again if nobody had it.
    @Test func fateOfARequestThatMetAClose() throws {
        let first = request + "0.2 S PA seq 301 ack 128 data \"HTTP/1.1 204 X\\r\\n\\r\\n\"\n0.201 C A seq 128 ack 319\n"
        func fate(_ rest: String) throws -> Finding.RequestFate? {
            for kind in try kinds(open + first + rest, until: 20) {
                if case .requestCrossedClose(let evidence) = kind { return evidence.fate }
                if case .requestAfterClose(_, _, _, let fate) = kind { return fate }
            }
            return nil
        }
        let crossing = "5.0 S FA seq 319 ack 128\n5.0005 C PA seq 128 ack 319 data \"GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n\"\n"
        #expect(try fate(crossing + "5.001 S R seq 319\n") == .refused)
        #expect(try fate(crossing + "5.001 S A seq 320 ack 155\n6.0 C FA seq 155 ack 320\n") == .acknowledged)
        #expect(try fate(crossing + "5.001 S RA seq 320 ack 155\n") == .acknowledged)
        let after =
            "5.0 S FA seq 319 ack 128\n5.001 C A seq 128 ack 320\n6.0 C PA seq 128 ack 320 data \"GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n\"\n"
        #expect(try fate(after + "6.001 S R seq 320\n") == .refused)
        #expect(try fate(after + "6.001 S A seq 320 ack 155\n") == .acknowledged)
    }

    /// A request that nobody acknowledged says nothing of its server.
    @Test func fateOfARequestWithoutAnAnswer() throws {
        func fate(_ rest: String) throws -> Finding.RequestFate? {
            for kind in try kinds(open + rest, until: 20) {
                if case .unansweredRequest(let evidence) = kind { return evidence.fate }
            }
            return nil
        }
        #expect(try fate(request + "0.101 S A seq 301 ack 128\n3.0 C RA seq 128 ack 301\n") == .acknowledged)
        let second = "1.0 C PA seq 128 ack 319 data \"GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n\"\n"
        let first = request + "0.2 S PA seq 301 ack 128 data \"HTTP/1.1 204 X\\r\\n\\r\\n\"\n0.201 C A seq 128 ack 319\n"
        #expect(try fate(first + second + "1.8 C FA seq 155 ack 319\n") == .notAcknowledged)
        // A client that has finished sending waits, and the capture ends.
        let cut = open + request + "0.1001 C FA seq 128 ack 301\n0.101 S A seq 301 ack 129\n"
        #expect(try found(cut) == ["capture-ended note"])
    }

    /// The FIN stands where the content ends, and the client's ACK stays before its last part.
    @Test func responseThatWasSentAndDidNotArrive() throws {
        let script =
            open + request
            + "0.2 S PA seq 301 ack 128 \(half)0.201 C A seq 128 ack 344\n0.202 S FA seq 349 ack 128\n0.203 C A seq 128 ack 344\n"
        let findings = try FindingScript(script + "15.0 C FA seq 128 ack 344\n", until: 20).verdict.findings
        guard findings.first?.name == "http-incomplete", case .incomplete(let evidence)? = findings.first?.kind else {
            Issue.record("\(findings.map(\.name))")
            return
        }
        #expect(evidence.wasSentWhole && evidence.bytes == 5 && evidence.total == 10)
        #expect(!findings.contains { $0.name == "fin-never-acknowledged" })
    }

    /// A client that closed its side and went on reading did not give up at the end of what came.
    @Test func contentThatCameAfterTheClientsFIN() throws {
        let script =
            open + request + "0.2 S PA seq 301 ack 128 \(half)0.201 C FA seq 128 ack 344\n0.202 S A seq 344 ack 129\n"
            + "1.0 S PA seq 344 ack 129 data \"fg\"\n1.001 C A seq 129 ack 346\n2.0 S FA seq 346 ack 129\n2.001 C A seq 129 ack 347\n"
        guard case .incomplete(let evidence)? = try kinds(script).first else {
            Issue.record("\(try found(script))")
            return
        }
        #expect(evidence.wentOn && evidence.follower?.role == .server && evidence.ender?.role == .client)
    }

    /// A server that works on a request has not forgotten to close.
    @Test func slowServerIsNoLeak() throws {
        let script =
            open + request
            + "0.1001 C FA seq 128 ack 301\n0.101 S A seq 301 ack 129\n75.0 S PA seq 301 ack 129 data \"HTTP/1.1 204 X\\r\\n\\r\\n\"\n"
            + "75.001 S FA seq 319 ack 129\n75.002 C A seq 129 ack 320\n"
        #expect(try found(script) == ["http-slow warning"])
    }

    /// A clock that was set back tells nothing of how long anything took.
    @Test func clockSetBack() throws {
        let post = "data \"POST / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 4\\r\\n\\r\\nab\"\n"
        let script =
            open + "5.0 C PA seq 101 ack 301 \(post)5.001 S PA seq 301 ack 150 data \"HTTP/1.1 204 X\\r\\n\\r\\n\"\n"
            + "3.0 C PA seq 150 ack 319 data \"cd\"\n3.001 S A seq 319 ack 152\n"
        #expect(try !found(script).contains { $0.hasPrefix("http-slow") })
    }

    /// A TCP acknowledges within half a second: what the ACK was later than that is the path's.
    @Test func lateAcknowledgmentOfTheRequest() throws {
        let late = "1.6 S A seq 301 ack 128\n"
        func answer(_ time: Double) -> String {
            "\(time) S PA seq 301 ack 128 data \"HTTP/1.1 204 X\\r\\n\\r\\n\"\n\(time + 0.001) C A seq 128 ack 319\n"
        }
        #expect(try found(open + request + late + answer(1.61)) == [])
        #expect(try found(open + request + late + answer(3)) == ["http-slow warning"])
    }

    /// Behind a CONNECT whose answer the capture lacks comes no HTTP, and a client may stop at an answer that it lacks.
    @Test func answerThatOnlyTheCaptureLacks() throws {
        let connect =
            "0.1 C PA seq 101 ack 301 data \"CONNECT a:443 HTTP/1.1\\r\\nHost: a:443\\r\\n\\r\\n\"\n0.11 S A seq 301 ack 140\n"
        let tunnel = "0.2 C PA seq 140 ack 340 data \"hello tunnel bytes!\"\n0.21 S PA seq 340 ack 159 data \"hello\"\n"
        let end = "0.22 C FA seq 159 ack 345\n0.221 S FA seq 345 ack 160\n0.222 C A seq 160 ack 346\n"
        #expect(try found(open + connect + tunnel + end) == [])
        let post =
            "0.1 C PA seq 101 ack 301 data \"POST / HTTP/1.1\\r\\nHost: a\\r\\nExpect: 100-continue\\r\\nContent-Length: 30\\r\\n\\r\\n\"\n"
            + "0.11 S A seq 301 ack 171\n"
        let stopped = "0.2 C FA seq 171 ack 355\n0.21 S FA seq 355 ack 172\n0.211 C A seq 172 ack 356\n"
        #expect(try found(open + post + stopped) == [])
        let unanswered = "0.2 C FA seq 171 ack 301\n0.21 S FA seq 301 ack 172\n0.211 C A seq 172 ack 302\n"
        #expect(try found(open + post + unanswered) == ["http-incomplete error"])
    }

    /// What looks like a response with content up to the close may be the answer to a CONNECT.
    @Test func requestsInATunnelThatWasNotSeenToOpen() throws {
        let late = "0.1 S PA seq 301 ack 101 data \"HTTP/1.1 200 OK\\r\\n\\r\\n\"\n0.11 C A seq 101 ack 320\n"
        let inside =
            "0.2 C PA seq 101 ack 320 data \"GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n\"\n0.21 S A seq 320 ack 128\n0.3 C FA seq 128 ack 320\n"
            + "0.31 S FA seq 320 ack 129\n0.311 C A seq 129 ack 321\n"
        #expect(try !found(late + inside).contains { $0.hasPrefix("http-unanswered") })
    }
}
