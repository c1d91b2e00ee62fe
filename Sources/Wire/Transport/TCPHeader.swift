/// The fixed part of a TCP header (RFC 9293 §3.1).
public struct TCPHeader: Equatable, Sendable {
    public var sourcePort: UInt16 = 0
    public var destinationPort: UInt16 = 0
    public var sequence = SequenceNumber(0)
    public var acknowledgment = SequenceNumber(0)
    public var flags: TCPFlags = []
    @usableFromInline var words: UInt8 = 0
    /// As on the wire, unscaled; nil if the snap length cut it away.
    public var window: UInt16?
    /// As on the wire; nil if the snap length cut it away.
    public var checksum: UInt16?

    /// The bytes up to and with the flags: without them there is no segment to speak of.
    public static let leastLength = 14
    /// The length of a header without options.
    public static let fixedLength = 20

    /// In bytes, options included: 20 to 60.
    @inlinable public var headerLength: Int { Int(words) * 4 }

    @inlinable
    public init() {}

    /// Reads the header at `offset`; the caller has checked that `leastLength` bytes lie between it and `end`.
    @inlinable @inline(__always)
    public init(_ bytes: Span<UInt8>, at offset: Int, end: Int) {
        sourcePort = bytes.uint16(at: offset)
        destinationPort = bytes.uint16(at: offset + 2)
        sequence = SequenceNumber(bytes.uint32(at: offset + 4))
        acknowledgment = SequenceNumber(bytes.uint32(at: offset + 8))
        let offsetAndFlags = bytes.uint16(at: offset + 12)
        words = UInt8(truncatingIfNeeded: offsetAndFlags >> 12)
        flags = TCPFlags(rawValue: offsetAndFlags & 0x1ff)
        window = end - offset >= 16 ? bytes.uint16(at: offset + 14) : nil
        checksum = end - offset >= 18 ? bytes.uint16(at: offset + 16) : nil
    }
}
