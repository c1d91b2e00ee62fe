import TCP

/// Payloads and where they lie in a stream: a shift of the sequence numbers explains those that both ends have.
private struct SequencePlaces {
    private struct Place: Hashable {
        var sequence: UInt32
        var hash: UInt64
    }

    private var places: Set<Place> = []

    init(_ packets: [PathPacket]) {
        for packet in packets where packet.hash != 0 || packet.flags.contains(.fin) {
            places.insert(Place(sequence: packet.sequence, hash: packet.hash))
        }
    }

    func has(_ sequence: UInt32, _ hash: UInt64) -> Bool { places.contains(Place(sequence: sequence, hash: hash)) }

    func explained(of packets: [PathPacket], by shift: UInt32) -> Int {
        packets.count { $0.hash != 0 && has($0.sequence &- shift, $0.hash) }
    }
}

extension EndsComparison.Pair {
    /// Shorter payloads say little.
    private static let leastLength = 16
    /// So many shifts are tried, of those that most payloads suggest.
    private static let mostShifts = 4
    /// So many times at most are bytes put in or taken out.
    private static let mostChanges = 64
    /// So many packets behind one are looked at.
    private static let mostBehind = 64

    /// What is added to the numbers of an end: by its first number, or where that was not captured, by its payloads: nothing, unless something else
    /// explains more of them.
    private func shift(of role: Role) -> UInt32 {
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

    /// The shift, and where bytes were put in or taken out: a packet begins where it should and has another length, and what its sender sent behind it lies
    /// so much further on.
    func map(of role: Role) -> StreamMap {
        var map = StreamMap(shift: shift(of: role))
        let (before, after) = (first[role].filter { $0.hash != 0 || $0.flags.contains(.fin) }, second[role])
        let places = SequencePlaces(after)
        var starts: [UInt32: [PathPacket]] = [:]
        for packet in after where packet.hash != 0 { starts[packet.sequence, default: []].append(packet) }
        /// How many of the packets behind it lie where they should if so much is added.
        func explained(behind i: Int, _ end: UInt32, by shift: UInt32) -> Int {
            before[(i + 1)...].lazy.filter {
                ($0.hash != 0 || $0.flags.contains(.fin)) && Int32(bitPattern: $0.sequence &- end) >= 0
            }
            .prefix(Self.mostBehind).count { places.has($0.sequence &+ shift, $0.hash) }
        }
        /// Where nothing behind it is as sent: whether what is next begins there, and not where it would otherwise.
        func follows(_ i: Int, _ end: UInt32, _ shift: UInt32, not usual: UInt32) -> Bool {
            guard let next = before[(i + 1)...].first(where: { $0.hash != 0 && Int32(bitPattern: $0.sequence &- end) >= 0 })
            else {
                return false
            }
            return starts[next.sequence &+ shift] != nil && starts[next.sequence &+ usual] == nil
        }
        for (i, packet) in before.enumerated() where packet.hash != 0 && map.changes.count < Self.mostChanges {
            let start = map(packet.sequence)
            guard !places.has(start, packet.hash), let others = starts[start] else { continue }
            let end = packet.sequence &+ UInt32(truncatingIfNeeded: packet.length)
            if let last = map.changes.last, Int32(bitPattern: end &- last.first) <= 0 { continue }
            let usual = map(end) &- end
            let explainedSo = explained(behind: i, end, by: usual)
            for other in others where other.length != packet.length {
                let otherEnd = other.sequence &+ UInt32(truncatingIfNeeded: other.length)
                let explained = explained(behind: i, end, by: otherEnd &- end)
                if explained > explainedSo || explained == 0 && explainedSo == 0 && follows(i, end, otherEnd &- end, not: usual) {
                    map.add(StreamMap.Change(first: end, second: otherEnd))
                    break
                }
            }
        }
        return map
    }
}
