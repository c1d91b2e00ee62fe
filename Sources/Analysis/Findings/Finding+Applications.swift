import Applications

extension Finding {
    /// What the protocols that a connection spoke have to tell.
    static func all(of story: ProtocolHistory) -> [Finding] {
        var findings: [Finding] = []
        if let mismatch = story.mismatch {
            // An alert that answers another protocol is part of this.
            findings.append(Finding(kind: .protocolMismatch(mismatch), frames: mismatch.frames))
        } else if let tls = story.tls, let alert = tls.failure {
            let before = alert.after?.frame ?? alert.frame
            findings.append(
                Finding(kind: .tlsAlert(alert, tls), frames: before < alert.frame ? [before, alert.frame] : [alert.frame]))
        }
        if let webSocket = story.webSocket { findings += all(of: webSocket) }
        return findings
    }

    /// What crossed a WebSocket against its rules.
    static func all(of webSocket: ProtocolHistory.WebSocket) -> [Finding] {
        var findings: [Finding] = []
        for violation in webSocket.violations {
            let close = violation.sender == .client ? webSocket.server.close : webSocket.client.close
            let answer = close.flatMap { $0.frame >= violation.frame ? $0 : nil }
            let frames = [violation.frame, answer?.frame].compactMap { $0 }
            findings.append(Finding(kind: .webSocketViolation(violation, answer: answer), frames: Array(Set(frames)).sorted()))
        }
        return findings
    }
}
