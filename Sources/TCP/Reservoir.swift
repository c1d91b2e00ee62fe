/// Durations of which the least, the median and the greatest are wanted, in bounded space.
///
/// Once `capacity` are held every second one is dropped, and from then on only every second new one is taken, and so on: those held
/// stay spread over the whole time. Least and greatest are exact.
public struct Reservoir: Sendable {
    static let capacity = 64

    private var lowest = Int64.max
    private var highest = Int64.min
    /// How many there were.
    public private(set) var count = 0
    private var held: [Int64] = []
    /// Every how manieth is taken: a power of two.
    private var stride = 1

    public var least: Int64? { count == 0 ? nil : lowest }
    public var greatest: Int64? { count == 0 ? nil : highest }

    mutating func add(_ value: Int64) {
        // The capture's clock was set back.
        if value < 0 { return }
        lowest = min(lowest, value)
        highest = max(highest, value)
        if count & (stride - 1) == 0 { hold(value) }
        count += 1
    }

    private mutating func hold(_ value: Int64) {
        if held.count == Self.capacity {
            for i in 0..<Self.capacity / 2 { held[i] = held[2 * i] }
            held.removeLast(Self.capacity / 2)
            stride *= 2
        }
        // In few steps: most have few, or all.
        if held.count == held.capacity { held.reserveCapacity(held.isEmpty ? 6 : held.count < 20 ? 20 : Self.capacity) }
        held.append(value)
    }

    /// The median of those held.
    public var median: Int64? { held.isEmpty ? nil : held.sorted()[held.count / 2] }
}
