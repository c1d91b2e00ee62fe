/// Where reading a frame ended before its TCP header was whole, and why.
///
/// Damage is a result, not an error: what was read before stays valid.
public struct DecodeStop: Equatable, Sendable {
    /// The header that could not be read.
    public enum Layer: Sendable {
        case link, frameRelay, pktap, vlan, pppoe, ppp, mpls, llc, radiotap, ieee80211
        case ipv4, ipv6, ipv6Extension, icmp, gre, erspan, udp, vxlan, geneve, gtp, tzsp, capwap, tcp
    }

    public enum Reason: Equatable, Sendable {
        /// The snap length cut the frame inside this header.
        case cutBySnapLength
        /// The frame, or the length field of the header around it, ends inside this header.
        case endsInside
        /// A version field says something else than its place does.
        case wrongVersion(Int)
        /// A length field that cannot be: less than the smallest header, or past the end.
        case impossibleLength(Int)
        /// More headers inside one another than `Dissector.maximumDepth`.
        case tooDeep
    }

    public var layer: Layer
    public var reason: Reason

    @inlinable
    public init(_ layer: Layer, _ reason: Reason) {
        self.layer = layer
        self.reason = reason
    }
}
