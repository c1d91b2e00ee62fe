public import Analysis
public import Applications
import Language
public import TCP
public import Wire

/// One self-contained page: the records of the run, as `--format ndjson` writes them, with what they say in words, and the program that shows
/// them.
///
/// A record that the page extends has a member `page`; records of the page alone are `page`, `story`, `icmp` and `left-out`.
public final class HTMLReport: Report {
    private let limits: Limits
    private let budget: MemoryBudget
    private let secrets: Secrets
    private let translated: Translated
    private let style: Style
    private let document: PageDocument
    private let data: PageData
    private let output: OutputBuffer
    private let line = LineGatherer()
    /// Writes into `line`.
    private let json: JSONWriter
    private let previews: ContentPreviews
    private var times = TimeText()
    private var packets: PacketRecord
    private var open: [Int: PageConnection] = [:]
    /// Bytes of records of connections that are open.
    private var held = 0
    /// The packet that came last, with its record open: heads and events follow it.
    private var latest: (packet: PagePacket, connection: Int, frame: Int, isNotable: Bool, isStep: Bool)?
    /// Packets of a connection with a step, a sum, a RST or the like that are kept beyond all others: those of its close come last.
    private static let lastSteps = 100
    private var comment: FrameComment?
    private var connections = 0
    private var connectionsLeftOut = 0

    /// - Parameters:
    ///   - files: the captures, as the page names them.
    ///   - style: the language that the page begins in.
    public init(
        _ output: OutputBuffer, run: NDJSONReport.Run, style: Style, limits: Limits, budget: MemoryBudget
    ) {
        self.output = output
        self.style = style
        self.limits = limits
        self.budget = budget
        secrets = style.phrasebook.secrets
        translated = Translated(secrets: secrets)
        json = JSONWriter(line.output)
        document = PageDocument(run: run, language: style.language)
        packets = PacketRecord(hasFile: run.files.count > 1, hasAddresses: false)
        data = PageData(output, plainBytes: limits.pagePlainBytes)
        previews = ContentPreviews(limits: limits, budget: budget)
        document.begin(output)
        document.writeWords(translated, to: json)
        data.append(line.take())
    }

    public var wantsContent: Bool { true }
    public var wantsDecodedSizes: Bool { true }
    public var wantsMessageEnds: Bool { false }

    // MARK: - Packets

    public func comment(_ bytes: Span<UInt8>, on frame: FrameInfo) { comment = FrameComment(bytes, on: frame) }

    public func origin(_ origin: FrameOrigin, number: Int, file: Int) {
        packets.origins.add(origin, number: number, file: file)
    }

    public func packet(
        _ event: borrowing PacketEvent, connection: borrowing Connection, bytes: Span<UInt8>, payload: Range<Int>
    ) {
        settle()
        let row = PacketRow(event, connection, hasComment: false)
        let isMarked = row.flags.contains(.rst) || row.isRepeated
        open[event.connection, default: PageConnection()].spark.add(
            Int(row.length), from: row.sender, at: row.elapsed ?? 0, isMarked: isMarked)
        packets.append(event, connection, to: line.output)
        line.reopen()
        PagePacket.append(event, row, translated, to: json)
        let packet = PagePacket(translated, comment: comment?.text(of: event.info))
        // That the capture cut it short is true of nearly all packets, or of none.
        let isNoted = !row.notes.subtracting(.truncated).isEmpty
        latest = (packet, event.connection, row.frame, row.isNotable || isNoted, row.isNotable)
    }

    public func head(_ head: MessageHead, from role: Role, exchange: Int, connection: Int) {
        guard latest?.connection == connection else { return }
        latest?.packet.add(head, exchange: exchange, secrets)
    }

    public func tls(_ event: TLSEvent, connection: Int) {
        guard latest?.connection == connection else { return }
        latest?.packet.add(event)
    }

    /// Ends the record of the packet that came last: nothing more will be said of it.
    private func settle() {
        guard let (packet, number, frame, isNotable, isStep) = latest else { return }
        latest = nil
        packet.end(to: json)
        let bytes = line.take()
        let isKept = hasRoom(for: bytes, of: number) { kept in
            kept < limits.pagePackets || kept < 2 * limits.pagePackets && (isNotable || packet.isNotable)
                || kept < 2 * limits.pagePackets + Self.lastSteps && isStep
        }
        if isKept {
            open[number, default: PageConnection()].append(packet: bytes)
            hold(bytes.count)
        } else {
            open[number, default: PageConnection()].leaveOut(packet: frame)
        }
    }

    /// Whether one more record of a connection may be held.
    private func hasRoom(for bytes: [UInt8], of number: Int, _ mayKeep: (_ packets: Int) -> Bool) -> Bool {
        held + bytes.count <= limits.pageBytesAtOnce && data.count + held <= limits.pageBytes && !budget.isExceeded
            && mayKeep(open[number]?.packets ?? 0)
    }

    private func hold(_ bytes: Int) {
        held += bytes
        budget.charge(bytes)
    }

    public func icmpError(_ error: ICMPError, from router: IPAddress, frame: FrameInfo, connection: borrowing Connection) {
        settle()
        json.beginRecord("icmp")
        json.member("frame", frame.number)
        json.member("connection", connection.number)
        if !connection.lacksTime, frame.hasTime { json.seconds("elapsed", frame.time.nanoseconds(since: connection.start)) }
        translated.member("words", of: json) { $0.icmpError(error, from: router) }
        json.endRecord()
        let bytes = line.take()
        guard hasRoom(for: bytes, of: connection.number, { $0 < 2 * limits.pagePackets }) else { return }
        open[connection.number, default: PageConnection()].append(other: bytes)
        hold(bytes.count)
    }

    // MARK: - Exchanges

    public func content(_ bytes: Span<UInt8>, of message: borrowing Message, from role: Role, exchange: Int, connection: Int) {
        previews.add(bytes, from: role, exchange: exchange, connection: connection)
    }

    public func exchange(_ exchange: Exchange, connection: borrowing Connection) {
        settle()
        let number = connection.number
        let sent = previews.take(number, exchange.number, isRequest: true)
        let received = previews.take(number, exchange.number, isRequest: false)
        HTTPRecord(exchange, connection: number, secrets: secrets).append(to: line.output, &times)
        line.reopen()
        PageExchange(exchange: exchange, server: connection.endpoint(of: .server), secrets: secrets, translated: translated)
            .append(to: json, sent: sent, received: received)
        json.endRecord()
        let bytes = line.take()
        let kept = open[number]?.exchanges ?? 0
        guard hasRoom(for: bytes, of: number, { _ in kept < limits.pageExchanges }) else {
            open[number, default: PageConnection()].leaveOutExchange()
            return
        }
        open[number, default: PageConnection()].append(exchange: bytes)
        hold(bytes.count)
    }

    public func discard(_ exchange: Exchange, connection: Int) {
        _ = previews.take(connection, exchange.number, isRequest: true)
        _ = previews.take(connection, exchange.number, isRequest: false)
    }

    public func discard(connection: Int) {
        settle()
        _ = takeOpen(connection)
    }

    private func takeOpen(_ number: Int) -> PageConnection? {
        guard let gathered = open.removeValue(forKey: number) else { return nil }
        hold(-gathered.lines.count)
        return gathered
    }

    // MARK: - Connections

    public func connection(_ event: ConnectionEvent) {
        settle()
        var gathered = takeOpen(event.connection.number) ?? PageConnection()
        // From half of the bounds on, what is well has to give way to what is not.
        if !event.hasProblem, data.count > limits.pageBytes / 2 { gathered.dropLines() }
        guard connections < (event.hasProblem ? limits.pageConnections : limits.pageConnections / 2) else {
            connectionsLeftOut += 1
            return
        }
        connections += 1
        let verdict = PageVerdict(event: event, translated: translated, style: style)
        ConnectionRecord(event).append(to: line.output)
        line.reopen()
        json.beginObject("page")
        verdict.appendHeadline(to: json)
        gathered.spark.append(to: json)
        json.beginObject("left_out")
        json.member("packets", gathered.packetsLeftOut)
        if let first = gathered.firstLeftOut { json.member("from", first) }
        json.member("exchanges", gathered.exchangesLeftOut)
        json.endObject()
        json.endObject()
        json.endRecord()
        verdict.appendStory(to: json)
        data.append(line.take())
        if !gathered.lines.isEmpty { data.append(gathered.lines) }
    }

    // MARK: - The run

    public func warning(_ warning: Warning) {
        settle()
        writeWarning { $0.sentence(for: warning) }
    }

    public func warning(_ text: String) {
        settle()
        writeWarning { _ in Text(code: text) }
    }

    private func writeWarning(_ text: (any Phrasebook) -> Text) {
        json.beginRecord("warning")
        translated.member("words", of: json, text)
        json.endRecord()
        data.append(line.take())
    }

    public func finish(_ summary: RunSummary, files: [String]) {
        settle()
        // Packets that came after the record of their connection.
        for number in open.keys.sorted() {
            guard let late = takeOpen(number), !late.lines.isEmpty else { continue }
            data.append(late.lines)
        }
        let records = NDJSONReport(summaryInto: line.output)
        records.finish(summary, files: files)
        line.reopen()
        json.beginObject("page")
        document.writeSummary(summary, files: files.count, translated, to: json)
        json.beginObject("left_out")
        json.member("connections", connectionsLeftOut)
        json.endObject()
        json.endObject()
        json.endRecord()
        data.append(line.take())
        data.finish()
        document.end(output)
        output.flush()
    }
}
