import Language
import TCP

/// What a learner is told below a verdict: packet by packet, each thing once in a run.
struct TeachingText {
    private let style: Style
    private var teacher = Teacher()

    init(style: Style) { self.style = style }

    /// The lines for one connection behind an empty one; none if there is nothing new.
    mutating func lines(_ rows: ConnectionRows, _ connection: borrowing Connection) -> [String] {
        var lines: [String] = []
        teacher.beginConnection()
        for case .packet(let row) in rows.rows {
            let points = teacher.points(row, failedChecks: rows.details(of: row)?.failedChecks ?? 0, connection)
            for (i, point) in points.enumerated() {
                let frame = i == 0 ? "\(row.frame)" : ""
                let texts = style.wrapped(style.plain(point.sentence(in: style.language)), to: style.width - Self.indent)
                for (j, text) in texts.enumerated() {
                    lines.append(style.cells.leftPadded(j == 0 ? frame : "", to: Self.indent - 2) + "  " + text)
                }
            }
        }
        return lines.isEmpty ? [] : [""] + lines
    }

    /// Where the sentences begin: as far right as the time in the ladder.
    private static let indent = 8
}
