import CShims

/// Finds connections by the hash of their key: open addressing with linear probing, at most half full.
@safe struct ConnectionIndex: ~Copyable {
    /// Identity + 1 below 32 bits of the hash, or 0 for an empty place: whether a place is the right one is mostly known without looking
    /// at the connection, which lies in no cache. Memory of our own, since an array would be retained and checked for each segment.
    private var places: UnsafeMutablePointer<UInt64>
    /// Places, less 1: a power of two, less 1. All numbers of places are masked with it, so none is out of bounds.
    private var mask: Int
    private var count = 0

    init() {
        unsafe places = Self.empty(1024)
        mask = 1023
    }

    deinit { unsafe places.deallocate() }

    private static func empty(_ capacity: Int) -> UnsafeMutablePointer<UInt64> {
        let places = UnsafeMutablePointer<UInt64>.allocate(capacity: capacity)
        unsafe places.initialize(repeating: 0, count: capacity)
        return unsafe places
    }

    /// The connection with this hash that `isIt`.
    @inline(__always)
    func find(_ hash: UInt64, where isIt: (ConnectionID) -> Bool) -> ConnectionID? {
        var place = Int(truncatingIfNeeded: hash >> 32) & mask
        while true {
            let entry = unsafe places[place]
            guard entry != 0 else { return nil }
            if entry >> 32 == hash >> 32 {
                let id = Int(entry & 0xffff_ffff) &- 1
                if isIt(id) { return id }
            }
            place = (place &+ 1) & mask
        }
    }

    /// Has the place of a hash fetched into the cache.
    @inline(__always)
    func prefetch(_ hash: UInt64) {
        unsafe tcpexplain_prefetch(places + Int(truncatingIfNeeded: hash >> 32) & mask, 8)
    }

    mutating func insert(_ id: ConnectionID, _ hash: UInt64) {
        count += 1
        if count * 2 > mask { grow() }
        place(Self.entry(id, hash))
    }

    /// Removes by shifting back what follows, so that no tombstones pile up.
    mutating func remove(_ id: ConnectionID, _ hash: UInt64) {
        let entry = Self.entry(id, hash)
        var hole = Int(entry >> 32) & mask
        while unsafe places[hole] != entry {
            if unsafe places[hole] == 0 { return }
            hole = (hole + 1) & mask
        }
        count -= 1
        var next = (hole + 1) & mask
        while unsafe places[next] != 0 {
            let home = unsafe Int(places[next] >> 32) & mask
            if (next - home) & mask >= (next - hole) & mask {
                unsafe places[hole] = places[next]
                hole = next
            }
            next = (next + 1) & mask
        }
        unsafe places[hole] = 0
    }

    private static func entry(_ id: ConnectionID, _ hash: UInt64) -> UInt64 { hash & 0xffff_ffff_0000_0000 | UInt64(id + 1) }

    private mutating func place(_ entry: UInt64) {
        var place = Int(entry >> 32) & mask
        while unsafe places[place] != 0 { place = (place + 1) & mask }
        unsafe places[place] = entry
    }

    private mutating func grow() {
        let capacity = mask + 1
        let old = unsafe places
        unsafe places = Self.empty(capacity * 2)
        mask = capacity * 2 - 1
        for i in 0..<capacity where unsafe old[i] != 0 { unsafe place(old[i]) }
        unsafe old.deallocate()
    }
}
