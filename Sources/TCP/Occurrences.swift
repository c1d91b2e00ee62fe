public import Wire

/// The same thing once or more often: how often, and where first and last.
public struct Occurrences: Sendable {
    public private(set) var count = 0
    public private(set) var firstFrame = 0
    public private(set) var lastFrame = 0
    public private(set) var firstTime = Timestamp(nanoseconds: 0)
    public private(set) var lastTime = Timestamp(nanoseconds: 0)

    init() {}

    init(_ frame: Int, _ time: Timestamp) { add(frame, time) }

    mutating func add(_ frame: Int, _ time: Timestamp) {
        if count == 0 {
            firstFrame = frame
            firstTime = time
        }
        count += 1
        lastFrame = frame
        lastTime = time
    }

    /// From the first to the last, in nanoseconds.
    public var duration: Int64 { lastTime.nanoseconds(since: firstTime) }

    /// The first and the last frame; one if they are the same, none if there was none.
    public var frames: [Int] { count == 0 ? [] : firstFrame == lastFrame ? [firstFrame] : [firstFrame, lastFrame] }
}
