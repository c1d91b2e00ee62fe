import TCP
import Wire

/// The packets of one direction at the end of their sender and at that of their receiver, and which is which.
struct PacketPairing {
    let sent: [PathPacket]
    let arrived: [PathPacket]
    /// Frames captured twice, at either end: no packets of their own.
    let copies: (sent: [CapturedCopies.Copy], arrived: [CapturedCopies.Copy])
    /// What becomes of sequence numbers on the way, and of acknowledgment numbers.
    let numbers: StreamMap
    let acknowledgments: StreamMap
    /// For each packet the index of the same one at the other end.
    private(set) var arrival: [Int?]
    private(set) var departure: [Int?]
    /// By what is known of the clocks.
    private(set) var timing: PathTiming
    let marks: CarriedMarks
    let payloads: (sent: KeptPayloads, arrived: KeptPayloads)

    /// What a packet is known by.
    private struct Key: Hashable {
        var sequence: UInt32
        var acknowledgment: UInt32 = 0
        var length: Int
        var flags: UInt16
        var hash: UInt64 = 0
        var timestamp: UInt32?
        var identification: UInt16 = 0
        var window: UInt16 = 0
        var mark: CarriedMarks.Mark
    }

    /// What of it counts, most first.
    private enum Level: Int, CaseIterable { case everything, identification, timestamp, acknowledgment, place, start }

    /// Copies of the same packet, more at one end than at the other: which is which, only the clocks tell.
    private var unclear: [(sent: [Int], arrived: [Int])] = []
    private var isUnclear: (sent: [Bool], arrived: [Bool])
    private let hasHashes: Bool
    /// Where packets begin that arrived as they were sent, and none whose bytes others may have carried.
    private var followers: Set<UInt32> = []
    /// Where any packet of the sender begins, and the longest payload that surely fits.
    private var starts: Set<UInt32> = []
    private var longest = 0
    /// The clocks are known no better, in nanoseconds.
    private static let tolerance: Int64 = 1_000_000
    /// What every path carries (RFC 9293 §3.7.1).
    private static let leastSegmentSize = 536

    init(
        sent: [PathPacket], arrived: [PathPacket], payloads: (sent: KeptPayloads, arrived: KeptPayloads),
        maps: (numbers: StreamMap, acknowledgments: StreamMap), _ timing: PathTiming
    ) {
        let (leaving, coming) = (CapturedCopies(sent, isAtSender: true), CapturedCopies(arrived, isAtSender: false))
        let (sent, arrived) = (leaving.packets, coming.packets)
        self.sent = sent
        self.arrived = arrived
        self.timing = timing
        copies = (leaving.copies, coming.copies)
        self.payloads = payloads
        (numbers, acknowledgments) = maps
        marks = CarriedMarks(sent: sent, arrived: arrived, numbers: numbers, acknowledgments: acknowledgments)
        arrival = Array(repeating: nil, count: sent.count)
        departure = Array(repeating: nil, count: arrived.count)
        isUnclear = (Array(repeating: false, count: sent.count), Array(repeating: false, count: arrived.count))
        hasHashes = !sent.contains(where: \.isCut) && !arrived.contains(where: \.isCut)
        for level in Level.allCases { pair(level) }
    }

    /// Pairs what is left, now that the clocks are known.
    mutating func finish(_ timing: PathTiming) {
        self.timing = timing
        noteFastest()
        for group in unclear { pairByTime(group.sent, group.arrived) }
        unclear = []
        isUnclear = (Array(repeating: false, count: sent.count), Array(repeating: false, count: arrived.count))
        for level in Level.allCases {
            pair(level)
            for group in unclear { pairByTime(group.sent, group.arrived) }
            unclear = []
        }
        noteFastest()
    }

    private mutating func noteFastest() {
        var fastest: Int64?
        for (i, j) in arrival.enumerated() {
            guard let j, let took = timing.took(sent[i], arrived[j]) else { continue }
            fastest = min(fastest ?? took, took)
        }
        timing.fastest = fastest
    }

    private static let core: TCPFlags = [.syn, .fin, .rst, .ack]

    private func key(_ packet: PathPacket, _ level: Level, isSent: Bool) -> Key? {
        // Which of several acknowledgments it is, only its number says.
        if packet.isBareACK, level.rawValue >= Level.acknowledgment.rawValue { return nil }
        if level.rawValue >= Level.place.rawValue, packet.length == 0 { return nil }
        var key = Key(
            sequence: isSent ? numbers(packet.sequence) : packet.sequence, length: level == .start ? 0 : packet.length,
            flags: packet.flags.intersection(Self.core).rawValue, mark: marks.mark(of: packet))
        if hasHashes, level.rawValue < Level.place.rawValue { key.hash = packet.hash }
        if level.rawValue < Level.acknowledgment.rawValue, packet.flags.contains(.ack) {
            key.acknowledgment = isSent ? acknowledgments(packet.acknowledgment) : packet.acknowledgment
        }
        if level.rawValue < Level.timestamp.rawValue {
            key.timestamp = packet.timestamp
            key.window = packet.window
        }
        if level == .everything { key.identification = packet.identification }
        return key
    }

    private mutating func pair(_ level: Level) {
        var leaving: [Key: [Int]] = [:]
        for i in sent.indices where arrival[i] == nil && !isUnclear.sent[i] {
            if let key = key(sent[i], level, isSent: true) { leaving[key, default: []].append(i) }
        }
        guard !leaving.isEmpty else { return }
        if level == .start {
            followers = []
            starts = Set(sent.map(\.sequence))
            longest = arrived.reduce(Self.leastSegmentSize) { max($0, $1.length, Int($1.segmentSize ?? 0)) }
            for (i, packet) in sent.enumerated() where arrival[i] != nil { followers.insert(packet.sequence) }
            for (i, packet) in sent.enumerated() where arrival[i] == nil && packet.length > 0 {
                followers.remove(packet.sequence)
            }
        }
        var coming: [Key: [Int]] = [:]
        for i in arrived.indices where departure[i] == nil && !isUnclear.arrived[i] {
            if let key = key(arrived[i], level, isSent: false) { coming[key, default: []].append(i) }
        }
        for (key, sent) in leaving {
            guard var arrived = coming[key] else { continue }
            if level == .start { arrived.removeAll { !isAnotherLength(of: self.sent[sent[0]], self.arrived[$0]) } }
            if sent.count == arrived.count {
                for (i, j) in zip(sent, arrived) { join(i, j) }
            } else if !arrived.isEmpty {
                unclear.append((sent, arrived))
                for i in sent { isUnclear.sent[i] = true }
                for j in arrived { isUnclear.arrived[j] = true }
            }
        }
        unclear.sort { $0.sent[0] < $1.sent[0] }
    }

    /// Whether bytes were put into a packet on the way, or taken out of it: what was sent behind it lies so much further on, or arrived for itself too, and was not
    /// joined with this one. Or it was shorter than others, and what it lacks was not sent again.
    private func isAnotherLength(of sent: PathPacket, _ arrived: PathPacket) -> Bool {
        guard sent.hash != 0, arrived.hash != 0, sent.length != arrived.length else { return false }
        let end = sent.sequence &+ UInt32(truncatingIfNeeded: sent.length)
        if numbers(end) == arrived.sequence &+ UInt32(truncatingIfNeeded: arrived.length) { return true }
        guard followers.contains(end) else { return false }
        if arrived.length > sent.length { return true }
        // No network card cuts a packet that fits, and what was lost of it is sent again.
        return sent.length <= longest && !starts.contains(sent.sequence &+ UInt32(truncatingIfNeeded: arrived.length))
    }

    private mutating func join(_ i: Int, _ j: Int) {
        arrival[i] = j
        departure[j] = i
    }

    /// Copies of the same packet, more at one end than at the other: each that arrived is the latest that had been sent by then, as far as the clocks
    /// are known; else the first is the first.
    private mutating func pairByTime(_ leaving: [Int], _ coming: [Int]) {
        guard let fastest = timing.fastest, leaving.count > coming.count else {
            for (i, j) in zip(leaving, coming) { join(i, j) }
            return
        }
        var next = 0
        for j in coming {
            guard next < leaving.count else { return }
            var best: Int?
            while next < leaving.count, let took = timing.took(sent[leaving[next]], arrived[j]), took >= fastest - Self.tolerance
            {
                best = next
                next += 1
            }
            if let best {
                join(leaving[best], j)
            } else {
                join(leaving[next], j)
                next += 1
            }
        }
    }
}
