import Capture
import Language
import Reports

/// What the command says besides the reports: errors, warnings, progress. Each is one line.
protocol CommandPhrasebook: Phrasebook {
    func sentence(for complaint: Complaint) -> Text
    func sentence(for error: CaptureError) -> Text
    func sentence(for warning: CaptureWarning) -> Text
    func sentence(for notice: Notice) -> Text
    func sentence(for result: CheckResult) -> Text
    func sentence(for progress: ReadingProgress) -> Text
    func sentence(for counts: SuiteCounts) -> Text
    func sentence(for fault: DocumentFault) -> Text
    func sentence(for fault: UsageFault) -> Text
}

/// What comes from outside, made fit for a terminal; what is escaped already is not escaped again.
func outside(_ text: String) -> Text {
    let lines = text.split(separator: "\n").map { Escaping.printable($0.utf8.filter { $0 != 0x5c }) }
    return Text(code: lines.joined(separator: "; "))
}
