public import Wire

/// What went wrong with what one end sent: repeats, stalls, and the window of its peer.
public final class PathIncidents {
    /// Time-outs of which all is remembered at most; more are only counted.
    static let maximumTimeouts = 8
    /// Repeated stretches remembered at most, the latest ones.
    static let maximumRepeats = 8

    /// Bytes, or a FIN, sent again and again because no acknowledgment came.
    public struct Unacknowledged: Sendable {
        /// The first number that waits.
        public var sequence = SequenceNumber(0)
        /// The number after the last.
        public var end = SequenceNumber(0)
        /// Payload in it, and of the first copy.
        public var bytes = 0
        public var hasFIN = false
        /// The first copy and all others.
        public var copies = Occurrences()
        /// Those that were sent since the other end was heard last.
        public var sinceHeard = Occurrences()
        /// How far their sender had acknowledged the other end when it sent the second copy: had it heard of more later, it would say so.
        public var acknowledgment: SequenceNumber?
    }

    /// A hole that was filled so late that it cost time, seen from behind it.
    public struct FilledHole: Sendable {
        /// The segment behind it, and the one that filled it.
        public var behindFrame = 0
        public var frame = 0
        public var since = Timestamp(nanoseconds: 0)
        public var time = Timestamp(nanoseconds: 0)
        /// The receiver had asked for it, by duplicate ACKs or SACK.
        public var wasAsked = false
        public var waited: Int64 { time.nanoseconds(since: since) }
    }

    /// Something sent again by time-out.
    public struct Timeout: Sendable {
        public var sequence = SequenceNumber(0)
        public var end = SequenceNumber(0)
        public var firstFrame = 0
        public var repeatFrame = 0
        public var repeatTime = Timestamp(nanoseconds: 0)
        /// The timestamp value of the repeat (RFC 7323), if it had one.
        var stamp: UInt32?
        /// From the first copy to this one, in nanoseconds.
        public var waited: Int64 = 0
        /// Something shows that the first copy had arrived.
        public var wasSpurious = false
        /// The first copy seemed damaged (wrong checksum) when it came.
        public var firstSeemedDamaged = false
        /// Duplicate ACKs or SACK had asked for it.
        public var wasAskedFor = false
        /// It was acknowledged since.
        var isSettled = false
    }

    /// A stretch that was sent again, or came late.
    struct Repeat: Sendable {
        /// Offsets in the stream.
        var range: Range<Int>
        var frame: Int
        var time: Timestamp
        /// When its first copy was captured, or what stands behind it: by then its sender had sent it.
        var since: Timestamp
    }

    /// A window that was closed.
    public struct ClosedWindow: Sendable {
        public var firstFrame = 0
        public var lastFrame = 0
        public var since = Timestamp(nanoseconds: 0)
        /// In nanoseconds.
        public var duration: Int64 = 0
        /// Zero-window probes in that time.
        public var probes = 0
        /// A SYN-ACK tells it, and nothing came that answers it.
        var isFromSYN = false
        /// No data had come yet that could have filled it.
        public var isEmpty = false
        /// What came as soon as it was open again had waited for it.
        public var wasWaitedFor = false
    }

    /// A window whose right edge went back.
    public struct ShrunkWindow: Sendable {
        public var frame = 0
        /// By how many bytes.
        public var bytes = 0
        /// How many bytes were sent beyond the new edge.
        public var beyond = 0
        /// Where the edge was before.
        var oldEdge = SequenceNumber(0)
        /// The frames that were sent beyond it later.
        public var sentBeyond = Occurrences()
    }

    /// Bytes that were not seen when an ACK came whose number lies behind them: their sender had sent them by then.
    struct Passed: Sendable {
        var start: SequenceNumber
        var bytes: Int
        var time: Timestamp

        func contains(_ number: SequenceNumber) -> Bool { number.isWithin(bytes, from: start) }
    }

    /// A hole of the capture that the receiver did not have either.
    public struct Hole: Sendable {
        public var start = SequenceNumber(0)
        public var bytes = 0
        /// The segment behind it: its frame, time and payload.
        public var frame = 0
        public var time = Timestamp(nanoseconds: 0)
        public var laterBytes = 0
        /// The timestamp value of that segment (RFC 7323), if it had one.
        var stamp: UInt32?
        /// The number after its payload.
        var laterEnd: SequenceNumber { start.advanced(by: bytes).advanced(by: laterBytes) }
    }

    // MARK: - What it sent

    /// What is being sent again without an acknowledgment.
    public internal(set) var unacknowledged: Unacknowledged?
    public internal(set) var timeouts: [Timeout] = []
    /// Time-outs beyond those remembered.
    public internal(set) var moreTimeouts = 0
    /// Segments sent again that were needed as far as is known, and their payload.
    public internal(set) var repeated = Occurrences()
    public internal(set) var repeatedBytes = 0
    /// Of those the ones whose first copy is in the capture.
    public internal(set) var repeatedCaptured = 0
    /// Of those the ones whose first copy seemed damaged (wrong checksum) when it came.
    public internal(set) var repeatedAfterDamage = 0
    /// Frames that seemed damaged, the latest ones.
    private var damagedFrames: [Int] = []
    /// How it was noticed: by duplicate ACKs, by SACK, by time-out.
    public internal(set) var byDuplicateACKs = 0
    public internal(set) var bySACK = 0
    public internal(set) var byTimeout = 0
    /// Segments sent again although they were acknowledged.
    public internal(set) var repeatedInVain = Occurrences()
    /// Of those the ones with payload, and how much that was.
    var dataInVain = SentAgain()
    /// How often a D-SACK told that a segment sent again had arrived before.
    public internal(set) var duplicateSACKs = 0
    /// Segments sent again because duplicate ACKs or SACK asked for them, that an ACK covered sooner than a round trip later: the first copy had
    /// only come late.
    public private(set) var repeatedTooSoon = 0
    /// The ends of those that wait for an ACK, the latest ones, and when they were sent again.
    private var unsettled: [(end: SequenceNumber, time: Timestamp)] = []
    /// The latest stretches that were sent again or came late.
    var repeats: [Repeat] = []
    public internal(set) var hole: Hole?
    /// Holes that were filled late, the first ones.
    public internal(set) var filledHoles: [FilledHole] = []

    // MARK: - The window of its peer

    private(set) var ofWindow: WindowIncidents?

    // MARK: - What few have

    private(set) var ofRare: RarePathIncidents?

    var ensuredWindow: WindowIncidents { ofWindow.ensured(WindowIncidents()) }

    var ensuredRare: RarePathIncidents { ofRare.ensured(RarePathIncidents()) }

    init() {}

    /// A segment seemed damaged.
    func noteDamaged(_ frame: Int) {
        if damagedFrames.count == Self.maximumRepeats { damagedFrames.removeFirst() }
        damagedFrames.append(frame)
    }

    func seemedDamaged(_ copy: EarlierCopy?) -> Bool { copy.map { damagedFrames.contains($0.frame) } ?? false }

    /// A segment was sent again because it was asked for.
    func expectSettling(_ end: SequenceNumber, sentAgain time: Timestamp) {
        if unsettled.count == Self.maximumRepeats { unsettled.removeFirst() }
        unsettled.append((end, time))
    }

    /// An ACK came. Sooner than half a round trip after the copy it was on its way when that was sent; on a path too short for that nobody can say.
    func settle(upTo number: SequenceNumber, at time: Timestamp, roundTrip: Int64?) {
        guard !unsettled.isEmpty else { return }
        for entry in unsettled where number.isAtOrBeyond(entry.end) {
            if let roundTrip, roundTrip >= 2_000_000, time.nanoseconds(since: entry.time) < roundTrip / 2 { repeatedTooSoon += 1 }
        }
        unsettled.removeAll { number.isAtOrBeyond($0.end) }
    }

    /// Whether nothing in it may change with the next plain segment, but for what that settles.
    var isQuiet: Bool { closedWindow == nil && ofWindow?.openedAt == nil && shrunk == nil && unansweredProbes.count == 0 }

    /// Whether something that was sent again waits for the ACK that settles it.
    var awaitsSettling: Bool { !unsettled.isEmpty || timeouts.contains { !$0.isSettled } }

    /// Whether an acknowledgment of `number` settles some of it.
    func isSettled(by number: SequenceNumber) -> Bool {
        unsettled.contains { number.isAtOrBeyond($0.end) } || timeouts.contains { !$0.isSettled && number.isAtOrBeyond($0.end) }
    }
}
