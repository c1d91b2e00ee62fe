/// The languages that there are.
public enum LanguageName: Sendable, CaseIterable {
    case en, zh

    public func phrasebook(_ secrets: Secrets) -> any Phrasebook {
        switch self {
        case .en: English(secrets: secrets)
        case .zh: Chinese(secrets: secrets)
        }
    }

    /// The language of a locale such as `zh_CN.UTF-8`; English where it is one that there is no phrasebook for.
    public init(locale: String) {
        let language = locale.lowercased().prefix { $0 != "_" && $0 != "." && $0 != "@" && $0 != "-" }
        self = language == "zh" ? .zh : .en
    }
}
