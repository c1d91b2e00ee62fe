public import Wire

/// Where a segment belongs: its pair of endpoints, with the hash by which it is found.
public struct SegmentPlace: Sendable {
    @usableFromInline var key: ConnectionKey
    /// Whether the endpoint that sorts first sent it.
    @usableFromInline var lowSent: Bool
    /// Whether the rest says something.
    public internal(set) var isKnown = true
    /// Whether its flags are those of a segment in the middle of a connection.
    @usableFromInline var isPlain = true
    /// The connection that had this hash a little before; nil, at first, for none.
    @usableFromInline var likely: UInt32?
    @usableFromInline var hash: UInt64
    /// See `mark(_:_:_:)`.
    @usableFromInline var mark: UInt32 = 0
    /// Payload bytes, by the IP header's count.
    @usableFromInline var payloadLength: UInt32 = 0

    @inlinable @inline(__always)
    init(of dissection: borrowing Dissection, seed: UInt64) {
        (key, lowSent) = ConnectionKey.of(dissection)
        hash = key.hash(seed: seed)
        payloadLength = UInt32(truncatingIfNeeded: dissection.payloadLength)
        isPlain = dissection.tcp.flags.isSubset(of: [.ack, .psh])
        mark = Self.mark(dissection.tcp.sequence, dissection.tcp.acknowledgment, dissection.tcp.checksum ?? 0)
    }

    /// One that is not known yet.
    public init() {
        let nobody = Endpoint(address: IPAddress(ipv4: 0), port: 0)
        key = ConnectionKey(low: nobody, high: nobody, network: 0)
        lowSent = false
        hash = 0
        isKnown = false
    }

    /// What tells a segment from others of its direction, for the most part.
    @inlinable @inline(__always)
    static func mark(_ sequence: SequenceNumber, _ acknowledgment: SequenceNumber, _ checksum: UInt16) -> UInt32 {
        sequence.rawValue ^ acknowledgment.rawValue &* 31 ^ UInt32(checksum) &* 17
    }

    /// It is not known any more.
    public mutating func forget() {
        isKnown = false
        likely = nil
    }
}
