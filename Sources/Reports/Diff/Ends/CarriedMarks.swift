import TCP

/// What the path leaves as it is in the packets of one direction, besides where they lie in the stream: by it a packet is told from the same bytes sent again.
///
/// Firewalls draw identifications or timestamps anew, but then for all packets. So packets that lie alone in their place at both ends tell.
struct CarriedMarks {
    private(set) var keepsIdentifications = false
    private(set) var keepsTimestamps = false
    /// The sender counts its packets by the identification.
    private(set) var countsUp = false

    /// Where a packet lies, and what it acknowledges.
    private struct Place: Hashable {
        var sequence: UInt32
        var acknowledgment: UInt32
        var length: Int
        var flags: UInt16
    }

    /// How often a number is the same at both ends.
    private struct Tally {
        private var same: Set<UInt32> = []
        private var balance = 0

        mutating func add(_ sent: UInt32, _ arrived: UInt32) {
            if sent == arrived { same.insert(sent) }
            balance += sent == arrived ? 1 : -1
        }

        /// Numbers that are all the same tell nothing.
        var isKept: Bool { same.count >= 2 && balance > 0 }
    }

    /// The longest step of a sender that counts its packets: it may have other connections to the same host.
    private static let longestStep: Int16 = 64

    init() {}

    init(sent: [PathPacket], arrived: [PathPacket], numbers: StreamMap, acknowledgments: StreamMap) {
        func place(_ packet: PathPacket, isSent: Bool) -> Place {
            let acknowledgment = packet.flags.contains(.ack) ? packet.acknowledgment : nil
            return Place(
                sequence: isSent ? numbers(packet.sequence) : packet.sequence,
                acknowledgment: acknowledgment.map { isSent ? acknowledgments($0) : $0 } ?? 0, length: packet.length,
                flags: packet.flags.intersection([.syn, .fin, .rst, .ack]).rawValue)
        }
        // Indices of packets that lie alone in their place; -1 of those that do not.
        var leaving: [Place: Int] = [:]
        for (i, packet) in sent.enumerated() {
            leaving[place(packet, isSent: true)] = leaving[place(packet, isSent: true)] == nil ? i : -1
        }
        var coming: [Place: Int] = [:]
        for (j, packet) in arrived.enumerated() {
            let place = place(packet, isSent: false)
            coming[place] = coming[place] == nil ? j : -1
        }
        var identifications = Tally()
        var timestamps = Tally()
        for (place, i) in leaving {
            guard i >= 0, let j = coming[place], j >= 0 else { continue }
            if sent[i].identification != 0, arrived[j].identification != 0 {
                identifications.add(UInt32(sent[i].identification), UInt32(arrived[j].identification))
            }
            if let left = sent[i].timestamp, let came = arrived[j].timestamp { timestamps.add(left, came) }
        }
        keepsIdentifications = identifications.isKept
        keepsTimestamps = timestamps.isKept
        let counted = sent.map(\.identification).filter { $0 != 0 }
        let steps = zip(counted, counted.dropFirst()).map { Int16(bitPattern: $1 &- $0) }
        countsUp = 2 * steps.count { (1...Self.longestStep).contains($0) } > steps.count
    }

    /// Of a packet at either end: two that are the same one have the same.
    struct Mark: Hashable {
        var identification: UInt16 = 0
        var timestamp: UInt32?
    }

    /// The timestamp counts only where there is no identification: something may have changed it in this packet.
    func mark(of packet: PathPacket) -> Mark {
        if keepsIdentifications, packet.identification != 0 { return Mark(identification: packet.identification) }
        return Mark(timestamp: keepsTimestamps ? packet.timestamp : nil)
    }

    /// Whether a packet that arrived was sent later than another one that has the same bytes; false where that is not known.
    func isLater(_ arrived: PathPacket, than sent: PathPacket) -> Bool {
        if keepsTimestamps, let left = sent.timestamp, let came = arrived.timestamp, left != came {
            return Int32(bitPattern: came &- left) > 0
        }
        guard keepsIdentifications, countsUp, sent.identification != 0, arrived.identification != 0 else { return false }
        return Int16(bitPattern: arrived.identification &- sent.identification) > 0
    }
}
