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
        if Self.neverOpened(event) {
            failures.append((connection.lastFrame, .notOpened(outcome)))
        }
        for debt in connection.unmet where debt.isProven || isStrict {
            let failure = CheckFailure.finNotAcknowledged(
                finFrame: place(debt.finFrame), rule: debt.rule, expected: debt.expected, last: debt.last)
            failures.append((debt.frame, failure))
        }
        for finding in event.findings where names(finding) {
            failures.append((finding.frames.first ?? connection.lastFrame, .finding(finding)))
        }
        guard isStrict, !Self.neverOpened(event) else { return failures }
        if !connection.opensCompletely { failures.append((connection.firstFrame, .handshakeIncomplete(outcome))) }
        if !connection.closesCompletely {
            failures.append((connection.lastFrame, .closeIncomplete(connection.closeOutcome)))
        }
        return failures
    }

    /// Whether anything of the connection fails, single packets included.
    func fails(_ event: ConnectionEvent) -> Bool {
        event.connection.checksFailed > 0 || !event.connection.unmet.isEmpty || !failures(of: event, place: { $0 }).isEmpty
    }

    private func names(_ finding: Finding) -> Bool {
        if findings.contains(finding.name) { return true }
        return leastSeverity.map { finding.severity >= $0 } ?? false
    }

    /// TCP itself failed. Where the client acknowledged the server, the server's side is merely not in the capture.
    private static func neverOpened(_ event: ConnectionEvent) -> Bool {
        switch event.connection.handshakeOutcome {
        case .refused, .aborted: return true
        // The end of the capture is no event: the answer may have come behind it.
        case .unanswered:
            return event.connection.client.acknowledged == nil
                && !event.findings.contains { if case .captureEnded = $0.kind { true } else { false } }
        case .partial:
            return event.findings.contains { finding in
                switch finding.kind {
                case .oldConnectionAnswers(_, _, let opened): !opened
                case .handshakeUnfinished: true
                default: false
                }
            }
        case .complete, .simultaneous, .split, .notCaptured: return false
        }
    }
}
