import Wire

/// What one segment turned out to be, and what it led to.
public struct SegmentVerdict: Sendable {
    /// Who sent it.
    public var sender: Role
    public var steps: Steps = []
    public var checks = Checks()
    public var notes: Notes = []
    /// What the notes rest on, in no fixed order; those that need no proof have none.
    public var evidence: [Evidence] = []
    /// nil where it acknowledges nothing new.
    public var acknowledged: Acknowledged?
    /// The states after it; nil for an end of which nothing is known.
    public var clientState: PeerState?
    public var serverState: PeerState?
    /// A RST that its receiver had to accept (RFC 9293 §3.10.7, RFC 5961).
    public var isAcceptableReset = false
    /// It belongs to an older connection of the same ports: a segment that the client cannot accept in SYN_SENT (RFC 9293 §3.10.7.3), or the
    /// RST that answers it.
    public var isForeign = false
    /// It asks whether the closed window of the other end is open again: no byte or one, at the window's edge or below it.
    public var isWindowProbe = false
    /// The earliest segment known that held the first byte that it sends again.
    var firstCopy: EarlierCopy?
    /// What its checksum says.
    public var checksum = ChecksumVerdict.unsuspicious
    /// It was damaged on its way: its checksum is wrong, and that of its side's other segments is right.
    public var isDamaged: Bool { checksum == .damaged }

    /// Checks that hold.
    public var passedChecks: Int { checks.count - checks.failures }
    /// Checks that fail, and not because the segment is damaged.
    public var failedChecks: Int { isDamaged ? 0 : checks.failures }

    init(sender: Role) { self.sender = sender }

    /// That of a segment that took the expected path.
    ///
    /// - Parameter before: how far its sender had acknowledged before.
    @inline(__always)
    init(expectedFrom sender: Role, acknowledging acknowledgment: SequenceNumber, before: SequenceNumber?) {
        self.sender = sender
        clientState = .established
        serverState = .established
        let progress = before?.distance(to: acknowledgment) ?? 0
        if progress > 0 { acknowledged = Acknowledged(bytes: progress, syn: false, fin: false) }
    }

    /// Adds a note, and what it rests on.
    mutating func note(_ note: Notes, _ reason: Evidence? = nil) {
        notes.formUnion(note)
        if let reason { evidence.append(reason) }
    }
}
