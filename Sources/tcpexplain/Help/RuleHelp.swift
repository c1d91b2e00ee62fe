import Language
import Teaching

/// What `tcpexplain explain` says of a rule, for reports that have a place for it.
enum RuleHelp {
    static func of(_ rule: String) -> (title: String, page: String)? {
        guard let text = Topics.named(rule).lazy.compactMap({ $0.text(in: .en) }).first else { return nil }
        let parts = [text.meaning, text.causes.map { "Causes: \($0)" }, text.advice.map { "What to do: \($0)" }]
        return (text.title, parts.compactMap { $0 }.joined(separator: "\n\n"))
    }
}
