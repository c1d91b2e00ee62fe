import Analysis
import Applications

extension Topics {
    static let notes = [
        TopicFacts("retransmission", "RFC 9293 §3.8.1; RFC 6298", .timeOut, 1),
        TopicFacts("fast-retransmission", "RFC 5681 §3.2; RFC 6675; RFC 8985", .fastRetransmission, 3),
        TopicFacts("spurious-retransmission", "RFC 2883; RFC 3522", .spurious, 2),
        TopicFacts("out-of-order", "RFC 9293 §3.10.7.4"),
        TopicFacts("previous-segment-not-captured"),
        TopicFacts("acked-unseen-segment"),
        TopicFacts("duplicate-ack", "RFC 5681 §2", .fastRetransmission, 2),
        TopicFacts("keep-alive", "RFC 9293 §3.8.4; RFC 1122 §4.2.3.6", .keepAlive, 1),
        TopicFacts("keep-alive-ack", "RFC 9293 §3.8.4", .keepAlive, 2),
        TopicFacts("zero-window", "RFC 9293 §3.8.6", .zeroWindow, 1),
        TopicFacts("zero-window-probe", "RFC 9293 §3.8.6.1", .zeroWindow, 2),
        TopicFacts("zero-window-probe-ack", "RFC 9293 §3.8.6.1", .zeroWindow, 3),
        TopicFacts("window-full", "RFC 9293 §3.8.6"),
        TopicFacts("window-update", "RFC 9293 §3.8.6", .zeroWindow, 4),
        TopicFacts("port-reuse", "RFC 9293 §3.6; RFC 6191"),
        TopicFacts("simultaneous-open", "RFC 9293 §3.5", .simultaneousOpen, 1),
        TopicFacts("fast-open", "RFC 7413"),
        TopicFacts("data-after-fin", "RFC 9293 §3.6"),
        TopicFacts("reset-not-acceptable", "RFC 9293 §3.10.7.4; RFC 5961 §3"),
        TopicFacts("reset-challenged", "RFC 5961 §3.2", .challenge, 0),
        TopicFacts("overlap-conflict", "RFC 9293 §3.10.7.4"),
        TopicFacts("bad-checksum", "RFC 9293 §3.1"),
        TopicFacts("truncated"),
        TopicFacts("urgent", "RFC 9293 §3.8.5; RFC 6093"),
        TopicFacts("duplicate-frame"),
    ]

    static let outcomes = [
        TopicFacts("complete", "RFC 9293 §3.5", .opening, 0, 1, 2),
        TopicFacts("simultaneous", "RFC 9293 §3.5, §3.6", .simultaneousClose, 0, 1),
        TopicFacts("split", "RFC 9293 §3.5"),
        TopicFacts("refused", "RFC 9293 §3.5.2", .refusal, 1),
        TopicFacts("aborted", "RFC 9293 §3.5.2"),
        TopicFacts("unanswered"),
        TopicFacts("partial"),
        TopicFacts("not-captured"),
        TopicFacts("four-step", "RFC 9293 §3.6", .fourSegments, 0, 1, 2, 3),
        TopicFacts("three-step", "RFC 9293 §3.6", .threeSegments, 1),
        TopicFacts("reset", "RFC 9293 §3.5.3", .reset, 1),
        TopicFacts("incomplete"),
        TopicFacts("none"),
    ]

    static let figures = [
        TopicFacts("connect", "RFC 9293 §3.5"),
        TopicFacts("handshake"),
        TopicFacts("by_ack", "RFC 6298 §3"),
        TopicFacts("by_timestamp", "RFC 7323 §4"),
        TopicFacts("payload_bytes"),
        TopicFacts("distinct_bytes"),
        TopicFacts("retransmitted_bytes"),
        TopicFacts("in_flight", "RFC 5681 §2"),
        TopicFacts("throughput"),
        TopicFacts("goodput"),
        TopicFacts("window_shift", "RFC 7323 §2"),
        TopicFacts("largest_gap"),
        TopicFacts("idle_before_close"),
        TopicFacts("missing"),
        TopicFacts("think-time"),
    ]

    private static let openingFindings = [
        TopicFacts("refused", "RFC 9293 §3.5.2, §3.10.7.1", .refusal, 1),
        TopicFacts("unanswered-syn", "RFC 6298 §5", .lostSYN, 0),
        TopicFacts("icmp-error", "RFC 792; RFC 4443; RFC 5927"),
        TopicFacts("syn-retransmitted", "RFC 6298 §5", .lostSYN, 1),
        TopicFacts("syn-ack-retransmitted", "RFC 6298 §5"),
        TopicFacts("step-3-not-accepted", "RFC 9293 §3.5; RFC 7323 §3.2"),
        TopicFacts("handshake-unfinished", "RFC 4987"),
        TopicFacts("aborted", "RFC 9293 §3.5.2"),
        TopicFacts("old-connection-answers", "RFC 9293 §3.5.1; RFC 5961 §4", .challenge, 1),
        TopicFacts("handshake-ack-wrong", "RFC 9293 §3.5, §3.10.7.3", .opening, 1),
        TopicFacts("split-handshake", "RFC 9293 §3.5"),
        TopicFacts("step-3-not-captured"),
        TopicFacts("port-reuse", "RFC 9293 §3.6; RFC 6191"),
        TopicFacts("window-scale-unknown", "RFC 7323 §2"),
    ]

    private static let endFindings = [
        TopicFacts("reset-after-close", "RFC 9293 §3.5.2"),
        TopicFacts("connection-forgotten", "RFC 9293 §3.5.1, §3.5.2", .forgotten, 1),
        TopicFacts("data-after-close", "RFC 9293 §3.6"),
        TopicFacts("reset-with-data-outstanding", "RFC 9293 §3.5.2"),
        TopicFacts("closed-by-reset", "RFC 9293 §3.5.2, §3.6", .reset, 1),
        TopicFacts("reset-suspicious", "RFC 5961"),
        TopicFacts("reset-not-acceptable", "RFC 9293 §3.10.7.4; RFC 5961 §3"),
        TopicFacts("reset-challenged", "RFC 5961 §3.2", .challenge, 0),
        TopicFacts("fin-never-acknowledged", "RFC 9293 §3.6"),
        TopicFacts("peer-vanished", "RFC 9293 §3.8.3; RFC 5482"),
        TopicFacts("close-wait", "RFC 9293 §3.6", .fourSegments, 1),
        TopicFacts("half-closed-for", "RFC 9293 §3.6.1", .fourSegments, 1, 2),
        TopicFacts("close-ack-wrong", "RFC 9293 §3.6"),
        TopicFacts("capture-ended"),
    ]

    private static let pathFindings = [
        TopicFacts("loss", "RFC 5681 §3.2; RFC 6298", .fastRetransmission, 0),
        TopicFacts("retransmission-timeout-stall", "RFC 6298 §5", .timeOut, 1),
        TopicFacts("spurious-retransmission", "RFC 2883; RFC 3522", .spurious, 2),
        TopicFacts("path-mtu", "RFC 1191; RFC 8201; RFC 4821"),
        TopicFacts("zero-window-stall", "RFC 9293 §3.8.6.1", .zeroWindow, 1),
        TopicFacts("window-shrunk", "RFC 9293 §3.8.6"),
        TopicFacts("delayed-ack-stall", "RFC 9293 §3.7.4, §3.8.6.3"),
        TopicFacts("options-missing", "RFC 7323 §3.2"),
        TopicFacts("overlap-conflict", "RFC 9293 §3.10.7.4"),
    ]

    private static let httpFindings = [
        TopicFacts("request-crossed-close", "RFC 9112 §9.5, §9.6", .crossedClose, 1),
        TopicFacts("request-after-close", "RFC 9112 §9.6"),
        TopicFacts("http-unanswered-request", "RFC 9110 §9.2.2; RFC 9112 §9.5"),
        TopicFacts("http-incomplete", "RFC 9112 §8"),
        TopicFacts("http-server-error", "RFC 9110 §15.6"),
        TopicFacts("http-client-error", "RFC 9110 §15.5"),
        TopicFacts("http-slow"),
        TopicFacts("protocol-mismatch"),
        TopicFacts("tls-alert", "RFC 8446 §6"),
        TopicFacts("tls-handshake-unfinished", "RFC 8446 §4"),
        TopicFacts("tls-not-offered", "RFC 8446 §4.1.3"),
        TopicFacts("tls-certificate-out-of-date", "RFC 5280 §4.1.2.5"),
        TopicFacts("tls-truncated", "RFC 8446 §6.1"),
        TopicFacts("tls-bad-record", "RFC 8446 §5.2"),
        TopicFacts("websocket-violation", "RFC 6455"),
        TopicFacts("http-unsolicited-response", "RFC 9112 §9.2"),
        TopicFacts("http-stray-bytes", "RFC 9112 §6.3"),
    ]

    static let findings =
        openingFindings + endFindings + pathFindings + httpFindings + violations + newer

    /// What is against the rules of HTTP; its section is known where it is found.
    private static let violations = Violation.allCases.filter { $0 != .incomplete }
        .map { TopicFacts($0.name, $0.section ?? "") }

    /// Findings of other protocols, by their names.
    private static let newer = [
        TopicFacts("h2-stream-reset", "RFC 9113 §5.4.2, §6.4, §7"),
        TopicFacts("h2-goaway", "RFC 9113 §6.8"),
        TopicFacts("h2-flow-control-stall", "RFC 9113 §5.2, §6.9"),
        TopicFacts("h2-protocol-error", "RFC 9113 §5.4"),
        TopicFacts("h2-concurrency-limit", "RFC 9113 §5.1.2, §6.5.2"),
    ]
}
