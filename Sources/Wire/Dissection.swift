/// What one frame turned out to hold: its innermost IP addresses and, with `outcome == .tcp`, a TCP segment.
public struct Dissection: Sendable {
    public enum Outcome: Equatable, Sendable {
        /// A TCP segment whose ports, numbers and flags are all there.
        case tcp
        /// An ICMP error that quotes a segment, whose addresses and ports the dissection then holds.
        case icmpError(ICMPError, from: IPAddress)
        /// Something else, or a fragment whose datagram is not complete yet.
        case other
        /// Reading ended in a header that is cut short or contradicts itself.
        case malformed(DecodeStop)
    }

    public var outcome = Outcome.other
    public var source = IPAddress(ipv4: 0)
    public var destination = IPAddress(ipv4: 0)
    /// The addresses that the TCP checksum covers, where they are not those of the IPv6 header: the home address of a mobile
    /// node (RFC 6275 §6.3) and the last address of a source route (RFC 8200 §8.1).
    var checksumSource: IPAddress?
    var checksumDestination: IPAddress?
    /// The innermost VXLAN or Geneve network identifier plus 1; 0 where there is none.
    public var network: UInt32 = 0
    /// The IPv4 identification; 0 for IPv6.
    public var identification: UInt16 = 0
    /// IPv4 time to live or IPv6 hop limit.
    public var timeToLive: UInt8 = 0
    public var tcp = TCPHeader()
    /// Where the captured TCP options lie in the frame (or the datagram, see `isReassembled`).
    public var options = 0..<0
    /// Where the captured payload lies in the frame (or the datagram, see `isReassembled`).
    public var payload = 0..<0
    /// Payload bytes by the IP header's count, however many of them were captured.
    public var payloadLength = 0
    /// False if the TCP checksum is wrong; nil if it could not be checked, as the segment was not captured whole.
    public var checksumIsRight: Bool?
    /// Whether the capture holds less of the frame than was on the wire.
    public var isCutBySnapLength = false
    /// Whether the ranges lie in `Dissector.datagram` instead of the frame.
    public var isReassembled = false

    /// What lies behind the part that was read, where a frame aggregates several (A-MSDU): see `Dissector.dissect(_:of:_:)`.
    public var remainder: Range<Int>?

    /// The compressed datagram just found, until it is decompressed.
    var compressed: Range<Int>?
    /// The fragment just read, until the reassembler has taken it.
    var fragment: Fragment?

    public init() {}
}
