import Language

extension DirectionComparison {
    /// Where a payload was changed; nil where it is not kept of both ends.
    func difference(_ sent: PathPacket, _ arrived: PathPacket) -> PayloadDifference? {
        guard let departure = sent.payload, let arrival = arrived.payload else { return nil }
        let before = pairing.payloads.sent[departure, sent.length]
        let after = pairing.payloads.arrived[arrival, arrived.length]
        let pairs = zip(before, after)
        let same = pairs.lazy.prefix { $0 == $1 }.count
        let opening = pairing.sent.first { $0.flags.contains(.syn) }
        return PayloadDifference(
            byte: same + 1,
            sequence: opening.map {
                sent.sequence &- $0.sequence &+ (sent.flags.contains(.syn) ? 1 : 0) &+ UInt32(truncatingIfNeeded: same)
            },
            count: sent.length == arrived.length ? pairs.count { $0 != $1 } : nil)
    }
}
