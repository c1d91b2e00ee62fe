public import HTTPMessages
public import Tracking
public import Wire

/// Something that went wrong, or that a person who looks for trouble wants to know: a stable name, and what proves it.
public struct Finding: Sendable {
    public enum Severity: String, Sendable, Comparable {
        /// Worth knowing; nothing failed because of it.
        case note
        /// It cost time, or may have cost more.
        case warning
        /// Something failed.
        case error

        private var rank: Int { self == .note ? 0 : self == .warning ? 1 : 2 }
        public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }
    }

    /// What it is, with the evidence that a sentence needs. Times are in nanoseconds.
    public enum Kind: Sendable {
        case handshakeACKWrong
        case closeACKWrong
        case finNeverAcknowledged(Unmet)
        /// A request met the server's close on its way; `idle` is how long the connection had been quiet before.
        case requestCrossedClose(exchange: Int, closeFrame: Int, idle: Int64?)
        case resetWithDataOutstanding(by: Role, bytes: Int)
        case resetAfterFIN(by: Role, finFrame: Int)
        case refused
        case unansweredSYN(tries: Int, over: Int64)
        case synRetransmitted(times: Int)
        /// One end knew nothing of the connection (any more).
        case halfOpen(by: Role?)
        case halfClosedFor(Int64, bytes: Int, by: Role)
        case step3NotCaptured
        case portReuse
        case zeroWindowStall(Int64, reader: Role)
        case retransmissionTimeoutStall(Int64, sender: Role, times: Int)
        case splitHandshake
        case resetNotAcceptable
        case resetSuspicious(Incidents.Reset)
        case icmpError(ICMPError, from: IPAddress)
        case overlapConflict
        case windowScaleUnknown
        /// A message against the rules, and which of the two it is.
        case violation(Violation, exchange: Int, isRequest: Bool)
        /// A response came that nobody had asked for.
        case unsolicitedResponse(exchange: Int, status: Int)
        /// The connection ended without a response to a request, and to so many more.
        case unansweredRequest(exchange: Int, more: Int)
        /// Bytes behind a message that belong to none.
        case protocolMismatch(ProtocolMismatch)
        /// An alert in the clear, and all that is known of the handshake that it ended.
        case tlsAlert(TLSAlert, TLSFacts)
        /// What one end sent against the rules, and the close frame with which the other one answered.
        case webSocketViolation(WebSocketViolation, answer: WebSocketClose?)
        case strayBytes(StrayBytes)
        /// A line that was meant as a start line, and could not be read; one that was read all the same is a violation.
        case invalidStartLine(InvalidStartLine)
    }

    public var kind: Kind
    /// The frames that prove it.
    public var frames: [Int]

    /// The stable name: part of the output's contract.
    public var name: String {
        switch kind {
        case .handshakeACKWrong: "handshake-ack-wrong"
        case .closeACKWrong: "close-ack-wrong"
        case .finNeverAcknowledged: "fin-never-acknowledged"
        case .requestCrossedClose: "request-crossed-close"
        case .resetWithDataOutstanding: "reset-with-data-outstanding"
        case .resetAfterFIN: "reset-after-fin"
        case .refused: "refused"
        case .unansweredSYN: "unanswered-syn"
        case .synRetransmitted: "syn-retransmitted"
        case .halfOpen: "half-open"
        case .halfClosedFor: "half-closed-for"
        case .step3NotCaptured: "step-3-not-captured"
        case .portReuse: "port-reuse"
        case .zeroWindowStall: "zero-window-stall"
        case .retransmissionTimeoutStall: "retransmission-timeout-stall"
        case .splitHandshake: "split-handshake"
        case .resetNotAcceptable: "reset-not-acceptable"
        case .resetSuspicious: "reset-suspicious"
        case .icmpError: "icmp-error"
        case .overlapConflict: "overlap-conflict"
        case .windowScaleUnknown: "window-scale-unknown"
        case .violation(let violation, _, _): violation.name
        case .unsolicitedResponse: "http-unsolicited-response"
        case .unansweredRequest: "http-unanswered-request"
        case .strayBytes: "http-stray-bytes"
        case .protocolMismatch: "protocol-mismatch"
        case .tlsAlert: "tls-alert"
        case .webSocketViolation: "websocket-violation"
        case .invalidStartLine: Violation.invalidStartLine.name
        }
    }

    public var severity: Severity {
        switch kind {
        case .handshakeACKWrong, .closeACKWrong, .requestCrossedClose, .resetWithDataOutstanding, .refused, .unansweredSYN,
            .resetSuspicious, .overlapConflict, .protocolMismatch, .tlsAlert, .webSocketViolation, .invalidStartLine:
            .error
        case .finNeverAcknowledged(let debt): debt.isProven ? .error : .note
        case .icmpError(let error, _): error.isFatal ? .error : .warning
        case .resetAfterFIN, .synRetransmitted, .halfOpen, .zeroWindowStall, .retransmissionTimeoutStall,
            .splitHandshake, .resetNotAcceptable:
            .warning
        case .violation(let violation, _, let isRequest): violation.severity(inRequest: isRequest)
        case .unsolicitedResponse: .note
        case .unansweredRequest, .strayBytes: .warning
        case .halfClosedFor, .step3NotCaptured, .portReuse, .windowScaleUnknown: .note
        }
    }
}

extension Violation {
    /// What lets two recipients read different messages is worst; what any recipient reads alike is worth knowing.
    fileprivate func severity(inRequest isRequest: Bool) -> Finding.Severity {
        switch self {
        case .conflictingLengths, .invalidLength, .invalidChunk, .brokenContentCoding, .headTooLarge: .error
        case .lengthAndTransferEncoding, .chunkedNotLast, .invalidTarget, .incomplete, .unknownTransferCoding,
            .transferEncodingInHTTP10, .bareCR,
            .whitespaceBeforeColon, .whitespaceAfterStartLine, .lineWithoutColon, .invalidFieldName, .invalidFieldValue,
            .repeatedHost, .invalidHost, .invalidStartLine, .contentTooLarge:
            .warning
        case .obsoleteFolding: isRequest ? .warning : .note
        case .repeatedLength, .framingWithoutContent, .bareLF, .missingHost: .note
        }
    }
}
