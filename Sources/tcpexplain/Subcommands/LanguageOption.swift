import ArgumentParser
import Language

/// `--lang` of the subcommands that teach.
struct LanguageOption: ParsableArguments {
    @Option(help: ArgumentHelp("en or zh (else LC_ALL, LC_MESSAGES, LANG).", valueName: "language"))
    var lang: LanguageChoice?

    var chosen: LanguageName { lang?.name ?? LanguageChoice.ofEnvironment }
}
