internal import Analysis
internal import Applications

/// What requests and responses have in common.
public struct Message: Sendable, Hashable {
    /// The version as sent: `HTTP/1.1`, `HTTP/2`.
    public let version: String
    /// The header section, in order.
    public let fields: [Field]
    /// The trailer section; empty if there is none.
    public let trailers: [Field]
    /// The frame that carried its first byte, by its number in the run.
    public let firstFrame: Int
    /// The frame that carried its last byte.
    public let lastFrame: Int
    /// Bytes of content behind the transfer coding (chunked), before a content coding is removed.
    public let contentBytes: Int
    /// Bytes of content behind its content codings (gzip, deflate, br, zstd); nil where there is none, or it could not be removed.
    public let decodedBytes: Int?
    /// Bytes of content that the capture does not have.
    public let missingBytes: Int
    /// Whether the message came to its end, and nothing of it is missing.
    public let isComplete: Bool

    init(_ message: Analysis.Message) {
        version = message.head.version
        fields = Field.all(of: message.head.fields)
        trailers = message.trailers.map { Field.all(of: $0) } ?? []
        firstFrame = message.firstFrame
        lastFrame = message.lastFrame
        contentBytes = message.contentBytes
        decodedBytes = message.decodedBytes
        missingBytes = message.missingBytes
        isComplete = message.isComplete
    }

    /// The values of a field as they were sent, in order; names are compared without regard to case.
    public func values(of name: String) -> [String] {
        let wanted = name.lowercased()
        return fields.compactMap { $0.name.lowercased() == wanted ? $0.value : nil }
    }
}
