public import TCP

/// A line that stands where a start line must be, was meant as one, and is none (RFC 9112 §3, §4): the message could not be read.
public struct InvalidStartLine: Sendable {
    /// Bytes of the line that are kept.
    public static let maximumLength = 160

    public var sender: Role
    /// The line without its line end, or its beginning.
    public var line: [UInt8]
    /// The frame of its first byte.
    public var frame: Int
}
