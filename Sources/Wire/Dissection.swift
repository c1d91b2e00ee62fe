/// What one frame turned out to hold: its innermost IP addresses and, with `outcome == .tcp`, a TCP segment.
///
/// A plain value of some 130 bytes without references. What only the walk needs is in `Walk`.
public struct Dissection: Equatable, Sendable {
    public enum Outcome: Equatable, Sendable {
        /// A TCP segment whose ports, numbers and flags are all there.
        case tcp
        /// An ICMP error that quotes a segment, whose addresses and ports the dissection then holds; see `Dissector.icmpError`.
        case icmpError
        /// Something else, or a fragment whose datagram is not complete yet.
        case other
        /// Reading ended in a header that is cut short or contradicts itself.
        case malformed(DecodeStop)
    }

    public var outcome = Outcome.other
    public var source = IPAddress(ipv4: 0)
    public var destination = IPAddress(ipv4: 0)
    public var tcp = TCPHeader()
    /// The innermost VXLAN or Geneve network identifier plus 1; 0 where there is none.
    public var network: UInt32 = 0
    /// The IPv4 identification; 0 for IPv6.
    public var identification: UInt16 = 0
    /// IPv4 time to live or IPv6 hop limit.
    public var timeToLive: UInt8 = 0
    /// DSCP and ECN: the type of service of IPv4, the traffic class of IPv6.
    public var trafficClass: UInt8 = 0
    /// False if the TCP checksum is wrong; nil if it could not be checked, as the segment was not captured whole.
    public var checksumIsRight: Bool?
    /// Whether a wrong checksum is the sum of the pseudo header alone: what a system writes there for a network card that adds the rest.
    public var checksumIsPartial = false
    /// Whether the capture holds less of the frame than was on the wire.
    public var isCutBySnapLength = false
    /// Whether the ranges lie in `Dissector.datagram` instead of the frame.
    public var isReassembled = false
    @usableFromInline var optionsStart: UInt32 = 0
    @usableFromInline var payloadStart: UInt32 = 0
    @usableFromInline var payloadEnd: UInt32 = 0
    @usableFromInline var payloadBytes: UInt32 = 0
    @usableFromInline var remainderStart: UInt32 = 0
    @usableFromInline var remainderEnd: UInt32 = 0

    @inlinable
    public init() {}

    /// Where the captured TCP options lie in the frame (or the datagram, see `isReassembled`).
    @inlinable public var options: Range<Int> { Int(optionsStart)..<Int(payloadStart) }

    /// Where the captured payload lies in the frame (or the datagram, see `isReassembled`).
    @inlinable public var payload: Range<Int> { Int(payloadStart)..<Int(payloadEnd) }

    /// Payload bytes by the IP header's count, however many of them were captured.
    @inlinable public var payloadLength: Int { Int(payloadBytes) }

    /// What lies behind the part that was read, where a frame aggregates several (A-MSDU): see `Dissector.dissect(_:of:_:)`.
    public var remainder: Range<Int>? {
        get { remainderEnd == 0 ? nil : Int(remainderStart)..<Int(remainderEnd) }
        set {
            remainderStart = UInt32(clamping: newValue?.lowerBound ?? 0)
            remainderEnd = UInt32(clamping: newValue?.upperBound ?? 0)
        }
    }

    /// Says where the captured options and payload lie, one behind the other, and how long the payload was on the wire.
    @inlinable @inline(__always)
    mutating func place(options: Int, payload: Int, end: Int, payloadLength: Int) {
        optionsStart = UInt32(truncatingIfNeeded: options)
        payloadStart = UInt32(truncatingIfNeeded: payload)
        payloadEnd = UInt32(truncatingIfNeeded: end)
        payloadBytes = UInt32(truncatingIfNeeded: payloadLength)
    }
}
