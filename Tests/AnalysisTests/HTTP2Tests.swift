import Applications
import TCP
import Testing

@testable import Analysis

/// HTTP/2: exchanges of streams, and what their frames let conclude.
@Suite struct HTTP2Tests {
    private typealias S = HTTP2Script

    private func run(_ script: HTTP2Script, closedAt time: Double = 1) throws -> Recorder {
        try Recorder(script.text(closedAt: time))
    }

    private func findings(_ recorder: Recorder) -> [String] {
        recorder.connections.flatMap { $0.findings }.map { "\($0.name) \($0.severity.rawValue) \($0.frames)" }
    }

    private func describe(_ exchange: Exchange) -> String {
        let request = exchange.request.map { "\($0.head.startLine) \($0.isComplete)" } ?? "-"
        let response = exchange.response.map { "\($0.head.startLine) \($0.contentBytes) \($0.isComplete)" } ?? "-"
        return "#\(exchange.number) stream \(exchange.http2?.stream ?? 0): \(request) -> \(response)"
    }

    @Test func streamsMayInterleave() throws {
        var script = HTTP2Script()
        script.begin()
        script.ask(0.02, S.request(1) + S.request(3))
        script.answer(
            0.03, S.response(3, length: 20) + S.data(3, 10, ends: false) + S.response(1, length: 5) + S.data(1, 5) + S.data(3, 10)
        )
        let recorder = try run(script)
        #expect(
            recorder.exchanges.map(describe) == [
                "#1 stream 1: GET /a HTTP/2 true -> HTTP/2 200 5 true", "#2 stream 3: GET /a HTTP/2 true -> HTTP/2 200 20 true",
            ])
        #expect(findings(recorder) == [])
        #expect(recorder.packets[6].stages == [.request, .requestHeaders])
        #expect(recorder.packets[7].stages == [.statusLine, .responseHeaders, .responseContent])
    }

    @Test func trailersInterimAndHEAD() throws {
        var script = HTTP2Script()
        script.begin()
        script.ask(0.02, S.request(1) + S.frame(1, 5, 3, [0x02, 4] + Array("HEAD".utf8) + S.get[1...]))
        script.answer(
            0.03,
            S.frame(1, 4, 1, [0x08, 3] + Array("103".utf8)) + S.response(1, length: 3) + S.data(1, 3, ends: false)
                + S.frame(1, 5, 1, [0, 1, 0x78, 1, 0x79]) + S.frame(1, 5, 3, [0x88, 0x0f, 0x0d, 2] + Array("99".utf8)))
        let recorder = try run(script)
        #expect(recorder.exchanges[0].interim.map(\.head.status) == [103])
        #expect(recorder.exchanges[0].response?.trailers?.first("x") == "y")
        #expect(describe(recorder.exchanges[1]) == "#2 stream 3: HEAD /a HTTP/2 true -> HTTP/2 200 0 true")
        #expect(findings(recorder) == [])
    }

    @Test func aPromiseIsARequest() throws {
        var script = HTTP2Script()
        script.begin()
        script.ask(0.02, S.request(1))
        script.answer(0.03, S.frame(5, 4, 1, S.number(2) + S.get) + S.response(1, length: 1) + S.data(1, 1))
        script.answer(0.04, S.response(2, length: 2) + S.data(2, 2))
        let recorder = try run(script)
        #expect(recorder.exchanges.map(describe).last == "#2 stream 2: GET /a HTTP/2 true -> HTTP/2 200 2 true")
        #expect(recorder.exchanges.last?.http2?.pushedBy == 1)
        #expect(findings(recorder) == [])
    }

    @Test func resets() throws {
        var script = HTTP2Script()
        script.begin()
        script.ask(0.02, S.request(1) + S.request(3))
        script.answer(0.03, S.response(1, length: 1000) + S.data(1, 100, ends: false) + S.frame(3, 0, 1, S.number(2)))
        script.ask(0.04, S.frame(3, 0, 3, S.number(8)))
        let recorder = try run(script)
        #expect(findings(recorder) == ["h2-stream-reset error [8]", "h2-stream-reset note [9]"])
        #expect(recorder.exchanges[0].http2?.reset?.code.name == "INTERNAL_ERROR")
    }

    @Test func goAwayLeavesRequestsUnprocessed() throws {
        var script = HTTP2Script()
        script.begin()
        script.ask(0.02, S.request(1) + S.request(3))
        script.answer(0.03, S.response(1, length: 1) + S.data(1, 1) + S.frame(7, 0, 0, S.number(1) + S.number(0)))
        let recorder = try run(script, closedAt: 3)
        #expect(findings(recorder) == ["h2-goaway warning [8]"])
        #expect(recorder.exchanges.last?.http2?.isUnprocessed == true)
    }

    @Test func stalls() throws {
        var script = HTTP2Script()
        script.begin(client: S.setting(4, 10))
        script.ask(0.02, S.request(1))
        script.answer(0.03, S.response(1, length: 20) + S.data(1, 10, ends: false))
        script.ask(0.33, S.frame(8, 0, 1, S.number(100)))
        script.answer(0.34, S.data(1, 10))
        let recorder = try run(script)
        #expect(findings(recorder) == ["h2-flow-control-stall warning [8, 9]"])
        // One that lasts.
        script = HTTP2Script()
        script.begin(client: S.setting(4, 0))
        script.ask(0.02, S.request(1))
        script.answer(0.03, S.response(1, length: 20))
        script.ask(0.5, S.frame(6, 0, 0, Array(repeating: 0, count: 8)))
        #expect(findings(try run(script)).contains("h2-flow-control-stall error [8]"))
    }

    /// SETTINGS change the windows of all streams at once (RFC 9113 §6.9.2); that opens those alone that have something left then.
    @Test func settingsOpenWindows() throws {
        var script = HTTP2Script()
        script.begin(client: S.setting(4, 10))
        script.ask(0.02, S.request(1) + S.request(3))
        script.answer(0.03, S.response(1, length: 20) + S.data(1, 10, ends: false))
        script.answer(0.031, S.response(3, length: 40) + S.data(3, 10, ends: false))
        // Stream 3 gets what it has used up already.
        script.ask(0.1, S.frame(4, 0, 0, S.setting(4, 0)) + S.frame(8, 0, 3, S.number(5)))
        script.ask(0.2, S.frame(4, 0, 0, S.setting(4, 5)))
        script.ask(0.33, S.frame(4, 0, 0, S.setting(4, 100)))
        script.answer(0.34, S.data(1, 10) + S.data(3, 30))
        let recorder = try run(script)
        #expect(findings(recorder) == ["h2-flow-control-stall warning [8, 12]"])
        #expect(recorder.exchanges.map(describe).allSatisfy { $0.hasSuffix("true") })
    }

    /// However many streams wait, a change of the window costs the same.
    @Test(.timeLimit(.minutes(5))) func settingsTouchNoStreamInVain() throws {
        var script = HTTP2Script()
        script.begin(client: S.setting(4, 0))
        let count: UInt32 = 2000
        func perStream(_ frame: (UInt32) -> [UInt8]) -> [UInt8] { (0..<count).flatMap { frame(2 * $0 + 1) } }
        script.ask(0.02, perStream { S.request($0) })
        script.answer(0.03, perStream { S.frame(1, 4, $0, [0x88]) })
        script.ask(0.04, perStream { S.frame(8, 0, $0, S.number(1)) })
        script.answer(0.05, perStream { S.data($0, 100, ends: false) })
        let changes = (0..<200).flatMap { i in S.setting(4, UInt32(i % 2) * 50) }
        for i in 0..<300 { script.ask(0.06 + Double(i) / 1e6, S.frame(4, 0, 0, changes)) }
        #expect(try run(script).exchanges.count == Int(count))
    }

    @Test func theConnectionWindowMayRunOut() throws {
        var script = HTTP2Script()
        script.begin(client: S.setting(4, 1 << 20))
        script.ask(0.02, S.request(1))
        script.answer(0.03, S.response(1, length: 65_635))
        for i in 0..<4 { script.answer(0.04 + Double(i) / 1000, S.data(1, i < 3 ? 16_384 : 16_383, ends: false)) }
        script.ask(0.5, S.frame(8, 0, 0, S.number(1000)))
        script.answer(0.51, S.data(1, 100))
        let found = findings(try run(script))
        #expect(found.count == 1 && found[0].hasPrefix("h2-flow-control-stall warning"))
    }

    @Test func faultsAreToldWithTheirAnswer() throws {
        var script = HTTP2Script()
        script.begin()
        script.ask(0.02, S.frame(1, 5, 1, S.get + [0, 1, 0x41, 1, 0x62]))
        script.answer(0.03, S.frame(3, 0, 1, S.number(1)))
        script.ask(0.04, S.frame(8, 0, 0, S.number(0)))
        script.answer(0.05, S.frame(7, 0, 0, S.number(1) + S.number(1)))
        let recorder = try run(script)
        #expect(findings(recorder) == ["h2-protocol-error error [7, 8]", "h2-protocol-error error [9, 10]"])
    }

    @Test func requestsThatQueueAreTold() throws {
        var script = HTTP2Script()
        script.begin(server: S.setting(3, 2))
        script.ask(0.02, S.request(1) + S.request(3))
        for i in 0..<4 {
            let stream = UInt32(2 * i + 1)
            script.answer(0.2 + Double(i) * 0.1, S.response(stream, length: 1) + S.data(stream, 1))
            script.ask(0.2005 + Double(i) * 0.1, S.request(stream + 4))
        }
        script.answer(0.7, S.response(9, length: 1) + S.data(9, 1) + S.response(11, length: 1) + S.data(11, 1))
        #expect(findings(try run(script)).map { $0.prefix(28) } == ["h2-concurrency-limit warning"])
    }

    @Test func behindAHoleNothingIsGuessed() throws {
        var script = HTTP2Script()
        script.begin()
        // The first request puts two fields into the table; it is lost. The second one refers to them.
        script.ask(0.02, S.frame(1, 5, 1, S.get + [0x40, 1, 0x78, 1, 0x79]), lost: true)
        script.answer(0.03, S.response(1, length: 1) + S.data(1, 1))
        script.ask(0.04, S.frame(1, 5, 3, S.get + [0xbe]))
        script.answer(0.05, S.response(3, length: 1) + S.data(3, 1))
        script.ask(0.06, S.request(5))
        script.answer(0.07, S.response(5, length: 1) + S.data(5, 1))
        let recorder = try run(script)
        #expect(
            Set(recorder.exchanges.map { $0.http2?.stream }) == [1, 3, 5])
        let second = recorder.exchanges.first { $0.http2?.stream == 3 }
        #expect(second?.request?.head.startLine == "GET /a HTTP/2")
        #expect(second?.request?.head.http2?.fieldsAreComplete == false)
        #expect(second?.request?.head.fields.lines.last?.isUnknown == true)
        #expect(findings(recorder) == [])
    }

    /// An interim response refers to a table entry that a hole took; the final one that follows shows that it was interim.
    @Test func anInterimResponseBehindAHole() throws {
        var script = HTTP2Script()
        script.begin()
        script.ask(0.02, S.request(1) + S.request(3) + S.request(5))
        // 103 and a field go into the table in stream 1.
        let inserted: [UInt8] = [0x48, 3] + Array("103".utf8) + [0x40, 1, 0x78, 1, 0x79]
        script.answer(0.03, S.frame(1, 5, 1, inserted), lost: true)
        script.answer(0.04, S.frame(1, 4, 3, [0xbf, 0xbe]) + S.response(3, length: 2) + S.data(3, 2))
        script.answer(0.05, S.frame(1, 4, 5, [0xbf]) + S.frame(1, 4, 5, [0xbf]) + S.response(5, length: 2) + S.data(5, 2))
        let recorder = try run(script)
        #expect(!findings(recorder).contains { $0.hasPrefix("h2-protocol-error") })
        let answers = recorder.exchanges.filter { $0.http2?.stream != 1 }
        #expect(answers.map { $0.response?.head.status } == [200, 200])
        #expect(answers.map { $0.response?.isComplete } == [true, true])
        #expect(answers.map { $0.interim.map(\.head.status) } == [[0], [0, 0]])
    }

    private static let firstFrames = [
        S.frame(4, 1, 0), S.frame(8, 0, 0, S.number(100)), S.frame(6, 0, 0, Array(repeating: 7, count: 8)),
    ]

    /// RFC 9113 §3.4: what the server sends first must be its SETTINGS. It speaks HTTP/2 all the same, and is read.
    @Test(arguments: firstFrames, [1, 4, 100]) func aServerThatDoesNotBeginWithItsSettings(first: [UInt8], size: Int) throws {
        for isEarly in [false, true] {
            var script = HTTP2Script()
            let answered = first + S.frame(4, 0, 0)
            func answer() {
                for start in stride(from: 0, to: answered.count, by: size) {
                    script.answer(isEarly ? 0.005 : 0.015, Array(answered[start..<min(start + size, answered.count)]))
                }
            }
            if isEarly { answer() }
            script.ask(0.01, HTTP2Reader.preface + S.frame(4, 0, 0) + S.request(1))
            if !isEarly { answer() }
            script.answer(0.03, S.response(1, length: 2) + S.data(1, 2))
            let recorder = try run(script)
            #expect(recorder.exchanges.map(describe) == ["#1 stream 1: GET /a HTTP/2 true -> HTTP/2 200 2 true"])
            #expect(recorder.connections.flatMap(\.findings).map(\.name) == ["h2-protocol-error"])
        }
    }

    /// Where the server speaks something else, that is no frame.
    @Test func anotherProtocolIsNoFrame() throws {
        var script = HTTP2Script()
        script.ask(0.01, HTTP2Reader.preface + S.frame(4, 0, 0))
        script.answer(0.02, Array("SSH-2.0-x\r\n".utf8))
        #expect(try run(script).connections.flatMap(\.findings).map(\.name) == ["protocol-mismatch"])
    }

    @Test func aConnectionThatHadBegunIsJoined() throws {
        var script = HTTP2Script()
        script.ask(0.02, S.request(7))
        script.answer(0.03, S.response(7, length: 4) + S.data(7, 4))
        // Without the handshake.
        let text = script.text(closedAt: 1).split(separator: "\n").dropFirst(3).joined(separator: "\n")
        let recorder = try Recorder(text)
        #expect(recorder.exchanges.map(describe) == ["#1 stream 7: GET /a HTTP/2 true -> HTTP/2 200 4 true"])
    }

    @Test func upgrade() throws {
        var script = HTTP2Script()
        script.ask(
            0.02,
            Array(
                "GET /a HTTP/1.1\r\nHost: h\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n"
                    .utf8))
        script.answer(
            0.03, Array("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n".utf8) + S.frame(4, 0, 0)
        )
        script.ask(0.04, HTTP2Reader.preface + S.frame(4, 0, 0))
        script.answer(0.05, S.response(1, length: 2) + S.data(1, 2))
        let recorder = try run(script)
        #expect(recorder.exchanges.map(describe).last == "#2 stream 1: GET /a HTTP/1.1 true -> HTTP/2 200 2 true")
    }

    @Test func streamsAreBounded() throws {
        var script = HTTP2Script()
        script.begin()
        for i in 0..<5000 { script.ask(0.02 + Double(i) / 1e6, S.request(UInt32(2 * i + 1))) }
        let recorder = try run(script)
        #expect(recorder.exchanges.count == 5000)
    }

    private func bounds(_ recorder: Recorder) -> [HTTP2Bound] {
        recorder.warnings.compactMap { if case .bound(connection: 1, .http2(let bound)) = $0 { bound } else { nil } }
    }

    @Test func whatIsNotToldOfControlIsToldOnce() throws {
        var script = HTTP2Script()
        script.begin()
        // Forty settings that nobody knows, twice.
        let settings = (0..<40).flatMap { i -> [UInt8] in [0x77, UInt8(i), 0, 0, 0, 1] }
        script.ask(0.02, S.frame(4, 0, 0, settings) + S.frame(4, 0, 0, settings))
        #expect(bounds(try run(script)) == [.kinds])
        var other = HTTP2Script()
        other.begin()
        other.ask(0.02, S.frame(4, 0, 0, (0..<3000).flatMap { _ -> [UInt8] in [0, 1, 0, 0, 16, 0] }))
        #expect(bounds(try run(other)) == [.controlFrame])
    }

    /// Behind a hole, what looks like heads of long frames, one after the other.
    @Test func aSearchThatGivesUpIsTold() throws {
        var script = HTTP2Script()
        script.begin(server: S.setting(5, 1 << 20))
        script.ask(0.015, S.request(1))
        script.ask(0.02, S.frame(6, 0, 0, [UInt8](repeating: 1, count: 8)), lost: true)
        script.ask(0.021, [0x55])
        script.answer(0.022, S.frame(6, 1, 0, [UInt8](repeating: 1, count: 8)))
        for i in 0..<200 {
            let looks: [UInt8] = [0x0f, 0, 0, 0, 0, 0, 0, 0, 1]
            script.ask(0.03 + Double(i) / 1000, looks + [UInt8](repeating: 0x55, count: 1000))
        }
        #expect(bounds(try run(script)) == [.frameSearch])
    }

    /// Its request is told, and that its fields were too many.
    @Test func aBlockWithoutEndIsTold() throws {
        var script = HTTP2Script()
        script.begin()
        script.ask(0.02, S.frame(1, 1, 1, S.get))
        let field = [0x40, 1, 0x61, 0x7f, 0x81, 0x1d] + [UInt8](repeating: 0x62, count: 3840)
        for i in 0..<80 { script.ask(0.03 + Double(i) / 1e4, S.frame(9, 0, 1, field)) }
        let recorder = try run(script)
        #expect(recorder.exchanges.map(describe) == ["#1 stream 1: GET /a HTTP/2 false -> -"])
        #expect(findings(recorder).contains { $0.hasPrefix("http-head-too-large") })
    }

    /// The same streams in other segments give the same exchanges and findings.
    @Test(arguments: [1, 2, 9, 10, 17, 64]) func segmentsDoNotMatter(size: Int) throws {
        let asked =
            HTTP2Reader.preface + S.frame(4, 0, 0, S.setting(4, 30)) + S.request(1) + S.request(3)
            + S.frame(1, 0, 5, Array(S.get[..<4])) + S.frame(9, 5, 5, Array(S.get[4...])) + S.frame(3, 0, 3, S.number(8))
        let answered =
            S.frame(4, 0, 0) + S.response(1, length: 5) + S.frame(0, 8, 1, [3] + Array("hello".utf8) + [0, 0, 0]) + S.data(1, 0)
            + S.response(5, length: 6) + S.data(5, 3, ends: false) + S.data(5, 3)
        func exchanges(_ size: Int) throws -> [String] {
            var script = HTTP2Script()
            for start in stride(from: 0, to: asked.count, by: size) {
                script.ask(0.02, Array(asked[start..<min(start + size, asked.count)]))
            }
            for start in stride(from: 0, to: answered.count, by: size) {
                script.answer(0.03, Array(answered[start..<min(start + size, answered.count)]))
            }
            let recorder = try run(script)
            return recorder.exchanges.map(describe) + recorder.connections.flatMap(\.findings).map(\.name)
        }
        #expect(try exchanges(size) == exchanges(1000))
    }
}
