import ArgumentParser
import Language
import Reports

/// The help of a command in the words of a language. The argument parser's own help is in English, and is shown as it is.
enum HelpPage {
    /// Columns of the labels.
    private static let column = 26

    static func text(_ command: any ParsableCommand.Type, in language: LanguageName) -> String {
        guard language != .en else { return command.helpMessage(columns: Terminal.width) }
        let words = language.help
        let name = command.name
        let style = Style(
            width: Terminal.width, isUTF8: Terminal.isUTF8, hasColor: false, phrasebook: language.phrasebook(Secrets()))
        var lines = style.lines(of: "\(words.overview)\(words.abstract(of: name))") + [""]
        for line in words.discussion(of: name).split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            // Lines that are indented are examples.
            lines += line.hasPrefix("  ") || line.isEmpty ? [line] : style.lines(of: line)
        }
        lines += ["", "\(words.usage)\(usage(of: command, words))"]
        for section in HelpListing(command).sections {
            lines += [""] + style.lines(of: "\(words.title(section.title))\(words.colon)")
            for entry in section.entries {
                lines += style.lines(label: "  " + entry.label, text: words.text(of: entry, in: name), column: column)
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// `tcpexplain lesson [<name>] …`: names of options are the same in all languages.
    private static func usage(of command: any ParsableCommand.Type, _ words: any HelpWords) -> String {
        command.configuration.usage ?? words.mainUsage
    }
}

extension ParsableCommand {
    /// What tables of texts call it.
    static var name: String { configuration.commandName ?? "tcpexplain" }
}
