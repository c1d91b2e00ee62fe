import Foundation

/// What this thread took of the processor, which other programs on a busy machine do not lengthen.
public enum ProcessorTime {
    /// Seconds since the thread began.
    public static var now: Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Seconds that `body` took.
    public static func measure(_ body: () -> Void) -> Double {
        let began = now
        body()
        return now - began
    }
}
