import Analysis
import Language
import TCP
import Wire

/// Writes what the ladder says of the steps and the sums of a packet, in one line: `handshake 2/3  y = 3590440546; ack = x+1 = 1 = 1893340122 ✓`.
struct StepLines {
    private let style: Style
    private let output: OutputBuffer

    init(style: Style, output: OutputBuffer) {
        self.style = style
        self.output = output
    }

    /// The steps of a packet, and its sums.
    func write(_ row: PacketRow, _ checks: Checks) {
        var isFirst = true
        row.forEachStep { step in
            separate(&isFirst)
            output.append(style.words.steps[step.index])
            guard let letter = step.letter else { return }
            output.append(style.words.afterStep)
            output.append(letter)
            output.append(" = ")
            if let relative = step.relative {
                output.append(relative)
                output.append(" = ")
            }
            output.append(step.number.rawValue)
        }
        for i in 0..<checks.count {
            guard let check = checks[i] else { continue }
            separate(&isFirst)
            write(check, row)
        }
    }

    private func separate(_ isFirst: inout Bool) {
        if !isFirst { output.append("; ") }
        isFirst = false
    }

    private func write(_ check: Equation, _ row: PacketRow) {
        if check.holds {
            output.append(check.rule.description)
            return writeRight(row.relative(check), check.actual)
        }
        let label: Text =
            row.checksum == .damaged
            ? Text(code: style.words.damaged) : "\(code: style.incorrect) \(code: style.words.wrong)"
        output.append(style.plain(style.phrasebook.labelled(label, style.phrasebook.failure(check))))
    }

    /// ` = 1 = 1893340122 ✓`.
    private func writeRight(_ relative: UInt32, _ number: SequenceNumber) {
        output.append(" = ")
        output.append(relative)
        output.append(" = ")
        output.append(number.rawValue)
        output.append(UInt8(ascii: " "))
        output.append(style.correct)
    }

    /// The same for a step of an opening all of whose sums hold: what comes behind a SYN has the number 1.
    func write(_ opening: OpeningStep) {
        output.append(style.words.steps[opening.step.rawValue.trailingZeroBitCount])
        switch opening.step {
        case .handshake1, .handshake2:
            output.append(style.words.afterStep)
            output.append(opening.step == .handshake1 ? "x = " : "y = ")
            output.append(opening.sequence.rawValue)
            guard opening.step == .handshake2 else { return }
            output.append("; ack = x+1")
            writeRight(1, opening.acknowledgment)
        case .handshake3:
            output.append("; seq = x+1")
            writeRight(1, opening.sequence)
            output.append("; ack = y+1")
            writeRight(1, opening.acknowledgment)
        default:
            output.append(style.words.afterStep)
            output.append("u = 1 = ")
            output.append(opening.sequence.rawValue)
        }
    }
}
