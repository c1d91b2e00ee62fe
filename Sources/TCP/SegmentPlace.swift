import Wire

/// Where a segment belongs: its pair of endpoints, with the hash by which it is found.
public struct SegmentPlace: Sendable {
    var key: ConnectionKey
    /// Whether the endpoint that sorts first sent it.
    var lowSent: Bool
    var hash: UInt64
    public private(set) var isKnown = true

    init(key: ConnectionKey, lowSent: Bool, hash: UInt64) {
        self.key = key
        self.lowSent = lowSent
        self.hash = hash
    }

    /// One that is not known yet.
    public init() {
        let nobody = Endpoint(address: IPAddress(ipv4: 0), port: 0)
        self.init(key: ConnectionKey(low: nobody, high: nobody, network: 0), lowSent: false, hash: 0)
        isKnown = false
    }
}
