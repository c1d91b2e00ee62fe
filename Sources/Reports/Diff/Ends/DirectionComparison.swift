import Language
import TCP
import Wire

/// What happened to the packets of one direction.
struct DirectionComparison {
    /// Packets that took so much longer than the fastest are delayed, in nanoseconds.
    static let leastDelay: Int64 = 50_000_000
    /// Where the clocks are not known, a packet is held against so many before it, and behind it.
    private static let neighbours = 8

    let pairing: PacketPairing
    let sender: Role
    /// What the receiver acknowledged, at its own end, in the order of frames.
    let acknowledgments: [(frame: Int, number: UInt32, time: Int64?)]
    let window: CaptureWindow
    var totals = PathTotals()
    /// What happened, with the index of the packet at either end.
    var events: [(kind: PathEvent.Kind, sent: Int?, arrived: Int?)] = []
    /// Packets that a capture has twice, and what is known of them: nothing of the path where both captures have it twice.
    var copies: [(kind: PathEvent.Kind?, sent: PathPacket?, arrived: PathPacket?)] = []
    /// Packets that arrived and are such copies: by their index.
    var arrivedCopies: Set<Int> = []
    /// Offsets from this number on, which both ends know.
    private let base: UInt32
    private let timeToLive: TimeToLiveRule
    /// With which TTL the sender's packets arrive.
    let usualTimeToLive: UInt8?
    /// With which any of them do.
    let timesToLive: Set<UInt8>
    /// When the sender began, and when it ended, to send anything but SYNs and RSTs.
    let sending: (first: Int64, last: Int64)?
    /// The furthest that the receiver acknowledged.
    private(set) var acknowledged = Int.min
    /// Bytes that the receiver acknowledged although its capture does not have them.
    private(set) var uncaptured = SequenceRanges()
    /// Which SYN the receiver answered: what its SYN-ACK echoes (RFC 7323 §3.2).
    let echoed: UInt32?

    /// - Parameter doubling: whether the captures of both ends take frames twice as a rule.
    init(
        _ pairing: PacketPairing, from sender: Role, answers: [PathPacket], window: CaptureWindow,
        doubling: (client: Bool, server: Bool)
    ) {
        self.pairing = pairing
        self.sender = sender
        self.window = window
        acknowledgments = answers.filter { $0.flags.contains(.ack) && !$0.flags.contains(.rst) }.map {
            ($0.frame, $0.acknowledgment, $0.time)
        }
        echoed = answers.first { $0.flags.isSuperset(of: [.syn, .ack]) }?.echo
        usualTimeToLive = pairing.arrived.indices.first { pairing.departure[$0] != nil }.map { pairing.arrived[$0].timeToLive }
        timesToLive = Set(pairing.arrived.indices.filter { pairing.departure[$0] != nil }.map { pairing.arrived[$0].timeToLive })
        timeToLive = TimeToLiveRule(
            pairing.arrival.enumerated().compactMap { i, j in
                j.map { (pairing.sent[i].timeToLive, pairing.arrived[$0].timeToLive) }
            })
        let others = pairing.sent.filter { $0.flags.isDisjoint(with: [.syn, .rst]) }
        sending = others.first?.time.flatMap { first in others.last?.time.map { (first, $0) } }
        base = pairing.arrived.first?.sequence ?? pairing.sent.first.map { pairing.numbers($0.sequence) } ?? 0
        acknowledged = acknowledgments.reduce(Int.min) { max($0, offset($1.number)) }
        findUncaptured()
        noteTotals()
        comparePairs()
        judgeCopies(answers, doubling)
        compareRest()
    }

    func offset(_ number: UInt32) -> Int { Int(Int32(bitPattern: number &- base)) }

    /// Where a packet lies in the stream, as it arrives.
    func range(_ packet: PathPacket, isSent: Bool) -> Range<Int> {
        guard isSent else {
            let start = offset(packet.sequence)
            return start..<start + packet.span
        }
        let start = offset(pairing.numbers(packet.sequence))
        return start..<max(start, offset(pairing.numbers(packet.sequence &+ UInt32(truncatingIfNeeded: packet.span))))
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
        var slowest: Int64?
        for (i, j) in pairing.arrival.enumerated() {
            guard let j else { continue }
            if let delay = delay(i, j) { slowest = max(slowest ?? 0, delay) }
        }
        switch timeToLive {
        case .hops(let count): totals.hops = count
        case .set(let value): totals.timeToLive = value
        case .mostly, .none: break
        }
        totals.slowest = pairing.timing.isKnown ? slowest : nil
    }

    /// How much longer a packet took than the fastest.
    private func delay(_ i: Int, _ j: Int) -> Int64? {
        guard let fastest = pairing.timing.fastest, let took = pairing.timing.took(pairing.sent[i], pairing.arrived[j]) else {
            return nil
        }
        return took.subtractingReportingOverflow(fastest).partialValue
    }

    /// Packets that took much longer than the fastest; where nothing is known of the clocks, than the fastest around them.
    private func delayed() -> [Int: Int64] {
        let pairs = pairing.departure.enumerated().compactMap { j, i in i.flatMap { i in delay(i, j).map { (j, $0) } } }
        var delays: [Int: Int64] = [:]
        for (n, (j, delay)) in pairs.enumerated() where delay >= Self.leastDelay {
            var more = delay
            if !pairing.timing.isKnown {
                let around = pairs[max(0, n - Self.neighbours)...min(pairs.count - 1, n + Self.neighbours)]
                more = delay.subtractingReportingOverflow(around.reduce(delay) { min($0, $1.1) }).partialValue
            }
            if more >= Self.leastDelay { delays[j] = more }
        }
        return delays
    }

    // MARK: - Packets of both ends

    private mutating func comparePairs() {
        var latest = -1
        let delays = delayed()
        for j in pairing.arrived.indices {
            guard let i = pairing.departure[j] else { continue }
            for change in changes(pairing.sent[i], pairing.arrived[j]) { events.append((.changed(change), i, j)) }
            if i < latest { events.append((.overtaken, i, j)) }
            latest = max(latest, i)
            if let delay = delays[j] { events.append((.delayed(delay, isOfAll: pairing.timing.isKnown), i, j)) }
        }
    }

    private func changes(_ sent: PathPacket, _ arrived: PathPacket) -> [PathEvent.Change] {
        var changes: [PathEvent.Change] = []
        if let a = sent.segmentSize, let b = arrived.segmentSize, a != b { changes.append(.segmentSize(a, b)) }
        if let a = sent.windowScale, let b = arrived.windowScale, a != b { changes.append(.windowScale(a, b)) }
        if let a = sent.options, let b = arrived.options {
            changes += a.changes(to: b, pairing.acknowledgments)
        }
        if sent.window != arrived.window { changes.append(.window(sent.window, arrived.window)) }
        if let change = timeToLive.change(sent.timeToLive, arrived.timeToLive) { changes.append(change) }
        if sent.trafficClass & 3 != arrived.trafficClass & 3 {
            changes.append(.congestion(sent.trafficClass & 3, arrived.trafficClass & 3))
        }
        if sent.trafficClass >> 2 != arrived.trafficClass >> 2 {
            changes.append(.trafficClass(sent.trafficClass >> 2, arrived.trafficClass >> 2))
        }
        if sent.flags != arrived.flags { changes.append(.flags(sent.flags, arrived.flags)) }
        let isDamaged = sent.checksumIsRight == true && arrived.checksumIsRight == false
        if sent.length != arrived.length {
            changes.append(.payloadLength(sent.length, arrived.length, difference(sent, arrived)))
        } else if sent.hash != 0, arrived.hash != 0, sent.hash != arrived.hash {
            changes.append(.payload(length: sent.length, difference(sent, arrived)))
        }
        if isDamaged { changes.append(.checksum) }
        return changes
    }
}
