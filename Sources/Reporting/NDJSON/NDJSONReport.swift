public import Analysis
public import Explanation
import HTTPMessages
public import Tracking
import Wire

/// The records of the schema `tcpexplain/1`: one JSON object a line.
public final class NDJSONReport: Report {
    private let output: OutputBuffer
    private let selection: Selection
    private let isSummary: Bool
    private let hasSeveralFiles: Bool
    private let secrets: Secrets
    private var times = TimeText()
    /// Writes the content of messages to files, before this report is told of them.
    private let extraction: ExtractReport?

    /// - Parameters:
    ///   - isSummary: only `connection`, `warning` and `summary` records.
    ///   - hasSeveralFiles: packets tell which file they are of.
    public init(
        _ output: OutputBuffer, selection: Selection, isSummary: Bool, hasSeveralFiles: Bool, secrets: Secrets = Secrets(),
        extraction: ExtractReport? = nil
    ) {
        self.secrets = secrets
        self.extraction = extraction
        self.output = output
        self.selection = selection
        self.isSummary = isSummary
        self.hasSeveralFiles = hasSeveralFiles
    }

    public var wantsPackets: Bool { !isSummary }

    // MARK: - packet

    public func packet(
        _ event: borrowing PacketEvent, connection: borrowing Connection, bytes: Span<UInt8>, payload: Range<Int>
    ) {
        guard selection.includes(event.connection) else { return }
        let segment = event.segment
        let judgement = event.judgement
        output.append("{\"type\":\"packet\",\"frame\":")
        output.append(segment.frame)
        if hasSeveralFiles {
            output.append(",\"file\":")
            output.append(event.info.file)
            output.append(",\"file_frame\":")
            output.append(event.info.numberInFile)
        }
        output.append(",\"time\":")
        times.append(segment.time, to: output)
        output.append(",\"connection\":")
        output.append(event.connection)
        output.append(judgement.sender == .client ? ",\"from\":\"client\"" : ",\"from\":\"server\"")
        output.append(",\"flags\":")
        output.appendJSON(bits: UInt32(segment.flags.rawValue), of: TCPFlags.names)
        output.append(",\"seq\":")
        output.append(segment.sequence.rawValue)
        if segment.hasACK {
            output.append(",\"ack\":")
            output.append(segment.acknowledgment.rawValue)
        }
        if let window = segment.window {
            output.append(",\"window\":")
            output.append(Int(window))
        }
        output.append(",\"length\":")
        output.append(segment.payloadLength)
        output.append(",\"steps\":")
        output.appendJSON(bits: UInt32(judgement.steps.rawValue), of: Steps.names)
        append(judgement.checks)
        output.append(",\"states\":{")
        if let state = judgement.clientState { appendState("\"client\":\"", state) }
        if judgement.clientState != nil, judgement.serverState != nil { output.append(UInt8(ascii: ",")) }
        if let state = judgement.serverState { appendState("\"server\":\"", state) }
        output.append(UInt8(ascii: "}"))
        if let acknowledged = judgement.acknowledged {
            output.append(",\"acked\":{\"bytes\":")
            output.append(acknowledged.bytes)
            output.append(acknowledged.syn ? ",\"syn\":true" : ",\"syn\":false")
            output.append(acknowledged.fin ? ",\"fin\":true}" : ",\"fin\":false}")
        }
        output.append(",\"notes\":")
        output.appendJSON(bits: judgement.notes.rawValue, of: Notes.names)
        output.append(",\"stages\":")
        output.append(UInt8(ascii: "["))
        var isFirst = true
        for stage in 1...7 where event.stages.rawValue >> UInt8(stage - 1) & 1 == 1 {
            if !isFirst { output.append(UInt8(ascii: ",")) }
            isFirst = false
            output.append(stage)
        }
        output.append("]}")
        output.endLine()
    }

    private func appendState(_ prefix: String, _ state: PeerState) {
        output.append(prefix)
        output.append(state.name)
        output.append(UInt8(ascii: "\""))
    }

    private func append(_ checks: Checks) {
        output.append(",\"checks\":[")
        for i in 0..<checks.count {
            guard let check = checks[i] else { break }
            output.append(i == 0 ? "{\"rule\":\"" : ",{\"rule\":\"")
            output.append(check.rule.description)
            output.append("\",\"expected\":")
            output.append(check.expected.rawValue)
            output.append(",\"actual\":")
            output.append(check.actual.rawValue)
            output.append(check.holds ? ",\"ok\":true}" : ",\"ok\":false}")
        }
        output.append(UInt8(ascii: "]"))
    }

    // MARK: - http

    public var wantsContent: Bool { !isSummary }

    public func exchange(_ exchange: Exchange, connection: borrowing Connection) {
        guard !isSummary, selection.includes(connection.number) else { return }
        var record = HTTPRecord(exchange, connection: connection.number, secrets: secrets)
        record.extracted = extraction?.latest ?? (nil, nil)
        record.append(to: output)
    }

    // MARK: - connection

    public func connection(_ event: ConnectionEvent) {
        guard selection.includes(event.connection.number) else { return }
        ConnectionRecord(event).append(to: output)
    }

    // MARK: - warning and summary

    public func warning(_ warning: Warning) { self.warning(English().sentence(for: warning)) }

    public func warning(_ text: String) {
        output.append("{\"type\":\"warning\",\"message\":")
        output.appendJSON(text)
        output.append("}")
        output.endLine()
    }

    public func finish(_ summary: RunSummary, files: [String]) {
        output.append("{\"type\":\"summary\",\"schema\":\"tcpexplain/1\",\"files\":[")
        for (i, file) in files.enumerated() {
            if i > 0 { output.append(UInt8(ascii: ",")) }
            output.appendJSON(file)
        }
        output.append("]")
        for (key, value) in [
            ("packets", summary.packets), ("tcp_packets", summary.tcpPackets), ("other_packets", summary.otherPackets),
            ("malformed_packets", summary.malformedPackets), ("filtered_packets", summary.filteredPackets),
            ("connections", summary.connections), ("exchanges", summary.exchanges),
        ] {
            output.appendKey(key)
            output.append(value)
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
