import TCP

/// Payloads and where they lie in a stream: a shift of the sequence numbers explains those that both ends have.
private struct SequencePlaces {
    private struct Place: Hashable {
        var sequence: UInt32
        var hash: UInt64
    }

    private var places: Set<Place> = []

    init(_ packets: [PathPacket]) {
        for packet in packets where packet.hash != 0 { places.insert(Place(sequence: packet.sequence, hash: packet.hash)) }
    }

    func explained(of packets: [PathPacket], by shift: UInt32) -> Int {
        packets.count { $0.hash != 0 && places.contains(Place(sequence: $0.sequence &- shift, hash: $0.hash)) }
    }
}

extension EndsComparison.Pair {
    /// Shorter payloads say little.
    private static let leastLength = 16
    /// So many shifts are tried, of those that most payloads suggest.
    private static let mostShifts = 4

    /// What is added to the numbers of an end: by its first number, or where that was not captured, by its payloads: nothing, unless something else
    /// explains more of them.
    func shift(of role: Role) -> UInt32 {
        if let a = first.syn(of: role), let b = second.syn(of: role) { return b.sequence &- a.sequence }
        var known: [UInt64: UInt32] = [:]
        for packet in first[role] where packet.hash != 0 && packet.length >= Self.leastLength && known[packet.hash] == nil {
            known[packet.hash] = packet.sequence
        }
        var votes: [UInt32: Int] = [:]
        for packet in second[role] where packet.hash != 0 {
            if let number = known[packet.hash] { votes[packet.sequence &- number, default: 0] += 1 }
        }
        let places = SequencePlaces(first[role])
        var best: (shift: UInt32, explained: Int) = (0, places.explained(of: second[role], by: 0))
        for vote in votes.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }).prefix(Self.mostShifts) {
            let explained = places.explained(of: second[role], by: vote.key)
            if explained > best.explained { best = (vote.key, explained) }
        }
        return best.shift
    }
}
