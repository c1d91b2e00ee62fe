/// Whose connection a proxy passes on: the header of the PROXY protocol (HAProxy's proxy-protocol.txt, sections 2.1 and 2.2), which
/// the proxy sends before anything else.
public struct ProxyHeader: Equatable, Sendable {
    /// 1 (text) or 2 (binary).
    public var version: Int
    /// The addresses of the connection to the proxy, as `address:port`; nil where the header has none.
    public var source: String?
    public var destination: String?
    /// The proxy opened the connection on its own behalf, a health check mostly (LOCAL).
    public var isLocal = false
    /// The frame that carried its last byte.
    public var frame = 0

    public init(version: Int, source: String? = nil, destination: String? = nil, isLocal: Bool = false) {
        self.version = version
        self.source = source
        self.destination = destination
        self.isLocal = isLocal
    }
}
