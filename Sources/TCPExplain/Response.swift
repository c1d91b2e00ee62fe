internal import Analysis
internal import Applications

/// An HTTP response.
public struct Response: Sendable, Hashable {
    /// The status code, 100 to 999; nil where HTTP/0.9 has none, or the capture lacks it.
    public let status: Int?
    /// The reason phrase, as sent; may be empty.
    public let reason: String
    /// Its fields, content and frames.
    public let message: Message

    init(_ message: Analysis.Message) {
        status = message.head.status == 0 ? nil : message.head.status
        reason = message.head.reason
        self.message = Message(message)
    }
}
