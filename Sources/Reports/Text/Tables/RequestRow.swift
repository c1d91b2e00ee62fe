import TCP
import Wire

/// What a table says of one HTTP exchange.
struct RequestRow {
    let connection: Int
    let exchange: Int
    let frame: Int
    let start: Timestamp?
    let server: Endpoint
    let method: String
    let url: String
    let status: Int?
    let wait: Int64?
    let duration: Int64?
    let bytes: Int

    /// Whether this row comes before another; of equals, the one that began first.
    static func order(_ key: SortKey) -> (RequestRow, RequestRow) -> Bool {
        func place(_ row: RequestRow) -> (Int, Int) { (row.connection, row.exchange) }
        let never = Timestamp(nanoseconds: .max)
        return switch key {
        case .start: { a, b in a.start == b.start ? place(a) < place(b) : a.start ?? never < b.start ?? never }
        case .duration: { a, b in a.duration == b.duration ? place(a) < place(b) : a.duration ?? -1 > b.duration ?? -1 }
        case .bytes: { a, b in a.bytes == b.bytes ? place(a) < place(b) : a.bytes > b.bytes }
        case .latency: { a, b in a.wait == b.wait ? place(a) < place(b) : a.wait ?? -1 > b.wait ?? -1 }
        // No answer is worse than any.
        case .severity: { a, b in a.status == b.status ? place(a) < place(b) : a.status ?? 999 > b.status ?? 999 }
        }
    }
}
