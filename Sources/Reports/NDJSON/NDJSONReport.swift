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
    /// Writes the content of messages to files, before this report gets them.
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
        let json = JSONWriter(output)
        json.beginRecord("run")
        json.word("schema", "tcpexplain/1")
        json.member("version", run.version)
        json.member("files", run.files)
        json.endRecord()
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
        let json = JSONWriter(output)
        json.beginRecord("failure")
        json.word("source", failure.source.rawValue)
        json.member("expectation", failure.expectation)
        json.member("rule", failure.rule)
        json.member("file", failure.place?.file ?? failure.file)
        json.member("expected", failure.english.expected)
        json.member("actual", failure.english.actual)
        json.member("connection", failure.connection)
        json.member("frame", failure.frame)
        json.member("frames", failure.frames)
        json.member("line", failure.place?.line)
        json.member("column", failure.place?.column)
        json.member("message", failure.english.sentence.string)
        json.endRecord()
    }

    // MARK: - warning and summary

    public func warning(_ warning: Warning) { self.warning(English().sentence(for: warning).string) }

    public func warning(_ text: String) {
        let json = JSONWriter(output)
        json.beginRecord("warning")
        json.member("message", text)
        json.endRecord()
    }

    public func finish(_ summary: RunSummary, files: [String]) {
        for failure in failures() { append(failure) }
        let json = JSONWriter(output)
        json.beginRecord("summary")
        json.word("schema", "tcpexplain/1")
        json.member("files", files)
        json.member("packets", summary.packets)
        json.member("tcp_packets", summary.tcpPackets)
        json.member("other_packets", summary.otherPackets)
        json.member("malformed_packets", summary.malformedPackets)
        json.member("filtered_packets", summary.filteredPackets)
        json.member("connections", summary.connections)
        json.member("exchanges", summary.exchanges)
        if let selected = summary.selected {
            json.beginObject("selected")
            json.member("connections", selected.connections)
            json.member("exchanges", selected.exchanges)
            json.endObject()
        }
        json.member("stopped_after_frame", summary.stoppedAt)
        json.member("kernel_dropped", summary.drops?.byKernel)
        json.member("interface_dropped", summary.drops?.byInterface)
        json.beginObject("checks")
        json.member("passed", summary.checksPassed)
        json.member("failed", summary.checksFailed)
        json.endObject()
        json.beginObject("bytes")
        json.member("captured", summary.capturedBytes)
        json.member("wire", summary.wireBytes)
        json.endObject()
        append(summary.findings, to: json)
        json.beginArray("triage")
        for entry in summary.quality.items {
            json.beginObject()
            json.word("name", entry.item.rawValue)
            json.member("count", entry.count)
            json.endObject()
        }
        json.endArray()
        if let first = summary.first, let last = summary.last {
            json.member("first", first)
            json.member("last", last)
        }
        json.endRecord()
        output.flush()
    }

    private func append(_ found: FindingSummary, to json: JSONWriter) {
        json.beginObject("findings")
        for entry in found.counts.sorted(by: { $0.key < $1.key }) { json.member(named: entry.key, entry.value) }
        json.endObject()
        json.beginObject("severities")
        json.member("error", found.errors)
        json.member("warning", found.warnings)
        json.member("note", found.notes)
        json.member("none", found.none)
        json.endObject()
    }
}
