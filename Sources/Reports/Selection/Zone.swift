import Wire

/// A time zone: how far its clocks are ahead of UTC at each moment.
public struct Zone: Sendable {
    /// The seconds that clocks are ahead at so many seconds after 1970 in UTC.
    private let offset: @Sendable (Int64) -> Int

    public init(offset: @escaping @Sendable (Int64) -> Int) { self.offset = offset }

    public static let utc = Zone { _ in 0 }

    func offset(at time: Timestamp) -> Int { offset(time.nanoseconds / 1_000_000_000) }

    /// The moment at which clocks show this; of two, the earlier one's offset decides.
    func moment(_ civil: CivilTime) -> Timestamp {
        let asUTC = civil.secondsInUTC
        // The offset at the moment itself: the first guess may lie on the other side of a change.
        let guess = asUTC &- Int64(offset(asUTC))
        return Timestamp(seconds: asUTC &- Int64(offset(guess)), nanoseconds: Int64(civil.nanosecond))
    }
}
