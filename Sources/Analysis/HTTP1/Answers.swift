/// How the requests of a connection were answered, in two figures.
public struct Answers: Sendable {
    /// The status of the worst class: the first of it.
    public private(set) var status: Int?
    /// The longest time from the end of a request to the beginning of its answer, in nanoseconds.
    public private(set) var slowest: Int64?

    init() {}

    mutating func note(_ exchange: Exchange) {
        guard let response = exchange.response else { return }
        let new = response.head.status
        if new / 100 > (status ?? 0) / 100 { status = new }
        if let wait = exchange.wait, wait > slowest ?? -1 { slowest = wait }
    }
}
