/// Bytes where a record of TLS must begin, that are none.
public struct InvalidTLSRecord: Equatable, Sendable {
    /// Bytes that are kept, to be shown.
    public static let shownBytes = 16

    public var sender: StreamEnd
    /// The frame that carried the last of them.
    public var frame: Int
    public var bytes: [UInt8]

    public init(sender: StreamEnd, frame: Int, bytes: [UInt8]) {
        self.sender = sender
        self.frame = frame
        self.bytes = bytes
    }
}
