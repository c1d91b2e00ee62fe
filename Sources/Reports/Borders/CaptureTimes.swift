import Wire

/// When the frames of a capture were captured.
struct CaptureTimes {
    private(set) var packets = 0
    /// Of the first frame that has a time; nil if none has.
    private(set) var begin: Timestamp?
    private(set) var first = Timestamp(nanoseconds: .max)
    private(set) var last = Timestamp(nanoseconds: .min)
    /// The lesser of the last two times.
    private(set) var clock = Timestamp(nanoseconds: .min)
    private var previous = Timestamp(nanoseconds: .min)
    /// How far a frame is behind the latest before it, at most, in nanoseconds.
    private(set) var back: Int64 = 0

    mutating func note(_ info: borrowing FrameInfo) {
        packets += 1
        guard info.hasTime else { return }
        clock = begin == nil ? info.time : min(info.time, previous)
        previous = info.time
        if begin == nil { begin = info.time }
        first = min(first, info.time)
        if info.time < last { back = max(back, last.nanoseconds(since: info.time)) } else { last = info.time }
    }
}
