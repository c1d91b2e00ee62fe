public import Wire

/// What went wrong in a connection, as evidence: frames, times and counts. Findings are made of it elsewhere.
///
/// Most connections have none, so it is an object of its own that is made when it is first needed.
public final class Incidents {
    /// Frames of one kind remembered at most.
    static let maximumFrames = 16

    /// The RST that ended the connection.
    public struct Reset: Sendable {
        static let maximumText = 128

        public var frame = 0
        public var time = Timestamp(nanoseconds: 0)
        public var sender = Role.client
        public var sequence = SequenceNumber(0)
        public var hasACK = false
        /// Bytes that the other end had sent and that neither an ACK nor the RST's own ACK covers.
        public var unacknowledged = 0
        /// Of those the ones that were captured before it.
        public var unacknowledgedBefore = 0
        /// Up to where its sender had acknowledged, this RST's own ACK included.
        public var reached: SequenceNumber?
        /// How far the other end had sent.
        var othersEnd: SequenceNumber?
        /// Its number is one that the other end had acknowledged in a segment: it answers that segment.
        public var answersSegment = false
        /// The RST's TTL, and that of its side's other packets, where they differ by more than routes do.
        public var oddTimeToLive: (reset: Int, others: Int)?
        /// The first frame of the same side after it that shows that this side did not send it.
        public var aliveAfter: Int?
        /// What it carries, if that is a text for people (RFC 9293 §3.5.3): its first `maximumText` bytes.
        public internal(set) var text: [UInt8] = []
        /// The last time before it when nothing crossed for a second or more: how long, and the frame that ended it.
        public var quiet: (duration: Int64, frame: Int)?
    }

    /// An end that closed a whole Multipath TCP connection at once (MP_FASTCLOSE, RFC 8684 §3.5), on this subflow.
    public struct FastClose: Sendable {
        public var sender: Role
        public var frame: Int
    }

    /// RSTs that their receiver must not obey.
    public struct IgnoredReset: Sendable {
        public var seen = Occurrences()
        public var sender = Role.client
        /// The number of the first one, and the least and the number after the greatest that would have counted.
        public var sequence = SequenceNumber(0)
        public var expected = SequenceNumber(0)
        public var limit = SequenceNumber(0)
        /// How many numbers the first one lies beyond all that counts.
        public var beyond: Int { max(0, limit.distance(to: sequence) + 1) }
        /// The frame that brought what its sender had sent just before the first one: the capture has the two in another order.
        public var follows: Int?
        /// Its receiver is in SYN_SENT, and it has no ACK (RFC 9293 §3.10.7.3).
        public var lacksACK = false
        /// How often a RST, an ACK of the other end and the next RST came one after the other.
        public var rounds = 0
        /// The other end answered since the last one.
        var isAnswered = false
    }

    /// A time in which nothing moved.
    public struct Stall: Sendable {
        /// The end that the time is told of.
        public var role = Role.client
        public var firstFrame = 0
        public var lastFrame = 0
        /// In nanoseconds.
        public var duration: Int64 = 0
    }

    // MARK: - Parts that few have

    private(set) var ofOpening: OpeningIncidents?
    private(set) var ofResets: ResetIncidents?

    var ensuredOpening: OpeningIncidents { ofOpening.ensured(OpeningIncidents()) }

    var ensuredResets: ResetIncidents { ofResets.ensured(ResetIncidents()) }

    // MARK: - Close

    /// One side had closed and the other went on: from step 2 to step 3.
    public internal(set) var halfClosed: Stall?
    /// Bytes that crossed in that time.
    public internal(set) var halfClosedBytes = 0
    /// The longest time that one end neither sent nor closed after the other's FIN was acknowledged, of those that ended.
    public internal(set) var closeWait: Stall?
    /// Step 2 of the close: its frame and time, and how many bytes its side had sent by then.
    var step2: (frame: Int, time: Timestamp, bytes: Int)?
    /// The last segment with payload of step 2's sender after it, or step 2 itself.
    public internal(set) var lastAfterStep2: (frame: Int, time: Timestamp)?
    /// Repeats of each side's FIN, its first copy included.
    public internal(set) var clientFINs = Occurrences()
    public internal(set) var serverFINs = Occurrences()

    // MARK: - Between

    private var client: PathIncidents?
    private var server: PathIncidents?

    init() {}

    /// Whether nothing in it may change with the next plain segment, but for what that settles.
    var isQuiet: Bool {
        reset == nil && unacceptableReset == nil && client?.isQuiet ?? true && server?.isQuiet ?? true
    }

    /// Whether an ACK may settle something that was sent again.
    var awaitsSettling: Bool { client?.awaitsSettling ?? false || server?.awaitsSettling ?? false }

    /// What went wrong with what `role` sent; nil if nothing did.
    public func path(of role: Role) -> PathIncidents? { role == .client ? client : server }

    /// What goes wrong with what `role` sent, to be added to; made when it is first needed.
    subscript(role: Role) -> PathIncidents {
        role == .client ? client.ensured(PathIncidents()) : server.ensured(PathIncidents())
    }
}
