extension Topics {
    /// The names of a group, in the order in which they are listed.
    static func facts(of group: Topic.Group) -> [TopicFacts] {
        switch group {
        case .steps: steps
        case .checks: checks
        case .states: states
        case .flags: flags
        case .options: options
        case .notes: notes
        case .findings: findings
        case .outcomes: outcomes
        case .stages: stages
        case .severities: severities
        case .figures: figures
        }
    }

    private static let steps = [
        TopicFacts("handshake-1", "RFC 9293 §3.5", .opening, 0),
        TopicFacts("handshake-2", "RFC 9293 §3.5", .opening, 1),
        TopicFacts("handshake-3", "RFC 9293 §3.5", .opening, 2),
        TopicFacts("wave-1", "RFC 9293 §3.6", .fourSegments, 0),
        TopicFacts("wave-2", "RFC 9293 §3.6", .fourSegments, 1),
        TopicFacts("wave-3", "RFC 9293 §3.6", .fourSegments, 2),
        TopicFacts("wave-4", "RFC 9293 §3.6", .fourSegments, 3),
    ]

    private static let checks = [
        TopicFacts("ack = x+1", "RFC 9293 §3.4, §3.5", .opening, 1),
        TopicFacts("seq = x+1", "RFC 9293 §3.4, §3.5", .opening, 2),
        TopicFacts("ack = y+1", "RFC 9293 §3.4, §3.5", .opening, 2),
        TopicFacts("ack = u+1", "RFC 9293 §3.4, §3.6", .fourSegments, 1, 2),
        TopicFacts("seq = u+1", "RFC 9293 §3.4, §3.6", .fourSegments, 3),
        TopicFacts("ack = w+1", "RFC 9293 §3.4, §3.6", .fourSegments, 3),
    ]

    private static let states = [
        TopicFacts("LISTEN", "RFC 9293 §3.3.2", .opening, 0),
        TopicFacts("SYN_SENT", "RFC 9293 §3.3.2", .opening, 0, 1),
        TopicFacts("SYN_RCVD", "RFC 9293 §3.3.2", .opening, 1),
        TopicFacts("ESTABLISHED", "RFC 9293 §3.3.2", .opening, 2),
        TopicFacts("FIN_WAIT_1", "RFC 9293 §3.3.2", .fourSegments, 0),
        TopicFacts("FIN_WAIT_2", "RFC 9293 §3.3.2", .fourSegments, 1, 2),
        TopicFacts("CLOSE_WAIT", "RFC 9293 §3.3.2", .fourSegments, 1),
        TopicFacts("CLOSING", "RFC 9293 §3.3.2", .simultaneousClose, 2),
        TopicFacts("LAST_ACK", "RFC 9293 §3.3.2", .fourSegments, 2),
        TopicFacts("TIME_WAIT", "RFC 9293 §3.3.2, §3.6; RFC 6191", .fourSegments, 3),
        TopicFacts("CLOSED", "RFC 9293 §3.3.2", .fourSegments, 3),
    ]

    private static let flags = [
        TopicFacts("FIN", "RFC 9293 §3.1, §3.6", .fourSegments, 0, 2),
        TopicFacts("SYN", "RFC 9293 §3.1, §3.5", .opening, 0, 1),
        TopicFacts("RST", "RFC 9293 §3.5.2, §3.5.3; RFC 5961 §3", .reset, 1),
        TopicFacts("PSH", "RFC 9293 §3.1, §3.9.1.2", .data, 0),
        TopicFacts("ACK", "RFC 9293 §3.1, §3.4", .data, 1),
        TopicFacts("URG", "RFC 9293 §3.8.5; RFC 6093", .urgentData, 0),
        TopicFacts("ECE", "RFC 3168 §6.1", .explicitCongestion, 0, 1, 3),
        TopicFacts("CWR", "RFC 3168 §6.1", .explicitCongestion, 0, 4),
        TopicFacts("AE", "RFC 9768", .accurateCongestion, 0, 3),
    ]

    private static let options = [
        TopicFacts("MSS", "RFC 9293 §3.7.1; RFC 6691", .synOptions, 0, 1),
        TopicFacts("window scale", "RFC 7323 §2", .synOptions, 0, 1),
        TopicFacts("SACK permitted", "RFC 2018 §2", .permittedSACK, 0, 1),
        TopicFacts("SACK", "RFC 2018 §3; RFC 2883", .fastRetransmission, 2),
        TopicFacts("timestamps", "RFC 7323 §3, §4, §5", .clocks, 0, 1),
        TopicFacts("Fast Open", "RFC 7413", .earlyData, 0),
        TopicFacts("Multipath TCP", "RFC 8684", .subflows, 0, 1),
    ]

    private static let stages = (1...7).map {
        TopicFacts("stage-\($0)", "RFC 9112 §2, §9; RFC 9293 §3.5, §3.6", .stages, $0 - 1)
    }

    private static let severities = [
        TopicFacts("error", "", .refusal, 1), TopicFacts("warning", "", .lostSYN, 1), TopicFacts("note", "", .lateReset, 1),
    ]
}
