public import Wire

/// A host that is asked for: a network of addresses, or a name.
public enum HostPattern: Equatable, Sendable {
    /// The addresses whose first `bits` bits are those of `address`.
    case network(IPAddress, bits: Int)
    /// A name, in lower case, and the names below it.
    case name(String)

    /// Whether an end with this address may be meant; a name may belong to any address.
    func mayMatch(_ address: IPAddress) -> Bool { if case .name = self { true } else { matches(address) } }

    func matches(_ address: IPAddress) -> Bool {
        guard case .network(let network, let bits) = self, network.isIPv6 == address.isIPv6 else { return false }
        if !network.isIPv6 { return Self.agree(network.low << 32, address.low << 32, bits: bits) }
        return Self.agree(network.high, address.high, bits: bits) && Self.agree(network.low, address.low, bits: bits - 64)
    }

    private static func agree(_ a: UInt64, _ b: UInt64, bits: Int) -> Bool {
        bits <= 0 || (a ^ b) >> UInt64(64 - min(bits, 64)) == 0
    }

    /// Whether this is a name, and `name` is it or one below it.
    func matches(name: String) -> Bool {
        guard case .name(let wanted) = self else { return false }
        var name = name.lowercased()
        if name.hasSuffix(".") { name.removeLast() }
        return name == wanted || name.hasSuffix("." + wanted)
    }

    /// Whether this is a name, and a URL's authority names it.
    func matches(authorityOf url: String) -> Bool {
        guard case .name = self, let start = url.firstIndex(of: "/") else { return false }
        let authority = url[start...].drop { $0 == "/" }.prefix { $0 != "/" && $0 != "?" }
        let host = authority.split(separator: "@").last ?? ""
        return matches(name: String(host.prefix { $0 != ":" }))
    }
}
