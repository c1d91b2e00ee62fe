public import TCP

/// How long a connection was to live, as its messages say (RFC 9112 §9).
public struct Persistence: Sendable {
    /// Requests in it.
    public private(set) var requests = 0
    /// What the messages of the last exchange say happens next.
    public private(set) var last: Exchange.ConnectionAfter?
    /// Who announced the close, if it was announced.
    public private(set) var announcedBy: Role?

    init() {}

    mutating func note(_ exchange: Exchange) {
        if exchange.request != nil { requests += 1 }
        // A request without a response says what its client wanted, not what became of it.
        guard exchange.response != nil, let after = exchange.connectionAfter else { return }
        last = after
        guard after == .close else { return }
        announcedBy = exchange.request.map { !$0.head.letsConnectionPersist } == true ? .client : .server
    }
}
