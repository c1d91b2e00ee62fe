import Language
import TCP

/// What the ladder says of the steps and the sums of a packet, in one line: `handshake 2/3  y = 3590440546; ack = x+1 = 1 = 1893340122 ✓`.
struct StepLine {
    let text: String

    init(_ row: PacketRow, _ checks: Checks, _ style: Style) {
        var parts: [String] = []
        row.forEachStep { step in
            var part = style.words.steps[step.index]
            if let letter = step.letter {
                part +=
                    "\(style.words.afterStep)\(letter) = " + (step.relative.map { "\($0) = " } ?? "") + "\(step.number.rawValue)"
            }
            parts.append(part)
        }
        for i in 0..<checks.count {
            guard let check = checks[i] else { continue }
            parts.append(Self.words(check, row, style))
        }
        text = parts.joined(separator: "; ")
    }

    private static func words(_ check: Equation, _ row: PacketRow, _ style: Style) -> String {
        if check.holds {
            return "\(check.rule) = \(row.relative(check)) = \(check.actual.rawValue) \(style.correct)"
        }
        let label: Text =
            row.checksum == .damaged
            ? Text(code: style.words.damaged) : "\(code: style.incorrect) \(code: style.words.wrong)"
        return style.plain(style.phrasebook.labelled(label, style.phrasebook.failure(check)))
    }
}
