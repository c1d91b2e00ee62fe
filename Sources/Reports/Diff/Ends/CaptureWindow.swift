/// While which packets of one end the other end was capturing too: between the first and the last of them that both have, counted in frames.
struct CaptureWindow {
    private let sender: ClosedRange<Int>?
    private let receiver: ClosedRange<Int>?

    init(sender: ClosedRange<Int>?, receiver: ClosedRange<Int>?) {
        self.sender = sender
        self.receiver = receiver
    }

    func otherWasCapturing(atSenders packet: PathPacket) -> Bool { sender?.contains(packet.frame) ?? false }
    func otherWasCapturing(atReceivers packet: PathPacket) -> Bool { receiver?.contains(packet.frame) ?? false }
}
