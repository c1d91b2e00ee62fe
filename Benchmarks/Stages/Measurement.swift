import Benchmark
import CAllocations

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension BenchmarkMetric {
    /// CPU time of the measuring thread.
    static let nanosecondsPerPacket = BenchmarkMetric.custom("ns a packet", useScalingFactor: false)
    /// Calls that gave out memory, over all packets.
    static let allocations = BenchmarkMetric.custom("allocations", useScalingFactor: false)
    static let allocationsPerThousand = BenchmarkMetric.custom("allocations a 1000 packets", useScalingFactor: false)
    /// Memory got and not freed, as glibc counts it.
    static let bytesPerConnection = BenchmarkMetric.custom("bytes a connection", useScalingFactor: false)
    static let allocationsPerConnection = BenchmarkMetric.custom("allocations a connection", useScalingFactor: false)
}

/// What one run of a stage took.
struct Measurement {
    var nanoseconds: Int
    var allocations: Int
    var bytes: Int

    /// Does the work, and measures that alone.
    init(_ benchmark: Benchmark, _ work: () -> Void) {
        benchmark.startMeasurement()
        let before = allocations_so_far()
        let start = Self.processorTime()
        work()
        nanoseconds = Self.processorTime() - start
        let after = allocations_so_far()
        benchmark.stopMeasurement()
        allocations = Int(after.count - before.count)
        bytes = Int(after.bytes - before.bytes)
    }

    private static func processorTime() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}

extension Benchmark {
    /// Measures a stage over so many packets.
    func measure(packets: Int, _ work: () -> Void) {
        guard packets > 0 else { return error("the capture could not be made or read") }
        let taken = Measurement(self, work)
        measurement(.nanosecondsPerPacket, taken.nanoseconds / packets)
        guard allocations_are_counted() else { return }
        measurement(.allocations, taken.allocations)
        measurement(.allocationsPerThousand, taken.allocations * 1000 / packets)
    }
}
