import Wire

/// Counts and frames of what is rare in a connection.
final class RareCounters {
    /// How many packets carried each note, by the note's bit number; empty until there is one.
    var notes: [UInt32] = []
    /// Frames of the handshake whose numbers are wrong.
    var wrongOpening: [Int] = []
    /// RSTs that answer the SYN with a wrong number.
    var wrongResets: [Int] = []
    /// Frames of the close whose numbers are wrong.
    var wrongClosing: [Int] = []
    var overlapConflicts: [Int] = []
    var conflictingBytes = 0
    /// Of some of them the first copy had not been acknowledged when the other came.
    var hasOpenConflict = false
    /// Frames of the server's segments that belong to an older connection of the same ports.
    var foreignFrames: [Int] = []
    /// What such segments acknowledged.
    var foreignACKs: [SequenceNumber] = []
    /// The server's SYN-ACKs with another number than the first, the latest ones: the client takes the one that reaches it.
    var otherSYNACKs: [Segment] = []
    /// Segments with payload that seemed damaged, as many as are told one by one.
    var damagedSegments: [DamagedSegment] = []
    /// Whose checksums in the capture are not those on the wire.
    private var untrustworthy: [Role] = []

    func distrustsChecksums(of role: Role) -> Bool { untrustworthy.contains(role) }

    func distrustChecksums(of role: Role) {
        if !untrustworthy.contains(role) { untrustworthy.append(role) }
    }

    /// What labels of later segments depend on; nil for nothing.
    var lasting: RareCounters? {
        guard !foreignACKs.isEmpty || !untrustworthy.isEmpty else { return nil }
        let lasting = RareCounters()
        lasting.foreignACKs = foreignACKs
        lasting.untrustworthy = untrustworthy
        return lasting
    }
}
