public import HTTPMessages

/// Which protocols a connection spoke, one after the other.
public struct ProtocolHistory: Sendable {
    /// Messages of HTTP/1 were found.
    public internal(set) var isHTTP = false
    /// What it spoke instead of HTTP/1, if that is certain.
    public internal(set) var other: OtherProtocol?
    /// What a 101 response switched to: the value of its Upgrade field.
    public internal(set) var upgrade: String?
    /// A CONNECT was granted: what follows is a tunnel.
    public internal(set) var isTunnel = false
    /// What was found in the tunnel.
    public internal(set) var inTunnel: OtherProtocol?
    public internal(set) var webSocket: WebSocket?

    /// What crossed a connection that became a WebSocket (RFC 6455).
    public struct WebSocket: Sendable {
        public internal(set) var client = WebSocketReader()
        public internal(set) var server = WebSocketReader()
        /// The extensions that the server granted, as sent; nil for none.
        public internal(set) var extensions: String?
    }
}
