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
    /// Its header section is cut off by a hole: only the first lines are known, and nothing of its content.
    public var headIsPartial = false
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

    /// How long the request took, the server took to answer, and the response took, in nanoseconds.
    ///
    /// nil where it is not known or was negative: an answer that came before its request had ended, or a clock that ran backwards.
    public var timing: (request: Int64?, wait: Int64?, response: Int64?) {
        func span(_ from: Timestamp, _ to: Timestamp) -> Int64? {
            let time = to.nanoseconds(since: from)
            return time >= 0 ? time : nil
        }
        return (
            request.flatMap { span($0.firstTime, $0.lastTime) },
            request.flatMap { asked in response.flatMap { span(asked.lastTime, $0.firstTime) } },
            response.flatMap { span($0.firstTime, $0.lastTime) }
        )
    }
}
