public import Analysis

/// What the exchanges of one connection came to.
public struct ExchangeTotals: Sendable {
    /// How many there were.
    public private(set) var count = 0
    /// How many responses had each status, in the order in which they came first; 0 stands for no response, `notPaired` for one that may be another exchange. At most `maximumStatuses`.
    public private(set) var statuses: [(status: Int, count: Int)] = []
    /// The one that was answered last after its request.
    public private(set) var slowest: (exchange: Int, wait: Int64)?

    static let maximumStatuses = 8
    /// Stands for a request that was not given its response: too many waited.
    static let notPaired = -1

    public init() {}

    public mutating func add(_ exchange: Exchange) {
        count += 1
        let status = exchange.response?.head.status ?? (exchange.isUnpaired ? Self.notPaired : 0)
        if let place = statuses.firstIndex(where: { $0.status == status }) {
            statuses[place].count += 1
        } else if statuses.count < Self.maximumStatuses {
            statuses.append((status, 1))
        }
        if let wait = exchange.wait, wait > slowest?.wait ?? -1 { slowest = (exchange.number, wait) }
    }
}
