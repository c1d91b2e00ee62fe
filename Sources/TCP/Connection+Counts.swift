/// What is counted of a connection's segments: checks and notes.
extension Connection {
    func countChecks(_ verdict: SegmentVerdict) {
        guard !verdict.checks.isEmpty else { return }
        checksPassed += verdict.passedChecks
        checksFailed += verdict.failedChecks
        if verdict.failedChecks > 0, !verdict.steps.isDisjoint(with: .handshake) { openingChecksFailed = true }
    }

    /// How many packets carried each note, by the note's bit number; empty if there was none.
    public var noteCounts: [UInt32] { rareCounters?.notes ?? [] }

    /// How many packets carried a note.
    public func packets(with note: Notes) -> Int {
        guard let rareCounters, !rareCounters.notes.isEmpty else { return 0 }
        return Int(rareCounters.notes[note.rawValue.trailingZeroBitCount])
    }

    func count(_ notes: Notes) {
        guard !notes.isEmpty, !isReported else { return }
        let rareCounters = ensuredRareCounters()
        if rareCounters.notes.isEmpty { rareCounters.notes = .init(repeating: 0, count: Notes.names.count) }
        var rest = notes.rawValue
        while rest != 0 {
            rareCounters.notes[rest.trailingZeroBitCount] &+= 1
            rest &= rest - 1
        }
    }

    func ensuredRareCounters() -> RareCounters { rareCounters.ensured(RareCounters()) }
}
