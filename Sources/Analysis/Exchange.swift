public import HTTPMessages
public import Wire

/// One message of an exchange, and where in the capture it was.
public struct Message: Sendable {
    public let head: MessageHead
    /// The frames that carried its first and its last byte.
    public var firstFrame: Int
    public var lastFrame: Int
    public var firstTime: Timestamp
    public var lastTime: Timestamp
    /// After removing the transfer coding, before removing a content coding.
    public var contentBytes = 0
    /// Bytes of the content that the capture does not have.
    public var missingBytes = 0
    public var trailers: FieldSection?
    public var framing = BodyFraming.none
    public var isComplete = false
}

/// A request and the response to it (RFC 9110 §3.3), with the interim responses before that.
public struct Exchange: Sendable {
    /// Counted from 1 in its connection.
    public let number: Int
    /// nil if the capture does not have it.
    public internal(set) var request: Message?
    public internal(set) var response: Message?
    public internal(set) var interim: [Message] = []
    /// How far the response stream was acknowledged when the request was sent.
    var acknowledgedAtRequest = Int.min
    /// Where in its stream the request begins.
    var requestOffset = 0
    /// How long the connection had been quiet before the request, in nanoseconds; nil for the first one.
    public internal(set) var idleBefore: Int64?

    /// What the two messages say happens to the connection next (RFC 9112 §9).
    public enum ConnectionAfter: String, Sendable {
        case keepAlive = "keep-alive"
        case close, upgrade, tunnel
    }

    /// nil if neither message says anything.
    public var connectionAfter: ConnectionAfter? {
        if let response {
            if response.head.status == 101 { return .upgrade }
            if response.framing == .otherProtocol { return .tunnel }
            if response.framing == .untilClose || response.framing == .invalid { return .close }
        }
        let heads = [request?.head, response?.head].compactMap { $0 }
        if heads.isEmpty { return nil }
        return heads.allSatisfy(\.letsConnectionPersist) ? .keepAlive : .close
    }

    /// Seconds that the request took, that the server took to answer, and that the response took; in nanoseconds.
    public var timing: (request: Int64?, wait: Int64?, response: Int64?) {
        (
            request.map { $0.lastTime.nanoseconds(since: $0.firstTime) },
            request.flatMap { q in (interim.first ?? response).map { $0.firstTime.nanoseconds(since: q.lastTime) } },
            response.map { $0.lastTime.nanoseconds(since: $0.firstTime) }
        )
    }
}
