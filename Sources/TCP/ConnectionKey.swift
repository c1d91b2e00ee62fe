public import Wire

/// An address and a port.
public struct Endpoint: Hashable, Sendable {
    public var address: IPAddress
    public var port: UInt16

    public init(address: IPAddress, port: UInt16) {
        self.address = address
        self.port = port
    }
}

/// A pair of endpoints, the same for both directions, and the innermost VXLAN or Geneve network: tenants reuse addresses.
public struct ConnectionKey: Equatable, Sendable {
    /// The endpoint that sorts first.
    public var low: Endpoint
    public var high: Endpoint
    /// The network identifier plus 1, or 0.
    public var network: UInt32

    /// The key of a frame, and whether `low` sent it.
    @inlinable @inline(__always)
    public static func of(_ dissection: borrowing Dissection) -> (key: ConnectionKey, lowSent: Bool) {
        let source = Endpoint(address: dissection.source, port: dissection.tcp.sourcePort)
        let destination = Endpoint(address: dissection.destination, port: dissection.tcp.destinationPort)
        let lowSent = source.sortsBefore(destination)
        return (
            ConnectionKey(
                low: lowSent ? source : destination, high: lowSent ? destination : source, network: dissection.network),
            lowSent
        )
    }

    @inlinable @inline(__always)
    init(low: Endpoint, high: Endpoint, network: UInt32) {
        self.low = low
        self.high = high
        self.network = network
    }

    /// The seed where hashes of different runs are compared: it stays as it is.
    public static let fixedSeed: UInt64 = 0x7463_7065_7870_6c61

    /// A hash that a sender of packets cannot steer without knowing the seed; the same for both directions, and in each run with that seed.
    @inlinable @inline(__always)
    public func hash(seed: UInt64) -> UInt64 {
        var h = seed
        func mix(_ value: UInt64) {
            // Multiplication to 128 bits and folding, as wyhash does.
            let product = (h ^ value).multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
            h = product.high ^ product.low &+ seed
        }
        mix(low.address.low)
        mix(high.address.low)
        if low.address.isIPv6 {
            mix(low.address.high)
            mix(high.address.high)
        }
        mix(UInt64(low.port) << 48 | UInt64(high.port) << 32 | UInt64(network))
        return h
    }
}

extension Endpoint {
    @inlinable @inline(__always)
    func sortsBefore(_ other: Endpoint) -> Bool {
        if address.high != other.address.high { return address.high < other.address.high }
        if address.low != other.address.low { return address.low < other.address.low }
        return port < other.port
    }
}
