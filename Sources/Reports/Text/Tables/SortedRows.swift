/// Rows in an order, of which those that come first are kept: however many there are, a bounded number is held.
struct SortedRows<Row> {
    /// Rows kept at most.
    static var limit: Int { 262_144 }

    private var rows: [Row] = []
    /// Rows that came after those that are kept.
    private(set) var leftOut = 0
    private let comesBefore: (Row, Row) -> Bool
    private let limit: Int

    init(limit: Int = SortedRows.limit, by comesBefore: @escaping (Row, Row) -> Bool) {
        self.limit = limit
        self.comesBefore = comesBefore
    }

    mutating func add(_ row: Row) {
        rows.append(row)
        // Twice as many before they are sorted: a row costs the logarithm of the limit.
        if rows.count >= 2 * limit { cut() }
    }

    private mutating func cut() {
        rows.sort(by: comesBefore)
        leftOut += max(0, rows.count - limit)
        if rows.count > limit { rows.removeLast(rows.count - limit) }
    }

    /// All that are kept, in their order.
    mutating func sorted() -> [Row] {
        cut()
        return rows
    }
}

/// What tables are sorted by.
public enum SortKey: String, CaseIterable, Sendable {
    /// The earliest first.
    case start
    /// The longest, largest, slowest or worst first.
    case duration, bytes, latency, severity
}
