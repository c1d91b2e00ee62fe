public import TCP
public import Wire

/// What happened to a packet between the two ends of a path, of which A is one capture and B the other.
public struct PathEvent: Sendable {
    public enum Kind: Sendable {
        /// It left, did not arrive, and was acknowledged only when it had been sent again, or the receiver still waits for just it; or only so many of
        /// its bytes did, where the others arrived in other packets.
        case lost(bytes: Int, of: Int)
        /// Only one end has it, its sender's or, if it arrived, its receiver's; and neither a loss nor an injection is proven: the other capture may lack it;
        /// or so many of its bytes, where the others crossed in other packets.
        /// nil where it is not known which capture is at which end.
        case seenOnce(isArrived: Bool?, bytes: Int, of: Int)
        /// Only one end has it, and the other capture lacks it: its receiver acknowledged it without it; or its sender went on behind it, or counted it;
        /// or so many of its bytes.
        case notCaptured(bytes: Int, of: Int)
        /// Only one end has it, and the other may not have begun to capture when it was there, or may have ended.
        case outside(isBefore: Bool)
        /// It arrived, and its sender never sent it.
        case injected
        /// It arrived once more.
        case duplicated
        /// It is no packet of its own: where its frame was captured, it was captured once more.
        case capturedTwice
        /// The capture has it twice: whether the path doubled it, is not known.
        case seenTwice
        /// Its bytes crossed the path in other packets.
        case resegmented
        /// It arrived behind packets that were sent after it.
        case overtaken
        /// It took so much longer than the fastest packet of its direction, in nanoseconds; or, where the clocks are not known, than the fastest around it.
        case delayed(Int64, isOfAll: Bool)
        case changed(Change)
    }

    /// What was changed on the way: as sent, and as it arrived.
    public enum Change: Sendable, Hashable {
        case segmentSize(UInt16, UInt16)
        case removed(Option)
        case added(Option)
        case windowScale(UInt8, UInt8)
        case window(UInt16, UInt16)
        /// That of each packet, not always from the same value to the same.
        case windows
        /// Not as routers do it: another difference than most packets of its direction have, or where these have none in common, any.
        case timeToLive(UInt8, UInt8, isUnlikeOthers: Bool)
        /// The two bits of ECN (RFC 3168 §5), and the six of the class before them (RFC 2474).
        case congestion(UInt8, UInt8)
        case trafficClass(UInt8, UInt8)
        case flags(TCPFlags, TCPFlags)
        /// The value of an option that is compared by its bytes.
        case option(Option)
        /// The options are the same, in another order or with other padding.
        case optionLayout
        /// Numbers are changed on the way, and the SACK blocks that name them are not.
        case staleSACK
        /// The bytes, or some of them, of so many; nil where the captures do not show which.
        case payload(length: Int, PayloadDifference?)
        /// Bytes were put in or taken out: how many it had, and has.
        case payloadLength(Int, Int, PayloadDifference?)
        /// That of each packet.
        case payloads
        /// It was right when it left.
        case checksum
    }

    /// An option of TCP, by its number (IANA).
    public struct Option: Hashable, Sendable {
        public let kind: UInt8

        public init(_ kind: UInt8) { self.kind = kind }

        public var name: String {
            switch kind {
            case 2: "MSS"
            case 3: "window scale"
            case 4: "SACK permitted"
            case 5: "SACK"
            case 8: "timestamps"
            case 19: "MD5"
            case 28: "user timeout"
            case 29: "TCP-AO"
            case 30: "Multipath TCP"
            case 34: "Fast Open"
            default: "\(kind)"
            }
        }
    }

    public var kind: Kind
    public var sender: Role
    /// Its frames in A and in B; nil where it is not.
    public var first: Int?
    public var second: Int?

    public init(_ kind: Kind, from sender: Role, first: Int?, second: Int?) {
        self.kind = kind
        self.sender = sender
        self.first = first
        self.second = second
    }
}

extension PathEvent.Kind {
    /// Whether the path did it, or may have done it; a frame captured twice, or not at all, tells of the capture alone.
    public var isOfThePath: Bool {
        switch self {
        case .capturedTwice, .notCaptured, .outside: false
        default: true
        }
    }

    /// Its name in records.
    public var name: String {
        switch self {
        case .lost: "lost"
        case .seenOnce: "seen_once"
        case .injected: "injected"
        case .duplicated: "duplicated"
        case .capturedTwice: "captured_twice"
        case .seenTwice: "seen_twice"
        case .notCaptured: "not_captured"
        case .outside: "outside"
        case .resegmented: "resegmented"
        case .overtaken: "overtaken"
        case .delayed: "delayed"
        case .changed(let change):
            switch change {
            case .segmentSize: "mss"
            case .removed: "option_removed"
            case .added: "option_added"
            case .windowScale: "window_scale"
            case .window, .windows: "window"
            case .timeToLive: "ttl"
            case .congestion: "ecn"
            case .trafficClass: "dscp"
            case .flags: "flags"
            case .option, .optionLayout: "option_changed"
            case .staleSACK: "sack_untranslated"
            case .payload, .payloadLength, .payloads: "payload"
            case .checksum: "checksum"
            }
        }
    }
}

/// What crossed the path in one direction.
public struct PathTotals: Sendable {
    public var sent = 0
    public var arrived = 0
    public var lost = 0
    /// Those whose bytes arrived in other packets.
    public var resegmented = 0
    /// Frames captured twice, at either end: no packets of their own.
    public var capturedTwice = 0
    /// Those that arrived, as the receiver's acknowledgments show, though its capture lacks them.
    public var uncaptured = 0
    /// Packets that arrived besides, which the sender's capture lacks.
    public var unsent = 0
    /// Routers between the two captures; nil where not all packets lose the same of their TTL.
    public var hops: Int?
    /// The TTL that all packets arrive with, though they left with several, or with a lower one; nil where that is not so.
    public var timeToLive: UInt8?
    /// How much longer than the fastest the slowest packet took, in nanoseconds.
    public var slowest: Int64?

    public init() {}
}

/// The two captures of one path.
public struct PathSummary: Sendable {
    /// Which of the two is at the client's end; nil if that cannot be told.
    public var clientIsFirst: Bool?
    /// How far B's clock is ahead at first, if both ways take the same time, and how long each takes then; in nanoseconds.
    public var clock: (ahead: Int64, oneWay: Int64)?
    /// How the clocks moved against each other.
    public var motion = ClockMotion()
    public var connections = 0
    /// Connections that one end has from before or after all that the other one captured.
    public var outside = 0
    public var onlyInFirst = 0
    public var onlyInSecond = 0
    public var events = 0
    /// Whether addresses or sequence numbers are changed on the way.
    public var isTranslated = false
    /// Packets that were not compared, since so many are held at most.
    public var leftOut = 0

    public init() {}
}
