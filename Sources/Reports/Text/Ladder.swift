import Language
import TCP
import Wire

/// Draws packets as a ladder: the client on the left, the server on the right, an arrow a packet.
final class Ladder {
    private(set) var style: Style
    var words: Words { style.words }
    let output: OutputBuffer
    /// A detail on its way: its width decides where it is broken.
    let scratch = OutputBuffer { _ in }

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
    private(set) var hidesACK = false
    /// The heading that was written last, and how wide the frame, the time and the arrow are in it.
    private var heading = ""
    private var headingWidths = (frame: 0, time: 0, arrow: 0)

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
        let widths = (frame: frameWidth, time: times.width, arrow: arrowWidth)
        if heading.isEmpty || widths != headingWidths {
            heading = makeHeading()
            headingWidths = widths
        }
        output.append(heading)
        output.endLine()
    }

    private func makeHeading() -> String {
        let frame = style.cells.leftPadded(words.frame, to: frameWidth)
        let time = style.cells.leftPadded(words.time, to: times.width)
        let left = style.cells.padded(words.client, to: Self.stateWidth)
        let gap = String(repeating: " ", count: arrowWidth)
        return style.paint("\(frame)\(time)  \(left) \(gap) \(words.server)", .dim)
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

    // MARK: - Lines

    /// Writes the detail in `scratch`, on as many lines as it takes.
    func endDetail(_ color: Style.Color? = nil) {
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
