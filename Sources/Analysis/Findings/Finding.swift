public import Applications
public import TCP

/// Something that went wrong, or that a person who looks for trouble wants to know: a stable name, and what proves it.
public struct Finding: Sendable {
    public enum Severity: String, CaseIterable, Sendable, Comparable {
        /// Worth knowing; nothing failed because of it.
        case note
        /// It cost 200 ms or more, or may next time.
        case warning
        /// Something that somebody wanted did not happen, or two readers of the bytes may see different things.
        case error

        private var rank: Int { self == .note ? 0 : self == .warning ? 1 : 2 }
        public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }
    }

    /// What it is, with the evidence that a sentence needs. Times are in nanoseconds.
    ///
    /// Indirect: findings are few, and copied often.
    public indirect enum Kind: Sendable {
        // Opening.
        /// `resets` of the tries got a RST, the others nothing.
        case refused(tries: Int, resets: Int, over: Int64)
        /// `stray` is an answer to the SYN that came from another address.
        case unansweredSYN(tries: Int, over: Int64, stray: StrayAnswer?)
        case icmpError(ICMPEvidence)
        case synRetransmitted(SYNEvidence)
        case synACKRetransmitted(times: Int, over: Int64, clientIsCaptured: Bool)
        case step3NotAccepted(Step3Evidence)
        /// `synsAfter`: so often the client sent its SYN again when it had been answered.
        case handshakeUnfinished(waited: Int64, synsAfter: Int)
        /// `closedIn` is the frame in which the client had closed before; `resetIsFirst`: the RST came before the SYN-ACK.
        case aborted(by: Role, closedIn: Int?, resetIsFirst: Bool)
        case oldConnectionAnswers(times: Int, connect: Int64?, AttemptOutcome)
        /// `explainedBy` is the frame that shows that nothing is wrong.
        case handshakeACKWrong(Equation?, explainedBy: Int?)
        case splitHandshake
        case step3NotCaptured
        case portReuse
        case windowScaleUnknown
        // Resets.
        case resetAfterClose(by: Role, times: Int)
        /// `idle` is how long nothing had crossed before.
        case connectionForgotten(by: Role, idle: Int64?, bytes: Int, sawMore: Bool)
        /// The end that had closed sent a RST to what came after its FIN.
        case dataAfterClose(AfterCloseEvidence)
        case resetWithDataOutstanding(ResetEvidence)
        case closedByReset(ResetEvidence)
        case resetSuspicious(Incidents.Reset)
        /// With the failed check of one that answers a SYN.
        case resetNotAcceptable(Incidents.IgnoredReset, Equation?)
        case resetChallenged(Incidents.IgnoredReset)
        // Close.
        case finNeverAcknowledged(FINEvidence)
        case peerVanished(VanishedEvidence)
        case closeWait(by: Role, Int64, isLasting: Bool)
        case halfClosedFor(Int64, bytes: Int, by: Role)
        case closeACKWrong(Equation?)
        // Between.
        case loss(LossEvidence)
        case retransmissionTimeoutStall(TimeoutEvidence)
        /// The same, where the first copy is not in the capture: a hole that was filled late.
        case filledHole(FilledHoleEvidence)
        case spuriousRetransmission(Int64, sender: Role, times: Int)
        case pathMTU(PathMTUEvidence)
        case zeroWindowStall(ZeroWindowEvidence)
        case windowShrunk(bytes: Int, beyond: Int, reader: Role)
        case delayedACKStall(Int64, times: Int, sender: Role)
        case optionsMissing(times: Int, sender: Role)
        /// `isDecided`: the first copies had been acknowledged before the others came.
        case overlapConflict(bytes: Int, isDecided: Bool)
        // HTTP.
        case requestCrossedClose(CrossedCloseEvidence)
        case requestAfterClose(exchange: Int, closeFrame: Int, wasAnnounced: Bool, RequestFate)
        /// The connection ended without a response to one or more requests.
        case unansweredRequest(UnansweredEvidence)
        case incomplete(IncompleteEvidence)
        case serverError(Statuses)
        case clientError(Statuses)
        case slow(exchange: Int, Int64, times: Int, isUnanswered: Bool)
        /// A message against the rules, which of the two it is, what it says where it is against them, as sent, and how many more of its
        /// sender's messages are against the same rule.
        case violation(Violation, exchange: Int, isRequest: Bool, values: [String], more: Int)
        /// A response came that nobody had asked for.
        case unsolicitedResponse(exchange: Int, status: Int, more: Int)
        /// Bytes behind a message that belong to none.
        case strayBytes(StrayBytes)
        /// A line that was meant as a start line, and could not be read; one that was read all the same is a violation.
        case invalidStartLine(InvalidStartLine)
        // Other protocols.
        case protocolMismatch(ProtocolMismatch)
        /// An alert in the clear, and all that is known of the handshake that it ended.
        case tlsAlert(TLSAlert, TLSFacts)
        case http2(HTTP2Finding)
        /// What else is wrong with the TLS.
        case tls(TLSProblem, TLSFacts)
        /// What one end sent against the rules, and the close frame with which the other one answered.
        case webSocketViolation(WebSocketViolation, answer: WebSocketClose?)
        /// The capture ended when something waited: for how long it had waited.
        case captureEnded(Waiting, Int64)
    }

    /// What became of an attempt to connect.
    public enum AttemptOutcome: Sendable {
        case opened
        case failed
        /// The capture ended while the client may have been about to try again.
        case leftOpen
    }

    /// What was waited for when the capture ended.
    public enum Waiting: Sendable {
        case synACK
        case step3
        case response(exchange: Int)
        /// The request was not whole.
        case restOfRequest(exchange: Int)
        /// The response was not whole; `of` is nil for content whose length is not announced.
        case restOfResponse(exchange: Int, bytes: Int, of: UInt64?)
        case finACK(of: Role)
        case data(of: Role)
    }

    public var kind: Kind
    /// The frames that prove it.
    public var frames: [Int]

    init(_ kind: Kind, _ frames: [Int]) {
        self.kind = kind
        if frames.count < 2 || frames.count == 2 && frames[0] != frames[1] {
            self.frames = frames
        } else {
            var seen: Set<Int> = []
            self.frames = frames.filter { seen.insert($0).inserted }
        }
    }

    init(kind: Kind, frames: [Int]) { self.init(kind, frames) }
}
