import ArgumentParser

/// The help in English: what the commands declare.
struct EnglishHelp: HelpWords {
    var short: String { Help.short }
    let overview = "OVERVIEW: "
    let usage = "USAGE: "
    let mainUsage = "tcpexplain [<options>] [<capture> ...]"
    let colon = ":"

    func abstract(of command: String) -> String { Subcommands.command(named: command).configuration.abstract }
    func discussion(of command: String) -> String { Subcommands.command(named: command).configuration.discussion }
    func title(_ title: String) -> String { title }
    func text(of entry: HelpListing.Entry, in command: String) -> String { entry.whole }

    let manual = ManualWords(
        sections: ("NAME", "SYNOPSIS", "DESCRIPTION", "EXIT STATUS", "ENVIRONMENT", "SEE ALSO"),
        synopsis: ("options", "capture", "interface", "filter"),
        statuses: [
            ("0", "Analysed, and nothing that was asked for failed."),
            ("1", "*--check* or *--fail-on* found a failure, or an expectation does not hold."),
            ("2", "Nothing was analysed: usage, a missing file, a bad filter, an output that cannot be written, no permission."),
            ("3", "Analysed in part: the input was damaged or cut short, the device went away, an output filled up."),
        ],
        variables: [
            ("LC_ALL, LC_MESSAGES, LANG", "The language and the characters that are to be had."),
            ("COLUMNS", "The width of the text."), ("NO_COLOR, TERM=dumb", "No colours."),
            ("PAGER", "What shows the output on a terminal; less if there is none."),
            ("TZ", "The zone of times that name none."),
        ])
}
