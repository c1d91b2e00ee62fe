import Analysis
import Applications
import Language
import TCP
import Teaching
import Wire

/// What stands beside or below the arrow of a packet: its steps with their numbers, checks, notes with their reasons, heads of messages.
extension Ladder {
    func writeDetails(_ row: PacketRow, _ details: RowDetails?, _ fate: DamagedSegment.Fate?, verbose: Bool) {
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
        } else if row.closesWindow {
            writeWindow(row)
            endDetail()
        }
        if verbose, !row.stages.isEmpty {
            scratch.append(words.stage)
            scratch.append(UInt8(ascii: " "))
            scratch.append(style.plain(style.phrasebook.list(row.stages.numbers.map { "\($0) \(code: words.stages[$0 - 1])" })))
            endDetail()
        }
        if verbose {
            writeReferences(row, details)
            writeNoteNames(row.notes)
        } else {
            writeNotes(row.notes)
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
            case .shownHead(let startLine, let fields):
                scratch.append(startLine)
                endDetail(.strong)
                if fields.isEmpty { continue }
                scratch.append(fields)
                endDetail(.dim)
            }
        }
    }

    /// What each note means, in a few words.
    private func writeNotes(_ notes: Notes) {
        if !notes.isEmpty {
            for note in style.phrasebook.meaning(of: notes.subtracting(.windowUpdate)) {
                scratch.append("! ")
                scratch.append(style.plain(note))
                endDetail()
            }
        }
        if notes.contains(.windowUpdate) {
            // Nothing is wrong with it, so it gets no sign.
            for note in style.phrasebook.meaning(of: .windowUpdate) { scratch.append(style.plain(note)) }
            endDetail(.dim)
        }
    }

    /// The names of the notes, and where the rules stand.
    private func writeNoteNames(_ notes: Notes) {
        for (bit, name) in Notes.names.enumerated() where notes.rawValue >> UInt32(bit) & 1 == 1 {
            let isFine = Notes(rawValue: 1 << UInt32(bit)) == .windowUpdate
            if !isFine { scratch.append("! ") }
            scratch.append(name)
            if let reference = Topics.reference(ofNote: name) {
                scratch.append(" (")
                scratch.append(style.reference(reference))
                scratch.append(")")
            }
            endDetail(isFine ? .dim : nil)
        }
    }

    /// Where the rules stand that the steps and checks of a packet follow.
    private func writeReferences(_ row: PacketRow, _ details: RowDetails?) {
        let steps = Steps.names.indices.filter { row.steps.rawValue >> UInt8($0) & 1 == 1 }.map { Steps.names[$0] }
        var rules: [Equation.Rule] = []
        if let checks = details?.checks {
            for i in 0..<checks.count { if let check = checks[i] { rules.append(check.rule) } }
        }
        guard let reference = Topics.reference(ofSteps: steps, checks: rules) else { return }
        scratch.append(style.reference(reference))
        endDetail(.dim)
    }

    /// The start line of a message, and as many of its fields as fit on a line.
    private func write(_ head: MessageHead, _ exchange: Int) {
        writeStartLine(head, exchange)
        endDetail(.strong)
        guard !head.fields.isEmpty else { return }
        writeFields(head)
        endDetail(.dim)
    }

    /// The same in words, for a head that is not kept.
    func shown(_ head: MessageHead, _ exchange: Int) -> RowDetails.Line {
        scratch.clear()
        writeStartLine(head, exchange)
        let startLine = String(decoding: scratch.gathered(), as: UTF8.self)
        scratch.clear()
        if !head.fields.isEmpty { writeFields(head) }
        let fields = String(decoding: scratch.gathered(), as: UTF8.self)
        scratch.clear()
        return .shownHead(startLine: startLine, fields: fields)
    }

    private func writeStartLine(_ head: MessageHead, _ exchange: Int) {
        scratch.append(UInt8(ascii: "#"))
        scratch.append(exchange)
        scratch.append(UInt8(ascii: " "))
        scratch.append(style.phrasebook.secrets.shown(startLineOf: head, limit: max(20, style.width - 40)).escaped)
    }

    private func writeFields(_ head: MessageHead) {
        let fields = style.phrasebook.secrets.shown(fieldsOf: head, limit: max(30, style.width - 70))
        scratch.append(fields.text.escaped)
        guard !fields.isAll else { return }
        if !fields.text.escaped.isEmpty { scratch.append(UInt8(ascii: " ")) }
        scratch.append(style.ellipsis)
    }

    /// `seq 1, ack 1`, and `win 502` where all is shown; `win 0` always.
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
        if row.window != nil, verbose || row.closesWindow {
            scratch.append(", ")
            writeWindow(row)
        }
        endDetail()
    }

    /// `win 502`: in bytes, where the capture says what it is scaled by.
    private func writeWindow(_ row: PacketRow) {
        guard let window = row.window else { return }
        scratch.append("win ")
        scratch.append(UInt(window) << UInt(row.windowShift ?? 0))
        // Zero is zero, whatever it is scaled by.
        if window > 0, row.windowShift == nil {
            scratch.append(" (")
            scratch.append(words.unscaled)
            scratch.append(")")
        }
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
}
