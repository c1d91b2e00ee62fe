public import Applications
import TCP

/// A bound that a connection hit: what is beyond it was not read, or not held, and is not judged.
public enum ConnectionBound: Hashable, Sendable {
    /// What waits behind a hole.
    case earlyBytes
    /// The memory of all connections.
    case memory
    /// Requests that wait for their response, and their heads.
    case waitingRequests
    /// Interim responses of an exchange.
    case interimResponses
    /// Messages that are decoded at the same time.
    case decoders
    /// Codings of a message that are removed.
    case codings
    /// Bytes that are no message, among which one is searched for.
    case searchedBytes
    /// Bytes that came last, of all connections, with which copies are compared.
    case comparedBytes
    /// Connections: it was let go to make room for others.
    case connections
    /// It may go on with one that was let go.
    case earlierConnections
    case tls(TLSBound)
    case http2(HTTP2Bound)

    /// As records have it.
    public var name: String {
        switch self {
        case .earlyBytes: "early-bytes"
        case .memory: "memory"
        case .waitingRequests: "waiting-requests"
        case .interimResponses: "interim-responses"
        case .decoders: "decoders"
        case .codings: "codings"
        case .searchedBytes: "searched-bytes"
        case .comparedBytes: "compared-bytes"
        case .connections: "connections"
        case .earlierConnections: "earlier-connections"
        case .tls(.earlyData): "tls-early-data"
        case .tls(.handshakeMessage): "tls-handshake-message"
        case .tls(.handshakeBytes): "tls-handshake-bytes"
        case .tls(.recordSearch): "tls-record-search"
        case .tls(.sessions): "tls-sessions"
        case .tls(.certificates): "tls-certificates"
        case .tls(.alerts): "tls-alerts"
        case .http2(.controlFrame): "http2-control-frame"
        case .http2(.kinds): "http2-kinds"
        case .http2(.frameSearch): "http2-frame-search"
        case .http2(.fieldBytes): "http2-field-bytes"
        }
    }
}

extension ConnectionBound {
    /// All that a connection hit: those of TCP's table first, then in the order in which it did.
    static func all(of connection: Connection, _ context: Finding.Context?) -> [ConnectionBound] {
        var bounds = context?.bounds ?? []
        if connection.wasLetGo { bounds.insert(.connections, at: 0) }
        if connection.mayContinue { bounds.insert(.earlierConnections, at: 0) }
        return bounds
    }
}
