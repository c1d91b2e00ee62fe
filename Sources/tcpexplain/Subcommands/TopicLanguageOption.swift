import ArgumentParser
import Language

/// `--lang` of the subcommands that teach.
struct TopicLanguageOption: ParsableArguments {
    @Option(
        help: ArgumentHelp("en or zh (else LC_ALL, LC_MESSAGES, LANG).", valueName: "language"),
        transform: { word in
            guard let language = TopicLanguage(rawValue: word) else { throw ValidationError("give en or zh") }
            return language
        })
    var lang: TopicLanguage?

    var chosen: TopicLanguage { lang ?? .ofEnvironment }
}

extension TopicLanguage {
    /// The first of LC_ALL, LC_MESSAGES and LANG that is set decides. Without UTF-8 there are no Chinese characters.
    static var ofEnvironment: TopicLanguage {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap(Terminal.environment).first ?? ""
        return locale.hasPrefix("zh") && Terminal.isUTF8 ? .chinese : .english
    }
}
