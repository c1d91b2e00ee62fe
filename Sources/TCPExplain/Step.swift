internal import TCP

/// A step of opening or closing a connection, which a segment carries.
///
/// What decides on a step is in `docs/labels.md` of the package: the order of RFC 9293 §3.5 and §3.6, never flags alone. The raw value is the
/// name in records.
public enum Step: String, Sendable, Hashable, CaseIterable {
    /// The SYN that opens: it tells the client's first number, x.
    case handshake1 = "handshake-1"
    /// The SYN that answers: it acknowledges x and tells the server's first number, y.
    case handshake2 = "handshake-2"
    /// The ACK of y.
    case handshake3 = "handshake-3"
    /// The first FIN, with the number u.
    case wave1 = "wave-1"
    /// The ACK of u.
    case wave2 = "wave-2"
    /// The FIN of the other end, with the number w.
    case wave3 = "wave-3"
    /// The ACK of w.
    case wave4 = "wave-4"

    /// Those of a set, in order.
    static func all(of steps: Steps) -> [Step] {
        steps.isEmpty ? [] : allCases.enumerated().filter { steps.rawValue >> UInt8($0.offset) & 1 == 1 }.map(\.element)
    }
}
