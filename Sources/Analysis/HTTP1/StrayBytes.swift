public import TCP

/// Bytes of one direction behind a message that belong to no message.
public struct StrayBytes: Sendable {
    /// The message that they follow.
    public enum Follows: Sendable {
        /// The answer to HEAD, which has no content (RFC 9110 §9.3.2).
        case answerToHEAD
        /// A response that has no content because of its status code: 1xx, 204 or 304.
        case status(Int)
        /// Any other message.
        case message
    }

    public var sender: Role
    public var count: Int
    /// There may be more of them: only so many were searched for the next message.
    public var isMore: Bool
    /// The frame of the first of them.
    public var frame: Int
    /// The beginning of their first line.
    public var line: [UInt8]
    /// The exchange of the message before them.
    public var exchange: Int
    public var follows: Follows
}
