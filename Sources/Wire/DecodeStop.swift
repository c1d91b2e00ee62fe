/// Where reading a frame ended before its TCP header was whole, and why.
///
/// Damage is a result, not an error: what was read before stays valid.
public struct DecodeStop: Equatable, Sendable {
    /// The header that could not be read; the raw value is its name in records.
    public enum Layer: String, Sendable, CaseIterable {
        case link
        case frameRelay = "frame-relay"
        case pktap, vlan, pppoe, ppp, mpls, llc, radiotap, ieee80211, ipv4, ipv6
        case ipv6Extension = "ipv6-extension"
        case icmp, gre, erspan, udp, vxlan, geneve, gtp, tzsp, capwap, tcp
    }

    /// The field of a header that contradicts its place or the lengths around it; the raw value is its name in records.
    public enum Field: String, Sendable, CaseIterable {
        /// The version of IP.
        case version
        /// How long a header is, its own first bytes included: IHL of IPv4, the data offset of TCP.
        case headerLength = "header-length"
        /// How long an IPv4 datagram is.
        case totalLength = "total-length"
        /// How long anything else is.
        case length
    }

    /// Why nothing further could be read.
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
    /// The field that contradicts; nil where a header is not all there, or too deep.
    public var field: Field?
    private var start: UInt32
    public var reason: Reason

    /// Where reading stopped, in bytes from the beginning of the frame, or of the datagram if it was put together
    /// (`Dissection.isReassembled`): the field, or the first byte of a header that is not all there.
    public var offset: Int { Int(start) }

    /// - Parameter offset: clamped to 0 to 2³²−1.
    public init(_ layer: Layer, _ reason: Reason, at offset: Int, field: Field? = nil) {
        self.layer = layer
        self.reason = reason
        self.field = field
        start = UInt32(clamping: offset)
    }
}

extension DecodeStop.Reason {
    /// The name in records.
    public var name: String {
        switch self {
        case .cutBySnapLength: "cut-by-snap-length"
        case .endsInside: "ends-inside"
        case .wrongVersion: "wrong-version"
        case .impossibleLength: "impossible-length"
        case .tooDeep: "too-deep"
        }
    }

    /// What the field says; nil where no field contradicts.
    public var value: Int? {
        switch self {
        case .wrongVersion(let value), .impossibleLength(let value): value
        case .cutBySnapLength, .endsInside, .tooDeep: nil
        }
    }
}
