/// How the clocks of two captures moved against each other.
public struct ClockMotion: Sendable {
    /// One of them was set: which cannot be told by the other end, unless only that makes sense of the order of the packets; then B.
    public struct Step: Sendable {
        public var isOfFirst: Bool
        /// From this frame of that capture on.
        public var frame: Int
        /// In nanoseconds.
        public var by: Int64

        public init(isOfFirst: Bool, frame: Int, by: Int64) {
            self.isOfFirst = isOfFirst
            self.frame = frame
            self.by = by
        }
    }

    /// How much faster B's clock runs than A's, and how long that was seen, in nanoseconds.
    public var drift: (partsPerMillion: Double, over: Int64)?
    public var steps: [Step] = []
    /// They run too differently to be compared.
    public var isBeyondUse = false

    public init() {}
}
