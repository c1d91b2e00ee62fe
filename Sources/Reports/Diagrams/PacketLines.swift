import Analysis
import Applications
import Language
import TCP
import Wire

/// What stands beside the arrow of a packet, a line each.
struct PacketLines {
    private(set) var all: [LadderPicture.Line] = []
    private let style: Style

    init(_ row: PacketRow, _ details: RowDetails?, _ style: Style) {
        self.style = style
        addSteps(row)
        if let checks = details?.checks {
            for i in 0..<checks.count { if let check = checks[i] { add(check, row) } }
        }
        if row.steps.isEmpty {
            let acknowledgment = row.hasACK ? ", ack \(row.relativeAcknowledgment)\(Self.covered(row))" : ""
            add(.plain, "seq \(row.relativeSequence)\(acknowledgment)")
        }
        for note in style.phrasebook.meaning(of: row.notes) { add(.warning, "! \(style.plain(note))") }
        guard let details else { return }
        for evidence in details.evidence { add(.plain, style.plain(style.phrasebook.reason(evidence, row.bases))) }
        for line in details.lines {
            switch line {
            case .text(let text), .shownHead(let text, _): add(.message, text)
            case .head(let head, let exchange): add(.message, Self.text(of: head, exchange, style))
            }
        }
        if let comment = details.comment { add(.plain, "\(style.words.comment): \(comment)") }
    }

    /// The start line of a message, with the number of its exchange.
    static func text(of head: MessageHead, _ exchange: Int, _ style: Style) -> String {
        style.plain("#\(exchange) \(style.phrasebook.secrets.shown(startLineOf: head, limit: 120))")
    }

    /// ` = 1 + 69`: what the ACK number was, and what it newly covers.
    private static func covered(_ row: PacketRow) -> String {
        guard row.acknowledgedBytes > 0, !row.acknowledgesSYN else { return "" }
        let bytes = UInt32(clamping: row.acknowledgedBytes)
        let before = row.relativeAcknowledgment &- bytes &- (row.acknowledgesFIN ? 1 : 0)
        return " = \(before) + \(bytes)\(row.acknowledgesFIN ? " + 1" : "")"
    }

    private mutating func add(_ kind: LadderPicture.Line.Kind, _ text: String) { all.append(.init(kind: kind, text: text)) }

    private mutating func addSteps(_ row: PacketRow) {
        row.forEachStep { step in
            var text = style.words.steps[step.index]
            if let letter = step.letter {
                let relative = step.relative.map { "\($0) = " } ?? ""
                text += "\(style.words.afterStep)\(letter) = \(relative)\(step.number.rawValue)"
            }
            add(.step, text)
        }
    }

    private mutating func add(_ check: Equation, _ row: PacketRow) {
        if check.holds {
            add(.good, "\(check.rule) = \(row.relative(check)) = \(check.actual.rawValue) \(style.correct)")
        } else {
            let label = Text(code: row.checksum == .damaged ? style.words.damaged : "\(style.incorrect) \(style.words.wrong)")
            let text = style.plain(style.phrasebook.labelled(label, style.phrasebook.failure(check)))
            add(row.checksum == .damaged ? .plain : .bad, text)
        }
    }
}
