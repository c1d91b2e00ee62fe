internal import Wire

/// How far a capture can make an ``Analyzer`` grow. Captures are written by others, so everything that they can make it hold has a bound.
///
/// A bound that was hit is told by an ``Event/warning(_:)``, or in the findings and figures of the connection. Values below 1 count as 1.
public struct Limits: Sendable, Hashable {
    /// Bytes held over all connections; 512 MiB. When they are reached, the connection that has held some for longest gives up what it holds.
    public var memory = 512 << 20
    /// Connections held; 262,144. Then the one that was quiet for longest ends.
    public var connections = 1 << 18
    /// Connections that were closed and wait for stragglers; 131,072. Then the oldest is released.
    public var closedConnections = 1 << 17
    /// Bytes that wait behind a hole in one direction of a connection; 4 MiB. Then the hole is given up, and reading goes on behind it.
    public var earlyBytes = 4 << 20
    /// Bytes of IP fragments whose datagram is not complete; 8 MiB. Then the oldest datagram goes.
    public var fragmentBytes = 8 << 20
    /// Bytes of one header or trailer section of HTTP; 256 KiB. What is beyond is not read.
    public var headBytes = 256 << 10
    /// Requests of one connection that wait for their response; 4,096. Then the oldest is given up.
    public var waitingRequests = 4096
    /// Bytes that the decoded content of one message may grow to; 512 MiB. Then decoding ends, and ``Message/decodedBytes`` is not known.
    public var decodedBytes = 512 << 20
    /// Messages whose content is decoded at the same time; 512. The content of more is counted, but not decoded.
    public var decoders = 512

    /// The bounds that the command has by default.
    public init() {}

    /// As the modules below take them.
    var values: Wire.Limits {
        var limits = Wire.Limits()
        limits.memory = max(1, memory)
        limits.connections = max(1, connections)
        limits.closedConnections = max(1, closedConnections)
        limits.earlyBytes = max(1, earlyBytes)
        limits.fragmentBytes = max(1, fragmentBytes)
        limits.headBytes = max(1, headBytes)
        limits.waitingRequests = max(1, waitingRequests)
        limits.decodedBytes = max(1, decodedBytes)
        limits.decoders = max(1, decoders)
        return limits
    }
}
