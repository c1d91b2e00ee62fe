internal import Wire

/// How far a capture can make an ``Analyzer`` grow. Captures are written by others, so everything that they can make it hold has a bound:
/// these can be set, and all others are those of the command.
///
/// A bound that was hit is told by an ``Event/warning(_:)``, or in the findings and figures of the connection. Values below 1 count as 1.
public struct Limits: Sendable, Hashable {
    /// Bytes held over all connections; 512 MiB. When they are reached, the connection that has held some for longest gives up what it holds.
    public var memory = 512 << 20
    /// Connections held; 262,144. Then the one that was quiet for longest ends.
    public var connections = 1 << 18
    /// Bytes that the decoded content of one message may grow to; 512 MiB. Then decoding ends, and ``Message/decodedBytes`` is not known.
    public var decodedBytes = 512 << 20

    /// The bounds that the command has by default.
    public init() {}

    /// As the modules below take them.
    var values: Wire.Limits {
        var limits = Wire.Limits()
        limits.memory = max(1, memory)
        limits.connections = max(1, connections)
        limits.decodedBytes = max(1, decodedBytes)
        return limits
    }
}
