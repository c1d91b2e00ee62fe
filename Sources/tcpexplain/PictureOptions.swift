import ArgumentParser

/// Outputs to look at.
struct PictureOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Write one page that shows it all: connections, ladders, plots, exchanges. It loads nothing from elsewhere.",
            valueName: "file"))
    var html: String?

    @Option(
        help: ArgumentHelp(
            "Draw the ladder of one connection as SVG: the one with the worst finding of those that are selected (--connection N).",
            valueName: "file"))
    var svg: String?

    @Option(help: ArgumentHelp("The same as a sequence diagram in Mermaid, which code forges draw.", valueName: "file"))
    var mermaid: String?
}
