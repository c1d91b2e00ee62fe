public import Analysis
import Language
import TCP

/// What `--check` fails on.
public struct CheckCriteria: Sendable {
    /// Also what the capture does not have whole, and what is owed without proof.
    public var isStrict = false
    /// Findings of this severity, and worse ones.
    public var leastSeverity: Finding.Severity?
    /// Findings with these names.
    public var findings: Set<String> = []

    public init() {}

    /// Why a connection fails, each with the frame that shows it. `place` says how a frame of the run is counted where it is told.
    func failures(
        of event: ConnectionEvent, place: (Int) -> Int
    ) -> [(frame: Int, failure: CheckFailure)] {
        let connection = event.connection
        var failures: [(frame: Int, failure: CheckFailure)] = []
        let outcome = connection.handshakeOutcome
        let unopened = unopenedFailure(of: event)
        if let unopened { failures.append((connection.lastFrame, unopened)) }
        for debt in connection.unacknowledgedFINs where debt.isProven || isStrict {
            let failure = CheckFailure.finNotAcknowledged(
                finFrame: place(debt.finFrame), rule: debt.rule, expected: debt.expected, last: debt.last)
            failures.append((debt.frame, failure))
        }
        for finding in event.findings where names(finding) && !(unopened != nil && Self.saysUnopened(finding)) {
            failures.append((finding.frames.first ?? connection.lastFrame, .finding(finding)))
        }
        guard isStrict, unopened == nil else { return failures }
        if !connection.opensCompletely { failures.append((connection.firstFrame, .handshakeIncomplete(outcome))) }
        if !connection.closesCompletely {
            failures.append((connection.lastFrame, .closeIncomplete(connection.closeOutcome)))
        }
        return failures
    }

    /// Whether anything of the connection fails, single packets included.
    func fails(_ event: ConnectionEvent) -> Bool {
        event.connection.checksFailed > 0 || !event.connection.unacknowledgedFINs.isEmpty
            || !failures(of: event, place: { $0 }).isEmpty
    }

    private func names(_ finding: Finding) -> Bool {
        if findings.contains(finding.name) { return true }
        return leastSeverity.map { finding.severity >= $0 } ?? false
    }

    /// TCP itself failed: the connection never opened. Where the client acknowledged the server, the server's side is merely not in the capture;
    /// and a SYN that the capture ended behind has not waited for its answer.
    private func unopenedFailure(of event: ConnectionEvent) -> CheckFailure? {
        let outcome = event.connection.handshakeOutcome
        if outcome == .refused || outcome == .aborted { return .notOpened(outcome) }
        if let finding = event.findings.first(where: Self.saysUnopened) { return .finding(finding) }
        guard outcome == .unanswered, event.connection.client.acknowledged == nil else { return nil }
        let isTooSoon = event.findings.contains { if case .captureEnded(.synACK, _) = $0.kind { true } else { false } }
        return isTooSoon ? nil : .notOpened(outcome)
    }

    /// Whether a finding is about a connection that never opened, beyond what the outcome of the handshake says.
    private static func saysUnopened(_ finding: Finding) -> Bool {
        switch finding.kind {
        case .handshakeUnfinished: true
        case .oldConnectionAnswers(_, _, let outcome): outcome == .failed
        default: false
        }
    }
}
