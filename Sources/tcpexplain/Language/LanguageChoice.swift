import ArgumentParser
import Language

/// The language that was asked for, or that the environment names.
enum LanguageChoice: String, ExpressibleByArgument, CaseIterable {
    case en, zh

    /// That of the first of LC_ALL, LC_MESSAGES and LANG that is set; English where the terminal has no UTF-8, which Chinese needs.
    static var ofEnvironment: LanguageName {
        guard Terminal.isUTF8 else { return .en }
        return LanguageName(
            locale: Terminal.environment("LC_ALL") ?? Terminal.environment("LC_MESSAGES") ?? Terminal.environment("LANG") ?? "")
    }

    var name: LanguageName {
        switch self {
        case .en: .en
        case .zh: .zh
        }
    }
}
