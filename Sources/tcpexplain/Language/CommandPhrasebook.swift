import Language
import Reports

/// What the command says besides the reports: errors, warnings, progress. Each is one line.
protocol CommandPhrasebook: Phrasebook {
    func sentence(for complaint: Complaint) -> Text
    func sentence(for notice: Notice) -> Text
    func sentence(for result: CheckResult) -> Text
    func sentence(for progress: ReadingProgress) -> Text
    func sentence(for counts: SuiteCounts) -> Text
    func sentence(for fault: DocumentFault) -> Text
    func sentence(for fault: UsageFault) -> Text
}

/// What comes from outside, made fit for a terminal.
func outside(_ text: String) -> Text { Text(outside: text) }

/// A word that somebody typed as a name, in which Chinese characters stay as they are; all else as in `outside`.
func typed(_ word: String) -> Text {
    word.unicodeScalars.reduce(into: Text()) { text, scalar in
        let isHanzi = (0x4e00...0x9fff).contains(scalar.value)
        text += isHanzi ? Text(code: scalar) : outside(String(scalar))
    }
}
