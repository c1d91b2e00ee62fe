import Wire

/// Bytes of a stream that its application only counts, counted here until something else comes for it: most bytes of large contents.
struct PassedContent: Sendable {
    /// How many more may come.
    private(set) var room = 0
    /// How many came, and in which frame the last of them.
    private(set) var count = 0
    private(set) var frame = 0
    private(set) var time = Timestamp(nanoseconds: 0)

    init() {}

    init(room: Int) { self.room = room }

    @inline(__always)
    mutating func add(_ length: Int, _ segment: borrowing Segment) {
        room -= length
        count += length
        frame = segment.frame
        time = segment.time
    }
}
