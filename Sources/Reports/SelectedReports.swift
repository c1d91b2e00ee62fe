public import Analysis
public import Applications
public import TCP
public import Wire

/// Several outputs of one pass, to which only what a selection selects gets through: a connection that is not selected costs them nothing.
public final class SelectedReports: Report {
    /// Exchanges that wait for the end of their connection at most: their number, and the size of their heads in bytes.
    static let maximumWaiting = 65_536
    static let maximumWaitingBytes = 64 << 20

    private let all: [any Report]
    private let list: ReportList
    private var selection: Selection
    /// Open connections one of whose exchanges is selected.
    private var matched: Set<Int> = []
    /// Exchanges of open connections that are selected if their connection will be.
    private var waiting: [Int: [Exchange]] = [:]
    private var waitingCount = 0
    private var waitingBytes = 0
    /// Exchanges that could not wait.
    private var leftOut = 0
    /// Of the connections that are selected by number, those that have ended.
    private var ended: Set<Int> = []
    private var selected = RunSummary.Selected()

    public init(_ all: [any Report], _ selection: Selection) {
        self.all = all
        self.selection = selection
        list = ReportList(all)
    }

    /// Whether all connections that were asked for by number have ended.
    public var isOver: Bool { !selection.connections.isEmpty && ended.count == selection.connections.count }

    public var wantsPackets: Bool { list.wantsPackets }
    public var wantsContent: Bool { list.wantsContent }
    /// What is asked for may be found in coded content alone.
    public var wantsDecodedSizes: Bool {
        list.wantsDecodedSizes || !selection.findings.isEmpty || selection.leastSeverity != nil
    }
    public var wantsMessages: Bool { list.wantsMessages }
    public var wantsMessageEnds: Bool { list.wantsMessageEnds }
    public var wantsStreams: Bool { list.wantsStreams }
    public var wantedFigures: WantedFigures { list.wantedFigures }

    public func wantsContent(of connection: borrowing Connection) -> Bool { selection.mayInclude(connection) }

    public func begin(at start: Timestamp) {
        selection.begin(at: start)
        list.begin(at: start)
    }

    public func resize(width: Int, height: Int) { list.resize(width: width, height: height) }
    public func showPending() { list.showPending() }

    // MARK: - Packets

    public func comment(_ bytes: Span<UInt8>, on frame: FrameInfo) { list.comment(bytes, on: frame) }
    public func origin(_ origin: FrameOrigin, number: Int, file: Int) { list.origin(origin, number: number, file: file) }

    public func packet(
        _ event: borrowing PacketEvent, connection: borrowing Connection, bytes: Span<UInt8>, payload: Range<Int>
    ) {
        guard selection.mayInclude(connection) else { return }
        let isInTime = !selection.hasTimes || selection.includes(packetAt: event.info.time, hasTime: event.info.hasTime)
        // Nothing is left of a connection that was not selected when it ended.
        let mayBeLate = selection.decidesOnPackets && !selection.hasTimes
        for report in all where report.wantsPackets {
            switch report.shows {
            case .items: guard isInTime else { continue }
            case .connections: if connection.isReported, !mayBeLate { continue }
            }
            report.packet(event, connection: connection, bytes: bytes, payload: payload)
        }
    }

    public func icmpError(_ error: ICMPError, from router: IPAddress, frame: FrameInfo, connection: borrowing Connection) {
        guard selection.mayInclude(connection) else { return }
        let isInTime = selection.includes(packetAt: frame.time, hasTime: frame.hasTime)
        for report in all where isInTime || report.shows == .connections {
            report.icmpError(error, from: router, frame: frame, connection: connection)
        }
    }

    public func unreadable(_ frame: UnreadableFrame) {
        if selection.includes(frame) { list.unreadable(frame) }
    }

    // MARK: - Messages: those of a packet that did not get through belong to none that a report knows.

    public func head(_ head: MessageHead, from role: Role, exchange: Int, connection: Int) {
        list.head(head, from: role, exchange: exchange, connection: connection)
    }

    public func messageEnd(_ message: Message, from role: Role, exchange: Int, connection: Int) {
        list.messageEnd(message, from: role, exchange: exchange, connection: connection)
    }

    public func content(_ bytes: Span<UInt8>, of message: borrowing Message, from role: Role, exchange: Int, connection: Int) {
        list.content(bytes, of: message, from: role, exchange: exchange, connection: connection)
    }

    public func tls(_ event: TLSEvent, connection: Int) { list.tls(event, connection: connection) }

    public func webSocketFrame(_ frame: WebSocketReader.Frame, from role: Role, connection: Int) {
        list.webSocketFrame(frame, from: role, connection: connection)
    }

    public func stream(_ bytes: Span<UInt8>, in range: Range<Int>, missing: Int, from role: Role, connection: Int) {
        list.stream(bytes, in: range, missing: missing, from: role, connection: connection)
    }

    public func carried(_ bytes: Span<UInt8>, missing: CarriedGap?, from role: Role, connection: Int) {
        list.carried(bytes, missing: missing, from: role, connection: connection)
    }

    public func exchange(_ exchange: Exchange, connection: borrowing Connection) {
        guard selection.mayInclude(connection) else { return }
        let number = connection.number
        let isSelected = selection.includes(exchange, of: connection)
        if isSelected {
            if selection.hasExchangeConditions { matched.insert(number) }
            if selection.dependsOnOutcome { wait(exchange, number) } else { selected.exchanges += 1 }
        }
        for report in all {
            if report.shows == .connections || isSelected && !selection.dependsOnOutcome {
                report.exchange(exchange, connection: connection)
            } else if !isSelected {
                report.discard(exchange, connection: number)
            }
        }
    }

    /// Keeps an exchange until it is known whether its connection is selected.
    private func wait(_ exchange: Exchange, _ number: Int) {
        guard waitingCount < Self.maximumWaiting, waitingBytes < Self.maximumWaitingBytes else {
            leftOut += 1
            for report in all where report.shows == .items { report.discard(exchange, connection: number) }
            return
        }
        waiting[number, default: []].append(exchange)
        waitingCount += 1
        waitingBytes += exchange.size
    }

    // MARK: - Connections

    public func connection(_ event: ConnectionEvent) {
        let number = event.connection.number
        guard selection.mayInclude(event.connection) else { return }
        if selection.connections.contains(number) { ended.insert(number) }
        let exchanges = waiting.removeValue(forKey: number) ?? []
        waitingCount -= exchanges.count
        for exchange in exchanges { waitingBytes -= exchange.size }
        guard selection.includes(event, hasExchange: matched.remove(number) != nil) else {
            for report in all {
                for exchange in exchanges where report.shows == .items { report.discard(exchange, connection: number) }
                report.discard(connection: number)
            }
            return
        }
        selected.add(event, exchanges: exchanges.count)
        for exchange in exchanges {
            for report in all where report.shows == .items { report.exchange(exchange, connection: event.connection) }
        }
        list.connection(event)
    }

    public var wantsReleases: Bool { list.wantsReleases }
    public func strayICMPError(_ key: ConnectionKey, frame: FrameInfo) { list.strayICMPError(key, frame: frame) }
    public func letGo(_ key: ConnectionKey, _ lifetime: Lifetime, atEnd: Bool) { list.letGo(key, lifetime, atEnd: atEnd) }

    // MARK: - The run

    public func warning(_ warning: Warning) { list.warning(warning) }
    public func warning(_ text: String) { list.warning(text) }

    public func finish(_ summary: RunSummary, files: [String]) {
        if leftOut > 0 { list.warning(.waitingExchangeLimit(leftOut)) }
        var summary = summary
        summary.selected = selected
        list.finish(summary, files: files)
    }
}
