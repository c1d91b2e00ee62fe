public import Analysis
import Explanation
public import HTTPMessages
public import Tracking
public import Wire

/// The explanation: connection by connection as they end, each a ladder and a verdict in words.
public final class TextReport: Report {
    /// Rows held at most over all connections that are open; beyond that, packets are only counted.
    static let maximumRows = 100_000
    /// Text of connections that waits to be sorted at most.
    static let maximumWaitingBytes = 64 << 20

    private let output: OutputBuffer
    private let selection: Selection
    private let style: Style
    private let ladder: Ladder
    /// Only connections with a failed check or a debt, for `--check`.
    private let onlyFailures: Bool
    /// Only connections with a problem, the worst first as far as memory allows.
    private let onlyProblems: Bool
    /// Connections with a problem that wait to be sorted: their text, and how bad they are.
    private var waiting: [(badness: Int, number: Int, lines: [String])] = []
    private var waitingBytes = 0
    private var open: [Int: ConnectionRows] = [:]
    /// Connections of which packets came after their verdict.
    private var late: Set<Int> = []
    private var rowCount = 0
    /// The packet just judged: HTTP heads that it completed come after it.
    private var latest: (connection: Int, row: PacketRow)?
    private var comment: FrameComment?
    private var pendingLines: [String] = []
    private var hasPrinted = false

    public init(
        _ output: OutputBuffer, selection: Selection, style: Style, onlyFailures: Bool = false, onlyProblems: Bool = false
    ) {
        self.output = output
        self.selection = selection
        self.style = style
        self.onlyFailures = onlyFailures
        self.onlyProblems = onlyProblems
        ladder = Ladder(style: style)
    }

    // MARK: - Events

    public var wantsContent: Bool { true }

    public func comment(_ bytes: Span<UInt8>, on frame: FrameInfo) { comment = FrameComment(bytes, on: frame) }

    public func packet(
        _ event: borrowing PacketEvent, connection: borrowing Connection, bytes: Span<UInt8>, payload: Range<Int>
    ) {
        settle()
        guard selection.includes(event.connection) else { return }
        if connection.isReported { late.insert(event.connection) }
        latest = (event.connection, PacketRow(event, connection, comment))
    }

    public func head(_ head: MessageHead, from role: Role, exchange: Int, connection: Int) {
        guard latest?.connection == connection else { return }
        let limit = max(20, style.width - 40)
        let line = style.phrasebook.secrets.startLine(head)
        latest?.row.lines.append("#\(exchange) " + Escaping.printable(line, limit: limit))
    }

    public func exchange(_ exchange: Exchange, connection: borrowing Connection) {
        guard selection.includes(connection.number) else { return }
        settle()
        open[connection.number]?.append(exchange: style.plain(style.phrasebook.exchange(exchange)))
    }

    /// Puts the latest packet among its connection's rows: nothing more will be said of it.
    private func settle() {
        guard let (number, row) = latest else { return }
        latest = nil
        var rows = open.removeValue(forKey: number) ?? ConnectionRows()
        let before = rows.count
        rows.append(row, isFull: rowCount >= Self.maximumRows)
        rowCount += rows.count - before
        open[number] = rows
    }

    public func connection(_ event: ConnectionEvent) {
        settle()
        guard var rows = open.removeValue(forKey: event.connection.number) else { return }
        rowCount -= rows.count
        rows.endRun()
        let isFailing = event.connection.checksFailed > 0 || !event.connection.unmet.isEmpty
        if onlyFailures, !isFailing { return }
        if onlyProblems {
            if event.hasProblem { wait(event, rows) }
        } else {
            if hasPrinted { line("") }
            hasPrinted = true
            describe(event, rows)
        }
    }

    private func describe(_ event: ConnectionEvent, _ rows: ConnectionRows) {
        printTitle(event.connection)
        print(rows)
        line("")
        printVerdict(event, rows)
    }

    /// Keeps a connection with a problem until the end, so that the worst come first; what does not fit is written at once.
    private func wait(_ event: ConnectionEvent, _ rows: ConnectionRows) {
        lines = []
        describe(event, rows)
        let text = lines ?? []
        lines = nil
        waitingBytes += text.reduce(0) { $0 + $1.utf8.count }
        let errors = event.findings.filter { $0.severity == .error }.count + event.connection.checksFailed
        waiting.append((errors * 1000 + event.findings.count, event.connection.number, text))
        if waitingBytes > Self.maximumWaitingBytes { writeWaiting() }
    }

    private func writeWaiting() {
        for connection in waiting.sorted(by: { ($1.badness, $0.number) < ($0.badness, $1.number) }) {
            if hasPrinted { line("") }
            hasPrinted = true
            for text in connection.lines { line(text) }
        }
        waiting = []
        waitingBytes = 0
    }

    public func icmpError(_ error: ICMPError, from router: IPAddress, frame: FrameInfo, connection: borrowing Connection) {
        settle()
        let elapsed = connection.lacksTime || !frame.hasTime ? nil : frame.time.nanoseconds(since: connection.start)
        open[connection.number]?.append(
            icmp: style.phrasebook.icmpError(error, from: router), frame: frame.number, elapsed: elapsed)
    }

    public func warning(_ warning: Warning) {}
    public func warning(_ text: String) {}

    public func finish(_ summary: RunSummary, files: [String]) {
        settle()
        writeWaiting()
        printLate()
        if hasPrinted { line("") }
        for text in style.closingLines(summary, files: files.count) { line(text) }
        output.flush()
    }

    /// Packets that came for connections whose verdict was written already.
    private func printLate() {
        guard !onlyProblems else { return }
        for number in late.sorted() {
            guard var rows = open.removeValue(forKey: number) else { continue }
            rows.endRun()
            if onlyFailures, !rows.hasFailure { continue }
            if hasPrinted { line("") }
            hasPrinted = true
            line(style.paint("\(style.phrasebook.words.connection) \(number), \(style.phrasebook.words.later)", .strong))
            print(rows)
        }
    }

    private func print(_ rows: ConnectionRows) {
        line(ladder.heading)
        for row in rows.rows {
            switch row {
            case .packet(let packet): for text in ladder.lines(packet, verbose: false) { line(text) }
            case .run(let run): line(ladder.line(run))
            case .icmp(let frame, let elapsed, let text): line(ladder.line(frame: frame, elapsed: elapsed, icmp: text))
            }
        }
    }

    // MARK: - Parts

    /// Lines that are gathered instead of written.
    private var lines: [String]?

    private func line(_ text: String) {
        if lines != nil {
            lines?.append(text)
            return
        }
        output.append(text)
        output.endLine()
    }

    private func printTitle(_ connection: Connection) {
        let words = style.phrasebook.words
        let client = name(connection.endpoint(of: .client))
        let server = name(connection.endpoint(of: .server))
        var title = "\(words.connection) \(connection.number)   \(client) \(style.right) \(server)"
        if connection.key.network > 0 { title += "   (VNI \(connection.key.network - 1))" }
        line(style.paint(title, .strong))
        let time = CalendarTime(connection.start)
        let date =
            "\(time.year)-\(two(time.month))-\(two(time.day)) \(two(time.hour)):\(two(time.minute)):\(two(time.second)) UTC"
        let packets = Quantity.count(connection.client.packets + connection.server.packets, "packet")
        let duration = Quantity.duration(connection.end.nanoseconds(since: connection.start))
        // Where the capture does not say when a packet came, there is nothing to say of times.
        let second = connection.lacksTime ? "  \(packets)" : "  \(date), \(packets), \(duration)"
        line(style.plain(second))
        if !connection.rolesAreObserved { line("  " + words.rolesInferred) }
        line("")
    }

    private func printVerdict(_ event: ConnectionEvent, _ rows: ConnectionRows) {
        let book = style.phrasebook
        let words = book.words
        item(words.opened, book.opening(event.connection))
        if let agreement = book.agreement(event.connection) {
            let isAgreed = event.connection.client.synOptions != nil && event.connection.server.synOptions != nil
            item(isAgreed ? words.agreed : words.offered, agreement)
        }
        item(words.exchanged, book.transfer(event))
        if let proxied = book.proxied(event.story) { item("", proxied) }
        for exchange in rows.exchanges { item("", exchange) }
        if rows.exchangesLeftOut > 0 { item("", "\(style.ellipsis) \(rows.exchangesLeftOut) more") }
        if let protocols = book.protocols(event.story) { item("", protocols) }
        if let persistence = book.persistence(event) { item("", persistence) }
        if let figures = book.figures(event.connection) { item("", figures) }
        if event.exchanges > 0 { item(words.stagesTitle, legend) }
        item(words.closed, book.closing(event))
        if event.findings.isEmpty, event.connection.checksFailed == 0 { item("", book.healthy) }
        for finding in event.findings {
            let frames = finding.frames.map(String.init).joined(separator: ", ")
            let sentence = "\(book.sentence(for: finding)). [\(finding.name); \(words.frame) \(frames)]"
            switch finding.severity {
            case .error: item(words.problem, sentence, .bad)
            case .warning: item(words.warning, sentence, .strong)
            case .note: item(words.note, sentence)
            }
        }
    }

    /// What the tags of the ladder stand for.
    private var legend: String {
        style.phrasebook.words.stages.enumerated().map { i, name in "\(style.tag(Stages(rawValue: 1 << UInt8(i)))) \(name)" }
            .joined(separator: ", ")
    }

    /// A line of the verdict: a label, and words beside it.
    private func item(_ label: String, _ text: String, _ color: Style.Color? = nil) {
        let indent = 13
        for (i, part) in style.plain(text).wrapped(to: style.width - indent).enumerated() {
            let label = "  " + (i == 0 ? label : "").padded(to: indent - 2)
            line(style.paint(label, color ?? .dim) + part)
        }
    }

    private func two(_ number: Int) -> String { String(number).count == 1 ? "0\(number)" : "\(number)" }
}

/// `10.0.0.1:80`, `[2001:db8::1]:80`.
func name(_ endpoint: Endpoint) -> String {
    endpoint.address.isIPv6 ? "[\(endpoint.address)]:\(endpoint.port)" : "\(endpoint.address):\(endpoint.port)"
}
