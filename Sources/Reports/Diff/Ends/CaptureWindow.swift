/// While which packets of one end the other end was capturing too: between the first and the last of them that both have, counted in frames, and where the
/// clocks are known, between all that the other capture has.
struct CaptureWindow {
    /// Of one end: its frames, and the times of the other capture, by that one's clock.
    struct Side {
        var frames: ClosedRange<Int>?
        var others: ClosedRange<Int64>?

        func contains(_ frame: Int, _ time: Int64?) -> Bool {
            if frames?.contains(frame) ?? false { return true }
            guard let time, let others else { return false }
            return others.contains(time)
        }
    }

    let sender: Side
    let receiver: Side

    func otherWasCapturing(atSenders packet: PathPacket, _ timing: PathTiming) -> Bool {
        sender.contains(packet.frame, timing.isKnown ? timing.arrival(of: packet) : nil)
    }

    func otherWasCapturing(atReceivers packet: PathPacket, _ timing: PathTiming) -> Bool {
        receiver.contains(packet.frame, timing.isKnown ? timing.departure(of: packet) : nil)
    }
}
