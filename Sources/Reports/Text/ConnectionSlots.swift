/// Where a report keeps what it holds of each connection: connection numbers to small numbers that are used again.
///
/// Open addressing with linear probing. Connections have consecutive numbers, which would lie in one run of places without a gap: whoever
/// removes one or looks for one that is not there would walk through all of them. So the numbers are mixed, with a value that no sender of packets
/// knows. Looked up for each packet.
struct ConnectionSlots {
    /// A connection's number, 0 where the place is free, and its slot.
    private var places: [(number: Int, slot: Int)] = Array(repeating: (0, 0), count: 64)
    private var free: [Int] = []
    private(set) var count = 0
    private let seed = UInt64.random(in: .min ... .max)

    private var mask: Int { places.count - 1 }

    /// Where a number lies if its place is free.
    private func home(of number: Int) -> Int {
        Int(truncatingIfNeeded: ((UInt64(truncatingIfNeeded: number) ^ seed) &* 0x9e37_79b9_7f4a_7c15) >> 32) & mask
    }

    /// The slot of a connection, if it has one.
    @inline(__always)
    func find(_ number: Int) -> Int? {
        var place = home(of: number)
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
        var place = home(of: number)
        while places[place].number != number {
            if places[place].number == 0 { return nil }
            place = (place + 1) & mask
        }
        let slot = places[place].slot
        free.append(slot)
        count -= 1
        closeGap(at: place)
        return slot
    }

    /// Frees a place: those that were put further on because it was taken move back.
    private mutating func closeGap(at freed: Int) {
        var gap = freed
        var place = (gap + 1) & mask
        while places[place].number != 0 {
            if (place - home(of: places[place].number)) & mask >= (place - gap) & mask {
                places[gap] = places[place]
                gap = place
            }
            place = (place + 1) & mask
        }
        places[gap].number = 0
    }

    private mutating func put(_ number: Int, _ slot: Int) {
        var place = home(of: number)
        while places[place].number != 0 { place = (place + 1) & mask }
        places[place] = (number, slot)
    }

    private mutating func grow() {
        let old = places
        places = Array(repeating: (0, 0), count: old.count * 2)
        for place in old where place.number != 0 { put(place.number, place.slot) }
    }
}
