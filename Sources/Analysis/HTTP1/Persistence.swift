public import TCP
import Wire

/// How long a connection was to live, as its messages say (RFC 9112 §9).
public struct Persistence: Sendable {
    /// Requests in it.
    public private(set) var requests = 0
    /// What the messages of the last exchange say happens next.
    public private(set) var last: Exchange.ConnectionAfter?
    /// Who announced the close, if it was announced.
    public private(set) var announcedBy: Role?
    /// Requests that were answered.
    public private(set) var answered = 0
    /// Requests of which nobody knows whether they were answered.
    public private(set) var uncertain = 0
    /// The first exchange whose messages announced the close.
    private var announcedIn: Int?
    /// When the response of that exchange was whole.
    private var announcedAt: Timestamp?

    init() {}

    /// The exchange before this one that announced the close, if one did: RFC 9112 §9.6, no request behind it is processed.
    func closing(before exchange: Int) -> Int? { announcedIn.flatMap { $0 < exchange ? $0 : nil } }

    /// Whether the close had been announced when the client sent this request: one that crosses the announcement does not ignore it.
    func wasAnnounced(before exchange: Int, sent time: Timestamp) -> Bool {
        closing(before: exchange) != nil && announcedAt.map { $0 <= time } ?? false
    }

    mutating func note(_ exchange: Exchange) {
        if exchange.request != nil { requests += 1 }
        if exchange.request != nil, exchange.responseIsUnknown { uncertain += 1 }
        // A request without a response says what its client wanted, not what became of it.
        guard exchange.response != nil else { return }
        if exchange.request != nil { answered += 1 }
        guard let after = exchange.connectionAfter else { return }
        last = after
        guard after == .close else { return }
        if announcedIn == nil {
            announcedIn = exchange.number
            announcedAt = exchange.response?.lastTime
        }
        announcedBy = exchange.request.map { !$0.head.letsConnectionPersist } == true ? .client : .server
    }
}
