import Applications

extension Finding {
    /// The stable name: part of the output's contract.
    public var name: String {
        switch kind {
        case .refused: "refused"
        case .unansweredSYN: "unanswered-syn"
        case .icmpError: "icmp-error"
        case .synRetransmitted: "syn-retransmitted"
        case .synACKRetransmitted: "syn-ack-retransmitted"
        case .step3NotAccepted: "step-3-not-accepted"
        case .handshakeUnfinished: "handshake-unfinished"
        case .aborted: "aborted"
        case .oldConnectionAnswers: "old-connection-answers"
        case .handshakeACKWrong: "handshake-ack-wrong"
        case .splitHandshake: "split-handshake"
        case .step3NotCaptured: "step-3-not-captured"
        case .portReuse: "port-reuse"
        case .windowScaleUnknown: "window-scale-unknown"
        case .resetAfterClose: "reset-after-close"
        case .connectionForgotten: "connection-forgotten"
        case .dataAfterClose: "data-after-close"
        case .resetWithDataOutstanding: "reset-with-data-outstanding"
        case .closedByReset: "closed-by-reset"
        case .resetSuspicious: "reset-suspicious"
        case .resetNotAcceptable: "reset-not-acceptable"
        case .resetChallenged: "reset-challenged"
        case .finNeverAcknowledged: "fin-never-acknowledged"
        case .peerVanished: "peer-vanished"
        case .closeWait: "close-wait"
        case .halfClosedFor: "half-closed-for"
        case .closeACKWrong: "close-ack-wrong"
        case .loss: "loss"
        case .retransmissionTimeoutStall, .filledHole: "retransmission-timeout-stall"
        case .spuriousRetransmission: "spurious-retransmission"
        case .pathMTU: "path-mtu"
        case .zeroWindowStall: "zero-window-stall"
        case .windowShrunk: "window-shrunk"
        case .delayedACKStall: "delayed-ack-stall"
        case .optionsMissing: "options-missing"
        case .overlapConflict: "overlap-conflict"
        case .requestCrossedClose: "request-crossed-close"
        case .requestAfterClose: "request-after-close"
        case .unansweredRequest: "http-unanswered-request"
        case .incomplete: "http-incomplete"
        case .serverError: "http-server-error"
        case .clientError: "http-client-error"
        case .slow: "http-slow"
        case .violation(let violation, _, _, _, _): violation.name
        case .unsolicitedResponse: "http-unsolicited-response"
        case .strayBytes: "http-stray-bytes"
        case .invalidStartLine: Violation.invalidStartLine.name
        case .protocolMismatch: "protocol-mismatch"
        case .tlsAlert: "tls-alert"
        case .tls(let problem, _): problem.name
        case .webSocketViolation: "websocket-violation"
        case .http2(let finding): finding.name
        case .captureEnded: "capture-ended"
        }
    }

    public var severity: Severity {
        switch kind {
        case .handshakeACKWrong(_, let explainedBy): explainedBy == nil ? .error : .note
        case .refused, .unansweredSYN, .resetSuspicious, .peerVanished,
            .closeACKWrong, .pathMTU, .overlapConflict, .requestCrossedClose, .requestAfterClose, .unansweredRequest, .incomplete,
            .protocolMismatch,
            .webSocketViolation, .invalidStartLine:
            .error
        case .resetChallenged(let ignored): ignored.follows == nil ? .warning : .note
        case .handshakeUnfinished, .splitHandshake, .resetNotAcceptable, .closeWait, .loss,
            .retransmissionTimeoutStall, .filledHole, .spuriousRetransmission, .windowShrunk, .delayedACKStall, .optionsMissing,
            .serverError,
            .slow, .strayBytes, .synACKRetransmitted:
            .warning
        case .step3NotCaptured, .portReuse, .windowScaleUnknown, .resetAfterClose, .halfClosedFor, .unsolicitedResponse,
            .captureEnded:
            .note
        case .icmpError(let evidence): Self.severity(evidence)
        case .http2(let finding): finding.severity
        case .tls(let problem, let tls): Self.severity(problem, tls)
        // Before TLS 1.3 an end may go on after a warning (RFC 5246 §7.2.2).
        case .tlsAlert(let alert, let tls) where alert.isOfTruncation(tls): .note
        case .tlsAlert(let alert, let tls):
            !alert.isFatal && tls.isEncrypted && tls.version ?? 0x0304 < 0x0304 ? .warning : .error
        case .synRetransmitted(let evidence): evidence.firstWasAnswered || evidence.isTooSoon ? .note : .warning
        case .step3NotAccepted(let evidence): evidence.wasAcceptedLater || evidence.isLeftOpen ? .warning : .error
        case .aborted(let by, let closedIn, _): by == .client || closedIn != nil ? .note : .error
        case .oldConnectionAnswers(_, _, let outcome): outcome == .failed ? .error : .warning
        case .connectionForgotten(_, _, _, let sawMore): sawMore ? .error : .warning
        case .dataAfterClose(let evidence):
            evidence.wasWanted ? .error : evidence.farewell != nil || evidence.wasAtOnce ? .note : .warning
        case .resetWithDataOutstanding(let evidence): evidence.farewell == nil ? .error : .note
        case .closedByReset(let evidence): evidence.isError ? .error : .note
        case .finNeverAcknowledged(let evidence): evidence.isProven ? .error : .warning
        case .zeroWindowStall(let evidence): evidence.isLasting ? .error : .warning
        case .clientError(let statuses): statuses.counts.contains { [400, 408, 431].contains($0.status) } ? .warning : .note
        case .violation(let violation, _, let isRequest, _, _): violation.severity(inRequest: isRequest)
        }
    }

    /// Whether it is about which protocols the two ends speak, and how.
    var isOfProtocol: Bool {
        switch kind {
        case .protocolMismatch, .tlsAlert, .webSocketViolation: true
        default: false
        }
    }

    /// Whether it tells what the server sent instead of a response.
    var isOfUnreadableAnswer: Bool {
        switch kind {
        case .invalidStartLine(let line): line.sender == .server
        case .strayBytes(let stray): stray.sender == .server
        case .protocolMismatch, .tlsAlert: true
        default: false
        }
    }

    /// Whether it tells of bytes that are no HTTP.
    var isOfOtherBytes: Bool {
        switch kind {
        case .invalidStartLine, .strayBytes: true
        default: false
        }
    }

    /// Whether it follows from how long something took or was waited for.
    var needsTime: Bool {
        switch kind {
        case .unansweredSYN, .synACKRetransmitted, .step3NotAccepted, .handshakeUnfinished, .peerVanished, .closeWait,
            .halfClosedFor,
            .retransmissionTimeoutStall, .filledHole, .spuriousRetransmission, .pathMTU, .zeroWindowStall, .delayedACKStall,
            .slow,
            .captureEnded:
            true
        case .http2(let finding): finding.needsTime
        default: false
        }
    }

    private static func severity(_ problem: TLSProblem, _ tls: TLSFacts) -> Severity {
        switch problem {
        // A client that sends before it has the server's Finished (RFC 7918), and closes, may have wanted no more.
        case .handshakeUnfinished(_, let closedBy): closedBy == .client && tls.clientSentData ? .warning : .error
        case .notOffered, .badRecord, .notARecord: .error
        case .certificateOutOfDate: .note
        case .truncated(_, let cutsContent): cutsContent ? .warning : .note
        }
    }

    private static func severity(_ evidence: ICMPEvidence) -> Severity {
        if evidence.error.isFatal { return evidence.endedAttempt ? .error : .warning }
        return evidence.isSolved ? .note : .warning
    }
}

extension Finding {
    /// Every name that a finding may have.
    public static let names = Set(ownNames + TLSProblem.names + Violation.allCases.map(\.name))

    /// The names that `Violation` does not give.
    private static let ownNames = [
        "refused", "unanswered-syn", "icmp-error", "syn-retransmitted", "syn-ack-retransmitted",
        "step-3-not-accepted", "handshake-unfinished", "aborted", "old-connection-answers", "handshake-ack-wrong",
        "split-handshake", "step-3-not-captured", "port-reuse", "window-scale-unknown", "reset-after-close",
        "connection-forgotten", "data-after-close", "reset-with-data-outstanding", "closed-by-reset",
        "reset-suspicious", "reset-not-acceptable", "reset-challenged", "fin-never-acknowledged", "peer-vanished",
        "close-wait", "half-closed-for", "close-ack-wrong", "loss", "retransmission-timeout-stall",
        "spurious-retransmission", "path-mtu", "zero-window-stall", "window-shrunk", "delayed-ack-stall",
        "options-missing", "overlap-conflict", "request-crossed-close", "request-after-close",
        "http-unanswered-request", "http-incomplete", "http-server-error", "http-client-error", "http-slow",
        "http-unsolicited-response", "http-stray-bytes", "protocol-mismatch", "tls-alert", "websocket-violation",
        "h2-stream-reset",
        "h2-goaway", "h2-flow-control-stall", "h2-protocol-error", "h2-concurrency-limit",
        "capture-ended",
    ]

    /// The names that come nearest to a word that is none: those that differ in a few letters or share a part, at most five.
    public static func names(near word: String) -> [String] { NearNames.of(word, in: names) }
}

extension Violation {
    /// What lets two recipients read different messages is worst; what any recipient reads alike is worth knowing.
    func severity(inRequest isRequest: Bool) -> Finding.Severity {
        switch self {
        case .conflictingLengths, .invalidLength, .invalidChunk, .brokenContentCoding, .headTooLarge, .incomplete: .error
        case .lengthAndTransferEncoding, .chunkedNotLast, .invalidTarget, .unknownTransferCoding,
            .transferEncodingInHTTP10, .bareCR,
            .whitespaceBeforeColon, .whitespaceAfterStartLine, .lineWithoutColon, .invalidFieldName, .invalidFieldValue,
            .repeatedHost, .invalidHost, .invalidStartLine, .contentTooLarge, .windowTooLarge:
            .warning
        case .obsoleteFolding: isRequest ? .warning : .note
        case .repeatedLength, .framingWithoutContent, .bareLF, .missingHost: .note
        }
    }
}
