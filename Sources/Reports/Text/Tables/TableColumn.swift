/// A column of a table.
struct TableColumn {
    enum Kind {
        /// At the left of its column, or at the right: numbers.
        case left, right
        /// At the left; shortened in its middle where there is no space for all of it.
        case address
        /// The last column: it takes what is left of the line, and says itself what it leaves out.
        case rest
    }

    let heading: String
    let kind: Kind
    /// Columns of the lowest rank go first where the table is too wide; nil for one that never goes.
    let rank: Int?
}
