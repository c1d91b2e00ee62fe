import Language
import TCP

/// Packets that a capture has twice.
extension DirectionComparison {
    /// Where a capture takes frames twice as a rule, a copy is one of the capture, and where it was captured at two places, by its TTL or by the checksum that a
    /// network card filled in between. That it came twice, a duplicate SACK says (RFC 2883). Else neither is known: a receiver may leave that SACK out.
    ///
    /// A copy that both captures have crossed the path, whatever made it.
    mutating func judgeCopies(_ answers: [PathPacket], _ doubling: (client: Bool, server: Bool)) {
        let isRule =
            sender == .client
            ? (sent: doubling.client, arrived: doubling.server) : (sent: doubling.server, arrived: doubling.client)
        var reported: [UInt64: Int] = [:]
        for answer in answers {
            guard let block = answer.options?.duplicate(acknowledgment: answer.acknowledgment) else { continue }
            reported[UInt64(block.left) << 32 | UInt64(block.right)] = answer.frame
        }
        var left: [PathPacket.CopyKey: [PathPacket]] = [:]
        for copy in pairing.copies.sent {
            if isOfTheCapture(copy, isRule.sent, isSent: true) {
                totals.capturedTwice += 1
                copies.append((.capturedTwice, copy.packet, nil))
            } else {
                left[keyAtReceiver(of: copy.packet), default: []].append(copy.packet)
            }
        }
        for copy in pairing.copies.arrived {
            let packet = copy.packet
            let end = packet.sequence &+ UInt32(truncatingIfNeeded: packet.length)
            let answer = reported[UInt64(packet.sequence) << 32 | UInt64(end)]
            let cameTwice = packet.length > 0 && answer.map { $0 > packet.frame } ?? false
            if !cameTwice, isOfTheCapture(copy, isRule.arrived, isSent: false) {
                totals.capturedTwice += 1
                copies.append((.capturedTwice, nil, packet))
            } else if let sent = left[packet.copyKey]?.popLast() {
                noteCrossed(sent, packet)
            } else {
                copies.append((cameTwice ? .duplicated : .seenTwice, nil, packet))
            }
        }
        // Where they arrive, only what comes at once is taken for a copy.
        for j in pairing.arrived.indices where pairing.departure[j] == nil && !left.isEmpty {
            guard let sent = left[pairing.arrived[j].copyKey]?.popLast() else { continue }
            arrivedCopies.insert(j)
            noteCrossed(sent, pairing.arrived[j])
        }
        for packets in left.values { copies += packets.map { (.seenTwice, $0, nil) } }
    }

    private mutating func noteCrossed(_ sent: PathPacket, _ arrived: PathPacket) {
        totals.sent += 1
        totals.arrived += 1
        copies.append((nil, sent, arrived))
    }

    private func isOfTheCapture(_ copy: CapturedCopies.Copy, _ isRule: Bool, isSent: Bool) -> Bool {
        if isRule, copy.isAtOnce { return true }
        guard let original = copy.original else { return false }
        return original.timeToLive != copy.packet.timeToLive
            || isSent && original.checksumIsRight == false && copy.packet.checksumIsRight == true
    }

    /// What a copy that was sent is known by where it arrives.
    private func keyAtReceiver(of packet: PathPacket) -> PathPacket.CopyKey {
        var key = packet.copyKey
        key.sequence = pairing.numbers(key.sequence)
        if packet.flags.contains(.ack) { key.acknowledgment = pairing.acknowledgments(key.acknowledgment) }
        return key
    }
}
