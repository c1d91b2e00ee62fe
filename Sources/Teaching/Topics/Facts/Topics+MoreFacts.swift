import Analysis
import Applications

extension Topics {
    static let notes = [
        TopicFacts("retransmission", "RFC 9293 §3.8.1; RFC 6298", .timeOut, 1),
        TopicFacts("fast-retransmission", "RFC 5681 §3.2; RFC 6675; RFC 8985", .fastRetransmission, 3),
        TopicFacts("spurious-retransmission", "RFC 2883; RFC 3522", .spurious, 2),
        TopicFacts("out-of-order", "RFC 9293 §3.10.7.4", .reordering, 2),
        TopicFacts("previous-segment-not-captured", "RFC 9293 §3.4", .hole, 2),
        TopicFacts("acked-unseen-segment", "RFC 9293 §3.4", .hole, 3),
        TopicFacts("duplicate-ack", "RFC 5681 §2", .fastRetransmission, 2),
        TopicFacts("keep-alive", "RFC 9293 §3.8.4; RFC 1122 §4.2.3.6", .keepAlive, 1),
        TopicFacts("keep-alive-ack", "RFC 9293 §3.8.4", .keepAlive, 2),
        TopicFacts("zero-window", "RFC 9293 §3.8.6", .zeroWindow, 1),
        TopicFacts("zero-window-probe", "RFC 9293 §3.8.6.1", .zeroWindow, 2),
        TopicFacts("zero-window-probe-ack", "RFC 9293 §3.8.6.1", .zeroWindow, 3),
        TopicFacts("window-full", "RFC 9293 §3.8.6", .fullWindow, 2),
        TopicFacts("window-update", "RFC 9293 §3.8.6", .zeroWindow, 4),
        TopicFacts("port-reuse", "RFC 9293 §3.6; RFC 6191", .reusedPort, 1),
        TopicFacts("simultaneous-open", "RFC 9293 §3.5", .simultaneousOpen, 1),
        TopicFacts("fast-open", "RFC 7413", .earlyData, 0),
        TopicFacts("data-after-fin", "RFC 9293 §3.6", .dataAfterFIN, 1),
        TopicFacts("reset-not-acceptable", "RFC 9293 §3.10.7.4; RFC 5961 §3", .ignoredReset, 0),
        TopicFacts("reset-challenged", "RFC 5961 §3.2", .challenge, 0),
        TopicFacts("overlap-conflict", "RFC 9293 §3.10.7.4", .conflict, 1),
        TopicFacts("bad-checksum", "RFC 9293 §3.1", .data, 0),
        TopicFacts("truncated", "", .data, 0),
        TopicFacts("urgent", "RFC 9293 §3.8.5; RFC 6093", .urgentData, 0),
        TopicFacts("duplicate-frame", "", .copies, 1),
    ]

    static let outcomes = [
        TopicFacts("complete", "RFC 9293 §3.5", .opening, 0, 1, 2),
        TopicFacts("simultaneous", "RFC 9293 §3.5, §3.6", .simultaneousClose, 0, 1),
        TopicFacts("split", "RFC 9293 §3.5", .splitHandshake, 1),
        TopicFacts("refused", "RFC 9293 §3.5.2", .refusal, 1),
        TopicFacts("aborted", "RFC 9293 §3.5.2", .abortedOpening, 2),
        TopicFacts("unanswered", "RFC 9293 §3.5", .noAnswer, 0, 1, 2),
        TopicFacts("partial", "RFC 9293 §3.5", .uncapturedStep3, 1),
        TopicFacts("not-captured", "RFC 9293 §3.5", .uncapturedOpening, 0),
        TopicFacts("four-step", "RFC 9293 §3.6", .fourSegments, 0, 1, 2, 3),
        TopicFacts("three-step", "RFC 9293 §3.6", .threeSegments, 1),
        TopicFacts("reset", "RFC 9293 §3.5.3", .reset, 1),
        TopicFacts("incomplete", "RFC 9293 §3.6", .lostFIN, 0),
        TopicFacts("none", "RFC 9293 §3.6", .noEnd, 1),
    ]

    static let figures = [
        TopicFacts("connect", "RFC 9293 §3.5", .lostSYN, 0, 1, 2),
        TopicFacts("handshake", "RFC 9293 §3.5", .opening, 0, 1),
        TopicFacts("by_ack", "RFC 6298 §3", .data, 0, 1),
        TopicFacts("by_timestamp", "RFC 7323 §4", .clocks, 0, 1),
        TopicFacts("payload_bytes", "RFC 9293 §3.4", .timeOut, 0, 1),
        TopicFacts("distinct_bytes", "RFC 9293 §3.4", .timeOut, 1),
        TopicFacts("retransmitted_bytes", "RFC 9293 §3.8.1", .timeOut, 1),
        TopicFacts("in_flight", "RFC 5681 §2", .fullWindow, 1, 2),
        TopicFacts("throughput", "", .timeOut, 0, 1),
        TopicFacts("goodput", "", .timeOut, 1),
        TopicFacts("window_shift", "RFC 7323 §2", .synOptions, 2),
        TopicFacts("largest_gap", "", .exchange, 2),
        TopicFacts("idle_before_close", "RFC 9293 §3.8.4", .keepAlive, 1),
        TopicFacts("missing", "RFC 9293 §3.4", .hole, 1),
        TopicFacts("think-time", "RFC 9110 §3.4", .exchange, 2),
    ]

    private static let openingFindings = [
        TopicFacts("refused", "RFC 9293 §3.5.2, §3.10.7.1", .refusal, 1),
        TopicFacts("unanswered-syn", "RFC 6298 §5", .noAnswer, 0, 1, 2),
        TopicFacts("icmp-error", "RFC 792; RFC 4443; RFC 5927", .routerError, 1),
        TopicFacts("syn-retransmitted", "RFC 6298 §5", .lostSYN, 1),
        TopicFacts("syn-ack-retransmitted", "RFC 6298 §5", .lostStep3, 3),
        TopicFacts("step-3-not-accepted", "RFC 9293 §3.5; RFC 7323 §3.2", .unacceptedStep3, 1),
        TopicFacts("handshake-unfinished", "RFC 4987", .unfinished, 1, 2),
        TopicFacts("aborted", "RFC 9293 §3.5.2", .abortedOpening, 2),
        TopicFacts("old-connection-answers", "RFC 9293 §3.5.1; RFC 5961 §4", .oldAnswer, 1),
        TopicFacts("handshake-ack-wrong", "RFC 9293 §3.5, §3.10.7.3", .wrongAnswer, 1),
        TopicFacts("split-handshake", "RFC 9293 §3.5", .splitHandshake, 1),
        TopicFacts("step-3-not-captured", "RFC 9293 §3.5", .uncapturedStep3, 1),
        TopicFacts("port-reuse", "RFC 9293 §3.6; RFC 6191", .reusedPort, 1),
        TopicFacts("window-scale-unknown", "RFC 7323 §2", .uncapturedOpening, 0),
    ]

    private static let endFindings = [
        TopicFacts("reset-after-close", "RFC 9293 §3.5.2", .lateReset, 1),
        TopicFacts("connection-forgotten", "RFC 9293 §3.5.1, §3.5.2", .forgotten, 1),
        TopicFacts("data-after-close", "RFC 9293 §3.6", .dataAfterClose, 1),
        TopicFacts("reset-with-data-outstanding", "RFC 9293 §3.5.2", .reset, 0, 1),
        TopicFacts("closed-by-reset", "RFC 9293 §3.5.2, §3.6", .reset, 1),
        TopicFacts("reset-suspicious", "RFC 5961", .forgedReset, 1),
        TopicFacts("reset-not-acceptable", "RFC 9293 §3.10.7.4; RFC 5961 §3", .ignoredReset, 0),
        TopicFacts("reset-challenged", "RFC 5961 §3.2", .challenge, 0),
        TopicFacts("fin-never-acknowledged", "RFC 9293 §3.6", .lostFIN, 0, 1),
        TopicFacts("peer-vanished", "RFC 9293 §3.8.3; RFC 5482", .vanished, 0, 1, 2),
        TopicFacts("close-wait", "RFC 9293 §3.6", .fourSegments, 1),
        TopicFacts("half-closed-for", "RFC 9293 §3.6.1", .halfClose, 2, 3),
        TopicFacts("close-ack-wrong", "RFC 9293 §3.6", .wrongClose, 1),
        TopicFacts("capture-ended", "", .noEnd, 1),
    ]

    private static let pathFindings = [
        TopicFacts("loss", "RFC 5681 §3.2; RFC 6298", .fastRetransmission, 0),
        TopicFacts("retransmission-timeout-stall", "RFC 6298 §5", .timeOut, 1),
        TopicFacts("spurious-retransmission", "RFC 2883; RFC 3522", .spurious, 2),
        TopicFacts("path-mtu", "RFC 1191; RFC 8201; RFC 4821", .narrowPath, 2, 3),
        TopicFacts("zero-window-stall", "RFC 9293 §3.8.6.1", .zeroWindow, 1),
        TopicFacts("window-shrunk", "RFC 9293 §3.8.6", .shrunkWindow, 2),
        TopicFacts("delayed-ack-stall", "RFC 9293 §3.7.4, §3.8.6.3", .delayedACK, 1),
        TopicFacts("options-missing", "RFC 7323 §3.2", .missingOptions, 2),
        TopicFacts("overlap-conflict", "RFC 9293 §3.10.7.4", .conflict, 1),
    ]

    private static let httpFindings = [
        TopicFacts("request-crossed-close", "RFC 9112 §9.5, §9.6", .crossedClose, 1),
        TopicFacts("request-after-close", "RFC 9112 §9.6", .requestAfterClose, 2),
        TopicFacts("http-unanswered-request", "RFC 9110 §9.2.2; RFC 9112 §9.5", .unanswered, 0),
        TopicFacts("http-incomplete", "RFC 9112 §8", .incomplete, 2),
        TopicFacts("http-server-error", "RFC 9110 §15.6", .serverError, 1),
        TopicFacts("http-client-error", "RFC 9110 §15.5", .clientError, 1),
        TopicFacts("http-slow", "RFC 9110 §3.4", .exchange, 2),
        TopicFacts("protocol-mismatch", "", .mismatch, 0, 1),
        TopicFacts("tls-alert", "RFC 8446 §6", .tlsAlert, 2),
        TopicFacts("tls-handshake-unfinished", "RFC 8446 §4", .tlsStop, 1),
        TopicFacts("tls-not-offered", "RFC 8446 §4.1.3", .tlsChoice, 1),
        TopicFacts("tls-certificate-out-of-date", "RFC 5280 §4.1.2.5", .tlsCertificate, 1),
        TopicFacts("tls-truncated", "RFC 8446 §6.1", .tlsCut, 1),
        TopicFacts("tls-bad-record", "RFC 8446 §5.2", .tlsDamage, 0),
        TopicFacts("websocket-violation", "RFC 6455", .webSocketFault, 0),
        TopicFacts("http-unsolicited-response", "RFC 9112 §9.2", .unasked, 0),
        TopicFacts("http-stray-bytes", "RFC 9112 §6.3", .strayBytes, 3),
    ]

    static let findings =
        openingFindings + endFindings + pathFindings + httpFindings + violations + newer

    /// What is against the rules of HTTP; its section is known where it is found.
    private static let violations = Violation.allCases.filter { $0 != .incomplete }
        .map { TopicFacts($0.name, sections($0.section ?? ""), Sketch.message(with: $0)) }

    /// Sections as the other topics write them.
    private static func sections(_ text: String) -> String {
        text.replacing("sections ", with: "§").replacing("section ", with: "§").replacing(" and ", with: ", §")
    }

    /// Findings of other protocols, by their names.
    private static let newer = [
        TopicFacts("h2-stream-reset", "RFC 9113 §5.4.2, §6.4, §7", .streamReset, 1),
        TopicFacts("h2-goaway", "RFC 9113 §6.8", .goAway, 1),
        TopicFacts("h2-flow-control-stall", "RFC 9113 §5.2, §6.9", .streamWindow, 0, 1),
        TopicFacts("h2-protocol-error", "RFC 9113 §5.4", .http2Fault, 0),
        TopicFacts("h2-concurrency-limit", "RFC 9113 §5.1.2, §6.5.2", .concurrency, 2),
    ]
}
