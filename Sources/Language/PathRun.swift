/// Packets in a row on a path, of which none gets a row of its own.
public struct PathRun: Sendable {
    /// They arrived as they were sent.
    public var asSent = 0
    /// Their bytes crossed the path in other packets.
    public var resegmented = 0
    /// Only one end has them, and nothing is proven of them.
    public var onlyInFirst = 0
    public var onlyInSecond = 0
    /// Frames captured twice.
    public var capturedTwice = 0
    /// How long those that arrived as sent took, from the least to the most, in nanoseconds; nil if the clocks do not say.
    public var took: ClosedRange<Int64>?

    public init() {}

    public var isEmpty: Bool { asSent + resegmented + onlyInFirst + onlyInSecond + capturedTwice == 0 }
}
