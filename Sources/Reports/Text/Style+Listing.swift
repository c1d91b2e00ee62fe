import Language

extension Style {
    /// A sentence or more, in lines that fit.
    public func lines(of text: String) -> [String] { wrapped(Text(code: text), to: width) }

    /// A label, and text beside it, or below it where the label is long.
    ///
    /// - Parameter column: the cells that labels take.
    public func lines(label: String, text: String, column: Int) -> [String] {
        let margin = String(repeating: " ", count: column)
        var lines = wrapped(Text(code: text), to: width - column).map { margin + $0 }
        guard cells.cells(of: label) + 2 <= column, !lines.isEmpty else { return [label] + lines }
        lines[0] = cells.padded(label, to: column) + lines[0].dropFirst(column)
        return lines
    }
}
