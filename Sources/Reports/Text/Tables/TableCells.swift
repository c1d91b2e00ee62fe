/// Appends the cells of a row of a table.
protocol TableCells: AnyObject {
    associatedtype Row

    /// - Parameter limit: how many cells there are for the last column, if that is bounded.
    func append(_ row: Row, _ column: Int, limit: Int?, to output: OutputBuffer)
}
