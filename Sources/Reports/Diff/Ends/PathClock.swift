import Language

/// Times of both ends on one clock, A's, from the first packet of a connection on.
struct PathClock {
    /// How far B's clock is ahead, in nanoseconds; nil if it is not known.
    private let ahead: Int64?
    private let start: Int64

    /// nil where no packet has a time.
    init?(_ pair: EndsComparison.Pair, ahead: Int64?) {
        self.ahead = ahead
        let firsts = pair.rows.compactMap { $0.times.first }
        let seconds = ahead.map { ahead in
            pair.rows.compactMap { $0.times.second?.subtractingReportingOverflow(ahead).partialValue }
        }
        guard let start = (firsts + (seconds ?? [])).min() else { return nil }
        self.start = start
    }

    /// When A has it, and when B has it.
    func times(of row: EndsComparison.Row) -> (first: Int64?, second: Int64?) {
        let first = row.times.first.map { $0.subtractingReportingOverflow(start).partialValue }
        guard let ahead else { return (first, nil) }
        return (
            first,
            row.times.second.map {
                $0.subtractingReportingOverflow(ahead).partialValue.subtractingReportingOverflow(start).partialValue
            }
        )
    }

    /// How long a packet that both ends have was on its way, if both ways take the same time; nil if that is not known.
    func took(_ row: EndsComparison.Row, clientIsFirst: Bool) -> Int64? {
        let times = times(of: row)
        guard let first = times.first, let second = times.second else { return nil }
        let forth = second.subtractingReportingOverflow(first).partialValue
        return (row.sender == .client) == clientIsFirst ? forth : 0 &- forth
    }

    /// `0.010321`: seconds with six digits.
    static func text(_ nanoseconds: Int64) -> String {
        let microseconds = (nanoseconds.magnitude + 500) / 1000
        let digits = String(microseconds % 1_000_000)
        return (nanoseconds < 0 && microseconds > 0 ? "-" : "") + "\(microseconds / 1_000_000)."
            + String(repeating: "0", count: 6 - digits.count) + digits
    }
}
