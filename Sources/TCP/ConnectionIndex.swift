import CShims

/// Finds connections by the hash of their key: open addressing with linear probing.
struct ConnectionIndex {
    /// Identity + 1 below 32 bits of the hash, or 0 for an empty place: whether a place is the right one is mostly known without looking
    /// at the connection, which lies in no cache.
    private var places: [UInt64] = .init(repeating: 0, count: 1024)
    private var count = 0

    /// The connection with this hash that `isIt`.
    @inline(__always)
    func find(_ hash: UInt64, where isIt: (ConnectionID) -> Bool) -> ConnectionID? {
        let mask = places.count - 1
        var place = Int(truncatingIfNeeded: hash >> 32) & mask
        while places[place] != 0 {
            if places[place] >> 32 == hash >> 32 {
                let id = Int(places[place] & 0xffff_ffff) - 1
                if isIt(id) { return id }
            }
            place = (place + 1) & mask
        }
        return nil
    }

    /// The first connection whose hash is this one, as far as the index knows; for prefetching.
    @inline(__always)
    func likely(_ hash: UInt64) -> ConnectionID? {
        let mask = places.count - 1
        var place = Int(truncatingIfNeeded: hash >> 32) & mask
        while places[place] != 0 {
            if places[place] >> 32 == hash >> 32 { return Int(places[place] & 0xffff_ffff) - 1 }
            place = (place + 1) & mask
        }
        return nil
    }

    /// Has the place of a hash fetched into the cache.
    @inline(__always)
    func prefetch(_ hash: UInt64) {
        unsafe places.withUnsafeBufferPointer { all in
            guard let base = all.baseAddress else { return }
            unsafe tcpexplain_prefetch(base + Int(truncatingIfNeeded: hash >> 32) & (all.count - 1), 8)
        }
    }

    mutating func insert(_ id: ConnectionID, _ hash: UInt64) {
        count += 1
        if count * 4 > places.count * 3 { grow() }
        place(Self.entry(id, hash))
    }

    /// Removes by shifting back what follows, so that no tombstones pile up.
    mutating func remove(_ id: ConnectionID, _ hash: UInt64) {
        let entry = Self.entry(id, hash)
        let mask = places.count - 1
        var hole = Int(entry >> 32) & mask
        while places[hole] != entry {
            if places[hole] == 0 { return }
            hole = (hole + 1) & mask
        }
        count -= 1
        var next = (hole + 1) & mask
        while places[next] != 0 {
            let home = Int(places[next] >> 32) & mask
            if (next - home) & mask >= (next - hole) & mask {
                places[hole] = places[next]
                hole = next
            }
            next = (next + 1) & mask
        }
        places[hole] = 0
    }

    private static func entry(_ id: ConnectionID, _ hash: UInt64) -> UInt64 { hash & 0xffff_ffff_0000_0000 | UInt64(id + 1) }

    private mutating func place(_ entry: UInt64) {
        let mask = places.count - 1
        var place = Int(entry >> 32) & mask
        while places[place] != 0 { place = (place + 1) & mask }
        places[place] = entry
    }

    private mutating func grow() {
        let old = places
        places = .init(repeating: 0, count: old.count * 2)
        for entry in old where entry != 0 { place(entry) }
    }
}
