/// How long the packets of one direction are on their way, by what is known of the clocks.
struct PathTiming {
    private let course: ClockCourse?
    private let sentIsFirst: Bool
    /// The least that a packet takes, in nanoseconds, by clocks that are set right as far as they are known; nil where no packet has times at both ends.
    var fastest: Int64?

    init(_ course: ClockCourse?, sentIsFirst: Bool) {
        self.course = course
        self.sentIsFirst = sentIsFirst
    }

    /// Whether the clocks of both ends are known against each other; else times of one direction can be compared with those around them only.
    var isKnown: Bool { course != nil }

    /// How far the receiver's clock is ahead.
    private func ahead(_ sent: PathPacket?, _ arrived: PathPacket?) -> Int64 {
        guard let course else { return 0 }
        let (first, second) = sentIsFirst ? (sent, arrived) : (arrived, sent)
        let ahead = course.ahead(first.map { ($0.frame, $0.time) }, second.map { ($0.frame, $0.time) })
        return sentIsFirst ? ahead : 0 &- ahead
    }

    /// How long a packet took.
    func took(_ sent: PathPacket, _ arrived: PathPacket) -> Int64? {
        guard let left = sent.time, let came = arrived.time else { return nil }
        return came.subtractingReportingOverflow(left).partialValue.subtractingReportingOverflow(ahead(sent, arrived))
            .partialValue
    }

    /// When a packet that only its sender's end has would be at the other end, at best, by that end's clock.
    func arrival(of sent: PathPacket) -> Int64? {
        guard let left = sent.time, let fastest else { return nil }
        return left.addingReportingOverflow(ahead(sent, nil)).partialValue.addingReportingOverflow(fastest).partialValue
    }

    /// When a packet that only its receiver's end has left, at the latest, by its sender's clock.
    func departure(of arrived: PathPacket) -> Int64? {
        guard let came = arrived.time, let fastest else { return nil }
        return came.subtractingReportingOverflow(ahead(nil, arrived)).partialValue.subtractingReportingOverflow(fastest)
            .partialValue
    }
}
