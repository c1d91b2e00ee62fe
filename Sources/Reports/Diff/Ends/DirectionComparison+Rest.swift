import Language
import TCP
import Wire

/// Packets that only one end has.
extension DirectionComparison {
    mutating func compareRest() {
        let sent = pairing.sent.map { range($0, isSent: true) }
        let arrived = pairing.arrived.map { range($0, isSent: false) }
        let rest = (
            sent: UnpairedPackets(pairing.sent, sent, pairing.marks) { pairing.arrival[$0] == nil },
            arrived: UnpairedPackets(pairing.arrived, arrived, pairing.marks) { pairing.departure[$0] == nil }
        )
        compareSent(sent, rest.arrived)
        compareArrived(sent, rest.sent)
    }

    private mutating func compareSent(_ sent: [Range<Int>], _ arrived: UnpairedPackets) {
        // Of a packet whose other bytes arrived in packets of their own, only these are missing.
        let missing = sent.indices.map { i in
            pairing.arrival[i] != nil
                ? [] : pairing.sent[i].length > 0 ? arrived.gaps(pairing.sent[i], sent[i]) : [sent[i]]
        }
        let repaired = repairs(sent, missing, arrived)
        for (i, packet) in pairing.sent.enumerated() where pairing.arrival[i] == nil {
            let lost = zip(missing[i], repaired[i]).filter { range, isRepaired in
                (isRepaired || staysUnacknowledged(packet, range)) && !uncaptured.overlaps(range)
            }.map(\.0)
            let isWatched = window.otherWasCapturing(atSenders: packet, pairing.timing)
            let kind: PathEvent.Kind
            if packet.length > 0, missing[i].isEmpty {
                kind = .resegmented
                totals.resegmented += 1
            } else if packet.span > 0, !lost.isEmpty, !packet.flags.contains(.rst), isWatched || anotherWasAnswered(packet) {
                kind = .lost(bytes: bytes(of: packet, sent[i], in: lost), of: packet.length)
                totals.lost += 1
            } else if packet.span > 0, missing[i].allSatisfy({ uncaptured.contains($0) }) {
                kind = .notCaptured(bytes: bytes(of: packet, sent[i], in: missing[i]), of: packet.length)
                totals.uncaptured += 1
            } else {
                kind =
                    isWatched
                    ? .seenOnce(isArrived: false, bytes: bytes(of: packet, sent[i], in: missing[i]), of: packet.length)
                    : .outside(isBefore: window.isBeforeOther(atSenders: packet, pairing.timing))
            }
            events.append((kind, i, nil))
        }
    }

    /// How many bytes of a packet's payload, which lies in this range with its SYN and FIN, are in others.
    private func bytes(of packet: PathPacket, _ range: Range<Int>, in others: [Range<Int>]) -> Int {
        let start = range.lowerBound + (packet.flags.contains(.syn) ? 1 : 0)
        return others.reduce(0) { $0 + $1.clamped(to: start..<start + packet.length).count }
    }

    /// Whether a SYN never came to be answered: what answered it echoes the timestamp of another one, which did.
    private func anotherWasAnswered(_ packet: PathPacket) -> Bool {
        guard packet.flags.contains(.syn), !packet.flags.contains(.ack), let own = packet.timestamp, let echoed, own != echoed
        else { return false }
        return pairing.sent.indices.contains {
            pairing.arrival[$0] != nil && pairing.sent[$0].timestamp == echoed && pairing.sent[$0].flags.contains(.syn)
        }
    }

    private mutating func compareArrived(_ sent: [Range<Int>], _ sentAlone: UnpairedPackets) {
        let all = SequenceRanges(sent)
        let furthest = sent.reduce(Int.min) { max($0, $1.upperBound) }
        // The sender counts its packets: a number that it left out is that of a packet that its capture lacks.
        var leftOut: Set<UInt16> = []
        for (a, b) in zip(pairing.sent, pairing.sent.dropFirst())
        where a.identification != 0 && b.identification == a.identification &+ 2 { leftOut.insert(a.identification &+ 1) }
        var sentHashes: [Place: Set<UInt64>] = [:]
        for packet in pairing.sent where packet.hash != 0 {
            sentHashes[Place(sequence: pairing.numbers(packet.sequence), length: packet.length), default: []].insert(packet.hash)
        }
        let copies = Set(pairing.arrived.indices.filter { pairing.departure[$0] != nil }.map { pairing.arrived[$0].copyKey })
        let places = Dictionary(
            pairing.sent.enumerated().filter { $1.hash != 0 }.map {
                (Place(sequence: pairing.numbers($1.sequence), length: $1.length), $0)
            },
            uniquingKeysWith: { first, _ in first })
        /// Whether its sender sent the same bytes before, and again in this one, with marks of a later time.
        func isSentAgain(_ packet: PathPacket) -> Bool {
            guard let i = places[Place(sequence: packet.sequence, length: packet.length)] else { return false }
            return packet.hash == pairing.sent[i].hash && pairing.marks.isLater(packet, than: pairing.sent[i])
        }
        for (j, packet) in pairing.arrived.enumerated() where pairing.departure[j] == nil && !arrivedCopies.contains(j) {
            let range = range(packet, isSent: false)
            let gaps = sentAlone.gaps(packet, range)
            let isWatched = window.otherWasCapturing(atReceivers: packet, pairing.timing)
            let isLeftOut = packet.timeToLive == usualTimeToLive && leftOut.contains(packet.identification)
            let wasSent =
                isLeftOut
                || packet.timeToLive == usualTimeToLive
                    && (packet.length > 0 && !all.overlaps(range) && furthest >= range.upperBound
                        || isWatched && isSentAgain(packet))
            let kind: PathEvent.Kind
            if packet.identification != 0, copies.contains(packet.copyKey) {
                kind = .duplicated
            } else if packet.length > 0, gaps.isEmpty {
                kind = .resegmented
            } else if isWatched, !isLeftOut, isInjected(packet, sentHashes) {
                kind = .injected
            } else if wasSent {
                kind = .notCaptured(bytes: bytes(of: packet, range, in: gaps), of: packet.length)
                totals.unsent += 1
            } else if isWatched {
                kind = .seenOnce(isArrived: true, bytes: bytes(of: packet, range, in: gaps), of: packet.length)
            } else {
                kind = .outside(isBefore: window.isBeforeOther(atReceivers: packet, pairing.timing))
            }
            events.append((kind, nil, j))
        }
    }

    /// A loss is proven by its repair: the sender sent the same again, and only that was acknowledged; or that arrived, though the sender's capture lacks it.
    ///
    /// - Returns: for each missing range of each packet, whether it was repaired.
    private func repairs(_ sent: [Range<Int>], _ missing: [[Range<Int>]], _ arrived: UnpairedPackets) -> [[Bool]] {
        var later = SequenceRanges()
        var result = missing.map { $0.map { _ in false } }
        for i in sent.indices.reversed() where !sent[i].isEmpty {
            result[i] = missing[i].map {
                $0.upperBound <= acknowledged && (later.overlaps($0) || arrived.hasLater(pairing.sent[i], $0))
            }
            _ = later.insert(sent[i])
        }
        return result
    }

    /// Also proven is the loss of what nobody repaired: the receiver still says, long after it should have arrived, that just this is what it waits for.
    func staysUnacknowledged(_ packet: PathPacket, _ range: Range<Int>) -> Bool {
        guard let arrival = pairing.timing.arrival(of: packet), let last = acknowledgments.last, let said = last.time,
            offset(last.number) == range.lowerBound, acknowledged <= range.lowerBound
        else { return false }
        return said.subtractingReportingOverflow(arrival).partialValue >= Self.leastDelay
    }

    /// Which bytes of the stream a packet has.
    struct Place: Hashable {
        var sequence: UInt32
        var length: Int
    }

    /// Whether its sender never sent it, and not merely its sender's capture does not have it: a RST after which its sender went on, or whose TTL is another
    /// one; other bytes than those that it sent there.
    private func isInjected(_ packet: PathPacket, _ sentHashes: [Place: Set<UInt64>]) -> Bool {
        if packet.flags.contains(.rst) {
            let isOfAnotherHost = timesToLive.allSatisfy { abs(Int($0) - Int(packet.timeToLive)) > 2 }
            return !timesToLive.isEmpty && isOfAnotherHost || wentOn(after: packet)
        }
        // A keep-alive may send any byte.
        guard packet.length > 1, packet.hash != 0,
            let hashes = sentHashes[Place(sequence: packet.sequence, length: packet.length)]
        else { return false }
        return !hashes.contains(packet.hash)
    }

    /// Whether its sender sent more than RSTs after the packets that arrived before this one, later than this one left. An end that sent one RST sends nothing
    /// else but RSTs, once the connection is open.
    private func wentOn(after packet: PathPacket) -> Bool {
        guard let left = pairing.timing.departure(of: packet), let sending else { return false }
        return sending.first < left && sending.last.subtractingReportingOverflow(left).partialValue > 0
    }
}
