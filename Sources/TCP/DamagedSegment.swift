public import Wire

/// A segment with payload that seemed damaged when it came, and what became of it.
public struct DamagedSegment: Sendable {
    public enum Fate: Equatable, Sendable {
        /// Too little was known of its side's checksums: its bytes were taken for whole.
        case untold
        /// Nothing has shown yet whether it was dropped.
        case open
        /// Its bytes had come before.
        case knownBefore
        /// A whole copy of its bytes came in this frame.
        case sentAgain(in: Int)
        /// This frame is the same one, captured a second time, and whole.
        case capturedWhole(in: Int)
        /// This frame, or an earlier one, acknowledges bytes of its side's damaged segments that nothing else brought: it was whole.
        case whole(by: Int)
        /// The other end was heard later, and neither acknowledged its bytes nor did another copy come.
        case lost
        /// The other end was not heard any more.
        case undecided
    }

    public let frame: Int
    public let sender: Role
    /// Where its payload begins.
    public let start: SequenceNumber
    var length = 0
    public internal(set) var fate: Fate
}
