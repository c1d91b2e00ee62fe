internal import TCP

/// The state of one end of a connection, as RFC 9293 §3.3.2 names it. The raw value is the name in records.
public enum ConnectionState: String, Sendable, Hashable, CaseIterable {
    /// Waits for a SYN.
    case listen = "LISTEN"
    /// Has sent a SYN, and waits for one.
    case synSent = "SYN_SENT"
    /// Has sent and received a SYN, and waits for the ACK of its own.
    case synReceived = "SYN_RCVD"
    /// Data can flow.
    case established = "ESTABLISHED"
    /// Has sent a FIN, and waits for its ACK or for a FIN.
    case finWait1 = "FIN_WAIT_1"
    /// Its FIN was acknowledged; waits for a FIN.
    case finWait2 = "FIN_WAIT_2"
    /// Has received a FIN, and its program has not closed yet.
    case closeWait = "CLOSE_WAIT"
    /// Both sent a FIN at the same time; waits for the ACK of its own.
    case closing = "CLOSING"
    /// Has received a FIN and sent its own; waits for the ACK of that.
    case lastACK = "LAST_ACK"
    /// Closed, and waits for stragglers.
    case timeWait = "TIME_WAIT"
    /// There is no connection.
    case closed = "CLOSED"

    init?(_ state: PeerState?) {
        guard let state, let known = ConnectionState(rawValue: state.name) else { return nil }
        self = known
    }
}
