/// Requests and responses (RFC 9112 §2.1).
public enum MessageKind: Sendable { case request, response }

/// The parts of a message; what a piece of the stream touched.
public struct MessageParts: OptionSet, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The request line or the status line.
    public static let startLine = MessageParts(rawValue: 1)
    /// The header section, with the empty line that ends it.
    public static let headers = MessageParts(rawValue: 2)
    /// Content, with its chunk framing and trailers.
    public static let content = MessageParts(rawValue: 4)
}
