/// What a live capture has come to so far.
public struct LiveCounts: Sendable {
    public var packets = 0
    /// In the last interval, a second.
    public var packetRate = 0
    public var byteRate = 0
    public var open = 0
    public var ended = 0
    public var dropped = 0

    public init() {}
}
