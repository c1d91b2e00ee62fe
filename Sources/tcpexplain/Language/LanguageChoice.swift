import ArgumentParser
import Language

/// The language that was asked for, or that the environment names.
enum LanguageChoice: String, ExpressibleByArgument, CaseIterable {
    case en, zh

    /// A language, or a locale of it: `zh`, `zh_CN`, `zh-Hans`, `en_US.UTF-8`.
    init?(argument: String) {
        let language = argument.lowercased().prefix { !"_.@-".contains($0) }
        self.init(rawValue: String(language))
    }

    /// That of the first of LC_ALL, LC_MESSAGES and LANG that is set; English where the terminal has no UTF-8, which Chinese needs.
    static var ofEnvironment: LanguageName {
        guard Terminal.isUTF8 else { return .en }
        return LanguageName(
            locale: Terminal.environment("LC_ALL") ?? Terminal.environment("LC_MESSAGES") ?? Terminal.environment("LANG") ?? "")
    }

    /// That of the command line before it is parsed: help and errors of usage come before its end.
    static func asked(in arguments: [String]) -> LanguageName {
        let words = arguments.prefix { $0 != "--" }
        for (word, next) in zip(words, words.dropFirst() + [""]) {
            let value = word == "--lang" ? next : word.hasPrefix("--lang=") ? String(word.dropFirst("--lang=".count)) : ""
            if let choice = LanguageChoice(argument: value) { return choice.name }
        }
        return ofEnvironment
    }

    var name: LanguageName {
        switch self {
        case .en: .en
        case .zh: .zh
        }
    }
}
