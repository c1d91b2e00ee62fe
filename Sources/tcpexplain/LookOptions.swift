public import ArgumentParser
public import Reports

extension TimeForm: ExpressibleByArgument {}
extension SortKey: ExpressibleByArgument {}

/// How text looks.
struct LookOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Times: relative (since the connection began; in tables, since the first packet), delta (since the line before), absolute (in the zone of TZ), utc.",
            valueName: "form"))
    var time = TimeForm.relative

    @Option(help: ArgumentHelp("Columns of a line (those of the terminal, or COLUMNS, or 100).", valueName: "n"))
    var width: Int?

    @Flag(help: "Draw with ASCII alone.")
    var ascii = false

    @Flag(
        inversion: .prefixedNo,
        help:
            "Characters of ambiguous width (lines, arrows, circled numbers) may take two columns on this terminal: draw without them (default on a terminal whose locale is Chinese, Japanese or Korean)."
    )
    var wide: Bool?

    @Flag(name: .customLong("no-pager"), help: "Do not page (on a terminal PAGER does, or less).")
    var noPager = false

    @Option(help: "Colour: auto, always or never. What it says, words or signs say too.")
    var color = ColorChoice.auto

    var isEastAsian: Bool { wide ?? Terminal.isEastAsian }

    func check() throws(CommandError) {
        if let width, !(Style.leastWidth...10_000).contains(width) {
            throw CommandError(.value("--width", "\(width)", .number(from: Style.leastWidth, to: 10_000, .columns)))
        }
    }
}
