import Foundation
import TCPExplain
import Testing

/// Captures as files.
@Suite struct CaptureFileTests {
    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures")

    private static func path(_ fixture: String) -> String {
        fixtures.appending(path: fixture).path(percentEncoded: false)
    }

    private static func run(_ paths: [String], filter: String? = nil) throws -> (events: [Event], summary: Summary) {
        var events: [Event] = []
        var analyzer = Analyzer(events: [.findings, .connections]) { event in
            events.append(event)
            return .continue
        }
        for path in paths { analyzer.read(try CaptureFile(path: path, filter: filter)) }
        let summary = analyzer.finish()
        return (events, summary)
    }

    @Test func aCaptureIsRead() throws {
        let (events, summary) = try Self.run([Self.path("refused/capture.pcap")])
        #expect(summary.findings == ["refused": 1] && summary.frames == 4)
        guard case .finding(let finding)? = events.first else { throw CocoaError(.fileReadUnknown) }
        #expect(finding.name == "refused" && finding.severity == .error && finding.frames == [3, 4])
        #expect(finding.explanation().hasPrefix("the server refused the connection"))
    }

    /// Bytes that are no UTF-8: U+FFFD in the value, and what they are in what is shown.
    @Test func oddBytesOfAField() throws {
        var fields: [Field] = []
        var analyzer = Analyzer(events: [.exchanges]) { event in
            if case .exchange(let exchange) = event, fields.isEmpty { fields = exchange.request?.message.fields ?? [] }
            return .continue
        }
        analyzer.read(try CaptureFile(path: Self.path("http-odd-bytes/capture.pcap")))
        _ = analyzer.finish()
        let high = try #require(fields.first { $0.name == "X-High" })
        #expect(high.value == "\u{fffd}\u{fffd}\u{fffd}" && high.maskedValue == #"\x80\xfe\xff"#)
        let words = try #require(fields.first { $0.name == "X-Words" })
        #expect(words.value == "Grüße aus 東京")
    }

    /// What is read is lent, so a sink cannot read the same capture, and nobody can read it again.
    @Test func aCaptureIsReadOnce() throws {
        let capture = try CaptureFile(path: Self.path("http2-curl/capture.pcap"))
        let whole = try Self.run([Self.path("http2-curl/capture.pcap")])
        var events: [Event] = []
        var inner: [Int] = []
        var analyzer = Analyzer(events: [.findings, .connections]) { event in
            events.append(event)
            var other = Analyzer(events: [.connections]) { _ in .continue }
            other.read(capture)
            inner.append(other.finish().frames)
            return .continue
        }
        analyzer.read(capture)
        analyzer.read(capture)
        let summary = analyzer.finish()
        #expect(summary.frames == whole.summary.frames && events == whole.events)
        #expect(!inner.isEmpty && inner.allSatisfy { $0 == 0 })
    }

    /// Frames are counted on over the captures of a run.
    @Test func capturesFollowOneAnother() throws {
        let first = try Self.run([Self.path("short-connection/capture.pcap")]).summary
        let (events, summary) = try Self.run(["short-connection", "refused"].map { Self.path("\($0)/capture.pcap") })
        #expect(summary.frames == first.frames + 4 && summary.connections == first.connections + 1)
        let frames = events.compactMap { if case .finding(let finding) = $0 { finding.frames } else { nil } }
        #expect(frames.last == [first.frames + 3, first.frames + 4])
    }

    @Test func aFilterLeavesFramesOut() throws {
        let summary = try Self.run([Self.path("refused/capture.pcap")], filter: "udp port 9").summary
        #expect(summary.filteredFrames == 4 && summary.connections == 0)
        let wrong = #expect(throws: CaptureError.self) {
            try CaptureFile(path: Self.path("refused/capture.pcap"), filter: "tcp prt 80")
        }
        #expect(wrong?.reason == .filter)
    }

    @Test func whatIsNoCaptureIsRefused() {
        #expect(throws: CaptureError.self) { try CaptureFile(path: "/nonexistent/capture.pcap") }
        let missing = #expect(throws: CaptureError.self) { try CaptureFile(path: "/nonexistent/capture.pcap") }
        #expect(missing?.reason == .missing && missing?.description.contains("No such file") == true)
        let other = #expect(throws: CaptureError.self) { try CaptureFile(path: #filePath) }
        #expect(other?.reason == .notACapture)
    }

    /// Damage comes in the stream, behind what could be read.
    @Test func damageIsAnEvent() throws {
        let whole = try Data(contentsOf: URL(filePath: Self.path("refused/capture.pcap")))
        let cut = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-cut-\(UUID().uuidString).pcap")
        try whole.dropLast(10).write(to: cut)
        defer { try? FileManager.default.removeItem(at: cut) }
        let (events, summary) = try Self.run([cut.path(percentEncoded: false)])
        #expect(summary.frames == 3)
        guard case .damage(let error)? = events.first else { throw CocoaError(.fileReadUnknown) }
        #expect(error.reason == .cutShort && error.description.contains("packet 4"))
    }
}
