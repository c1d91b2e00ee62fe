public import Analysis
import Language
public import Applications
public import TCP
import Teaching
public import Wire

/// The explanation: connection by connection as they end, each a ladder and a verdict in words.
public final class TextReport: Report {
    /// Rows held at most over all connections that are open; beyond that, packets are only counted.
    static let maximumRows = 100_000
    /// The same, as far as a quarter of the memory budget holds them.
    private let mostRows: Int
    private let budget: MemoryBudget?
    /// Bytes of exchanges and heads that are kept as they are, at most, over all connections that are open; beyond that they are put into words at once.
    static let maximumKept = 64 << 20
    /// The same, as far as an eighth of the memory budget holds them.
    private let mostKept: Int

    let output: OutputBuffer
    let style: Style
    let ladder: Ladder
    private let filter: Filter
    private let judges: Judges
    private var ranking = ProblemRanking()
    /// Where the rows of a connection are.
    private var slots = ConnectionSlots()
    private var open: [ConnectionRows] = []
    /// Connections of which packets came after their verdict.
    private var late: Set<Int> = []
    private var rowCount = 0
    private var keptBytes = 0
    /// The packet just judged: HTTP heads that it completed come after it.
    private var latest: PacketRow?
    private var latestConnection = 0
    private var latestSlot = 0
    /// Its connection's rows hold details of it.
    private var hasDetails = false
    private var comment: FrameComment?
    private var origins = Origins()
    var latestDate: (second: Int64, text: String) = (0, "")
    private var hasPrinted = false
    private var hasLegend = false
    /// The stages whose signs were explained.
    private var toldStages: Stages = []
    let isVerbose: Bool
    /// nil: the ladder, the story and the findings.
    let depth: Depth?
    private var teaching: TeachingText
    private var taught = 0
    /// With `Depth.teach`, so many connections are taught at most.
    public var mostTaught = Int.max

    /// - Parameters:
    ///   - depth: how much is said, where somebody asked for that; `isVerbose` says more of what is well.
    ///   - budget: what the rows are charged to.
    public init(
        _ output: OutputBuffer, style: Style, filter: Filter = .all, judges: Judges = Judges(), isVerbose: Bool = false,
        depth: Depth? = nil, budget: MemoryBudget? = nil
    ) {
        self.budget = budget
        mostRows = min(Self.maximumRows, (budget?.limit ?? .max) / 4 / ConnectionRows.rowBytes)
        mostKept = min(Self.maximumKept, (budget?.limit ?? .max) / 8)
        self.judges = judges
        self.isVerbose = isVerbose || depth == .expert
        self.depth = depth
        teaching = TeachingText(style: style)
        self.output = output
        self.style = style
        self.filter = filter
        ladder = Ladder(style: style, output: output)
    }

    private var showsOnlyProblems: Bool { if case .problems = filter { true } else { false } }

    // MARK: - Events

    public var wantsDecodedSizes: Bool { true }
    public var wantsMessageEnds: Bool { false }
    public var wantedFigures: WantedFigures { .plain }

    public func comment(_ bytes: Span<UInt8>, on frame: FrameInfo) { comment = FrameComment(bytes, on: frame) }

    public func origin(_ origin: FrameOrigin, number: Int, file: Int) { origins.add(origin, number: number, file: file) }

    public func packet(
        _ event: borrowing PacketEvent, connection: borrowing Connection, bytes: Span<UInt8>, payload: Range<Int>
    ) {
        settle()
        if connection.isReported {
            if showsOnlyProblems { return }
            late.insert(event.connection)
        }
        select(event.connection)
        if event.info.origin > 0, let origin = origins.origin(of: event.info) { open[latestSlot].note(origin) }
        let comment = comment?.text(of: event.info)
        latest = PacketRow(event, connection, hasComment: comment != nil)
        if comment != nil || !event.verdict.checks.isEmpty || !event.verdict.evidence.isEmpty {
            open[latestSlot].hold(event.verdict.rowDetails(comment: comment))
            hasDetails = true
        }
    }

    public func plain(_ segment: PlainSegment, connection: borrowing Connection) -> Bool {
        guard comment == nil, segment.origin == 0, !connection.isReported else { return false }
        settle()
        select(connection.number)
        let elapsed = connection.lacksTime ? nil : segment.time.nanoseconds(since: connection.start)
        if !open[latestSlot].addToRun(segment, elapsed: elapsed) { latest = PacketRow(segment, connection, elapsed: elapsed) }
        return true
    }

    public func head(_ head: MessageHead, from role: Role, exchange: Int, connection: Int) {
        guard latest != nil, latestConnection == connection else { return }
        add(keptBytes < mostKept ? .head(head, exchange: exchange) : ladder.shown(head, exchange))
    }

    public func tls(_ event: TLSEvent, connection: Int) {
        guard latest != nil, latestConnection == connection else { return }
        add(.text(style.plain(style.phrasebook.tls(event))))
    }

    /// Adds a line to the latest packet.
    private func add(_ line: RowDetails.Line) {
        if !hasDetails { open[latestSlot].hold(RowDetails()) }
        hasDetails = true
        open[latestSlot].addToHeld(line)
    }

    public func exchange(_ exchange: Exchange, connection: borrowing Connection) {
        settle()
        guard let slot = slots.find(connection.number) else { return }
        let before = open[slot].keptBytes
        open[slot].append(exchange, isFull: keptBytes >= mostKept, line: line(of:))
        charge(0, kept: open[slot].keptBytes - before)
    }

    private func line(of exchange: Exchange) -> String { style.plain(style.phrasebook.exchange(exchange)) }

    /// What comes next is of this connection.
    @inline(__always)
    private func select(_ connection: Int) {
        if connection == latestConnection { return }
        latestSlot = slots.find(connection) ?? makeSlot(for: connection)
        latestConnection = connection
    }

    private func makeSlot(for connection: Int) -> Int {
        let slot = slots.insert(connection)
        if slot == open.count { open.append(ConnectionRows()) }
        return slot
    }

    /// Puts the latest packet among its connection's rows: nothing more will be said of it.
    @inline(__always)
    private func settle() { if latest != nil { settleLatest() } }

    private func settleLatest() {
        guard let row = latest else { return }
        latest = nil
        let isFull = rowCount >= mostRows
        let growth = open[latestSlot].append(row, hasDetails: hasDetails, isFull: isFull)
        hasDetails = false
        charge(growth.rows, kept: growth.kept)
    }

    /// So many more rows are held, and so much more of what is kept as it is.
    private func charge(_ rows: Int, kept: Int) {
        if rows == 0, kept == 0 { return }
        rowCount += rows
        keptBytes += kept
        budget?.charge(rows * ConnectionRows.rowBytes + kept)
    }

    /// Takes the rows of a connection out of the table.
    private func takeRows(of connection: Int) -> ConnectionRows? {
        if latestConnection == connection { latestConnection = 0 }
        guard let slot = slots.remove(connection) else { return nil }
        var rows = ConnectionRows()
        swap(&rows, &open[slot])
        charge(-rows.count, kept: -rows.keptBytes)
        return rows
    }

    public func connection(_ event: ConnectionEvent) {
        settle()
        guard var rows = takeRows(of: event.connection.number) else { return }
        let shortfall = judges.shortfall(of: event)
        guard isShown(event, shortfall) else { return }
        rows.endRun()
        show(event, &rows, shortfall)
    }

    private func isShown(_ event: ConnectionEvent, _ shortfall: Shortfall) -> Bool {
        switch filter {
        case .all: true
        case .failures(let criteria): criteria.fails(event)
        case .unexpected(let criteria): !shortfall.unexpected.isEmpty || criteria?.fails(event) ?? false
        case .problems: event.hasProblem && ranking.add(event)
        }
    }

    private func show(_ event: ConnectionEvent, _ rows: inout ConnectionRows, _ shortfall: Shortfall) {
        begin()
        printTitle(event, rows.origins, shortfall)
        if depth == .brief {
            printFindings(event)
            return print(shortfall.unexpected)
        }
        ladder.begin(event.connection)
        print(rows, event.connection.damagedSegments, FindingPins(event.findings))
        output.endLine()
        if depth != .expert { printLegend(event, rows) }
        if event.hasProblem || isVerbose {
            rows.makeExchangeLines(line(of:))
            printStory(event, rows)
        } else {
            printBriefStory(event, rows)
        }
        printFindings(event)
        print(shortfall.unexpected)
        // Behind the answer, which is to be on the first page.
        if depth == .teach, taught < mostTaught {
            taught += 1
            for text in teaching.lines(rows, event.connection) { line(text) }
        }
        // The first ones are shown at once: the rest of the capture may take long.
        if showsOnlyProblems, ranking.total <= Self.shownAtOnce { output.flush() }
    }

    /// Connections with a problem that do not wait for others to fill the buffer.
    private static let shownAtOnce = 100

    /// An empty line between one connection and the next.
    private func begin() {
        if hasPrinted { output.endLine() }
        hasPrinted = true
    }

    public func icmpError(_ error: ICMPError, from router: IPAddress, frame: FrameInfo, connection: borrowing Connection) {
        settle()
        guard let slot = slots.find(connection.number) else { return }
        let elapsed = connection.lacksTime || !frame.hasTime ? nil : frame.time.nanoseconds(since: connection.start)
        open[slot].append(
            icmp: style.plain(style.phrasebook.icmpError(error, from: router)), frame: frame.number, elapsed: elapsed)
    }

    public func discard(connection: Int) {
        settle()
        _ = takeRows(of: connection)
    }

    public func warning(_ warning: Warning) {}
    public func warning(_ text: String) {}

    public func finish(_ summary: RunSummary, files: [String]) {
        settle()
        printLate()
        if ranking.total > 0 {
            output.endLine()
            let text = style.phrasebook.ranking(ranking.worst, of: ranking.total)
            for part in style.wrapped(text, to: style.width) { line(part) }
            if ranking.alike > 0 {
                for part in style.wrapped(style.phrasebook.alikeLeftOut(ranking.alike), to: style.width) { line(part) }
            }
        }
        if hasPrinted { output.endLine() }
        for text in style.closingLines(summary, files: files.count) { line(text) }
        output.flush()
    }

    /// Packets that came for connections whose verdict was written already.
    private func printLate() {
        for number in late.sorted() {
            guard var rows = takeRows(of: number) else { continue }
            rows.endRun()
            switch filter {
            case .failures, .unexpected: if !rows.hasFailure { continue }
            case .all, .problems: break
            }
            begin()
            line(style.paint(style.plain(style.phrasebook.later(number)), .strong))
            print(rows, [], FindingPins([]))
        }
    }

    private func print(_ rows: ConnectionRows, _ damaged: [DamagedSegment], _ pins: FindingPins) {
        var pins = pins
        ladder.writeHeading()
        for row in rows.rows {
            switch row {
            case .packet(let packet):
                let fate =
                    packet.checksum == .damaged || packet.checksum == .untold
                    ? damaged.first { $0.frame == packet.frame }?.fate : nil
                ladder.write(packet, rows.details(of: packet), fate: fate, verbose: depth == .expert)
                pins.take(upTo: packet.frame) { if $0.frame == packet.frame { ladder.write($0, isInRun: false) } }
            case .run(let index):
                ladder.write(rows.runs[index])
                pins.take(upTo: rows.runs[index].lastFrame) { ladder.write($0, isInRun: true) }
            case .icmp(let index):
                let error = rows.errors[index]
                ladder.write(frame: error.frame, elapsed: error.elapsed, icmp: error.text)
            }
        }
    }

    // MARK: - Parts

    func line(_ text: String) {
        output.append(text)
        output.endLine()
    }

    /// What is to be known to read a ladder, below the first one; the stages below the first one that shows them.
    private func printLegend(_ event: ConnectionEvent, _ rows: ConnectionRows) {
        if hasLegend, toldStages == Self.allStages { return }
        let shown = Self.stages(event, rows)
        guard !hasLegend || !shown.isSubset(of: toldStages) else { return }
        let stages = shown.numbers.map { number in
            (
                tag: Text(code: style.tag(ofStage: number)),
                name: Text(code: style.words.stages[number - 1].split(separator: " ").joined(separator: "\u{a0}"))
            )
        }
        let text = hasLegend ? style.phrasebook.stages(stages) : style.phrasebook.legend(stages)
        hasLegend = true
        toldStages.formUnion(shown)
        for part in style.wrapped(style.plain(text), to: style.width - 2) { line(style.paint("  " + part, .dim)) }
        line("")
    }

    private static let allStages = Stages(rawValue: 0x7f)

    /// All seven where there is HTTP; else those of the connection itself, as far as the ladder has them.
    private static func stages(_ event: ConnectionEvent, _ rows: ConnectionRows) -> Stages {
        var shown: Stages = []
        for case .packet(let row) in rows.rows { shown.formUnion(row.stages) }
        return event.exchanges > 0 || !shown.isSubset(of: [.connect, .close]) ? allStages : shown
    }

    private func printFindings(_ event: ConnectionEvent) {
        let book = style.phrasebook
        for bound in event.bounds { item(style.words.bound, book.sentence(for: bound)) }
        for finding in event.findings {
            var statement = book.statement(of: finding, withFrames: true)
            if depth == .expert, let reference = Topics.reference(ofFinding: finding.name) {
                statement += " (\(code: style.reference(reference)))"
            }
            item(book.severity(finding.severity), statement, style.sign(finding.severity).color)
        }
    }

    /// A line of the verdict: a label, and words beside it.
    func item(_ label: String, _ text: Text, _ color: Style.Color = .dim) { item(label, style.plain(text), color) }

    func item(_ label: String, _ text: String, _ color: Style.Color = .dim) {
        let indent = 13
        let span = text.utf8.span
        var label = label
        TextWrap(width: style.width - indent, cellWidth: style.cells, breaksWords: true).forEachLine(of: span) { range in
            output.append(style.start(of: color))
            output.append("  ")
            output.append(label)
            output.append(UInt8(ascii: " "), times: indent - 2 - style.cells.cells(of: label))
            output.append(style.end)
            output.append(span, range)
            output.endLine()
            label = ""
        }
    }
}
