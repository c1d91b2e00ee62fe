import TCP
import Wire

/// The packets of a direction at one end, without those whose frame was captured twice there: by a mirror port, or on two devices of the host.
struct CapturedCopies {
    private(set) var packets: [PathPacket] = []
    private(set) var copies: [Copy] = []

    /// A frame that came again, and the packet that it is a copy of, if that is there.
    struct Copy {
        let packet: PathPacket
        let original: PathPacket?

        /// A mirror port takes no longer, in nanoseconds.
        private static let atOnce: Int64 = 1_000_000

        /// It came at once behind its original.
        var isAtOnce: Bool {
            guard let time = packet.time, let earlier = original?.time else { return false }
            return (0..<Self.atOnce).contains(time.subtractingReportingOverflow(earlier).partialValue)
        }
    }

    /// No copy comes later, in nanoseconds.
    private static let patience: Int64 = 1_000_000_000

    /// All but checksum and TTL, which differ between devices: before and behind a router, or a network card that fills the checksum in.
    private struct Key: Hashable {
        var sequence: UInt32
        var acknowledgment: UInt32
        var flags: UInt16
        var window: UInt16
        var length: Int
        var hash: UInt64
        var timestamp: UInt32
        var echo: UInt32
        var identification: UInt16
    }

    /// - Parameter isAtSender: a sender gives each packet an identification of its own, and what it sends again a later timestamp. Where packets
    ///   arrive, the path may have doubled them: there only what comes at once is a frame captured twice.
    init(_ all: [PathPacket], isAtSender: Bool) {
        var latest: [Key: Int64] = [:]
        var copies: [PathPacket] = []
        packets.reserveCapacity(all.count)
        for packet in all {
            var isCopy = packet.isCopy
            if isAtSender, packet.identification != 0, let timestamp = packet.timestamp, let time = packet.time {
                let key = Key(
                    sequence: packet.sequence, acknowledgment: packet.acknowledgment, flags: packet.flags.rawValue,
                    window: packet.window, length: packet.length, hash: packet.hash, timestamp: timestamp,
                    echo: packet.echo ?? 0, identification: packet.identification)
                if let earlier = latest[key],
                    (0...Self.patience).contains(time.subtractingReportingOverflow(earlier).partialValue)
                {
                    isCopy = true
                } else {
                    latest[key] = time
                }
            }
            if isCopy { copies.append(packet) } else { packets.append(packet) }
        }
        if copies.isEmpty { return }
        let originals = Dictionary(packets.map { ($0.copyKey, $0) }, uniquingKeysWith: { first, _ in first })
        self.copies = copies.map { Copy(packet: $0, original: originals[$0.copyKey]) }
    }
}
