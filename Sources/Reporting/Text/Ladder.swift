import Analysis
import Explanation
import Tracking
import Wire

/// Draws packets as a ladder: the client on the left, the server on the right, an arrow a packet.
struct Ladder {
    let style: Style
    private var words: Words { style.phrasebook.words }

    private static let frameWidth = 6
    private static let timeWidth = 11
    private static let stateWidth = 11
    private static let widestArrow = 22
    /// Narrow terminals get shorter arrows.
    private var arrowWidth: Int { max(14, min(Self.widestArrow, style.width - Self.besidesArrow)) }
    /// The columns of a row without its arrow.
    private static let besidesArrow = frameWidth + timeWidth + 2 + stateWidth + 1 + 1 + stateWidth
    /// Where the details begin on a line that is wide enough.
    private static let detailColumn = besidesArrow + widestArrow + 2

    /// Details stand beside the arrow, or below it where the terminal is narrow.
    private var detailsAreBeside: Bool { style.width >= Self.detailColumn + 30 }
    private var detailWidth: Int {
        detailsAreBeside ? style.width - Self.detailColumn : style.width - Self.frameWidth - 4
    }

    /// The line above the first packet.
    var heading: String {
        let frame = words.frame.leftPadded(to: Self.frameWidth)
        let time = words.time.leftPadded(to: Self.timeWidth)
        let left = words.client.padded(to: Self.stateWidth)
        let gap = String(repeating: " ", count: arrowWidth)
        return style.paint("\(frame)\(time)  \(left) \(gap) \(words.server)", .dim)
    }

    /// The lines of a packet. With `prefix` (its connection, in mixed listings) before the time.
    func lines(_ row: PacketRow, verbose: Bool) -> [String] {
        let client = (row.judgement.clientState?.name ?? style.minus).padded(to: Self.stateWidth)
        let server = (row.judgement.serverState?.name ?? style.minus).padded(to: Self.stateWidth)
        var first = String(row.frame).leftPadded(to: Self.frameWidth)
        first += seconds(row.elapsed).leftPadded(to: Self.timeWidth)
        first += "  \(client) \(arrow(row)) \(server)"
        var details = details(row, verbose: verbose).flatMap { wrapDetail($0) }
        var lines: [String] = []
        if detailsAreBeside {
            if !details.isEmpty { first += "  " + details.removeFirst() }
            lines.append(first.trimmedAtEnd)
            let indent = String(repeating: " ", count: Self.detailColumn)
            lines += details.map { indent + $0 }
        } else {
            lines.append(first.trimmedAtEnd)
            let indent = String(repeating: " ", count: Self.frameWidth + 4)
            lines += details.map { indent + $0 }
        }
        return lines
    }

    /// One line for a run of plain segments.
    func line(_ run: SegmentRun) -> String {
        let indent = style.ellipsis.leftPadded(to: Self.frameWidth)
        return style.paint("\(indent)  \(style.plain(style.phrasebook.run(run)))", .dim)
    }

    /// The line of an ICMP error.
    func line(frame: Int, elapsed: Int64?, icmp text: String) -> String {
        let place = String(frame).leftPadded(to: Self.frameWidth) + seconds(elapsed).leftPadded(to: Self.timeWidth)
        return style.paint("\(place)  ICMP  \(text)", .strong)
    }

    // MARK: - Parts

    private func wrapDetail(_ detail: Detail) -> [String] {
        detail.text.wrapped(to: detailWidth).enumerated().map { i, line in
            let line = i == 0 ? line : "  " + line
            return detail.color.map { style.paint(line, $0) } ?? line
        }
    }

    private func arrow(_ row: PacketRow) -> String {
        let names = TCPFlags.names.indices.filter { row.flags.rawValue >> UInt16($0) & 1 == 1 }.map { TCPFlags.names[$0] }
        var label = names.isEmpty ? "(none)" : names.joined(separator: " ")
        if row.length > 0 { label += " \(row.length)" }
        let room = arrowWidth - 5
        if label.count > room { label = String(label.prefix(room)) }
        let isFromClient = row.judgement.sender == .client
        let before = isFromClient ? style.line + style.line + " " : style.leftHead + style.line + style.line + " "
        let rest = arrowWidth - before.count - label.count - 1 - (isFromClient ? 1 : 0)
        let tail = String(repeating: style.line, count: max(0, rest)) + (isFromClient ? style.rightHead : "")
        return before + label + " " + tail
    }

    private func seconds(_ nanoseconds: Int64?) -> String {
        guard let nanoseconds else { return "" }
        let magnitude = nanoseconds.magnitude / 1000
        let fraction = String(magnitude % 1_000_000)
        return (nanoseconds < 0 ? "-" : "") + "\(magnitude / 1_000_000)." + String(repeating: "0", count: 6 - fraction.count)
            + fraction
    }

    private struct Detail {
        var text: String
        var color: Style.Color?

        init(_ text: String, _ color: Style.Color? = nil) {
            self.text = text
            self.color = color
        }
    }

    private func details(_ row: PacketRow, verbose: Bool) -> [Detail] {
        var details: [Detail] = []
        let steps = stepTexts(row)
        for (i, step) in steps.enumerated() { details.append(Detail(step, i == 0 ? .strong : nil)) }
        for i in 0..<row.judgement.checks.count {
            guard let check = row.judgement.checks[i] else { break }
            details.append(text(of: check))
        }
        if steps.isEmpty || verbose {
            var numbers = "seq \(row.relativeSequence)"
            if row.hasACK { numbers += ", ack \(row.relativeAcknowledgment)" }
            if verbose, let window = row.window { numbers += ", win \(window)" }
            details.append(Detail(numbers))
        }
        if let covered = row.judgement.acknowledged, verbose || covered.syn || covered.fin || steps.isEmpty && row.length == 0 {
            let parts = [
                covered.syn ? "SYN" : nil, covered.bytes > 0 ? Quantity.bytes(covered.bytes) : nil, covered.fin ? "FIN" : nil,
            ].compactMap { $0 }
            if !parts.isEmpty, steps.isEmpty || verbose {
                details.append(Detail("\(words.acknowledges) \(parts.joined(separator: " + "))"))
            }
        }
        if verbose, !row.stages.isEmpty {
            let names = row.stages.numbers.map { "\($0) \(words.stages[$0 - 1])" }
            details.append(Detail("stage " + names.joined(separator: ", ")))
        }
        for note in style.phrasebook.meaning(of: row.judgement.notes) { details.append(Detail("! " + note)) }
        for evidence in row.judgement.evidence {
            details.append(Detail("(" + style.plain(style.phrasebook.reason(evidence, row.bases)) + ")", .dim))
        }
        if let comment = row.comment { details.append(Detail("comment: " + comment)) }
        for line in row.lines { details.append(Detail(line, .strong)) }
        if !verbose, !row.stages.isEmpty, !details.isEmpty { details[0].text = "\(style.tag(row.stages)) \(details[0].text)" }
        return details
    }

    /// `handshake 2/3   y = 3028471293`, one for each step.
    private func stepTexts(_ row: PacketRow) -> [String] {
        let steps = row.judgement.steps
        let isFromClient = row.judgement.sender == .client
        var texts: [String] = []
        if steps.contains(.handshake1) { texts.append("\(words.handshake) 1/3   \(isFromClient ? "x" : "y") = \(row.sequence)") }
        if steps.contains(.handshake2) { texts.append("\(words.handshake) 2/3   \(isFromClient ? "x" : "y") = \(row.sequence)") }
        if steps.contains(.handshake3) { texts.append("\(words.handshake) 3/3") }
        let finNumber = row.sequence.advanced(by: row.length + (row.flags.contains(.syn) ? 1 : 0))
        if steps.contains(.wave1) { texts.append("\(words.wave) 1/4   u = \(finNumber)") }
        if steps.contains(.wave2) { texts.append("\(words.wave) 2/4   v = \(row.sequence)") }
        if steps.contains(.wave3) { texts.append("\(words.wave) 3/4   w = \(finNumber)") }
        if steps.contains(.wave4) { texts.append("\(words.wave) 4/4") }
        return texts
    }

    /// `ack = x+1 = 1893340122 ✓`, or what is wrong, and by how much.
    private func text(of check: Equation) -> Detail {
        if check.holds { return Detail("\(check.rule) = \(check.actual) \(style.correct)", .good) }
        return Detail("\(style.incorrect) \(words.wrong): \(style.phrasebook.failure(check))", .bad)
    }
}

extension String {
    fileprivate var trimmedAtEnd: String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
