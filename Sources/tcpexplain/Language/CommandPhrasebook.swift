import Language
import Reports

/// What the command says besides the reports: errors, warnings, progress. Each is one line.
protocol CommandPhrasebook: Phrasebook {
    func sentence(for complaint: Complaint) -> Text
    func sentence(for notice: Notice) -> Text
    func sentence(for result: CheckResult) -> Text
    func sentence(for progress: ReadingProgress) -> Text
    func sentence(for counts: SuiteCounts) -> Text
    /// As wide as the others are.
    func word(for word: SuiteCounts.Word) -> Text
    func sentence(for fault: DocumentFault) -> Text
    func sentence(for fault: UsageFault) -> Text
    /// A check failed because there was nothing to check.
    var nothingToCheck: Text { get }
    // What a reader of a report is told of a rule: a line, and what it is about.
    func title(of rule: CheckRule) -> Text
    func explanation(of rule: CheckRule) -> Text
    func title(of rule: ExpectationRule) -> Text
    func explanation(of rule: ExpectationRule) -> Text
    func causes(_ text: Text) -> Text
    func advice(_ text: Text) -> Text
}

/// What comes from outside, mostly from whoever typed the command: names of files, words of a file of expectations. They stay as they were typed,
/// made fit for a terminal; what is escaped already is not escaped again.
func outside(_ text: String) -> Text { Text(outside: text) }
