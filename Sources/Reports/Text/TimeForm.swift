/// How times are shown in text.
public enum TimeForm: String, CaseIterable, Sendable {
    /// Since the connection began.
    case relative
    /// Since the packet shown before.
    case delta
    /// Of the day, in a zone.
    case absolute
    /// Of the day, in UTC.
    case utc

    /// Whether it is a time of day.
    var isOfDay: Bool { self == .absolute || self == .utc }
}
