/// Where a payload that was changed on the way differs from what was sent.
public struct PayloadDifference: Hashable, Sendable {
    /// The first byte that differs, counted from 1; behind the last one where bytes were put behind it.
    public var byte: Int
    /// The relative sequence number of that byte, as it was sent; nil where its sender's capture lacks the opening.
    public var sequence: UInt32?
    /// How many bytes differ; nil where the sizes do.
    public var count: Int?

    public init(byte: Int, sequence: UInt32?, count: Int?) {
        self.byte = byte
        self.sequence = sequence
        self.count = count
    }
}
