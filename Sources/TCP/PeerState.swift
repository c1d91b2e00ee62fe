/// The state of one end, in the names of RFC 9293 §3.3.2, in the order in which a connection goes through them.
///
/// No state goes back: see `advance(to:)`.
public enum PeerState: UInt8, Comparable, CaseIterable, Sendable {
    case listen, synSent, synReceived, established
    case finWait1, finWait2, closeWait, closing, lastAck, timeWait, closed

    public static func < (a: PeerState, b: PeerState) -> Bool { a.rawValue < b.rawValue }

    /// The name in RFC 9293, with underscores.
    public var name: String {
        switch self {
        case .listen: "LISTEN"
        case .synSent: "SYN_SENT"
        case .synReceived: "SYN_RCVD"
        case .established: "ESTABLISHED"
        case .finWait1: "FIN_WAIT_1"
        case .finWait2: "FIN_WAIT_2"
        case .closeWait: "CLOSE_WAIT"
        case .closing: "CLOSING"
        case .lastAck: "LAST_ACK"
        case .timeWait: "TIME_WAIT"
        case .closed: "CLOSED"
        }
    }
}

extension PeerState? {
    /// Moves on to `state`, unless that would be a step back.
    mutating func advance(to state: PeerState) {
        if let now = self, now >= state { return }
        self = state
    }
}
