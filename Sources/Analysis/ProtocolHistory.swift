public import Applications

/// Which protocols a connection spoke, one after the other.
public struct ProtocolHistory: Sendable {
    /// The header with which a proxy told whose connection it passes on.
    public internal(set) var proxied: ProxyHeader? {
        get { ofProxy.first }
        set { ofProxy = newValue.map { [$0] } ?? [] }
    }
    /// One at most, since few have one. The same holds of the others below.
    private var ofProxy: [ProxyHeader] = []
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
    public internal(set) var webSocket: WebSocket? {
        get { ofWebSocket.first }
        set { ofWebSocket = newValue.map { [$0] } ?? [] }
    }
    private var ofWebSocket: [WebSocket] = []
    /// The first response, where it answered something that is no request of HTTP.
    public internal(set) var answer: Answer?
    /// The two ends spoke different protocols.
    public internal(set) var mismatch: ProtocolMismatch? {
        get { ofMismatch.first }
        set { ofMismatch = newValue.map { [$0] } ?? [] }
    }
    private var ofMismatch: [ProtocolMismatch] = []

    /// What is known of its HTTP/2, besides the exchanges.
    public internal(set) var http2: HTTP2Facts? {
        get { ofHTTP2.first }
        set { ofHTTP2 = newValue.map { [$0] } ?? [] }
    }
    private var ofHTTP2: [HTTP2Facts] = []

    /// `other` turned TLS on later (STARTTLS): what it is.
    public internal(set) var startedTLS: OtherProtocol?
    /// What was found inside `other` or `inTunnel`, where that carries another protocol and was decrypted.
    public internal(set) var inside: ProtocolHistory? {
        get { innermost.first }
        set { innermost = newValue.map { [$0] } ?? [] }
    }
    /// One at most: a struct cannot hold itself.
    private var innermost: [ProtocolHistory] = []

    init(isHTTP: Bool = false) { self.isHTTP = isHTTP }

    /// There is HTTP/1, and nothing else to tell.
    var isHTTPAlone: Bool {
        guard isHTTP, other == nil, upgrade == nil, !isTunnel, inTunnel == nil, answer == nil, startedTLS == nil else {
            return false
        }
        return ofProxy.isEmpty && ofWebSocket.isEmpty && ofMismatch.isEmpty && ofHTTP2.isEmpty && innermost.isEmpty
    }

    /// The TLS of the connection, or of the tunnel that it became.
    public var tls: TLSFacts? { other?.tls ?? inTunnel?.tls ?? startedTLS?.tls }

    /// The status line of a response, as sent.
    public struct Answer: Sendable {
        public var status: Int
        public var line: String

        init(_ head: MessageHead) {
            status = head.status
            line = head.lossless.startLine
        }
    }

    /// What crossed a connection that became a WebSocket (RFC 6455).
    public struct WebSocket: Sendable {
        public internal(set) var client: WebSocketReader
        public internal(set) var server: WebSocketReader
        /// The extensions that the server granted, as sent; nil for none.
        public internal(set) var extensions: String?

        /// - Parameter isWhole: all fields of the response are known, so that what it does not grant was not granted.
        init(extensions: String?, isWhole: Bool) {
            self.extensions = extensions
            let agreed = isWhole ? WebSocketReader.Extensions(extensions) : .unknown
            client = WebSocketReader(.client, extensions: agreed)
            server = WebSocketReader(.server, extensions: agreed)
        }

        /// What is against RFC 6455, the client's first.
        public var violations: [WebSocketViolation] { client.violations + server.violations }
    }
}
