import Analysis
import Capture
import Language
import Foundation
import PacketScript
import Reports
import TCP
import Testing
import Wire

/// The expected path changes nothing but the time that a segment takes: with it switched off every output has the same bytes.
@Suite struct ExpectedPathTests {
    /// Everything that a run over some frames prints.
    private final class Output {
        var bytes: [UInt8] = []

        func run(usesExpectedPath: Bool, _ feed: (Analyzer) -> Void) -> [UInt8] {
            bytes = []
            let style = Style(width: 100, isUTF8: true, hasColor: false, phrasebook: English())
            func output() -> OutputBuffer { OutputBuffer { [unowned self] in bytes.append(copying: $0, in: 0..<$0.count) } }
            let reports = ReportList([
                NDJSONReport(
                    output(), run: NDJSONReport.Run(version: "test", files: ["a", "b"]), isSummary: false,
                    hasAddresses: true),
                TextReport(output(), style: style),
                PacketListReport(output(), style: style),
                SummaryReport(output(), style: style),
            ])
            run(reports, usesExpectedPath, feed)
            // Where there is no more than lines of connections, those that are alike are not judged one by one.
            run(ReportList([SummaryReport(output(), style: style, sort: .start)]), usesExpectedPath, feed)
            run(ReportList([SummaryReport(output(), style: style, onlyProblems: true, sort: .severity)]), usesExpectedPath, feed)
            return bytes
        }

        func run(_ reports: ReportList, _ usesExpectedPath: Bool, _ feed: (Analyzer) -> Void) {
            let analyzer = Analyzer(sink: reports, usesExpectedPath: usesExpectedPath, seed: 1)
            feed(analyzer)
            analyzer.finish()
            reports.finish(analyzer.summary, files: ["frames"])
        }
    }

    /// What a copy of the capture says of each frame. Openings as in textbooks are not judged for it one by one.
    private static func comments(usesExpectedPath: Bool, _ feed: (Analyzer) -> Void) -> [(frame: Int, text: [UInt8])] {
        let style = Style(width: 4096, isUTF8: true, hasColor: false, phrasebook: English())
        let annotation = AnnotationReport(style: style, limits: Limits(), budget: MemoryBudget(limit: Limits().memory), file: nil)
        let analyzer = Analyzer(sink: ReportList([annotation]), usesExpectedPath: usesExpectedPath, seed: 1)
        feed(analyzer)
        analyzer.finish()
        var comments: [(frame: Int, text: [UInt8])] = []
        while let frame = annotation.nextFrame { comments.append((frame, annotation.takeNext())) }
        return comments
    }

    private static func isSame(_ feed: (Analyzer) -> Void) -> Bool {
        let output = Output()
        let long = output.run(usesExpectedPath: false, feed)
        guard !long.isEmpty, long == output.run(usesExpectedPath: true, feed) else { return false }
        return comments(usesExpectedPath: false, feed).elementsEqual(comments(usesExpectedPath: true, feed), by: ==)
    }

    /// Each step of an opening gets its comment, though its segments are kept unjudged.
    @Test func openingsAreCommentedOn() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let path = root.appending(path: "Fixtures/four-step-close/capture.pcap").path(percentEncoded: false)
        let capture = try CaptureFile(path: path)
        let comments = Self.comments(usesExpectedPath: true) { analyzer in
            _ = capture.forEachFrame(from: 1, file: 0, filter: nil) { info, bytes, _ in
                analyzer.process(bytes, info)
                return true
            }
        }
        let texts = comments.map { String(decoding: $0.text, as: UTF8.self) }
        #expect(texts.first?.hasPrefix("[1] handshake 1/3  x = ") == true)
        #expect(texts.dropFirst().first?.hasPrefix("[1] handshake 2/3  y = ") == true)
        #expect(texts.dropFirst(2).first?.hasPrefix("[1] handshake 3/3; seq = x+1 = 1 = ") == true)
    }

    @Test func fixturesGiveTheSame() throws {
        let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Fixtures")
        var compared = 0
        for name in try FileManager.default.contentsOfDirectory(atPath: fixtures.path(percentEncoded: false)).sorted() {
            let folder = fixtures.appending(path: name).path(percentEncoded: false)
            guard
                let file = try? FileManager.default.contentsOfDirectory(atPath: folder).first(where: { $0.hasPrefix("capture.") })
            else { continue }
            compared += 1
            let isSame = Self.isSame { analyzer in
                guard let capture = try? CaptureFile(path: "\(folder)/\(file)") else { return }
                _ = capture.forEachFrame(from: 1, file: 0, filter: nil) { info, bytes, _ in
                    analyzer.process(bytes, info)
                    return true
                }
            }
            #expect(isSame, "\(name)")
        }
        #expect(compared > 100)
    }

    /// Some of those segments are damaged, and all that the rule can find is among them.
    @Test func randomSegmentsAreDamaged() {
        var text = ""
        for seed in 0..<60 {
            let packets = RandomSegments(seed: UInt64(seed)).packets
            let bytes = Output().run(usesExpectedPath: true) { analyzer in
                for packet in packets { analyzer.process(packet.bytes.span, packet.info) }
            }
            text += String(decoding: bytes, as: UTF8.self)
        }
        // Lines are broken anywhere.
        text = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for outcome in [
            "its receiver; sent again in frame", "are at fault, as frame", "these bytes before, was damaged", "was no damage",
        ] {
            let isThere = text.contains(outcome)
            #expect(isThere, "\(outcome)")
        }
    }

    /// A report that wants each connection judged, and says nothing.
    private final class Silence: Report {
        var wantsPackets: Bool { false }
        var wantsMessages: Bool { false }
        var wantedFigures: WantedFigures { .none }
        func warning(_ text: String) {}
        func finish(_ summary: RunSummary, files: [String]) {}
    }

    /// Openings that are alike are judged once where no more than lines of them are wanted: each line is the same as if it had been judged.
    @Test(arguments: 0..<60) func openingsThatAreAlikeGiveTheSame(seed: Int) {
        let packets = RandomOpenings(seed: UInt64(seed)).packets
        #expect(packets.count > 600)
        #expect(Self.isSame { analyzer in for packet in packets { analyzer.process(packet.bytes.span, packet.info) } })
        let output = Output()
        func run(onlyProblems: Bool, _ others: [any Report]) -> [UInt8] {
            output.bytes = []
            let style = Style(width: 100, isUTF8: true, hasColor: false, phrasebook: English())
            let buffer = OutputBuffer { output.bytes.append(copying: $0, in: 0..<$0.count) }
            output.run(ReportList([SummaryReport(buffer, style: style, onlyProblems: onlyProblems)] + others), true) { analyzer in
                for packet in packets { analyzer.process(packet.bytes.span, packet.info) }
            }
            return output.bytes
        }
        for onlyProblems in [false, true] {
            let judged = run(onlyProblems: onlyProblems, [Silence()])
            #expect(judged.count > 10_000 && judged == run(onlyProblems: onlyProblems, []))
        }
    }

    @Test(arguments: 0..<300) func randomSegmentsGiveTheSame(seed: Int) {
        let packets = RandomSegments(seed: UInt64(seed)).packets
        #expect(packets.count > 20)
        #expect(Self.isSame { analyzer in for packet in packets { analyzer.process(packet.bytes.span, packet.info) } })
    }
}
