/// An ICMP or ICMPv6 error that quotes a TCP segment (RFC 792, RFC 4443).
public struct ICMPError: Equatable, Sendable {
    public enum Kind: Equatable, Sendable {
        case networkUnreachable, hostUnreachable, protocolUnreachable, portUnreachable
        /// A filter on the way said no.
        case prohibited
        case timeExceeded
        /// Too large for the next hop, whose MTU is told where the router told it.
        case fragmentationNeeded(mtu: Int?)
        case other(type: Int, code: Int)
    }

    public var kind: Kind
    /// As on the wire.
    public var type: UInt8
    public var code: UInt8
    /// The quoted segment's sequence number.
    public var sequence: SequenceNumber

    /// Whether a TCP that hears of it gives up a connection attempt (RFC 1122 §4.2.3.9); path MTU discovery goes on.
    public var isFatal: Bool {
        if case .fragmentationNeeded = kind { return false }
        return true
    }

    /// By type and code; nil for what is no error.
    static func kind(type: UInt8, code: UInt8, isIPv6: Bool, mtu: UInt32) -> Kind? {
        switch (isIPv6, type, code) {
        case (false, 3, 4): .fragmentationNeeded(mtu: mtu & 0xffff == 0 ? nil : Int(mtu & 0xffff))
        case (true, 2, _): .fragmentationNeeded(mtu: Int(mtu))
        case (false, 3, 0), (false, 3, 6), (true, 1, 0): .networkUnreachable
        case (false, 3, 1), (false, 3, 7), (true, 1, 3): .hostUnreachable
        case (false, 3, 2): .protocolUnreachable
        case (false, 3, 3), (true, 1, 4): .portUnreachable
        case (false, 3, 9), (false, 3, 10), (false, 3, 13), (true, 1, 1), (true, 1, 5), (true, 1, 6): .prohibited
        case (false, 11, _), (true, 3, _): .timeExceeded
        case (false, 3, _), (false, 12, _), (true, 1, _), (true, 4, _): .other(type: Int(type), code: Int(code))
        default: nil
        }
    }
}
