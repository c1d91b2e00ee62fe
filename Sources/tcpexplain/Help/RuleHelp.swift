import Language
import Reports
import Teaching

/// What `tcpexplain explain` says of a rule, for reports that have a place for it.
struct RuleHelp {
    /// A line, and a page.
    typealias Words = (title: String, page: String)

    let phrasebook: any CommandPhrasebook

    /// - Parameter rule: as a SARIF log names it: a finding, `check: …` or `expectation: …`.
    func callAsFunction(_ rule: String) -> Words? {
        if rule.hasPrefix("expectation: ") {
            return ExpectationRule(rawValue: String(rule.dropFirst("expectation: ".count))).map(words)
        }
        let name = rule.hasPrefix("check: ") ? String(rule.dropFirst("check: ".count)) : rule
        if let check = CheckRule(rawValue: name) {
            return (phrasebook.title(of: check).string, phrasebook.explanation(of: check).string)
        }
        guard let text = Topics.named(name).lazy.compactMap({ $0.text(in: phrasebook.language) }).first else { return nil }
        let parts = [
            text.meaning, text.causes.map { phrasebook.causes(Text(code: $0)).string },
            text.advice.map { phrasebook.advice(Text(code: $0)).string },
        ]
        return (text.title, parts.compactMap { $0 }.joined(separator: "\n\n"))
    }

    private func words(for rule: ExpectationRule) -> Words {
        (phrasebook.title(of: rule).string, phrasebook.explanation(of: rule).string)
    }
}

/// Rules of `--check` that are no sums.
enum CheckRule: String, CaseIterable {
    case handshake, close
    case damagedInput = "damaged-input"
    case nothingToCheck = "nothing-to-check"
}
