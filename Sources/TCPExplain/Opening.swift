internal import TCP

/// How a connection opened. The raw value is the name in records; the first that fits, in this order.
public enum Opening: String, Sendable, Hashable, CaseIterable {
    /// Both ends sent a SYN at the same time (RFC 9293 §3.5, figure 8).
    case simultaneous
    /// The server's SYN and ACK came apart.
    case split
    /// All three steps are in the capture.
    case complete
    /// The server answered the SYN with a RST.
    case refused
    /// A RST ended it before any data.
    case aborted
    /// The server answered nothing.
    case unanswered
    /// Some of the steps are in the capture.
    case partial
    /// None of the steps is: the connection began before the capture.
    case notCaptured = "not-captured"

    init(_ outcome: HandshakeOutcome) { self = Opening(rawValue: outcome.rawValue) ?? .notCaptured }
}
