public import Applications

/// The two ends of a connection began with different protocols: neither understands the other.
public struct ProtocolMismatch: Sendable {
    public var client: EndProtocol
    public var server: EndProtocol
    /// The server's first response, if it answered in HTTP.
    public var answer: ProtocolHistory.Answer?
    /// The alert of TLS that one end answered with.
    public var alert: TLSAlert?

    /// nil unless it is certain: both streams are there from their first byte on, and both protocols are known; or the client's bytes are
    /// no HTTP, do not try to be any, and an HTTP server refused them as a bad request.
    init?(
        _ client: EndProtocol, _ server: EndProtocol, answer: ProtocolHistory.Answer?, clientTriesHTTP: Bool, alerts: [TLSAlert]
    ) {
        guard client.beginIsKnown, server.beginIsKnown, let serverName = server.name else { return nil }
        if let clientName = client.name {
            guard clientName != serverName else { return nil }
        } else {
            guard serverName == "http", answer?.status == 400, !clientTriesHTTP else { return nil }
        }
        self.client = client
        self.server = server
        self.answer = serverName == "http" ? answer : nil
        alert = alerts.first { !$0.isClosure }
    }

    /// The frames that prove it, in their order.
    public var frames: [Int] { Array(Set([client.frame, server.frame] + [alert?.frame].compactMap { $0 })).sorted() }
}
