internal import Analysis

/// A request and the response to it (RFC 9110 §3.3).
public struct Exchange: Sendable, Hashable {
    /// The number of its connection.
    public let connection: Int
    /// Counted from 1 in its connection.
    public let number: Int
    /// nil if the capture does not have it.
    public let request: Request?
    /// The final response; nil if none came, or the capture does not have it.
    public let response: Response?
    /// The status codes of the interim responses before it, such as 100.
    public let interimStatuses: [Int]
    /// A response that nobody had asked for.
    public let isUnsolicited: Bool
    /// How long it took.
    public let timing: Timing

    init(_ exchange: Analysis.Exchange, connection: Int) {
        self.connection = connection
        number = exchange.number
        request = exchange.request.map { Request($0) }
        response = exchange.response.map { Response($0) }
        interimStatuses = exchange.interim.map(\.head.status)
        isUnsolicited = exchange.isUnsolicited
        timing = Timing(exchange.timing)
    }
}
