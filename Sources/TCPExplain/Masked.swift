import Applications
import Language

/// Text from the wire as it may be shown: passwords, cookies and tokens are masked, and everything but printable ASCII is escaped.
enum Masked {
    private static let secrets = Secrets()

    static func text(_ text: String) -> String { secrets.shown(text).escaped }
    static func target(of head: MessageHead) -> String { secrets.shown(targetOf: head).escaped }
    static func value(_ value: String, of name: String) -> String { secrets.shown(value: value, of: name).escaped }
}
