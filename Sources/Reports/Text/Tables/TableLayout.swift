/// Which columns of a table are shown, and how wide they are.
struct TableLayout {
    /// Cells between two columns.
    static let gap = 2
    /// The last column has so many cells at least, if its texts need them.
    private static let leastRest = 24
    /// Addresses are shortened to so many cells before a column of interest goes.
    private static let shortAddress = 26
    /// As long as an address is not shortened, so many columns may go for it.
    private static let goForAddresses = 7

    /// Indices of columns, from left to right.
    private(set) var shown: [Int]
    /// In cells, of all columns.
    private(set) var widths: [Int]
    /// Of the whole line; nil for a table that may be as wide as it is.
    let limit: Int?

    /// - Parameter widths: the cells that each column takes.
    init(_ columns: [TableColumn], widths: [Int], limit: Int?) {
        self.limit = limit
        self.widths = widths
        shown = Array(columns.indices)
        guard let limit else { return }
        func drop() -> Int {
            var dropped = 0
            while width(of: columns) > limit,
                let least = shown.filter({ columns[$0].rank != nil }).min(by: { columns[$0].rank ?? 0 < columns[$1].rank ?? 0 })
            {
                shown.removeAll { $0 == least }
                dropped += 1
            }
            return dropped
        }
        if drop() > Self.goForAddresses {
            for i in columns.indices where columns[i].kind == .address { self.widths[i] = min(widths[i], Self.shortAddress) }
            shown = Array(columns.indices)
            _ = drop()
        }
    }

    private func width(of columns: [TableColumn]) -> Int {
        shown.reduce(-Self.gap) { sum, i in
            sum + Self.gap + (columns[i].kind == .rest ? min(widths[i], Self.leastRest) : widths[i])
        }
    }

    /// A cell was wider than its column: so is the column from here on.
    mutating func widen(_ column: Int, to width: Int) { widths[column] = max(widths[column], width) }
}
