internal import TCP

/// An address and a port.
public struct Endpoint: Hashable, Sendable, CustomStringConvertible {
    /// An IPv4 address in dotted decimals, or an IPv6 address in the form of RFC 5952.
    public let address: String
    /// The TCP port.
    public let port: UInt16

    init(_ endpoint: TCP.Endpoint) {
        address = endpoint.address.description
        port = endpoint.port
    }

    /// `10.0.0.1:80`, or `[2001:db8::1]:80`.
    public var description: String { address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)" }
}
