public import Applications

/// The two ends of a connection began with different protocols: neither understands the other.
public struct ProtocolMismatch: Sendable {
    public var client: EndProtocol
    public var server: EndProtocol
    /// The server's first response, if it answered in HTTP.
    public var answer: ProtocolHistory.Answer?
    /// The alert of TLS that one end answered with.
    public var alert: TLSAlert?

    /// nil unless it is certain: both streams are there from their first byte on, and both protocols are known; or the client speaks TLS, and what
    /// the server sends is none; or the client speaks HTTP, and the server answers in
    /// bytes that are no text; or the client's bytes are no HTTP, do not try to be any, and an HTTP server refused them as a bad request.
    init?(
        _ client: EndProtocol, _ server: EndProtocol, answer: ProtocolHistory.Answer?, clientTriesHTTP: Bool,
        serverMayBeTLS: Bool, alerts: [TLSAlert]
    ) {
        guard client.beginIsKnown, server.beginIsKnown else { return nil }
        switch (client.name, server.name) {
        case (let clientName?, let serverName?): guard clientName != serverName else { return nil }
        case ("tls"?, nil): guard !serverMayBeTLS else { return nil }
        case ("http"?, nil): guard !server.greeting.isEmpty, !server.greetingIsText else { return nil }
        case (nil, "http"?): guard answer?.status == 400, !clientTriesHTTP else { return nil }
        default: return nil
        }
        self.client = client
        self.server = server
        self.answer = server.name == "http" ? answer : nil
        alert = alerts.first { !$0.isClosure }
    }

    /// The frames that prove it, in their order.
    public var frames: [Int] { Array(Set([client.frame, server.frame] + [alert?.frame].compactMap { $0 })).sorted() }
}
