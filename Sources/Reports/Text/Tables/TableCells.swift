/// Appends the cells of a row of a table.
protocol TableCells: AnyObject {
    associatedtype Row
    /// All that decides what the cells from `firstOfRepeated` on say.
    associatedtype Repeated: Equatable = Bool

    /// - Parameter limit: how many cells there are for the last column, if that is bounded.
    func append(_ row: Row, _ column: Int, limit: Int?, to output: OutputBuffer)

    /// The column from which on many rows say the same, so that those cells are kept and copied.
    static var firstOfRepeated: Int { get }

    func repeated(of row: Row) -> Repeated

    /// The same number for rows that say the same there, and mostly another for others.
    func mark(of row: Row) -> Int
}

extension TableCells where Repeated == Bool {
    /// No column.
    static var firstOfRepeated: Int { .max }

    func repeated(of row: Row) -> Bool { false }
    func mark(of row: Row) -> Int { 0 }
}
