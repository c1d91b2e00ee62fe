public import TCP
public import Wire

/// What happened to a packet between the two ends of a path, of which A is one capture and B the other.
public struct PathEvent: Sendable {
    public enum Kind: Sendable {
        /// It left, did not arrive, and was acknowledged only when it had been sent again, or the receiver still waits for just it.
        case lost(bytes: Int)
        /// Only one end has it, and neither a loss nor an injection is proven: the other capture may lack it.
        case seenOnce
        /// It arrived, and its sender never sent it.
        case injected
        /// It arrived once more.
        case duplicated
        /// Its bytes crossed the path in other packets.
        case resegmented
        /// It arrived behind packets that were sent after it.
        case overtaken
        /// It took so much longer than the fastest packet of its direction, in nanoseconds.
        case delayed(Int64)
        case changed(Change)
    }

    /// What was changed on the way: as sent, and as it arrived.
    public enum Change: Sendable, Hashable {
        case segmentSize(UInt16, UInt16)
        case removed(Option)
        case added(Option)
        case windowScale(UInt8, UInt8)
        case window(UInt16, UInt16)
        /// Other than that of the other packets of its direction.
        case timeToLive(UInt8, UInt8)
        /// The two bits of ECN (RFC 3168 §5), and the six of the class before them (RFC 2474).
        case congestion(UInt8, UInt8)
        case trafficClass(UInt8, UInt8)
        case flags(TCPFlags, TCPFlags)
        /// The bytes, or some of them.
        case payload
        /// It was right when it left.
        case checksum
    }

    public enum Option: String, Sendable {
        case segmentSize = "MSS"
        case windowScale = "window scale"
        case selectiveAcknowledgment = "SACK permitted"
        case timestamps
        case fastOpen = "Fast Open"
        case multipath = "Multipath TCP"
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
    /// Its name in records.
    public var name: String {
        switch self {
        case .lost: "lost"
        case .seenOnce: "seen_once"
        case .injected: "injected"
        case .duplicated: "duplicated"
        case .resegmented: "resegmented"
        case .overtaken: "overtaken"
        case .delayed: "delayed"
        case .changed(let change):
            switch change {
            case .segmentSize: "mss"
            case .removed: "option_removed"
            case .added: "option_added"
            case .windowScale: "window_scale"
            case .window: "window"
            case .timeToLive: "ttl"
            case .congestion: "ecn"
            case .trafficClass: "dscp"
            case .flags: "flags"
            case .payload: "payload"
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
    /// Routers between the two captures; nil if it is not known.
    public var hops: Int?
    /// How much longer than the fastest the slowest packet took, in nanoseconds.
    public var slowest: Int64?

    public init() {}
}

/// The two captures of one path.
public struct PathSummary: Sendable {
    /// Which of the two is at the client's end; nil if that cannot be told.
    public var clientIsFirst: Bool?
    /// How far B's clock is ahead, if both ways take the same time, and how long each takes then; in nanoseconds.
    public var clock: (ahead: Int64, oneWay: Int64)?
    public var connections = 0
    public var onlyInFirst = 0
    public var onlyInSecond = 0
    public var events = 0
    /// Whether addresses or sequence numbers are changed on the way.
    public var isTranslated = false
    /// Packets that were not compared, since so many are held at most.
    public var leftOut = 0

    public init() {}
}
