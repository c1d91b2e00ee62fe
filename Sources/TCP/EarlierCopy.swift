import Wire

/// A segment that held the same bytes before.
struct EarlierCopy: Sendable {
    var frame: Int
    var time: Timestamp
    var isSYN: Bool
}
