import Applications
import Analysis
import Language
import TCP
import Wire

/// Draws packets as a ladder: the client on the left, the server on the right, an arrow a packet.
final class Ladder {
    private(set) var style: Style
    private var words: Words { style.words }
    let output: OutputBuffer
    /// A detail on its way: its width decides where it is broken.
    private let scratch = OutputBuffer { _ in }

    private static let stateWidth = 11
    private static let widestArrow = 22
    private static let shortArrow = 18
    /// Details stand beside the arrow if they have so many columns.
    private static let leastDetail = 30
    /// The columns of a row without its arrow.
    private var besidesArrow: Int { frameWidth + times.width + 2 + Self.stateWidth + 1 + 1 + Self.stateWidth }

    private(set) var frameWidth = usualFrameWidth
    private static let usualFrameWidth = 6
    private var times: TimeColumn

    /// Narrow terminals get shorter arrows.
    private var arrowWidth = widestArrow
    /// Details stand beside the arrow, or below it where the terminal is narrow.
    private var detailsAreBeside = true
    private var detailWidth = 0
    private(set) var detailIndent = 0
    /// Horizontal lines enough for the widest arrow.
    private let line: [UInt8]
    /// The bytes of one column of it.
    private let lineLength: Int

    // The row at hand.
    private var lineStart = 0
    private var isOnFirstLine = true
    private var hasDetail = false
    private var hidesACK = false

    init(style: Style, output: OutputBuffer) {
        self.style = style
        self.output = output
        times = TimeColumn(style)
        lineLength = style.line.utf8.count
        line = Array(String(repeating: style.line, count: Self.widestArrow).utf8)
        layOut()
    }

    /// Where the columns are, from the widths of frame numbers and times.
    private func layOut() {
        // A shorter arrow, if details find their place beside it then.
        let besideDetails = style.width - besidesArrow - 2 - Self.leastDetail
        detailsAreBeside = besideDetails >= Self.shortArrow
        arrowWidth = min(Self.widestArrow, detailsAreBeside ? besideDetails : max(14, style.width - besidesArrow))
        let detailColumn = besidesArrow + arrowWidth + 2
        detailIndent = detailsAreBeside ? detailColumn : frameWidth + 4
        detailWidth = style.width - detailIndent
    }

    /// The packets of a connection that has ended come next, and no others.
    func begin(_ connection: borrowing Connection) {
        times.begin(
            at: connection.start, lasting: connection.lacksTime ? 0 : max(0, connection.end.nanoseconds(since: connection.start)))
        frameWidth = max(Self.usualFrameWidth, OutputBuffer.digits(of: UInt(connection.lastFrame.magnitude)))
        layOut()
    }

    /// Lines have another width from here on.
    func resize(width: Int) {
        style = style.with(width: width)
        layOut()
    }

    /// The next packet is of a connection that began at `start`.
    func follow(_ start: Timestamp) { times.follow(start) }

    /// The line above the first packet.
    func writeHeading() {
        let frame = style.cells.leftPadded(words.frame, to: frameWidth)
        let time = style.cells.leftPadded(words.time, to: times.width)
        let left = style.cells.padded(words.client, to: Self.stateWidth)
        let gap = String(repeating: " ", count: arrowWidth)
        output.append(style.paint("\(frame)\(time)  \(left) \(gap) \(words.server)", .dim))
        output.endLine()
    }

    /// One line for a run of plain segments.
    func write(_ run: RunCounters) {
        times.skip(to: run.lastElapsed)
        let indent = style.cells.leftPadded(style.ellipsis, to: frameWidth)
        let text = style.plain(style.phrasebook.run(run.total))
        for (i, part) in style.wrapped(text, to: style.width - frameWidth - 2).enumerated() {
            output.append(style.paint(i == 0 ? "\(indent)  \(part)" : String(repeating: " ", count: frameWidth + 2) + part, .dim))
            output.endLine()
        }
    }

    /// The lines of an ICMP error.
    func write(frame: Int, elapsed: Int64?, icmp text: String) {
        let indent = frameWidth + times.width + 8
        for (i, part) in style.wrapped(text, to: max(30, style.width - indent)).enumerated() {
            output.append(style.start(of: .strong))
            if i == 0 {
                writePlace(frame, elapsed)
                output.append("  ICMP  ")
            } else {
                output.append(UInt8(ascii: " "), times: indent)
            }
            output.append(part)
            output.append(style.end)
            output.endLine()
        }
    }

    /// The lines of a packet.
    ///
    /// - Parameter hidesACK: leave out the acknowledgment number, which somebody is to find.
    func write(
        _ row: PacketRow, _ details: RowDetails?, fate: DamagedSegment.Fate? = nil, verbose: Bool, hidesACK: Bool = false
    ) {
        self.hidesACK = hidesACK
        lineStart = output.count
        isOnFirstLine = true
        hasDetail = false
        writePlace(row.frame, row.elapsed)
        output.append("  ")
        write(row.clientState)
        output.append(UInt8(ascii: " "))
        writeArrow(row)
        output.append(UInt8(ascii: " "))
        write(row.serverState)
        writeDetails(row, details, fate, verbose: verbose)
        endLine()
    }

    // MARK: - The row

    private func writePlace(_ frame: Int, _ elapsed: Int64?) {
        output.append(frame, rightAlignedTo: frameWidth)
        times.append(elapsed, to: output)
    }

    private func write(_ state: PeerState?) {
        let name = state?.name ?? style.minus
        output.append(name)
        output.append(UInt8(ascii: " "), times: Self.stateWidth - (state == nil ? 1 : name.utf8.count))
    }

    private func writeArrow(_ row: PacketRow) {
        scratch.clear()
        writeFlags(row.flags)
        if row.length > 0 {
            scratch.append(UInt8(ascii: " "))
            scratch.append(Int(row.length))
        }
        let length = min(scratch.count, arrowWidth - 5)
        let isFromClient = row.sender == .client
        let color = row.arrowColor
        output.append(style.start(of: color))
        if !isFromClient { output.append(style.leftHead) }
        writeLine(2)
        output.append(UInt8(ascii: " "))
        output.append(scratch, 0..<length)
        output.append(UInt8(ascii: " "))
        writeLine(arrowWidth - length - 5)
        if isFromClient { output.append(style.rightHead) }
        output.append(style.end)
    }

    private func writeLine(_ columns: Int) {
        let line = line
        output.append(line.span, 0..<max(0, columns) * lineLength)
    }

    private func writeFlags(_ flags: TCPFlags) {
        switch flags {
        case .ack: scratch.append("ACK")
        case [.psh, .ack]: scratch.append("PSH ACK")
        case []: scratch.append("(none)")
        default:
            for (bit, name) in TCPFlags.names.enumerated() where flags.rawValue >> UInt16(bit) & 1 == 1 {
                if scratch.count > 0 { scratch.append(UInt8(ascii: " ")) }
                scratch.append(name)
            }
        }
    }

    // MARK: - Details

    private func writeDetails(_ row: PacketRow, _ details: RowDetails?, _ fate: DamagedSegment.Fate?, verbose: Bool) {
        // What stages a row belongs to stands before its first detail.
        scratch.clear()
        if !verbose, !row.stages.isEmpty {
            for number in 1...7 where row.stages.rawValue >> UInt8(number - 1) & 1 == 1 {
                scratch.append(style.tag(ofStage: number))
            }
            scratch.append(UInt8(ascii: " "))
        }
        if !row.steps.isEmpty { writeSteps(row) }
        if let checks = details?.checks {
            for i in 0..<checks.count { if let check = checks[i] { write(check, row) } }
        }
        if row.steps.isEmpty || verbose {
            writeNumbers(row, verbose: verbose)
            writeAcknowledged(row, verbose: verbose)
        }
        if verbose, !row.stages.isEmpty {
            scratch.append(words.stage)
            scratch.append(UInt8(ascii: " "))
            scratch.append(style.plain(style.phrasebook.list(row.stages.numbers.map { "\($0) \(code: words.stages[$0 - 1])" })))
            endDetail()
        }
        if !row.notes.isEmpty {
            for note in style.phrasebook.meaning(of: row.notes.subtracting(.windowUpdate)) {
                scratch.append("! ")
                scratch.append(style.plain(note))
                endDetail()
            }
        }
        if row.notes.contains(.windowUpdate) {
            // Nothing is wrong with it, so it gets no sign.
            for note in style.phrasebook.meaning(of: .windowUpdate) { scratch.append(style.plain(note)) }
            endDetail(.dim)
        }
        if row.notes.contains(.badChecksum) {
            appendInBrackets(style.phrasebook.reason(row.checksum, fate: row.length > 0 ? fate ?? .open : nil))
            endDetail(.dim)
        }
        guard let details else { return }
        for evidence in details.evidence {
            appendInBrackets(style.phrasebook.reason(evidence, row.bases))
            endDetail(.dim)
        }
        if let comment = details.comment {
            scratch.append(style.plain(style.phrasebook.labelled(Text(code: words.comment), Text(code: comment))))
            endDetail()
        }
        for line in details.lines {
            switch line {
            case .text(let text):
                scratch.append(text)
                endDetail(.strong)
            case .head(let head, let exchange): write(head, exchange)
            }
        }
    }

    /// The start line of a message, and as many of its fields as fit on a line.
    private func write(_ head: MessageHead, _ exchange: Int) {
        let secrets = style.phrasebook.secrets
        let limit = max(20, style.width - 40)
        scratch.append(UInt8(ascii: "#"))
        scratch.append(exchange)
        scratch.append(UInt8(ascii: " "))
        scratch.append(secrets.shown(startLineOf: head, limit: limit).escaped)
        endDetail(.strong)
        guard !head.fields.lines.isEmpty else { return }
        let fields = secrets.shown(fieldsOf: head, limit: max(30, style.width - 70))
        scratch.append(fields.text.escaped)
        if !fields.isAll {
            if !fields.text.escaped.isEmpty { scratch.append(UInt8(ascii: " ")) }
            scratch.append(style.ellipsis)
        }
        endDetail(.dim)
    }

    /// `seq 1, ack 1, win 502`.
    private func writeNumbers(_ row: PacketRow, verbose: Bool) {
        scratch.append("seq ")
        scratch.append(row.relativeSequence)
        if row.hasACK {
            scratch.append(", ack ")
            if hidesACK {
                scratch.append("?")
            } else {
                scratch.append(row.relativeAcknowledgment)
                writeSum(row)
            }
        }
        if verbose, let window = row.window {
            scratch.append(", win ")
            scratch.append(UInt(window) << UInt(row.windowShift ?? 0))
            if row.windowShift == nil {
                scratch.append(" (")
                scratch.append(words.unscaled)
                scratch.append(")")
            }
        }
        endDetail()
    }

    /// ` = 1 + 69`: what the ACK number was, and what it newly covers.
    private func writeSum(_ row: PacketRow) {
        guard row.acknowledgesSomething, row.acknowledgedBytes > 0, !row.acknowledgesSYN else { return }
        let covered = UInt32(clamping: row.acknowledgedBytes)
        scratch.append(" = ")
        scratch.append(row.relativeAcknowledgment &- covered &- (row.acknowledgesFIN ? 1 : 0))
        scratch.append(" + ")
        scratch.append(covered)
        if row.acknowledgesFIN { scratch.append(" + 1") }
    }

    /// `acknowledges SYN + 1448 bytes`.
    private func writeAcknowledged(_ row: PacketRow, verbose: Bool) {
        guard row.acknowledgesSomething else { return }
        // Bytes alone are told by the sum behind the ACK number.
        guard verbose || row.acknowledgesSYN || row.acknowledgesFIN else { return }
        guard row.acknowledgesSYN || row.acknowledgesFIN || row.acknowledgedBytes > 0 else { return }
        scratch.append(words.acknowledges)
        scratch.append(UInt8(ascii: " "))
        if row.acknowledgesSYN { scratch.append("SYN") }
        if row.acknowledgedBytes > 0 {
            if row.acknowledgesSYN { scratch.append(" + ") }
            scratch.append(style.plain(style.phrasebook.bytes(Int(row.acknowledgedBytes))))
        }
        if row.acknowledgesFIN {
            scratch.append(row.acknowledgesSYN || row.acknowledgedBytes > 0 ? " + FIN" : "FIN")
        }
        endDetail()
    }

    /// `wave 1/4  u = 362 = 3590440546`, one for each step: relative, and as on the wire.
    private func writeSteps(_ row: PacketRow) {
        var isFirst = true
        row.forEachStep { step in
            scratch.append(words.steps[step.index])
            if let letter = step.letter {
                scratch.append(words.afterStep)
                scratch.append(letter)
                scratch.append(" = ")
                if let relative = step.relative {
                    scratch.append(relative)
                    scratch.append(" = ")
                }
                scratch.append(step.number.rawValue)
            }
            endDetail(isFirst ? .strong : nil)
            isFirst = false
        }
    }

    /// `ack = x+1 = 1893340122 ✓`, or what is wrong, and by how much.
    private func write(_ check: Equation, _ row: PacketRow) {
        if check.holds {
            scratch.append(check.rule.description)
            scratch.append(" = ")
            scratch.append(row.relative(check))
            scratch.append(" = ")
            scratch.append(check.actual.rawValue)
            scratch.append(UInt8(ascii: " "))
            scratch.append(style.correct)
            endDetail(.good)
        } else if row.checksum == .damaged {
            append(Text(code: words.damaged), check)
            endDetail()
        } else {
            append("\(code: style.incorrect) \(code: words.wrong)", check)
            endDetail(.bad)
        }
    }

    private func appendInBrackets(_ text: Text) {
        scratch.append(style.plain(style.phrasebook.inBrackets(text)))
    }

    private func append(_ label: Text, _ check: Equation) {
        scratch.append(style.plain(style.phrasebook.labelled(label, style.phrasebook.failure(check))))
    }

    // MARK: - Lines

    /// Writes the detail in `scratch`, on as many lines as it takes.
    private func endDetail(_ color: Style.Color? = nil) {
        var isFirst = true
        scratch.forEachLine(TextWrap(width: detailWidth, cellWidth: style.cells, hanging: 2, breaksWords: true)) { range in
            if isOnFirstLine, detailsAreBeside, !hasDetail {
                output.append("  ")
            } else {
                endLine()
                output.append(UInt8(ascii: " "), times: detailIndent)
            }
            hasDetail = true
            if let color { output.append(style.start(of: color)) }
            if !isFirst { output.append("  ") }
            isFirst = false
            output.append(scratch, range)
            if color != nil { output.append(style.end) }
        }
        scratch.clear()
    }

    /// Ends a line; the first one, which columns are padded on, without spaces at its end.
    private func endLine() {
        if isOnFirstLine { output.trimSpaces(from: lineStart) }
        isOnFirstLine = false
        output.endLine()
    }
}
