import Language

/// Times of both ends on one clock, A's, from the first packet of a connection on.
struct PathClock {
    /// How far B's clock is ahead; nil if it is not known.
    private let course: ClockCourse?
    private let start: Int64
    /// Columns that the longest of its times takes.
    private(set) var width = 0

    /// nil where no packet has a time.
    init?(_ pair: EndsComparison.Pair, _ course: ClockCourse?) {
        self.course = course
        let firsts = pair.rows.compactMap { $0.times.first }
        let seconds = course.map { course in pair.rows.compactMap { $0.second(by: course) } }
        guard let start = (firsts + (seconds ?? [])).min() else { return nil }
        self.start = start
        var width = 0
        for row in pair.rows {
            let times = times(of: row)
            for time in [times.first, times.second] { if let time { width = max(width, Self.text(time).count) } }
        }
        self.width = width
    }

    /// When A has it, and when B has it.
    func times(of row: EndsComparison.Row) -> (first: Int64?, second: Int64?) {
        let first = row.times.first.map { $0.subtractingReportingOverflow(start).partialValue }
        guard let course else { return (first, nil) }
        return (first, row.second(by: course).map { $0.subtractingReportingOverflow(start).partialValue })
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

extension EndsComparison.Row {
    /// When B has it, by A's clock.
    func second(by course: ClockCourse) -> Int64? {
        let ahead = course.ahead(first.map { ($0, times.first) }, second.map { ($0, times.second) })
        return times.second?.subtractingReportingOverflow(ahead).partialValue
    }
}
