// Written by scripts/make-lessons.

extension LessonCaptures {
    static let all: [String: String] = [
        "fast-retransmit-sack": captureFastRetransmitSack,
        "four-step-close": captureFourStepClose,
        "four-waves": captureFourWaves,
        "frames-missing": captureFramesMissing,
        "half-open": captureHalfOpen,
        "keep-alive-ten": captureKeepAliveTen,
        "out-of-order": captureOutOfOrder,
        "refused": captureRefused,
        "request-crossed-close": captureRequestCrossedClose,
        "reset-by-client": captureResetByClient,
        "reset-by-server": captureResetByServer,
        "reset-injected": captureResetInjected,
        "retransmission-timeout": captureRetransmissionTimeout,
        "sequence-wrap": captureSequenceWrap,
        "short-connection": captureShortConnection,
        "simultaneous-close": captureSimultaneousClose,
        "simultaneous-open": captureSimultaneousOpen,
        "syn-ack-lost": captureSynAckLost,
        "syn-ack-retransmitted": captureSynAckRetransmitted,
        "syn-lost": captureSynLost,
        "three-step-close": captureThreeStepClose,
        "zero-window": captureZeroWindow,
    ]
}
