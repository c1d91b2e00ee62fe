import ArgumentParser

/// The whole command line as one tree, for completions. It is never parsed: see `Subcommand`.
struct CommandTree: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tcpexplain", abstract: Options.configuration.abstract, version: Options.configuration.version,
        subcommands: Subcommands.all.compactMap { $0.type })

    @OptionGroup var options: Options
}
