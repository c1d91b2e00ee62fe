public import Applications

/// The two ends of a connection began with different protocols: neither understands the other.
public struct ProtocolMismatch: Sendable {
    public var client: EndProtocol
    public var server: EndProtocol
    /// The server's first response, if it answered in HTTP.
    public var answer: ProtocolHistory.Answer?
    /// The alert of TLS that one end answered with.
    public var alert: TLSAlert?

    /// nil unless it is certain: both streams are there from their first byte on, and both protocols are known; or the bytes of one end are no
    /// HTTP and do not try to be any, and either an HTTP server refused them as a bad request, or they answer a request of HTTP; or the client
    /// speaks TLS, and what the server sends is none. Where the beginning was not captured, a bad request that answers TLS and an alert of TLS
    /// that answers HTTP say enough.
    ///
    /// - Parameter may: what the bytes of an end of no known protocol look as if they were meant as.
    init?(
        _ client: EndProtocol, _ server: EndProtocol, answer: ProtocolHistory.Answer?,
        may: (clientBeHTTP: Bool, serverBeHTTP: Bool, serverBeTLS: Bool),
        alerts: [TLSAlert]
    ) {
        switch (client.name, server.name) {
        case ("tls"?, "http"?) where answer?.status == 400 && client.frame < server.frame: break
        case ("http"?, "tls"?) where client.frame < server.frame && alerts.contains(where: { !$0.isClosure }): break
        case (let clientName?, let serverName?):
            guard client.beginIsKnown, server.beginIsKnown, clientName != serverName else { return nil }
        case (nil, "http"?):
            guard client.beginIsKnown, server.beginIsKnown, answer?.status == 400, !may.clientBeHTTP else { return nil }
        case ("http"?, nil):
            guard client.beginIsKnown, server.beginIsKnown, client.frame < server.frame, !server.greeting.isEmpty,
                !server.greetingIsText, !may.serverBeHTTP
            else { return nil }
        case ("tls"?, nil): guard client.beginIsKnown, server.beginIsKnown, !may.serverBeTLS else { return nil }
        case (nil, _), (_, nil): return nil
        }
        self.client = client
        self.server = server
        self.answer = server.name == "http" ? answer : nil
        alert = alerts.first { !$0.isClosure }
    }

    /// The frames that prove it, in their order.
    public var frames: [Int] { Array(Set([client.frame, server.frame] + [alert?.frame].compactMap { $0 })).sorted() }
}
