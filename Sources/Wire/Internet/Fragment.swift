/// One fragment of an IP datagram, as its headers describe it.
public struct Fragment: Sendable {
    /// What the fragments of one datagram have in common (RFC 791 §3.2, RFC 8200 §4.5).
    public struct Key: Hashable, Sendable {
        var source: IPAddress
        var destination: IPAddress
        var network: UInt32
        var identification: UInt32
        var ipProtocol: UInt8

        /// In place of a protocol: fragments of CAPWAP, which are none of IP. (IANA reserves the number.)
        static let capwap: UInt8 = 255
    }

    var key: Key
    /// Where its bytes belong in the datagram's transport part.
    var offset: Int
    /// Whether no more fragments follow: its end is the datagram's end.
    var isLast: Bool
    /// Where its bytes lie in the frame.
    var range: Range<Int>
}
