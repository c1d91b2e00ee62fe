/// Where a report keeps what it holds of each connection: connection numbers to small numbers that are used again.
///
/// Open addressing with linear probing. The numbers of connections come in order: by their low bits they would lie side by side, and each that is
/// removed would have the whole row behind it moved. A multiplication spreads them (Knuth's multiplicative hashing). Looked up for each packet.
struct ConnectionSlots {
    /// A connection's number, 0 where the place is free, and its slot.
    private var places: [(number: Int, slot: Int)] = Array(repeating: (0, 0), count: 64)
    private var free: [Int] = []
    private(set) var count = 0

    private var mask: Int { places.count - 1 }

    /// The place where the search for a number begins.
    private func home(_ number: Int) -> Int {
        Int(truncatingIfNeeded: (UInt64(truncatingIfNeeded: number) &* 0x9e37_79b9_7f4a_7c15) >> 32) & mask
    }

    /// The slot of a connection, if it has one.
    func find(_ number: Int) -> Int? {
        var place = home(number)
        while places[place].number != 0 {
            if places[place].number == number { return places[place].slot }
            place = (place + 1) & mask
        }
        return nil
    }

    /// A slot for a connection that has none: a free one, or the next.
    mutating func insert(_ number: Int) -> Int {
        if (count + 1) * 2 > places.count { grow() }
        let slot = free.popLast() ?? count
        count += 1
        put(number, slot)
        return slot
    }

    /// Frees the slot of a connection, and returns it.
    mutating func remove(_ number: Int) -> Int? {
        var place = home(number)
        while places[place].number != number {
            if places[place].number == 0 { return nil }
            place = (place + 1) & mask
        }
        let slot = places[place].slot
        places[place].number = 0
        free.append(slot)
        count -= 1
        closeGap(behind: place)
        return slot
    }

    /// Moves those that were put further on because of the place that is free now.
    private mutating func closeGap(behind gap: Int) {
        var place = (gap + 1) & mask
        while places[place].number != 0 {
            let moved = places[place]
            places[place].number = 0
            put(moved.number, moved.slot)
            place = (place + 1) & mask
        }
    }

    private mutating func put(_ number: Int, _ slot: Int) {
        var place = home(number)
        while places[place].number != 0 { place = (place + 1) & mask }
        places[place] = (number, slot)
    }

    private mutating func grow() {
        let old = places
        places = Array(repeating: (0, 0), count: old.count * 2)
        for place in old where place.number != 0 { put(place.number, place.slot) }
    }
}
