internal import TCP

/// How a connection closed. The raw value is the name in records; the first that fits, in this order.
public enum Closing: String, Sendable, Hashable, CaseIterable {
    /// Both ends sent a FIN at the same time (RFC 9293 §3.6, figure 13).
    case simultaneous
    /// One segment acknowledged the first FIN and carried the second.
    case threeStep = "three-step"
    /// FIN, ACK, FIN, ACK.
    case fourStep = "four-step"
    /// A RST ended it.
    case reset
    /// Some of the steps are in the capture.
    case incomplete
    /// None of the steps is.
    case none

    init(_ outcome: CloseOutcome) { self = Closing(rawValue: outcome.rawValue) ?? .none }
}
