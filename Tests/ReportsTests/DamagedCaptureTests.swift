import Analysis
import Capture
import Foundation
import Language
import PacketScript
import Reports
import Testing
import Wire

/// Captures that are cut at every byte: what is read is every frame before the cut, and the damage is told.
@Suite struct DamagedCaptureTests {
    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures")

    /// What came of a cut capture.
    private struct Outcome {
        var frames = 0
        var isCapture = true
        var isDamaged = false
        /// Of the processor, which other programs do not lengthen.
        var seconds = 0.0
    }

    /// Reads what the file holds, with the outputs that people read.
    private func read(_ path: String) -> Outcome {
        var outcome = Outcome()
        let began = ProcessorTime.now
        do throws(CaptureError) {
            let file = try CaptureFile(path: path)
            let style = Style(width: 80, isUTF8: false, hasColor: false, phrasebook: English())
            func output() -> OutputBuffer { OutputBuffer { _ in } }
            let reports = ReportList([
                NDJSONReport(output(), run: NDJSONReport.Run(version: "test", files: ["a"]), isSummary: false),
                TextReport(output(), style: style), PacketListReport(output(), style: style),
                SummaryReport(output(), style: style),
            ])
            let analyzer = Analyzer(sink: reports, seed: 1)
            outcome.frames = file.forEachBatch(from: 1, file: 0, filter: nil, limit: .max) { frames, block in
                analyzer.process(frames, in: block)
                return true
            }
            analyzer.finish()
            reports.finish(analyzer.summary, files: ["a"])
            #expect(analyzer.summary.packets == outcome.frames)
            outcome.isDamaged = file.damage != nil
        } catch {
            outcome.isCapture = false
        }
        outcome.seconds = ProcessorTime.now - began
        return outcome
    }

    /// Where each frame of a plain capture ends: records of pcap, blocks of pcapng. nil for a compressed one.
    private func ends(_ bytes: [UInt8]) -> [Int]? {
        func number(_ at: Int) -> Int { (0..<4).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) } }
        var ends: [Int] = []
        switch number(0) {
        case 0xa1b2_c3d4, 0xa1b2_3c4d:
            var at = 24
            while at + 16 <= bytes.count {
                at += 16 + number(at + 8)
                ends.append(at)
            }
        case 0x0a0d_0d0a:
            var at = 0
            while at + 8 <= bytes.count {
                let type = number(at)
                at += number(at + 4)
                if type == 6 || type == 3 { ends.append(at) }
            }
        default: return nil
        }
        return ends
    }

    @Test(arguments: [
        "short-connection/capture.pcap", "pcapng-two-interfaces/capture.pcapng", "gzip-capture/capture.pcap.gz",
        "zstd-capture/capture.pcap.zst", "http2-curl/capture.pcap",
    ])
    func cutAtEveryByte(name: String) throws {
        let whole = Array(try Data(contentsOf: Self.fixtures.appending(path: name)))
        let ends = ends(whole)
        let path = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-\(UUID().uuidString)")
            .path(percentEncoded: false)
        defer { try? FileManager.default.removeItem(atPath: path) }
        var before = 0
        // Under a sanitizer, which takes its time, some of them.
        let step = ProcessInfo.processInfo.environment["ASAN_OPTIONS"] == nil ? 1 : 5
        for length in stride(from: 0, to: whole.count, by: step) {
            try Data(whole.prefix(length)).write(to: URL(filePath: path))
            let outcome = read(path)
            let expected = ends.map { $0.count { $0 <= length } }
            if outcome.isCapture {
                #expect(outcome.frames >= before, "cut at \(length)")
                if let expected { #expect(outcome.frames == expected, "cut at \(length)") }
                // A plain capture that ends with a frame or block is whole.
                if let ends, let last = ends.last(where: { $0 <= length }), last != length, length > ends[0] {
                    #expect(outcome.isDamaged || !name.hasSuffix(".pcap"), "cut at \(length)")
                }
            } else {
                #expect(before == 0 && expected ?? 0 == 0, "cut at \(length)")
            }
            #expect(outcome.seconds < 2, "cut at \(length)")
            before = max(before, outcome.frames)
        }
        #expect(before > 0)
    }
}
