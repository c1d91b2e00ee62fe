/// Between which bounds a difference of two clocks lies for a while, and the line through the middle of them: a constant where one will do, else a
/// steady drift.
///
/// A packet from A to B bounds it from above: it cannot arrive before it left. One from B to A bounds it from below.
struct ClockBand {
    /// No clock that is of use drifts by more than one in so many.
    static let steepest = 0.01

    private var above: [(x: Double, y: Double)] = []
    private var below: [(x: Double, y: Double)] = []
    private var least = Double.infinity
    private var most = -Double.infinity
    private(set) var line: (offset: Double, slope: Double) = (0, 0)
    private let allowsDrift: Bool
    private let steepest: Double
    /// How far the bounds of one direction alone lie from the middle.
    private let half: Double

    init(allowsDrift: Bool, half: Double, steepest: Double = Self.steepest) {
        self.allowsDrift = allowsDrift
        self.steepest = steepest
        self.half = half
    }

    private func fits(_ x: Double, _ y: Double, isAbove: Bool) -> Bool {
        guard !above.isEmpty || !below.isEmpty else { return false }
        let value = line.offset + line.slope * x
        return isAbove ? value <= y : value >= y
    }

    /// Takes one more bound, no earlier than the last; false if no line fits it and the others. Then the band is as it was.
    mutating func take(_ x: Double, _ y: Double, isAbove: Bool) -> Bool {
        var other = self
        if isAbove {
            other.least = min(least, y)
            Self.add((x, y), to: &other.above, sign: 1)
        } else {
            other.most = max(most, y)
            Self.add((x, y), to: &other.below, sign: -1)
        }
        guard fits(x, y, isAbove: isAbove) || other.settle() else { return false }
        self = other
        return true
    }

    /// Puts the line into the middle; false if there is none.
    mutating func settle() -> Bool {
        if most <= least {
            line = (above.isEmpty ? most + half : below.isEmpty ? least - half : most + (least - most) / 2, 0)
            return true
        }
        return allowsDrift && drift() >= 0
    }

    /// Takes the drift at which the fastest packets of both directions are the furthest apart.
    ///
    /// - Returns: how far. It is a concave function of the drift, and largest at that of the clocks: any other lets the fastest packets of some time seem faster.
    @discardableResult mutating func drift() -> Double {
        var (low, high) = (-steepest, steepest)
        for _ in 0..<96 {
            let (a, b) = (low + (high - low) / 3, high - (high - low) / 3)
            if gap(a).width < gap(b).width { low = a } else { high = b }
        }
        let slope = (low + high) / 2
        let (width, start) = gap(slope)
        if width >= 0 { line = (start + width / 2, slope) }
        return width
    }

    /// How far the bounds are apart for a drift, and where the lower one is.
    func gap(_ slope: Double) -> (width: Double, start: Double) {
        let top = above.reduce(Double.infinity) { min($0, $1.y - slope * $1.x) }
        let bottom = below.reduce(-Double.infinity) { max($0, $1.y - slope * $1.x) }
        return (top - bottom, bottom)
    }

    var hasBothWays: Bool { !above.isEmpty && !below.isEmpty }

    /// Only the convex hull of the bounds counts.
    private static func add(_ point: (x: Double, y: Double), to hull: inout [(x: Double, y: Double)], sign: Double) {
        while let last = hull.last {
            if last.x == point.x {
                if sign * last.y <= sign * point.y { return }
                hull.removeLast()
                continue
            }
            guard hull.count > 1 else { break }
            let before = hull[hull.count - 2]
            let turn = (last.x - before.x) * (point.y - before.y) - (last.y - before.y) * (point.x - before.x)
            if sign * turn > 0 { break }
            hull.removeLast()
        }
        hull.append(point)
    }
}
