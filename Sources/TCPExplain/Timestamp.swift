internal import Wire

/// A moment of a capture.
///
/// Captures come from anywhere and may claim any time, so nothing here traps: what would overflow comes out as the first or last moment.
public struct Timestamp: Hashable, Comparable, Sendable {
    /// Nanoseconds since 1970-01-01T00:00:00Z, without leap seconds: the years 1677 to 2262.
    public let nanoseconds: Int64

    /// A moment, by its nanoseconds since 1970-01-01T00:00:00Z.
    public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    init(_ time: Wire.Timestamp) { nanoseconds = time.nanoseconds }

    /// How long this moment is behind `earlier`; negative where it is before it.
    public func duration(since earlier: Timestamp) -> Duration {
        .nanoseconds(
            Wire.Timestamp(nanoseconds: nanoseconds).nanoseconds(since: Wire.Timestamp(nanoseconds: earlier.nanoseconds)))
    }

    /// Whether `a` is before `b`.
    public static func < (a: Timestamp, b: Timestamp) -> Bool { a.nanoseconds < b.nanoseconds }
}
