import Analysis

/// What was selected of a run.
extension English {
    /// `3 of 120 connections selected: 1 with an error, 2 without a problem; 4 HTTP exchanges, 9 sums checked: all hold`.
    func selection(_ selected: RunSummary.Selected, of summary: RunSummary) -> Text {
        var text: Text = "\(selected.connections) of \(Quantity.count(summary.connections, "connection")) selected"
        if selected.connections > 0 {
            text += ": " + verdicts(selected.findings)
        } else if summary.connections > 0 {
            text += ": none fits all that was asked for"
        }
        let checks = selected.checksPassed + selected.checksFailed
        text += "; \(Quantity.count(selected.exchanges, "HTTP exchange")), \(Quantity.count(checks, "sum")) checked"
        if checks > 0 { text += selected.checksFailed == 0 ? ": all hold" : ": \(selected.checksFailed) WRONG" }
        return text
    }

    /// Where the reading stopped before the end of the captures.
    func stopping(_ summary: RunSummary) -> Text {
        summary.stoppedAt.map { "; not read on after frame \($0), since what was asked for was over" } ?? ""
    }
}
