import Wire

/// A connection at rest: a tenth of the space, with nothing lost (`Connection.pass`).
///
/// Its key has a fixed place, so that whether it is the one looked for is known without unpacking it.
/// Like `Slab` a place where memory is handled by hand: an array would add a third to what most of these take.
@safe struct PackedConnection {
    private let memory: UnsafeMutableRawPointer

    private enum Place {
        static let count = 0
        static let flags = 2
        static let key = 4
    }

    /// In the byte at `Place.flags`.
    private enum Flag {
        static let isIPv6: UInt8 = 1
        static let hasNetwork: UInt8 = 2
    }

    /// What lies at an `address`, which came from here and so is not 0.
    init(at address: UInt) {
        guard let pointer = unsafe UnsafeMutableRawPointer(bitPattern: address) else { preconditionFailure("no such connection") }
        unsafe memory = pointer
    }

    /// Where it lies: a multiple of 8.
    var address: UInt { unsafe UInt(bitPattern: memory) }

    /// Packs members that were written down, with what is not among them.
    init(_ members: UnsafeBufferPointer<UInt8>, _ key: ConnectionKey) {
        let start = Place.key + key.packedSize
        unsafe memory = .allocate(byteCount: start + members.count, alignment: 8)
        store(UInt16(members.count), at: Place.count)
        // Both are of one version: they come from one header.
        let isIPv6 = key.low.address.isIPv6
        var flags: UInt8 = 0
        if isIPv6 { flags |= Flag.isIPv6 }
        if key.network != 0 { flags |= Flag.hasNetwork }
        store(flags, at: Place.flags)
        store(key.low.port, at: Place.key)
        store(key.high.port, at: Place.key + 2)
        if isIPv6 {
            store(key.low.address.high, at: Place.key + 4)
            store(key.low.address.low, at: Place.key + 12)
            store(key.high.address.high, at: Place.key + 20)
            store(key.high.address.low, at: Place.key + 28)
        } else {
            store(UInt32(truncatingIfNeeded: key.low.address.low), at: Place.key + 4)
            store(UInt32(truncatingIfNeeded: key.high.address.low), at: Place.key + 8)
        }
        if key.network != 0 { store(key.network, at: start - 4) }
        unsafe UnsafeMutableRawBufferPointer(start: memory + start, count: members.count).copyMemory(from: .init(members))
    }

    func free() { unsafe memory.deallocate() }

    @inline(__always)
    private func store<T: BitwiseCopyable>(_ value: T, at place: Int) {
        unsafe memory.storeBytes(of: value, toByteOffset: place, as: T.self)
    }

    @inline(__always)
    private func load<T: BitwiseCopyable>(_ place: Int, as type: T.Type) -> T {
        unsafe memory.loadUnaligned(fromByteOffset: place, as: type)
    }

    private var flags: UInt8 { load(Place.flags, as: UInt8.self) }

    var key: ConnectionKey {
        let flags = flags
        let low: IPAddress
        let high: IPAddress
        if flags & Flag.isIPv6 != 0 {
            low = IPAddress(high: load(Place.key + 4, as: UInt64.self), low: load(Place.key + 12, as: UInt64.self))
            high = IPAddress(high: load(Place.key + 20, as: UInt64.self), low: load(Place.key + 28, as: UInt64.self))
        } else {
            low = IPAddress(ipv4: load(Place.key + 4, as: UInt32.self))
            high = IPAddress(ipv4: load(Place.key + 8, as: UInt32.self))
        }
        let network = flags & Flag.hasNetwork != 0 ? load(Place.key + (flags & Flag.isIPv6 != 0 ? 36 : 12), as: UInt32.self) : 0
        return ConnectionKey(
            low: Endpoint(address: low, port: load(Place.key, as: UInt16.self)),
            high: Endpoint(address: high, port: load(Place.key + 2, as: UInt16.self)), network: network)
    }

    /// The members, as they were written down.
    var members: UnsafeBufferPointer<UInt8> {
        let flags = flags
        let start = Place.key + (flags & Flag.isIPv6 != 0 ? 36 : 12) + (flags & Flag.hasNetwork != 0 ? 4 : 0)
        let first = unsafe (memory + start).assumingMemoryBound(to: UInt8.self)
        return unsafe UnsafeBufferPointer(start: first, count: Int(load(Place.count, as: UInt16.self)))
    }
}

extension ConnectionKey {
    /// Bytes that it takes in a `PackedConnection`.
    fileprivate var packedSize: Int { (low.address.isIPv6 ? 36 : 12) + (network == 0 ? 0 : 4) }
}
