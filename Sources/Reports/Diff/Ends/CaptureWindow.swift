/// While which packets of a direction the other end was capturing too: between the first and the last of that direction that both have, counted in frames; and
/// where the clocks are known, those that were at the other end while it captured, however fast or slow they were.
struct CaptureWindow {
    /// Of one end: the frames of the direction that both have, and the times of the other capture, by that one's clock.
    struct Side {
        fileprivate(set) var frames: ClosedRange<Int>?
        fileprivate let others: ClosedRange<Int64>?

        fileprivate mutating func take(_ frame: Int) {
            frames = frames.map { min($0.lowerBound, frame)...max($0.upperBound, frame) } ?? frame...frame
        }

        /// - Parameter times: when the packet was at the other end, at the earliest and at the latest.
        fileprivate func contains(_ frame: Int, _ times: ClosedRange<Int64>?) -> Bool {
            if frames?.contains(frame) ?? false { return true }
            guard let times, let others else { return false }
            return others.contains(times.lowerBound) && others.contains(times.upperBound)
        }

        /// Whether a packet is from before what the other capture has, rather than from behind it.
        fileprivate func isBefore(_ frame: Int, _ times: ClosedRange<Int64>?) -> Bool {
            if let frames { return frame < frames.lowerBound }
            guard let times, let others else { return true }
            return times.lowerBound < others.lowerBound
        }
    }

    /// The clocks are known no better, in nanoseconds.
    private static let tolerance: Int64 = 1_000_000

    private(set) var sender: Side
    private(set) var receiver: Side
    /// By how much a packet of the direction may be slower than the fastest, or faster, in nanoseconds.
    private let spread: Int64

    /// - Parameters:
    ///   - pairings: those of all connections.
    ///   - spans: from when to when either end captured.
    init(_ pairings: [PacketPairing], _ spans: (sender: ClosedRange<Int64>?, receiver: ClosedRange<Int64>?)) {
        var sender = Side(others: spans.receiver)
        var receiver = Side(others: spans.sender)
        var times: (least: Int64, most: Int64)?
        for pairing in pairings {
            for (i, j) in pairing.arrival.enumerated() {
                guard let j else { continue }
                sender.take(pairing.sent[i].frame)
                receiver.take(pairing.arrived[j].frame)
                guard let took = pairing.timing.took(pairing.sent[i], pairing.arrived[j]) else { continue }
                times = times.map { (min($0.least, took), max($0.most, took)) } ?? (took, took)
            }
        }
        self.sender = sender
        self.receiver = receiver
        let seen = times?.most.subtractingReportingOverflow(times?.least ?? 0).partialValue ?? 0
        // A few packets tell little of how much the others vary: half of the way is allowed for.
        spread = max(seen.addingReportingOverflow(Self.tolerance).partialValue, (times?.least ?? 0) / 2)
    }

    func otherWasCapturing(atSenders packet: PathPacket, _ timing: PathTiming) -> Bool {
        sender.contains(packet.frame, arrival(of: packet, timing))
    }

    func otherWasCapturing(atReceivers packet: PathPacket, _ timing: PathTiming) -> Bool {
        receiver.contains(packet.frame, departure(of: packet, timing))
    }

    func isBeforeOther(atSenders packet: PathPacket, _ timing: PathTiming) -> Bool {
        sender.isBefore(packet.frame, arrival(of: packet, timing))
    }

    func isBeforeOther(atReceivers packet: PathPacket, _ timing: PathTiming) -> Bool {
        receiver.isBefore(packet.frame, departure(of: packet, timing))
    }

    private func arrival(of packet: PathPacket, _ timing: PathTiming) -> ClosedRange<Int64>? {
        around(timing.isKnown ? timing.arrival(of: packet) : nil)
    }

    private func departure(of packet: PathPacket, _ timing: PathTiming) -> ClosedRange<Int64>? {
        around(timing.isKnown ? timing.departure(of: packet) : nil)
    }

    /// It may have been slower than the fastest, and even faster: of a few packets none is as fast as the path can be.
    private func around(_ time: Int64?) -> ClosedRange<Int64>? {
        guard let time else { return nil }
        let (least, most) = (time.subtractingReportingOverflow(spread), time.addingReportingOverflow(spread))
        return least.overflow || most.overflow ? nil : least.partialValue...most.partialValue
    }
}
