import Applications
import TCP
import Wire

/// What only the capture lacks, what the path lost, and what only the capture's end leaves open.
extension FindingRules {
    /// Whether the end that closed waits no more. A FIN of the client may say only that it has finished sending (RFC 9293 §3.6, case 1): that it
    /// gave up is shown by how long it had waited, by an end of the connection without an answer, or by a while in which none came.
    func isGivenUp(_ end: (ender: Finding.Ender, time: Timestamp), since last: Timestamp) -> Bool {
        if end.ender.role == .server || end.ender.isReset || connection.server.fin != nil || connection.resetBy != nil { return true }
        return end.time.nanoseconds(since: last) >= patience || hasPassed(since: end.time)
    }

    /// The snap length cut what the server sent after a request had been sent: its answer may stand there.
    func mayBeAnsweredInCut(_ request: Finding.Context.Unanswered) -> Bool {
        connection.packets(with: .truncated) > 0 && connection.serverFlow.stream.nextOffset > max(0, request.acknowledged)
    }

    /// Whether what the capture lacks of the other end may have told the sender of a message to stop: a final answer (RFC 9110 §10.1.1), or
    /// RST_STREAM (RFC 9113 §8.1).
    func mayHaveBeenStopped(_ message: Finding.Context.Unfinished, by other: Role) -> Bool {
        (message.evidence.isRequest || message.isOfHTTP2) && (connection[other].packets == 0 || captureLacks(from: other))
    }

    /// Bytes at the end of a message that its sender had sent, and that did not reach the other end: its FIN came behind them.
    func lostEnd(of evidence: Finding.IncompleteEvidence, _ stream: Reassembler) -> Int {
        guard isLacked(of: evidence.isRequest ? .client : .server) else { return 0 }
        guard let total = evidence.total else { return stream.unacknowledgedMissing }
        return min(stream.unacknowledgedMissing, max(0, Int(clamping: total) - evidence.bytes))
    }

    /// A FIN behind bytes that never came cannot be acknowledged: the message that lacks them tells of it.
    func dropFINs() {
        guard has(.finNeverAcknowledged), has(.incomplete) else { return }
        let senders = findings.compactMap { finding -> Role? in
            guard case .incomplete(let evidence) = finding.kind, evidence.lost > 0 else { return nil }
            return evidence.isRequest ? .client : .server
        }
        findings.removeAll { finding in
            guard case .finNeverAcknowledged(let fin) = finding.kind else { return false }
            return fin.missingBefore > 0 && senders.contains(fin.sender)
        }
    }
}
