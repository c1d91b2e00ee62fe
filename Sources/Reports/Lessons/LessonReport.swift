public import Analysis
public import Applications
public import Language
public import TCP
import Teaching
public import Wire

/// Makes the pages of a lesson from a capture.
public final class LessonReport: Report {
    private let style: Style
    private let language: LanguageName
    private let ladder: Ladder
    private let buffer: OutputBuffer
    private let written = Written()
    private var open: [Int: ConnectionRows] = [:]
    private var latest: (connection: Int, row: PacketRow, details: RowDetails)?
    private var teacher = Teacher()
    /// The stages of an HTTP request that were explained already.
    private var toldStages: Stages = []

    /// In the order of the packets, connection by connection.
    public private(set) var pages: [LessonPage] = []
    /// The line above the first packet.
    public private(set) var heading: [String] = []
    /// What is concluded at the end.
    public private(set) var verdict: [String] = []

    /// What the ladder wrote last.
    private final class Written {
        var bytes: [UInt8] = []
    }

    public init(style: Style, language: LanguageName) {
        self.style = style
        self.language = language
        let written = written
        buffer = OutputBuffer { span in
            for i in span.indices { written.bytes.append(span[i]) }
        }
        ladder = Ladder(style: style, output: buffer)
    }

    // MARK: - Events

    public var wantsMessageEnds: Bool { false }

    public func packet(
        _ event: borrowing PacketEvent, connection: borrowing Connection, bytes: Span<UInt8>, payload: Range<Int>
    ) {
        settle()
        latest = (event.connection, PacketRow(event, connection, hasComment: false), event.verdict.rowDetails(comment: nil))
    }

    public func head(_ head: MessageHead, from role: Role, exchange: Int, connection: Int) {
        guard latest?.connection == connection else { return }
        latest?.details.add(.head(head, exchange: exchange))
    }

    public func icmpError(_ error: ICMPError, from router: IPAddress, frame: FrameInfo, connection: borrowing Connection) {
        settle()
        let elapsed = connection.lacksTime || !frame.hasTime ? nil : frame.time.nanoseconds(since: connection.start)
        open[connection.number, default: ConnectionRows()].append(
            icmp: style.plain(style.phrasebook.icmpError(error, from: router)), frame: frame.number, elapsed: elapsed)
    }

    public func connection(_ event: ConnectionEvent) {
        settle()
        guard var rows = open.removeValue(forKey: event.connection.number) else { return }
        rows.endRun()
        teacher.beginConnection()
        if heading.isEmpty { heading = lines { ladder.writeHeading() } }
        for row in rows.rows {
            switch row {
            case .packet(let packet): pages.append(page(packet, rows.details(of: packet), event.connection))
            case .run(let index):
                let run = lines { ladder.write(rows.runs[index]) }
                pages.append(LessonPage(lines: run, bareLines: run, teaching: [], topics: [], questions: []))
            case .icmp(let index):
                let error = rows.errors[index]
                let shown = lines { ladder.write(frame: error.frame, elapsed: error.elapsed, icmp: error.text) }
                pages.append(LessonPage(lines: shown, bareLines: shown, teaching: [], topics: ["icmp-error"], questions: []))
            }
        }
        conclude(event)
    }

    public func warning(_ warning: Warning) {}
    public func warning(_ text: String) {}
    public func finish(_ summary: RunSummary, files: [String]) { settle() }

    private func settle() {
        guard case (let connection, let row, let details)? = latest else { return }
        latest = nil
        var rows = open.removeValue(forKey: connection) ?? ConnectionRows()
        rows.hold(details)
        rows.append(row, hasDetails: true, isFull: false)
        open[connection] = rows
    }

    // MARK: - Pages

    /// What `write` writes, as lines.
    private func lines(_ write: () -> Void) -> [String] {
        buffer.flush()
        written.bytes = []
        write()
        buffer.flush()
        return String(decoding: written.bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    private func page(_ row: PacketRow, _ details: RowDetails?, _ connection: borrowing Connection) -> LessonPage {
        let points = teacher.points(row, failedChecks: details?.failedChecks ?? 0, connection)
        let sentences = points.map { style.plain($0.sentence(in: language)) } + stages(row)
        let teaching = sentences.flatMap { style.wrapped($0, to: style.width - 4).map { "    " + $0 } }
        let bare = row.withoutLabels
        var topics = row.stepNames + row.stages.numbers.map { "stage-\($0)" }
        topics += Notes.names.indices.filter { row.notes.rawValue >> UInt32($0) & 1 == 1 }.map { Notes.names[$0] }
        topics += TCPFlags.names.indices.filter { row.flags.rawValue >> UInt16($0) & 1 == 1 }.map { TCPFlags.names[$0] }
        return LessonPage(
            lines: lines { ladder.write(row, details, verbose: false) },
            bareLines: lines { ladder.write(bare, nil, verbose: false, hidesACK: true) }, teaching: teaching, topics: topics,
            questions: questions(row))
    }

    /// What is to be said of the stages that begin here, each once in a lesson.
    private func stages(_ row: PacketRow) -> [String] {
        let new = row.stages.subtracting(toldStages)
        toldStages.formUnion(row.stages)
        let words = LessonWords(language)
        return new.numbers.compactMap { number in
            Topics.named("stage-\(number)").first?.text(in: language).map { text in
                style.plain(Text(code: words.stage(String(describing: style.tag(ofStage: number)), text)))
            }
        }
    }

    private func questions(_ row: PacketRow) -> [LessonPage.Question] {
        guard !row.steps.isEmpty else { return [] }
        let words = LessonWords(language)
        var questions = [
            LessonPage.Question(kind: .step, text: words.stepQuestion, answer: row.stepNames.joined(separator: " "))
        ]
        if row.hasACK {
            questions.append(
                LessonPage.Question(
                    kind: .number, text: words.numberQuestion(isClient: row.sender == .client),
                    answer: "\(row.relativeAcknowledgment)", raw: "\(row.acknowledgment.rawValue)"))
        }
        if let state = row.sender == .client ? row.clientState : row.serverState {
            questions.append(
                LessonPage.Question(
                    kind: .state, text: words.stateQuestion(isClient: row.sender == .client), answer: state.name))
        }
        return questions
    }

    /// The findings whole, or the headline where there are none: with findings it would be said twice.
    private func conclude(_ event: ConnectionEvent) {
        let (sign, color) = style.sign(of: event.verdict)
        let headline = "\(sign) \(style.plain(style.phrasebook.headline(event.verdict)))"
        guard !event.findings.isEmpty else {
            verdict += style.wrapped(headline, to: style.width - 2).map { style.paint("  " + $0, color) }
            return
        }
        for (i, finding) in event.findings.enumerated() {
            let text = style.plain(style.phrasebook.statement(of: finding, withFrames: true))
            let lines = style.wrapped((i == 0 ? "\(sign) " : "") + text, to: style.width - 4)
            verdict += lines.enumerated().map { j, line in
                i == 0 && j == 0 ? style.paint("  " + line, color) : "    " + line
            }
        }
    }
}

extension PacketRow {
    /// The names of the steps that it carries.
    fileprivate var stepNames: [String] {
        Steps.names.indices.filter { steps.rawValue >> UInt8($0) & 1 == 1 }.map { Steps.names[$0] }
    }
}
