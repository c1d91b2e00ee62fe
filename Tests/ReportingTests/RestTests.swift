import Analysis
import Capture
import Explanation
import Foundation
import Reporting
import Testing
import Wire

/// Whether connections rest between their packets shows in nothing that is written.
@Suite struct RestTests {
    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures")

    private static func captures() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: fixtures.path(percentEncoded: false)).sorted()
            .map { fixtures.appending(path: "\($0)/capture.pcap").path(percentEncoded: false) }
            .filter { FileManager.default.fileExists(atPath: $0) }
    }

    /// All records, and the text, of all captures one after the other.
    private static func outputs(slots: Int) throws -> [[UInt8]] {
        var written: [[UInt8]] = []
        for path in try captures() {
            var bytes: [UInt8] = []
            let output = OutputBuffer { bytes += $0 }
            let style = Style(width: 100, isUTF8: false, hasColor: false, phrasebook: English())
            let reports = Reports([
                NDJSONReport(output, selection: Selection(), isSummary: false, hasSeveralFiles: false),
                PacketListReport(output, selection: Selection(), style: style),
            ])
            var analyzer = Analyzer(sink: reports, slots: slots, seed: 1)
            _ = try CaptureFile(path: path).forEachFrame(from: 1, file: 0, filter: nil) { info, frame, _ in
                analyzer.process(frame, info)
                return true
            }
            analyzer.finish()
            output.flush()
            written.append(bytes)
        }
        return written
    }

    @Test func restChangesNothing() throws {
        let usual = try Self.outputs(slots: 512)
        for slots in [0, 1] {
            for (path, (a, b)) in zip(try Self.captures(), zip(usual, try Self.outputs(slots: slots))) {
                #expect(a == b, "\(path) with \(slots) slots")
            }
        }
    }
}
