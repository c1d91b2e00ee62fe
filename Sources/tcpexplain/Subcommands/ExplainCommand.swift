import ArgumentParser
import Language
import Reports
import Teaching

/// `tcpexplain explain [NAME]`: what a name in the output means.
struct ExplainCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "What a step, state, flag, option, note, finding, check, stage or figure means.",
        usage: "tcpexplain explain [<name> ...] [--lang <language>]",
        discussion: """
            Without a name, all of them are listed by group.

            Examples:
              tcpexplain explain wave-2
              tcpexplain explain TIME_WAIT
              tcpexplain explain 'ack = x+1'
            """)

    @Argument(help: ArgumentHelp("A name as the output has it, in any case; or its Chinese name.", valueName: "name"))
    var words: [String] = []

    @OptionGroup var language: LanguageOption

    func perform() throws(CommandError) -> ExitStatus {
        let language = language.chosen
        let style = Style(
            width: Terminal.width, isUTF8: Terminal.isUTF8, isEastAsian: Terminal.isEastAsian, hasColor: Terminal.hasColor(.auto),
            phrasebook: language.phrasebook(Secrets()))
        let page = TopicPage(style: style, language: language)
        if words.isEmpty {
            for line in page.list() { Terminal.print(line) }
            return .analysed
        }
        let word = words.joined(separator: " ")
        let found = Topics.named(word)
        if found.isEmpty {
            throw CommandError(.noTopic(word, near: Topics.near(word)))
        }
        for (i, topic) in found.enumerated() {
            if i > 0 { Terminal.print("") }
            for line in page.lines(topic) { Terminal.print(line) }
        }
        return .analysed
    }
}
