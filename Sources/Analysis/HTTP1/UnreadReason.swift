/// Why bytes of a stream that the capture has were not read as messages.
public enum UnreadReason: Sendable {
    /// They lie beyond a bound.
    case bound
    /// The chunked coding before them is broken, so that nobody knows where its message ends.
    case brokenFraming
}
