import ArgumentParser

/// A command of its own, chosen by the first word of the command line.
///
/// Subcommands are no children of `Options` in the argument parser: there, the first word is a capture unless it is one of these names.
protocol Subcommand: ParsableCommand {
    func perform() throws(CommandError) -> ExitStatus
}

enum Subcommands {
    /// The names of the contract. A capture of such a name is given as `./explain`.
    static let all: [(name: String, type: (any Subcommand.Type)?)] = [
        ("explain", ExplainCommand.self), ("lesson", LessonCommand.self), ("diff", DiffCommand.self), ("test", TestCommand.self),
        ("split", SplitCommand.self),
        ("schema", SchemaCommand.self), ("mcp", MCPCommand.self),
    ]

    /// That of a name, or the main command.
    static func command(named name: String) -> any ParsableCommand.Type {
        all.first { $0.name == name }?.type ?? Options.self
    }

    /// The words with `--lang` behind the subcommand, which it is of, though it may stand before.
    private static func inOrder(_ words: [String]) -> [String] {
        let count = words.first == "--lang" ? 2 : words.first?.hasPrefix("--lang=") == true ? 1 : 0
        guard count < words.count, all.contains(where: { $0.name == words[count] }) else { return words }
        return [words[count]] + words.prefix(count) + words.dropFirst(count + 1)
    }

    /// Runs the subcommand that the first word names; nil if that is none.
    static func perform(_ words: [String]) throws(CommandError) -> ExitStatus? {
        let words = inOrder(words)
        guard let name = words.first, let entry = all.first(where: { $0.name == name }) else { return nil }
        guard let type = entry.type else {
            throw CommandError(.noSubcommand(name))
        }
        return try perform(type, Array(words.dropFirst()))
    }

    private static func perform<Command: Subcommand>(
        _ type: Command.Type, _ words: [String]
    ) throws(CommandError) -> ExitStatus {
        let command: Command
        do {
            command = try Command.parse(words)
        } catch {
            if Command.exitCode(for: error) == .success {
                Terminal.print(HelpPage.text(Command.self, in: unsafe Terminal.language))
                return .analysed
            }
            let name = Command.configuration.commandName ?? ""
            throw CommandError(.usage(UsageFault(Command.message(for: error)), help: "tcpexplain \(name) --help"))
        }
        return try command.perform()
    }
}
