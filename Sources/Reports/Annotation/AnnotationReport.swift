public import Analysis
public import Applications
import Language
public import TCP
public import Wire

/// What a copy of the capture says of its packets: steps and failed checks, messages that begin, findings; and the verdict at its beginning.
///
/// It writes nothing: what it gathers, within bounds, is asked for when the capture is read again.
public final class AnnotationReport: Report {
    /// Bytes of one comment at most: a reader shows it in a window.
    static let longestComment = 8192
    /// Of the start line of a message, bytes that are shown.
    private static let startLineLimit = 200

    private let style: Style
    private let budget: MemoryBudget
    /// A line on its way.
    private let line = OutputBuffer { _ in }
    private let steps: StepLines
    private var comments: CommentStore
    /// Connections that are not selected, whose comments are passed over.
    private var discarded = ConnectionBits()
    /// Exchanges that are not selected, likewise.
    private var discardedExchanges: Set<ExchangeKey> = []
    /// The packet at hand, whose messages are told after it.
    private var latest: (connection: Int, frame: Int)?
    private var verdict: [UInt8] = []
    private var charged = 0

    private struct ExchangeKey: Hashable {
        var connection: Int
        var exchange: Int
    }

    /// - Parameter file: for comments that are more than a little; without it those beyond a bound are left out.
    public init(style: Style, limits: Limits, budget: MemoryBudget, file: (any SpareFile)?) {
        self.style = style
        self.budget = budget
        steps = StepLines(style: style, output: line)
        comments = CommentStore(limit: limits.commentBytes, file: file)
    }

    /// Comments that were left out, since so much is held at most.
    public var leftOut: Int { comments.leftOut }

    public var shows: Shown { .items }
    public var wantedFigures: WantedFigures { .none }
    public var wantsMessageEnds: Bool { false }
    public var wantsOpenings: Bool { false }

    // MARK: - Packets and messages

    public func packet(
        _ event: borrowing PacketEvent, connection: borrowing Connection, bytes: Span<UInt8>, payload: Range<Int>
    ) {
        latest = (event.connection, event.info.number)
        guard !event.verdict.steps.isEmpty || event.verdict.checks.failures > 0 else { return }
        begin(event.connection)
        steps.write(PacketRow(event, connection, hasComment: false), event.verdict.checks)
        addLine(to: event.info.number, of: event.connection)
    }

    public func opening(_ step: OpeningStep) {
        latest = (step.connection, step.frame)
        begin(step.connection)
        steps.write(step)
        addLine(to: step.frame, of: step.connection)
    }

    public func head(_ head: MessageHead, from role: Role, exchange: Int, connection: Int) {
        let line: Text = "#\(exchange) \(style.phrasebook.secrets.shown(startLineOf: head, limit: Self.startLineLimit))"
        addToLatest(line, connection, exchange)
    }

    public func tls(_ event: TLSEvent, connection: Int) { addToLatest(style.phrasebook.tls(event), connection, 0) }

    /// What a message says, with the packet that it belongs to; those of a packet that did not get through belong to none.
    private func addToLatest(_ line: Text, _ connection: Int, _ exchange: Int) {
        guard let latest, latest.connection == connection else { return }
        begin(connection)
        self.line.append(style.plain(line))
        addLine(to: latest.frame, of: connection, exchange)
    }

    /// Each line begins with the number of its connection.
    private func begin(_ connection: Int) {
        line.clear()
        line.append(UInt8(ascii: "["))
        line.append(connection)
        line.append("] ")
    }

    private func addLine(to frame: Int, of connection: Int, _ exchange: Int = 0) {
        comments.add(line, to: frame, of: connection, exchange, room: budget.available)
        settle()
    }

    /// Charges what is held by now.
    private func settle() {
        let size = comments.size + discarded.size + discardedExchanges.capacity * (MemoryLayout<ExchangeKey>.stride + 1)
        budget.charge(size - charged)
        charged = size
    }

    // MARK: - Connections

    public func connection(_ event: ConnectionEvent) {
        for finding in event.findings {
            let book = style.phrasebook
            guard let first = finding.frames.first else { continue }
            let label = Text(code: book.severity(finding.severity))
            func add(_ text: Text, to frames: [Int]) {
                begin(event.connection.number)
                line.append(style.plain(book.labelled(label, text)))
                for frame in frames { comments.add(line, to: frame, of: event.connection.number, room: budget.available) }
            }
            // What a ladder has room for: the sentence once, and where it stands.
            add(book.brief(of: finding), to: [first])
            let others = finding.frames.filter { $0 != first }
            if !others.isEmpty { add(book.reference(to: finding, at: first), to: others) }
        }
        settle()
    }

    public func discard(connection: Int) { discarded.insert(connection) }

    public func discard(_ exchange: Exchange, connection: Int) {
        discardedExchanges.insert(ExchangeKey(connection: connection, exchange: exchange.number))
        settle()
    }

    public func warning(_ warning: Warning) {}
    public func warning(_ text: String) {}

    public func finish(_ summary: RunSummary, files: [String]) {
        var lines = style.closingLines(summary, files: files.count)
        if leftOut > 0 { lines.insert(style.plain(style.phrasebook.commentsLeftOut(leftOut)), at: 0) }
        verdict = Self.cut(Array(lines.joined(separator: "\n").utf8))
    }

    /// A text that is not longer than a comment may be, cut between characters.
    private static func cut(_ text: [UInt8]) -> [UInt8] {
        guard text.count > longestComment else { return text }
        var end = longestComment
        while end > 0, text[end] & 0xc0 == 0x80 { end -= 1 }
        return Array(text[..<end])
    }
}

// MARK: - Reading them back

extension AnnotationReport {
    /// The verdict on the whole run, once it has ended.
    public var sectionComment: [UInt8] { verdict }

    /// The next frame that has a comment.
    public var nextFrame: Int? {
        comments.nextFrame {
            !discarded.contains($0)
                && ($1 == 0 || discardedExchanges.isEmpty
                    || !discardedExchanges.contains(ExchangeKey(connection: $0, exchange: $1)))
        }
    }

    /// All that is said of that frame.
    public func takeNext() -> [UInt8] {
        var text: [UInt8] = []
        guard let frame = nextFrame else { return text }
        while nextFrame == frame {
            let next = comments.takeNext()
            if text.count > Self.longestComment { continue }
            if !text.isEmpty { text.append(UInt8(ascii: "\n")) }
            text += next
        }
        return Self.cut(text)
    }
}
