/// A close frame of a WebSocket (RFC 6455 §5.5.1).
public struct WebSocketClose: Equatable, Sendable {
    /// nil if the frame is empty, or bytes of it are missing.
    public var code: Int?
    /// The first bytes of the reason, as sent.
    public var reason: [UInt8]
    /// The frame of the capture that carried its last byte.
    public var frame: Int

    public init(code: Int?, reason: [UInt8], frame: Int) {
        self.code = code
        self.reason = reason
        self.frame = frame
    }
}
