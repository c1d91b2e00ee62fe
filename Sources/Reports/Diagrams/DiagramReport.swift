public import Analysis
public import Applications
import Language
public import TCP
public import Wire

/// One connection's ladder as a picture: of those that are selected the one with the worst finding, and among equals the first.
public final class DiagramReport: Report {
    public enum Form: Sendable { case svg, mermaid }

    private let form: Form
    private let style: Style
    private let output: OutputBuffer
    private var open: [Int: ConnectionRows] = [:]
    private var rowCount = 0
    /// The packet at hand: messages of it are told after it.
    private var latest: (row: PacketRow, details: RowDetails, connection: Int)?
    private var comment: FrameComment?
    private var picture: LadderPicture?

    public init(_ output: OutputBuffer, form: Form, style: Style) {
        self.output = output
        self.form = form
        self.style = style
    }

    public var wantedFigures: WantedFigures { .none }
    public var wantsMessageEnds: Bool { false }

    public func comment(_ bytes: Span<UInt8>, on frame: FrameInfo) { comment = FrameComment(bytes, on: frame) }

    public func packet(
        _ event: borrowing PacketEvent, connection: borrowing Connection, bytes: Span<UInt8>, payload: Range<Int>
    ) {
        settle()
        guard !connection.isReported else { return }
        let comment = comment?.text(of: event.info)
        latest = (
            PacketRow(event, connection, hasComment: comment != nil), event.verdict.rowDetails(comment: comment),
            event.connection
        )
    }

    public func head(_ head: MessageHead, from role: Role, exchange: Int, connection: Int) {
        guard latest?.connection == connection else { return }
        // In words at once: the heads of all connections that are open would be much.
        latest?.details.add(.shownHead(startLine: PacketLines.text(of: head, exchange, style), fields: ""))
    }

    public func tls(_ event: TLSEvent, connection: Int) {
        guard latest?.connection == connection else { return }
        latest?.details.add(.text(style.plain(style.phrasebook.tls(event))))
    }

    private func settle() {
        guard case (let row, let details, let number)? = latest else { return }
        latest = nil
        var rows = open.removeValue(forKey: number) ?? ConnectionRows()
        let before = rows.count
        rows.hold(details)
        rows.append(row, hasDetails: true, isFull: rowCount >= TextReport.maximumRows)
        rowCount += rows.count - before
        open[number] = rows
    }

    public func icmpError(_ error: ICMPError, from router: IPAddress, frame: FrameInfo, connection: borrowing Connection) {
        settle()
        let elapsed = connection.lacksTime || !frame.hasTime ? nil : frame.time.nanoseconds(since: connection.start)
        open[connection.number]?.append(
            icmp: style.plain(style.phrasebook.icmpError(error, from: router)), frame: frame.number, elapsed: elapsed)
    }

    private func take(_ number: Int) -> ConnectionRows? {
        settle()
        guard var rows = open.removeValue(forKey: number) else { return nil }
        rowCount -= rows.count
        rows.endRun()
        return rows
    }

    public func discard(connection: Int) { _ = take(connection) }

    public func connection(_ event: ConnectionEvent) {
        guard let rows = take(event.connection.number) else { return }
        if let picture, !Self.isWorse(event.verdict.severity, than: picture.severity) { return }
        picture = LadderPicture(event, rows, style)
    }

    private static func isWorse(_ severity: Finding.Severity?, than other: Finding.Severity?) -> Bool {
        guard let severity else { return false }
        return other.map { severity > $0 } ?? true
    }

    public func warning(_ warning: Warning) {}
    public func warning(_ text: String) {}

    public func finish(_ summary: RunSummary, files: [String]) {
        settle()
        let shown = picture ?? LadderPicture(empty: style.plain(style.phrasebook.summary(summary, files: files.count).last ?? ""))
        switch form {
        case .svg: SVGWriter(shown, style, to: output).write()
        case .mermaid: MermaidWriter(shown, to: output) { [style] in style.plain(style.phrasebook.more($0)) }.write()
        }
    }
}
