/// Status codes of a WebSocket's close frames (RFC 6455 §7.4).
public enum CloseCode {
    /// Whether a close frame may have it. 1005, 1006 and 1015 are never sent (§7.4.1), 1004 has no meaning, codes below 1000 are not used,
    /// and of 1000 to 2999 only those in IANA's registry may be (1012 to 1014 were registered later). Those from 3000 on belong to
    /// libraries and applications.
    public static func mayBeSent(_ code: Int) -> Bool {
        switch code {
        case 1000...1003, 1007...1014: true
        case 3000...: true
        default: false
        }
    }
}
