public import Analysis
public import Language
import Applications
public import TCP
public import Wire

/// The records of the schema `tcpexplain/1`: one JSON object a line.
public final class NDJSONReport: Report {
    private let output: OutputBuffer
    private let isSummary: Bool
    private let hasPackets: Bool
    private let hasAddresses: Bool
    private var times = TimeText()
    private let secrets: Secrets
    private var packets: PacketRecord
    /// Writes the content of messages to files, before this report is told of them.
    private let extraction: ExtractReport?

    /// What the first record says of a run.
    public struct Run: Sendable {
        /// That of the program.
        public var version: String
        /// The captures, in their order; none if it is live.
        public var files: [String]
        /// Packets tell the number in their file; with several files they always do.
        public var tellsFileFrames: Bool

        public init(version: String, files: [String], tellsFileFrames: Bool = false) {
            self.version = version
            self.files = files
            self.tellsFileFrames = tellsFileFrames
        }
    }

    /// - Parameters:
    ///   - isSummary: only `connection`, `warning` and `summary` records.
    ///   - hasPackets: with `packet` records, where they are known to be selected as they come.
    ///   - hasAddresses: packets and exchanges tell the addresses and ports of both ends, and exchanges their time.
    public init(
        _ output: OutputBuffer, run: Run, isSummary: Bool, hasPackets: Bool = true, hasAddresses: Bool = false,
        secrets: Secrets = Secrets(), extraction: ExtractReport? = nil
    ) {
        self.secrets = secrets
        self.extraction = extraction
        self.output = output
        self.hasPackets = hasPackets && !isSummary
        self.hasAddresses = hasAddresses
        self.isSummary = isSummary
        packets = PacketRecord(hasFile: run.files.count > 1 || run.tellsFileFrames, hasAddresses: hasAddresses)
        write(run)
    }

    /// Writes nothing but the summary, at the end.
    init(summaryInto output: OutputBuffer) {
        self.output = output
        secrets = Secrets()
        extraction = nil
        hasPackets = false
        isSummary = true
        hasAddresses = false
        packets = PacketRecord(hasFile: false, hasAddresses: false)
    }

    public var shows: Shown { .items }
    public var wantsPackets: Bool { hasPackets }

    private func write(_ run: Run) {
        output.append("{\"type\":\"run\",\"schema\":\"tcpexplain/1\",\"version\":")
        output.appendJSON(run.version)
        output.append(",\"files\":")
        output.appendJSON(run.files)
        output.append("}")
        output.endLine()
    }

    // MARK: - packet

    public func origin(_ origin: FrameOrigin, number: Int, file: Int) {
        packets.origins.add(origin, number: number, file: file)
    }

    public func packet(
        _ event: borrowing PacketEvent, connection: borrowing Connection, bytes: Span<UInt8>, payload: Range<Int>
    ) {
        packets.append(event, connection, to: output)
    }

    public func unreadable(_ frame: UnreadableFrame) {
        if hasPackets { FrameRecord(hasFile: packets.hasFile).append(frame, to: output, &times) }
    }

    // MARK: - http

    public var wantsDecodedSizes: Bool { !isSummary }
    public var wantsMessages: Bool { false }

    public func exchange(_ exchange: Exchange, connection: borrowing Connection) {
        guard !isSummary else { return }
        var record = HTTPRecord(exchange, connection: connection.number, secrets: secrets)
        record.extracted = extraction?.latest ?? (nil, nil)
        if hasAddresses { record.ends = (connection.endpoint(of: .client), connection.endpoint(of: .server)) }
        record.append(to: output, &times)
    }

    // MARK: - connection

    public func connection(_ event: ConnectionEvent) {
        ConnectionRecord(event).append(to: output)
    }

    // MARK: - failure

    /// What the run fails by, once it has ended; before the summary.
    public var failures: () -> [RunFailure] = { [] }

    private func append(_ failure: RunFailure) {
        output.append("{\"type\":\"failure\",\"source\":")
        output.appendJSON(failure.source.rawValue)
        for (key, value) in [
            ("expectation", failure.expectation), ("rule", failure.rule), ("file", failure.file), ("expected", failure.expected),
            ("actual", failure.actual),
        ] {
            guard let value else { continue }
            output.appendKey(key)
            output.appendJSON(value)
        }
        for (key, value) in [("connection", failure.connection), ("frame", failure.frame)] {
            guard let value else { continue }
            output.appendKey(key)
            output.append(value)
        }
        output.append(",\"frames\":[")
        output.append(failure.frames.map(String.init).joined(separator: ","))
        output.append("],\"message\":")
        output.appendJSON(failure.sentence.string)
        output.append("}")
        output.endLine()
    }

    // MARK: - warning and summary

    public func warning(_ warning: Warning) { self.warning(English().sentence(for: warning).string) }

    public func warning(_ text: String) {
        output.append("{\"type\":\"warning\",\"message\":")
        output.appendJSON(text)
        output.append("}")
        output.endLine()
    }

    public func finish(_ summary: RunSummary, files: [String]) {
        for failure in failures() { append(failure) }
        output.append("{\"type\":\"summary\",\"schema\":\"tcpexplain/1\",\"files\":")
        output.appendJSON(files)
        for (key, value) in [
            ("packets", summary.packets), ("tcp_packets", summary.tcpPackets), ("other_packets", summary.otherPackets),
            ("malformed_packets", summary.malformedPackets), ("filtered_packets", summary.filteredPackets),
            ("connections", summary.connections), ("exchanges", summary.exchanges),
        ] {
            output.appendKey(key)
            output.append(value)
        }
        if let selected = summary.selected {
            output.append(",\"selected\":{\"connections\":\(selected.connections),\"exchanges\":\(selected.exchanges)}")
        }
        if let frame = summary.stoppedAt {
            output.appendKey("stopped_after_frame")
            output.append(frame)
        }
        if let drops = summary.drops {
            output.appendKey("kernel_dropped")
            output.append(drops.byKernel)
            output.appendKey("interface_dropped")
            output.append(drops.byInterface)
        }
        output.append(",\"checks\":{\"passed\":")
        output.append(summary.checksPassed)
        output.append(",\"failed\":")
        output.append(summary.checksFailed)
        output.append("},\"bytes\":{\"captured\":")
        output.append(summary.capturedBytes)
        output.append(",\"wire\":")
        output.append(summary.wireBytes)
        output.append("}")
        let found = summary.findings
        output.append(",\"findings\":{")
        for (i, entry) in found.counts.sorted(by: { $0.key < $1.key }).enumerated() {
            output.append("\(i == 0 ? "" : ",")\"\(entry.key)\":\(entry.value)")
        }
        output.append("},\"severities\":{\"error\":\(found.errors),\"warning\":\(found.warnings)")
        output.append(",\"note\":\(found.notes),\"none\":\(found.none)}")
        output.append(",\"triage\":[")
        for (i, entry) in summary.triage.items.enumerated() {
            output.append(i == 0 ? "{\"name\":\"" : ",{\"name\":\"")
            output.append(entry.item.rawValue)
            output.append("\",\"count\":")
            output.append(entry.count)
            output.append("}")
        }
        output.append("]")
        if let first = summary.first, let last = summary.last {
            output.append(",\"first\":")
            output.appendJSON(first)
            output.append(",\"last\":")
            output.appendJSON(last)
        }
        output.append("}")
        output.endLine()
        output.flush()
    }
}
