import TCP

/// Openings that were judged, by their shape: the last few shapes.
struct KnownOpenings {
    private static let maximum = 16
    /// So long must nothing have come after the last segment, in nanoseconds: longer than any rule waits for an answer to a SYN.
    static let silence: Int64 = 3_000_000_000

    private var shapes: [OpeningShape] = []
    private var events: [ConnectionEvent] = []
    private var oldest = 0

    subscript(shape: OpeningShape) -> ConnectionEvent? {
        get { shapes.firstIndex(of: shape).map { events[$0] } }
        set {
            guard let newValue else { return }
            if shapes.count < Self.maximum {
                shapes.append(shape)
                events.append(newValue)
                return
            }
            shapes[oldest] = shape
            events[oldest] = newValue
            oldest = (oldest + 1) % Self.maximum
        }
    }
}
