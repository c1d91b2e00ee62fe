import Analysis
import Capture
import Language
import Foundation
import Reports
import PacketScript
import Testing
import Wire

/// Captures come from attackers: real frames with bytes changed, cut, repeated and shuffled. Nothing may trap, and every frame
/// must be accounted for.
@Suite struct HostileTests {
    /// Every output at once, as far as they go together; what they write must be fit for a terminal.
    private static func reports(_ check: @escaping (Span<UInt8>) -> Void) -> ReportList {
        let style = Style(width: 100, isUTF8: false, hasColor: false, phrasebook: English())
        var criteria = CheckCriteria()
        criteria.isStrict = true
        criteria.leastSeverity = .note
        func output() -> OutputBuffer { OutputBuffer(write: check) }
        return ReportList([
            NDJSONReport(
                output(), run: NDJSONReport.Run(version: "test", files: ["a", "b"]), isSummary: false,
                hasAddresses: true),
            TextReport(output(), style: style),
            TextReport(output(), style: style, filter: .problems),
            PacketListReport(output(), style: style),
            SummaryReport(output(), style: style),
            FollowReport(output(), connection: 1, raw: nil, style: style),
            CheckReport(criteria: criteria, phrasebook: English(), files: ["a", "b"]),
        ])
    }

    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures")

    private struct Frame {
        var info: FrameInfo
        var bytes: [UInt8]
    }

    private static func frames() throws -> [Frame] {
        var frames: [Frame] = []
        let names = try FileManager.default.contentsOfDirectory(atPath: fixtures.path(percentEncoded: false)).sorted()
        for name in names {
            let path = fixtures.appending(path: "\(name)/capture.pcap").path(percentEncoded: false)
            guard FileManager.default.fileExists(atPath: path) else { continue }
            let file = try CaptureFile(path: path)
            _ = file.forEachFrame(from: 1, file: 0, filter: nil) { info, bytes, _ in
                frames.append(Frame(info: info, bytes: (0..<bytes.count).map { bytes[$0] }))
                return frames.count % 200 != 0
            }
        }
        return frames
    }

    @Test func mutatedFramesAreSurvived() throws {
        let frames = try Self.frames()
        for seed in 0..<8 {
            var random = SplitMix(state: UInt64(seed))
            var unfit = 0
            let reports = Self.reports { bytes in
                // U+FFFD in a record is the only thing beyond ASCII.
                for i in 0..<bytes.count where bytes[i] < 32 && bytes[i] != 10 || bytes[i] == 127 { unfit += 1 }
            }
            let analyzer = Analyzer(sink: reports, seed: 1)
            for frame in frames {
                var frame = frame
                for _ in 0..<Int.random(in: 0...3, using: &random) where !frame.bytes.isEmpty {
                    // Mostly in the headers, where it hurts.
                    let limit = Bool.random(using: &random) ? min(80, frame.bytes.count) : frame.bytes.count
                    frame.bytes[Int.random(in: 0..<limit, using: &random)] = UInt8.random(in: 0...255, using: &random)
                }
                if Int.random(in: 0..<10, using: &random) == 0 {
                    frame.bytes.removeLast(Int.random(in: 0...frame.bytes.count, using: &random))
                }
                if Int.random(in: 0..<50, using: &random) == 0 {
                    frame.info.time = Timestamp(nanoseconds: Int64.random(in: .min ... .max, using: &random))
                }
                analyzer.process(frame.bytes.span, frame.info)
            }
            analyzer.finish()
            let summary = analyzer.summary
            reports.finish(summary, files: ["hostile"])
            #expect(unfit == 0)
            #expect(summary.packets == frames.count)
            #expect(summary.packets == summary.tcpPackets + summary.otherPackets + summary.malformedPackets)
        }
    }
}
