/// Durations of which the least, the median and the greatest are wanted, in bounded space.
///
/// Once `capacity` are held every second one is dropped, and from then on only every second new one is taken, and so on: those held
/// stay spread over the whole time. Least and greatest are exact.
public struct Samples: Sendable {
    static let capacity = 64

    public private(set) var least: Int64?
    public private(set) var greatest: Int64?
    /// How many there were.
    public private(set) var count = 0
    private var held: [Int64] = []
    private var stride = 1

    mutating func add(_ value: Int64) {
        least = min(least ?? value, value)
        greatest = max(greatest ?? value, value)
        if count % stride == 0 {
            if held.count == Self.capacity {
                for i in 0..<Self.capacity / 2 { held[i] = held[2 * i] }
                held.removeLast(Self.capacity / 2)
                stride *= 2
            }
            held.append(value)
        }
        count += 1
    }

    /// The median of those held.
    public var median: Int64? { held.isEmpty ? nil : held.sorted()[held.count / 2] }
}
