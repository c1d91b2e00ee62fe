internal import Analysis
internal import Applications

/// An HTTP request.
public struct Request: Sendable, Hashable {
    /// The method, as sent; empty where HTTP/2 refers to an entry of its table that was not captured.
    public let method: String
    /// The target as it was sent (RFC 9112 §3.2), with what is secret in it.
    public let target: String
    /// The target fit to be shown: passwords in it are masked, and everything but printable ASCII is escaped.
    public let maskedTarget: String
    /// Its fields, content and frames.
    public let message: Message

    init(_ message: Analysis.Message) {
        method = message.head.method
        target = message.head.target
        maskedTarget = Masked.target(of: message.head)
        self.message = Message(message)
    }
}
