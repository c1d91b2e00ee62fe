import TCP
import Wire

/// The packets of one direction at the end of their sender and at that of their receiver, and which is which.
struct PacketPairing {
    let sent: [PathPacket]
    let arrived: [PathPacket]
    /// Frames captured twice, at either end: no packets of their own.
    let copies: (sent: [PathPacket], arrived: [PathPacket])
    /// What is added to sequence numbers on the way, and to acknowledgment numbers.
    let shift: UInt32
    let acknowledgmentShift: UInt32
    /// For each packet the index of the same one at the other end.
    private(set) var arrival: [Int?]
    private(set) var departure: [Int?]
    /// Times that packets took by the two clocks: the least.
    private(set) var fastest: Int64?

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
    }

    /// What of it counts, most first.
    private enum Level: Int, CaseIterable { case everything, identification, timestamp, acknowledgment, place }

    init(sent: [PathPacket], arrived: [PathPacket], shift: UInt32, acknowledgmentShift: UInt32) {
        let (leaving, coming) = (CapturedCopies(sent, isAtSender: true), CapturedCopies(arrived, isAtSender: false))
        let (sent, arrived) = (leaving.packets, coming.packets)
        self.sent = sent
        self.arrived = arrived
        copies = (leaving.copies, coming.copies)
        self.shift = shift
        self.acknowledgmentShift = acknowledgmentShift
        arrival = Array(repeating: nil, count: sent.count)
        departure = Array(repeating: nil, count: arrived.count)
        let hasHashes = !sent.contains(where: \.isCut) && !arrived.contains(where: \.isCut)
        for level in Level.allCases { pair(level, hasHashes) }
    }

    private static let core: TCPFlags = [.syn, .fin, .rst, .ack]

    private func key(_ packet: PathPacket, _ level: Level, _ hasHashes: Bool, isSent: Bool) -> Key? {
        // Which of several acknowledgments it is, only its number says.
        if packet.isBareACK, level.rawValue >= Level.acknowledgment.rawValue { return nil }
        if level == .place, packet.length == 0 { return nil }
        var key = Key(
            sequence: packet.sequence &+ (isSent ? shift : 0), length: packet.length,
            flags: packet.flags.intersection(Self.core).rawValue)
        if hasHashes, level != .place { key.hash = packet.hash }
        if level.rawValue < Level.acknowledgment.rawValue, packet.flags.contains(.ack) {
            key.acknowledgment = packet.acknowledgment &+ (isSent ? acknowledgmentShift : 0)
        }
        if level.rawValue < Level.timestamp.rawValue {
            key.timestamp = packet.timestamp
            key.window = packet.window
        }
        if level == .everything { key.identification = packet.identification }
        return key
    }

    private mutating func pair(_ level: Level, _ hasHashes: Bool) {
        var leaving: [Key: [Int]] = [:]
        for i in sent.indices where arrival[i] == nil {
            if let key = key(sent[i], level, hasHashes, isSent: true) { leaving[key, default: []].append(i) }
        }
        var coming: [Key: [Int]] = [:]
        for i in arrived.indices where departure[i] == nil {
            if let key = key(arrived[i], level, hasHashes, isSent: false) { coming[key, default: []].append(i) }
        }
        var unclear: [(sent: [Int], arrived: [Int])] = []
        for (key, sent) in leaving {
            guard let arrived = coming[key] else { continue }
            if sent.count == arrived.count {
                for (i, j) in zip(sent, arrived) { join(i, j) }
            } else {
                unclear.append((sent, arrived))
            }
        }
        for group in unclear { pairByTime(group.sent, group.arrived) }
    }

    private mutating func join(_ i: Int, _ j: Int) {
        arrival[i] = j
        departure[j] = i
        if let left = sent[i].time, let came = arrived[j].time {
            let took = came.subtractingReportingOverflow(left).partialValue
            fastest = min(fastest ?? took, took)
        }
    }

    /// Copies of the same packet, more at one end than at the other: each that arrived is the latest that had been sent by then, as far as the clocks
    /// are known; else the first is the first.
    private mutating func pairByTime(_ leaving: [Int], _ coming: [Int]) {
        guard let fastest, leaving.count > coming.count else {
            for (i, j) in zip(leaving, coming) { join(i, j) }
            return
        }
        var next = 0
        for j in coming {
            guard next < leaving.count else { return }
            var best: Int?
            if let came = arrived[j].time {
                while next < leaving.count, let left = sent[leaving[next]].time,
                    came.subtractingReportingOverflow(left).partialValue >= fastest - 1_000_000
                {
                    best = next
                    next += 1
                }
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
