import TCP

/// When the first things of a connection came, in nanoseconds since its first packet; how long connecting took.
public struct Timeline: Sendable {
    /// From the first SYN to step 3 of the handshake.
    public var connect: Int64?
    /// From the ClientHello to the last Finished.
    public var tls: Int64?
    /// The first byte of the first request and of the first response.
    public var request: Int64?
    public var response: Int64?

    init(_ connection: Connection, _ application: ApplicationState?) {
        guard !connection.lacksTime else { return }
        connect = connection.handshake.connectTime
        guard let application else { return }
        tls = application.context.tls?.handshakeTime
        request = application.context.firstRequest.map { $0.nanoseconds(since: connection.start) }
        response = application.context.firstResponse.map { $0.nanoseconds(since: connection.start) }
    }
}
