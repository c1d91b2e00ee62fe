import Language
import TCP
import Wire

/// What happened to the packets of one direction.
struct DirectionComparison {
    /// Packets that took so much longer than the fastest are delayed, in nanoseconds.
    private static let leastDelay: Int64 = 50_000_000

    private let pairing: PacketPairing
    private let sender: Role
    /// What the receiver acknowledged, at its own end, in the order of frames.
    private let acknowledgments: [(frame: Int, number: UInt32, time: Int64?)]
    private let window: CaptureWindow
    private(set) var totals = PathTotals()
    /// What happened, with the index of the packet at either end.
    private(set) var events: [(kind: PathEvent.Kind, sent: Int?, arrived: Int?)] = []
    /// Frames captured twice, and what is known of them.
    private(set) var copies: [(kind: PathEvent.Kind, packet: PathPacket, isSent: Bool)] = []
    /// Offsets from this number on, which both ends know.
    private let base: UInt32
    /// Whether the sender's end has a RST of the sender.
    private let senderReset: Bool
    /// With which TTL the sender's packets arrive.
    private let usualTimeToLive: UInt8?
    /// The furthest that the receiver acknowledged.
    private var acknowledged = Int.min
    /// Bytes that the receiver acknowledged although its capture does not have them.
    private var uncaptured = SequenceRanges()

    init(_ pairing: PacketPairing, from sender: Role, answers: [PathPacket], window: CaptureWindow) {
        self.pairing = pairing
        self.sender = sender
        self.window = window
        acknowledgments = answers.filter { $0.flags.contains(.ack) && !$0.flags.contains(.rst) }.map {
            ($0.frame, $0.acknowledgment, $0.time)
        }
        senderReset = pairing.sent.contains { $0.flags.contains(.rst) }
        usualTimeToLive = pairing.arrived.indices.first { pairing.departure[$0] != nil }.map { pairing.arrived[$0].timeToLive }
        base = pairing.arrived.first?.sequence ?? (pairing.sent.first?.sequence ?? 0) &+ pairing.shift
        acknowledged = acknowledgments.reduce(Int.min) { max($0, offset($1.number)) }
        findUncaptured()
        noteTotals()
        comparePairs()
        compareRest()
        judgeCopies(answers)
    }

    /// A receiver that answers with a duplicate SACK got the bytes twice: then it is no matter of the capture alone (RFC 2883).
    private mutating func judgeCopies(_ answers: [PathPacket]) {
        copies = pairing.copies.sent.map { (.capturedTwice, $0, true) }
        guard !pairing.copies.arrived.isEmpty else { return }
        var reported: [UInt64: Int] = [:]
        for answer in answers {
            guard let block = answer.options?.duplicate(acknowledgment: answer.acknowledgment) else { continue }
            reported[UInt64(block.left) << 32 | UInt64(block.right)] = answer.frame
        }
        for packet in pairing.copies.arrived {
            let end = packet.sequence &+ UInt32(truncatingIfNeeded: packet.length)
            let answer = reported[UInt64(packet.sequence) << 32 | UInt64(end)]
            let cameTwice = packet.length > 0 && answer.map { $0 > packet.frame } ?? false
            if cameTwice { totals.capturedTwice -= 1 }
            copies.append((cameTwice ? .duplicated : .capturedTwice, packet, false))
        }
    }

    private func offset(_ number: UInt32) -> Int { Int(Int32(bitPattern: number &- base)) }

    private func range(_ packet: PathPacket, isSent: Bool) -> Range<Int> {
        let start = offset(packet.sequence &+ (isSent ? pairing.shift : 0))
        return start..<start + packet.span
    }

    /// Walks the packets that arrived and the acknowledgments of them in their order: what is acknowledged without having been seen was not captured.
    private mutating func findUncaptured() {
        var seen = SequenceRanges()
        var missing: [Range<Int>] = []
        var next = 0
        var edge = pairing.arrived.first.map { offset($0.sequence) } ?? 0
        for acknowledgment in acknowledgments {
            while next < pairing.arrived.count, pairing.arrived[next].frame < acknowledgment.frame {
                let range = range(pairing.arrived[next], isSent: false)
                // Beyond the bound nothing is concluded.
                if !seen.insert(range) { missing.append(range) }
                next += 1
            }
            let number = offset(acknowledgment.number)
            edge = max(edge, seen.end(from: edge))
            if number > edge, next > 0 {
                missing.append(edge..<number)
                edge = number
            }
            seen.forget(before: edge)
        }
        uncaptured = SequenceRanges(missing)
    }

    private mutating func noteTotals() {
        totals.sent = pairing.sent.count
        totals.arrived = pairing.departure.count { $0 != nil }
        totals.capturedTwice = pairing.copies.sent.count + pairing.copies.arrived.count
        var hops: [Int: Int] = [:]
        var slowest: Int64?
        for (i, j) in pairing.arrival.enumerated() {
            guard let j else { continue }
            hops[Int(pairing.sent[i].timeToLive) - Int(pairing.arrived[j].timeToLive), default: 0] += 1
            if let delay = delay(i, j) { slowest = max(slowest ?? 0, delay) }
        }
        totals.hops = hops.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key
        totals.slowest = slowest
    }

    /// How much longer a packet took than the fastest.
    private func delay(_ i: Int, _ j: Int) -> Int64? {
        guard let fastest = pairing.fastest, let left = pairing.sent[i].time, let came = pairing.arrived[j].time else {
            return nil
        }
        let took = came.subtractingReportingOverflow(left).partialValue
        return took.subtractingReportingOverflow(fastest).partialValue
    }

    // MARK: - Packets of both ends

    private mutating func comparePairs() {
        var latest = -1
        for j in pairing.arrived.indices {
            guard let i = pairing.departure[j] else { continue }
            for change in changes(pairing.sent[i], pairing.arrived[j]) { events.append((.changed(change), i, j)) }
            if i < latest { events.append((.overtaken, i, j)) }
            latest = max(latest, i)
            if let delay = delay(i, j), delay >= Self.leastDelay { events.append((.delayed(delay), i, j)) }
        }
    }

    private func changes(_ sent: PathPacket, _ arrived: PathPacket) -> [PathEvent.Change] {
        var changes: [PathEvent.Change] = []
        if let a = sent.segmentSize, let b = arrived.segmentSize, a != b { changes.append(.segmentSize(a, b)) }
        if let a = sent.windowScale, let b = arrived.windowScale, a != b { changes.append(.windowScale(a, b)) }
        if let a = sent.options, let b = arrived.options {
            changes += a.changes(to: b, shift: pairing.acknowledgmentShift)
        }
        if sent.window != arrived.window { changes.append(.window(sent.window, arrived.window)) }
        if let hops = totals.hops, Int(sent.timeToLive) - Int(arrived.timeToLive) != hops {
            changes.append(.timeToLive(sent.timeToLive, arrived.timeToLive))
        }
        if sent.trafficClass & 3 != arrived.trafficClass & 3 {
            changes.append(.congestion(sent.trafficClass & 3, arrived.trafficClass & 3))
        }
        if sent.trafficClass >> 2 != arrived.trafficClass >> 2 {
            changes.append(.trafficClass(sent.trafficClass >> 2, arrived.trafficClass >> 2))
        }
        if sent.flags != arrived.flags { changes.append(.flags(sent.flags, arrived.flags)) }
        let isDamaged = sent.checksumIsRight == true && arrived.checksumIsRight == false
        if sent.hash != 0, arrived.hash != 0, sent.hash != arrived.hash { changes.append(.payload) }
        if isDamaged { changes.append(.checksum) }
        return changes
    }

    // MARK: - Packets of one end

    private mutating func compareRest() {
        let sent = pairing.sent.map { range($0, isSent: true) }
        let sentAlone = SequenceRanges(sent.indices.filter { pairing.arrival[$0] == nil }.map { sent[$0] })
        let arrivedAlone = SequenceRanges(
            pairing.arrived.indices.filter { pairing.departure[$0] == nil }.map { range(pairing.arrived[$0], isSent: false) })
        // Of a packet whose other bytes arrived in packets of their own, only these are missing.
        let missing = sent.indices.map { i in
            pairing.arrival[i] != nil ? [] : pairing.sent[i].length > 0 ? arrivedAlone.gaps(in: sent[i]) : [sent[i]]
        }
        let repaired = repairs(sent, missing)
        for (i, packet) in pairing.sent.enumerated() where pairing.arrival[i] == nil {
            let lost = zip(missing[i], repaired[i]).filter { range, isRepaired in
                (isRepaired || staysUnacknowledged(packet, range)) && !uncaptured.overlaps(range)
            }.map(\.0)
            let kind: PathEvent.Kind
            if packet.length > 0, missing[i].isEmpty {
                kind = .resegmented
                totals.resegmented += 1
            } else if packet.span > 0, !lost.isEmpty, !packet.flags.contains(.rst), window.otherWasCapturing(atSenders: packet) {
                let start = sent[i].lowerBound + (packet.flags.contains(.syn) ? 1 : 0)
                let bytes = lost.reduce(0) { $0 + $1.clamped(to: start..<start + packet.length).count }
                kind = .lost(bytes: bytes, of: packet.length)
                totals.lost += 1
            } else {
                kind = .seenOnce
            }
            events.append((kind, i, nil))
        }
        var sentHashes: [Place: Set<UInt64>] = [:]
        for packet in pairing.sent where packet.hash != 0 {
            sentHashes[Place(sequence: packet.sequence &+ pairing.shift, length: packet.length), default: []].insert(packet.hash)
        }
        let copies = Set(pairing.arrived.indices.filter { pairing.departure[$0] != nil }.map { copyKey(pairing.arrived[$0]) })
        for (j, packet) in pairing.arrived.enumerated() where pairing.departure[j] == nil {
            let range = range(packet, isSent: false)
            let kind: PathEvent.Kind =
                if packet.identification != 0, copies.contains(copyKey(packet)) {
                    .duplicated
                } else if packet.length > 0, sentAlone.contains(range) {
                    .resegmented
                } else {
                    isInjected(packet, sentHashes) ? .injected : .seenOnce
                }
            events.append((kind, nil, j))
        }
    }

    /// A loss is proven by its repair: the sender sent the same again, and only that was acknowledged.
    ///
    /// - Returns: for each missing range of each packet, whether it was repaired.
    private func repairs(_ sent: [Range<Int>], _ missing: [[Range<Int>]]) -> [[Bool]] {
        var later = SequenceRanges()
        var result = missing.map { $0.map { _ in false } }
        for i in sent.indices.reversed() where !sent[i].isEmpty {
            result[i] = missing[i].map { later.overlaps($0) && $0.upperBound <= acknowledged }
            _ = later.insert(sent[i])
        }
        return result
    }

    /// Also proven is the loss of what nobody repaired: the receiver still says, long after it should have arrived, that just this is what it waits for.
    private func staysUnacknowledged(_ packet: PathPacket, _ range: Range<Int>) -> Bool {
        guard let left = packet.time, let fastest = pairing.fastest, let last = acknowledgments.last, let said = last.time,
            offset(last.number) == range.lowerBound, acknowledged <= range.lowerBound
        else { return false }
        let arrival = left.addingReportingOverflow(fastest).partialValue
        return said.subtractingReportingOverflow(arrival).partialValue >= Self.leastDelay
    }

    /// Which bytes of the stream a packet has.
    private struct Place: Hashable {
        var sequence: UInt32
        var length: Int
    }

    /// What a packet that came twice is known by.
    private struct CopyKey: Hashable {
        var sequence: UInt32
        var acknowledgment: UInt32
        var flags: UInt16
        var hash: UInt64
        var timestamp: UInt32?
        var identification: UInt16
        var length: Int
    }

    private func copyKey(_ packet: PathPacket) -> CopyKey {
        CopyKey(
            sequence: packet.sequence, acknowledgment: packet.acknowledgment, flags: packet.flags.rawValue, hash: packet.hash,
            timestamp: packet.timestamp, identification: packet.identification, length: packet.length)
    }

    /// Whether its sender never sent it, and not merely its sender's capture does not have it: a RST after which its sender went on, or whose TTL is another
    /// one; other bytes than those that it sent there.
    private func isInjected(_ packet: PathPacket, _ sentHashes: [Place: Set<UInt64>]) -> Bool {
        guard window.otherWasCapturing(atReceivers: packet) else { return false }
        if packet.flags.contains(.rst) {
            if senderReset { return false }
            if let usual = usualTimeToLive, abs(Int(usual) - Int(packet.timeToLive)) > 2 { return true }
            return wentOn(after: packet)
        }
        // A keep-alive may send any byte.
        guard packet.length > 1, packet.hash != 0,
            let hashes = sentHashes[Place(sequence: packet.sequence, length: packet.length)]
        else { return false }
        return !hashes.contains(packet.hash)
    }

    /// Whether its sender sent more after the packets that arrived before this one, later than this one arrived.
    private func wentOn(after packet: PathPacket) -> Bool {
        guard let came = packet.time, let fastest = pairing.fastest, let last = pairing.sent.last?.time else { return false }
        return last.subtractingReportingOverflow(came.subtractingReportingOverflow(fastest).partialValue).partialValue > 0
    }
}
