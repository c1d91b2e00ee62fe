import Applications

extension Finding {
    /// Every name that a finding may have.
    public static let names = Set(ownNames + Violation.allCases.map(\.name))

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
    public static func names(near word: String) -> [String] {
        let word = Array(word.utf8.prefix(64))
        let ranked = names.map { (name: $0, distance: distance(word, Array($0.utf8))) }
        let near = ranked.filter { entry in
            entry.distance * 3 <= max(entry.name.utf8.count, word.count)
                || word.count >= 3 && entry.name.contains(String(decoding: word, as: UTF8.self))
        }
        return near.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(5).map(\.name)
    }

    /// How many letters must be added, removed or replaced to make one word of the other.
    private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var row = Array(0...b.count)
        for (i, letter) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in b.enumerated() {
                let best = min(diagonal + (letter == other ? 0 : 1), row[j] + 1, row[j + 1] + 1)
                diagonal = row[j + 1]
                row[j + 1] = best
            }
        }
        return row[b.count]
    }
}
