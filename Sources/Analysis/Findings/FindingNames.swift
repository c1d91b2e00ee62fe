import Applications

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
