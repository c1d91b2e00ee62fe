public import Analysis
public import Applications
public import TCP
public import Wire

/// Several outputs of one pass.
public final class ReportList: Report {
    private let all: [any Report]
    /// Those that want packets.
    private let packetReports: [any Report]
    /// The only one of them, as there mostly is.
    private let onlyPacketReport: (any Report)?
    /// Those that want messages as they begin and end.
    private let messageReports: [any Report]

    public init(_ all: [any Report]) {
        self.all = all
        packetReports = all.filter(\.wantsPackets)
        onlyPacketReport = packetReports.count == 1 ? packetReports[0] : nil
        messageReports = all.filter(\.wantsMessages)
    }

    public var wantsPackets: Bool { !packetReports.isEmpty }
    public var wantsOpenings: Bool { packetReports.contains { $0.wantsOpenings } }
    public var wantsContent: Bool { all.contains { $0.wantsContent } }

    public var wantsDecodedSizes: Bool { all.contains { $0.wantsDecodedSizes } }
    public var wantsMessages: Bool { !messageReports.isEmpty }
    public var wantsMessageEnds: Bool { messageReports.contains { $0.wantsMessageEnds } }

    public var wantsStreams: Bool { all.contains { $0.wantsStreams } }

    public func begin(at start: Timestamp) { for report in all { report.begin(at: start) } }
    public func resize(width: Int, height: Int) { for report in all { report.resize(width: width, height: height) } }
    public func showPending() { for report in all { report.showPending() } }

    public var wantedFigures: WantedFigures { all.lazy.map(\.wantedFigures).max() ?? .none }

    public func comment(_ bytes: Span<UInt8>, on frame: FrameInfo) {
        for report in packetReports { report.comment(bytes, on: frame) }
    }

    public func origin(_ origin: FrameOrigin, number: Int, file: Int) {
        for report in packetReports { report.origin(origin, number: number, file: file) }
    }

    public func packet(
        _ event: borrowing PacketEvent, connection: borrowing Connection, bytes: Span<UInt8>, payload: Range<Int>
    ) {
        // Bound to a name, it would be counted up and down for each packet.
        if onlyPacketReport?.packet(event, connection: connection, bytes: bytes, payload: payload) != nil { return }
        for report in packetReports {
            report.packet(event, connection: connection, bytes: bytes, payload: payload)
        }
    }

    public func plain(_ segment: PlainSegment, connection: borrowing Connection) -> Bool {
        // What one of several has taken, it must not get again.
        onlyPacketReport?.plain(segment, connection: connection) ?? false
    }

    public func opening(_ step: OpeningStep) { for report in packetReports { report.opening(step) } }

    public func icmpError(_ error: ICMPError, from router: IPAddress, frame: FrameInfo, connection: borrowing Connection) {
        for report in all { report.icmpError(error, from: router, frame: frame, connection: connection) }
    }

    public func strayICMPError(_ key: ConnectionKey, frame: FrameInfo) {
        for report in all { report.strayICMPError(key, frame: frame) }
    }

    public func unreadable(_ frame: UnreadableFrame) { for report in all { report.unreadable(frame) } }

    public func head(_ head: MessageHead, from role: Role, exchange: Int, connection: Int) {
        for report in messageReports { report.head(head, from: role, exchange: exchange, connection: connection) }
    }

    public func messageEnd(_ message: Message, from role: Role, exchange: Int, connection: Int) {
        for report in messageReports { report.messageEnd(message, from: role, exchange: exchange, connection: connection) }
    }

    public func exchange(_ exchange: Exchange, connection: borrowing Connection) {
        for report in all { report.exchange(exchange, connection: connection) }
    }

    public func content(_ bytes: Span<UInt8>, of message: borrowing Message, from role: Role, exchange: Int, connection: Int) {
        for report in all where report.wantsContent {
            report.content(bytes, of: message, from: role, exchange: exchange, connection: connection)
        }
    }

    public func tls(_ event: TLSEvent, connection: Int) {
        for report in all { report.tls(event, connection: connection) }
    }
    public func webSocketFrame(_ frame: WebSocketReader.Frame, from role: Role, connection: Int) {
        for report in all { report.webSocketFrame(frame, from: role, connection: connection) }
    }

    public func stream(_ bytes: Span<UInt8>, in range: Range<Int>, missing: Int, from role: Role, connection: Int) {
        for report in all { report.stream(bytes, in: range, missing: missing, from: role, connection: connection) }
    }

    public func carried(_ bytes: Span<UInt8>, missing: CarriedGap?, from role: Role, connection: Int) {
        for report in all { report.carried(bytes, missing: missing, from: role, connection: connection) }
    }

    public func connection(_ event: ConnectionEvent) { for report in all { report.connection(event) } }
    public var wantsEveryConnection: Bool { all.contains { $0.wantsEveryConnection } }
    public func connection(_ opening: EndedOpening, like event: ConnectionEvent) {
        for report in all { report.connection(opening, like: event) }
    }
    public var wantsReleases: Bool { all.contains { $0.wantsReleases } }
    public func letGo(_ key: ConnectionKey, _ lifetime: Lifetime, atEnd: Bool) {
        for report in all { report.letGo(key, lifetime, atEnd: atEnd) }
    }

    public func warning(_ warning: Warning) { for report in all { report.warning(warning) } }
    public func warning(_ text: String) { for report in all { report.warning(text) } }

    public func finish(_ summary: RunSummary, files: [String]) {
        for report in all { report.finish(summary, files: files) }
    }
}
