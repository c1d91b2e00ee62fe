import Analysis
import Foundation
import Language
import Reports
import TCP
import Wire

/// A run of the analyser with every output, and what must hold of it whatever the input.
struct Analysis {
    /// What the outputs said.
    private(set) var records: [UInt8] = []
    private(set) var text: [UInt8] = []

    private final class Bytes {
        var all: [UInt8] = []
        func append(_ span: Span<UInt8>) { for i in span.indices { all.append(span[i]) } }
    }

    /// - Parameter feed: hands frames to the analyser.
    init(usesExpectedPath: Bool = true, checksRecords: Bool = true, _ feed: (Analyzer, ReportList) -> Void) {
        var limits = Limits()
        limits.memory = 4 << 20
        let budget = MemoryBudget(limit: limits.memory)
        let (records, text, archive) = (Bytes(), Bytes(), Bytes())
        let style = Style(width: 100, isUTF8: false, hasColor: false, phrasebook: English())
        let reports = ReportList([
            NDJSONReport(
                OutputBuffer { records.append($0) }, run: NDJSONReport.Run(version: "fuzz", files: ["a"]), isSummary: false,
                hasAddresses: true),
            TextReport(OutputBuffer { text.append($0) }, style: style),
            PacketListReport(OutputBuffer { text.append($0) }, style: style),
            SummaryReport(OutputBuffer { text.append($0) }, style: style),
            HARReport(
                OutputBuffer { archive.append($0) }, secrets: Secrets(), version: "fuzz", limits: limits, budget: budget),
        ])
        let analyzer = Analyzer(sink: reports, limits: limits, budget: budget, usesExpectedPath: usesExpectedPath, seed: 1)
        feed(analyzer, reports)
        analyzer.finish()
        let summary = analyzer.summary
        reports.finish(summary, files: ["a"])
        require(
            summary.packets == summary.tcpPackets + summary.otherPackets + summary.malformedPackets + summary.filteredPackets,
            "each packet is counted once")
        require(budget.peak <= limits.memory + (9 << 20), "memory stays within the budget: \(budget.peak)")
        require(text.all.allSatisfy { $0 >= 32 && $0 != 127 || $0 == 10 }, "text holds no control byte")
        self.records = records.all
        self.text = text.all
        guard checksRecords else { return }
        for line in records.all.split(separator: 10) {
            require((try? JSONSerialization.jsonObject(with: Data(line))) != nil, "a record is JSON: \(String(decoding: line, as: UTF8.self))")
        }
        require((try? JSONSerialization.jsonObject(with: Data(archive.all))) != nil, "the archive is JSON")
    }

    /// Frames of one link type, a millisecond apart.
    static func feed(_ frames: [[UInt8]], _ linkType: LinkType, to analyzer: Analyzer) {
        for (i, frame) in frames.enumerated() {
            let info = FrameInfo(
                number: i + 1, numberInFile: i + 1, file: 0, time: Timestamp(nanoseconds: 1_000_000_000 + Int64(i) * 1_000_000),
                wireLength: frame.count, linkType: linkType)
            analyzer.process(frame.span, info)
        }
    }
}

enum FrameTarget {
    private static let types = LinkType.supported

    /// The first byte chooses the link type; the frame comes twice.
    static func run(_ input: [UInt8]) {
        guard let first = input.first else { return }
        let frame = Array(input.dropFirst())
        _ = Analysis { analyzer, _ in
            Analysis.feed([frame, frame], types[Int(first) % types.count], to: analyzer)
        }
    }
}
