public import Analysis
import Language
public import Applications
public import TCP
public import Wire

/// Every packet as it comes, in capture order, each tagged with its connection; a verdict where a connection ends.
public final class PacketListReport: Report {
    private let output: OutputBuffer
    private var style: Style
    private let ladder: Ladder
    private var latest: (connection: Int, row: PacketRow, client: Endpoint, server: Endpoint, start: Timestamp)?
    private var details = RowDetails()
    private var comment: FrameComment?
    /// The connection that the packets below the last heading belong to.
    private var headed: Int?

    public init(_ output: OutputBuffer, style: Style) {
        self.output = output
        self.style = style
        ladder = Ladder(style: style, output: output)
    }

    public func resize(width: Int, height: Int) {
        style = style.with(width: width)
        ladder.resize(width: width)
    }

    public func comment(_ bytes: Span<UInt8>, on frame: FrameInfo) { comment = FrameComment(bytes, on: frame) }

    public func packet(
        _ event: borrowing PacketEvent, connection: borrowing Connection, bytes: Span<UInt8>, payload: Range<Int>
    ) {
        settle()
        let comment = comment?.text(of: event.info)
        latest = (
            event.connection, PacketRow(event, connection, hasComment: comment != nil), connection.endpoint(of: .client),
            connection.endpoint(of: .server), connection.start
        )
        details = event.verdict.rowDetails(comment: comment)
    }

    public func head(_ head: MessageHead, from role: Role, exchange: Int, connection: Int) {
        guard latest?.connection == connection else { return }
        details.add(.head(head, exchange: exchange))
    }

    public var shows: Shown { .items }
    public var wantsContent: Bool { true }

    public func messageEnd(_ message: Message, from role: Role, exchange: Int, connection: Int) {
        guard latest?.connection == connection, let text = style.phrasebook.messageEnd(message) else { return }
        details.add(.text("#\(exchange) " + style.plain(text)))
    }

    public func webSocketFrame(_ frame: WebSocketReader.Frame, from role: Role, connection: Int) {
        guard latest?.connection == connection else { return }
        details.add(.text(style.plain(style.phrasebook.webSocketFrame(frame))))
    }

    public func tls(_ event: TLSEvent, connection: Int) {
        guard latest?.connection == connection else { return }
        details.add(.text(style.plain(style.phrasebook.tls(event))))
    }

    public func exchange(_ exchange: Exchange, connection: borrowing Connection) {
        guard latest?.connection == connection.number else { return }
        details.add(.text(style.plain(style.phrasebook.exchange(exchange))))
    }

    public func icmpError(_ error: ICMPError, from router: IPAddress, frame: FrameInfo, connection: borrowing Connection) {
        settle()
        let elapsed = connection.lacksTime || !frame.hasTime ? nil : frame.time.nanoseconds(since: connection.start)
        if headed != connection.number { line("[\(connection.number)]") }
        headed = connection.number
        ladder.follow(connection.start)
        ladder.write(frame: frame.number, elapsed: elapsed, icmp: style.plain(style.phrasebook.icmpError(error, from: router)))
    }

    public func unreadable(_ frame: UnreadableFrame) {
        settle()
        headed = nil
        let text = "[-] " + style.plain(style.phrasebook.unreadable(frame))
        for (i, part) in style.wrapped(text, to: style.width - 4).enumerated() { line(i == 0 ? part : "    " + part) }
    }

    private func settle() {
        guard let latest else { return }
        self.latest = nil
        if headed != latest.connection {
            headed = latest.connection
            line(style.paint("[\(latest.connection)] \(name(latest.client)) \(style.right) \(name(latest.server))", .strong))
        }
        ladder.follow(latest.start)
        ladder.write(latest.row, details, verbose: true)
    }

    public func connection(_ event: ConnectionEvent) {
        settle()
        let book = style.phrasebook
        func labelled(_ label: String, _ text: Text) -> Text { book.labelled(Text(code: label), text) }
        var texts = [
            labelled(style.words.opened, book.opening(event.connection)), labelled(style.words.exchanged, book.transfer(event)),
        ]
        if let agreement = book.agreement(event.story) { texts.append(agreement) }
        if let timeline = book.timeline(event.timeline) { texts.append(timeline) }
        if let proxied = book.proxied(event.story) { texts.append(proxied) }
        if let protocols = book.protocols(event.story) { texts.append(protocols) }
        if let persistence = book.persistence(event) { texts.append(persistence) }
        texts.append(labelled(style.words.closed, book.closing(event)))
        texts += event.findings.map { finding in
            labelled(book.severity(finding.severity), book.statement(of: finding, withFrames: false))
        }
        headed = nil
        let (sign, color) = style.sign(of: event.verdict)
        let title = "[\(event.connection.number)] \(sign) " + style.plain(book.headline(event.verdict))
        for (i, part) in style.wrapped(title, to: style.width - 4).enumerated() {
            line(style.paint(i == 0 ? part : "    " + part, color))
        }
        for text in texts {
            for part in style.wrapped(text, to: style.width - 4) { line("    " + part) }
        }
    }

    public func warning(_ warning: Warning) {}
    public func warning(_ text: String) {}

    public func finish(_ summary: RunSummary, files: [String]) {
        settle()
        line("")
        for text in style.closingLines(summary, files: files.count) { line(text) }
        output.flush()
    }

    private func line(_ text: String) {
        output.append(text)
        output.endLine()
    }
}
