import Analysis
import Applications
import Language
import Reports
import TCP
import Wire

/// A run of the analyser with every output that people read, and what must hold of it whatever the input.
struct Analysis {
    /// What the outputs said.
    private(set) var records: [UInt8] = []
    private(set) var text: [UInt8] = []
    /// How much of `records` was there before the end of the run.
    private(set) var recordsBeforeEnd = 0
    /// The exchanges in a few words, in the order in which they were reported.
    private(set) var exchanges: [String] = []

    /// How a run is done.
    struct Options {
        var usesExpectedPath = true
        /// Whether what was written is read again.
        var checksRecords = true
        var decryptor: TLSDecryptor?
        /// The captures that the frames come from.
        var files = ["a"]
    }

    final class Bytes {
        var all: [UInt8] = []
        func append(_ span: Span<UInt8>) { for i in span.indices { all.append(span[i]) } }
    }

    static let limits: Limits = {
        var limits = Limits()
        limits.memory = 4 << 20
        return limits
    }()

    /// - Parameter feed: hands frames to the analyser.
    init(_ options: Options = Options(), _ feed: (Analyzer) -> Void) {
        let limits = Self.limits
        let budget = MemoryBudget(limit: limits.memory)
        let (records, text, archive) = (Bytes(), Bytes(), Bytes())
        let observer = Observer()
        let style = Style(width: 100, isUTF8: false, hasColor: false, phrasebook: English())
        let recordOutput = OutputBuffer { records.append($0) }
        let reports = ReportList([
            NDJSONReport(
                recordOutput, run: NDJSONReport.Run(version: "fuzz", files: options.files), isSummary: false, hasAddresses: true),
            TextReport(OutputBuffer { text.append($0) }, style: style),
            PacketListReport(OutputBuffer { text.append($0) }, style: style),
            SummaryReport(OutputBuffer { text.append($0) }, style: style),
            HARReport(
                OutputBuffer { archive.append($0) }, secrets: Secrets(), version: "fuzz", limits: limits, budget: budget),
            observer,
        ])
        let analyzer = Analyzer(
            sink: reports, limits: limits, budget: budget, usesExpectedPath: options.usesExpectedPath, seed: 1)
        analyzer.decryptor = options.decryptor
        feed(analyzer)
        recordOutput.flush()
        recordsBeforeEnd = records.all.count
        analyzer.finish()
        let summary = analyzer.summary
        reports.finish(summary, files: options.files)
        Self.checkCounts(summary, observer)
        // A decoder that was begun in time may ask for a window of 16 MiB, and then gives way: two of them where codings are nested.
        require(budget.peak <= limits.memory + (36 << 20), "memory stays within the budget: \(budget.peak)")
        require(text.all.allSatisfy { $0 >= 32 && $0 != 127 || $0 == 10 }, "text holds no control byte")
        self.records = records.all
        self.text = text.all
        exchanges = observer.exchanges
        guard options.checksRecords else { return }
        for line in records.all.split(separator: 10) {
            require(JSONValue(Array(line)) != nil, "a record is JSON: \(String(decoding: line, as: UTF8.self))")
        }
        require(JSONValue(archive.all) != nil, "the archive is JSON")
    }

    static func checkCounts(_ summary: RunSummary, _ observer: Observer) {
        require(
            summary.packets == summary.tcpPackets + summary.otherPackets + summary.malformedPackets + summary.filteredPackets,
            "each packet is counted once")
        require(observer.connections == summary.connections, "each connection ends once")
        require(
            observer.streamBytes <= observer.payloadBytes,
            "a stream has no byte that was no payload: \(observer.streamBytes) of \(observer.payloadBytes)")
    }

    /// Frames of one link type, a millisecond apart; those from `second` on are of another file.
    static func feed(_ frames: [[UInt8]], _ linkType: LinkType, to analyzer: Analyzer, secondFile second: Int? = nil) {
        for (i, frame) in frames.enumerated() {
            let isSecond = second.map { i >= $0 } ?? false
            let info = FrameInfo(
                number: i + 1, numberInFile: i + 1 - (isSecond ? second ?? 0 : 0), file: isSecond ? 1 : 0,
                time: Timestamp(nanoseconds: 1_000_000_000 + Int64(i) * 1_000_000), wireLength: frame.count,
                linkType: linkType)
            analyzer.process(frame.span, info)
        }
    }
}
