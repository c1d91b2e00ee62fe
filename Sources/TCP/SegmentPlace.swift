/// Where a segment belongs: its pair of endpoints, with the hash by which it is found.
public struct SegmentPlace: Sendable {
    var key: ConnectionKey
    /// Whether the endpoint that sorts first sent it.
    var lowSent: Bool
    var hash: UInt64
}
