import Language

/// What the help and the manual page say besides names.
protocol HelpWords {
    /// What `-h` prints.
    var short: String { get }
    var overview: String { get }
    var usage: String { get }
    var mainUsage: String { get }
    var colon: String { get }
    func abstract(of command: String) -> String
    func discussion(of command: String) -> String
    /// The title of a section that the argument parser calls `title`.
    func title(_ title: String) -> String
    func text(of entry: HelpListing.Entry, in command: String) -> String
    var manual: ManualWords { get }
}

/// The manual page's own words.
struct ManualWords {
    var sections: (name: String, synopsis: String, description: String, exit: String, environment: String, seeAlso: String)
    var synopsis: (options: String, capture: String, interface: String, filter: String)
    /// Each exit status with its meaning; an option in it stands between stars.
    var statuses: [(String, String)]
    var variables: [(String, String)]
}

extension LanguageName {
    var help: any HelpWords {
        switch self {
        case .en: EnglishHelp()
        case .zh: ChineseHelp()
        }
    }
}
