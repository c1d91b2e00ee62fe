/// What the argument parser refuses. It hands over a sentence in English only; what that says is read from it, and a test asks the parser for
/// each of these.
struct UsageFault: Sendable {
    enum Kind: Sendable, Equatable {
        case unknownOption(String, near: String?)
        case valueIsMissing(String)
        case takesNoValue(String, given: String)
        case unexpected([String])
        case argumentIsMissing(String)
        case wrongValue(String, of: String, known: [String])
        /// A sentence of another form.
        case other
    }

    /// The parser's own sentence.
    var message: String
    var kind: Kind

    init(_ message: String) {
        self.message = message
        // What stands between quotation marks is from the command line, or a name; the rest is the form of the sentence.
        let parts = message.split(separator: "'", omittingEmptySubsequences: false).map(String.init)
        let quoted = parts.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
        let form = parts.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
        kind =
            switch form {
            case ["Unknown option ", ""]: .unknownOption(quoted[0], near: nil)
            case ["Unknown option ", ". Did you mean ", "?"]: .unknownOption(quoted[0], near: quoted[1])
            case ["Missing value for ", ""]: .valueIsMissing(quoted[0])
            case ["The option ", " does not take any value, but ", " was specified."]: .takesNoValue(quoted[0], given: quoted[1])
            case ["Unexpected argument ", ""]: .unexpected(quoted)
            case ["Missing expected argument ", ""]: .argumentIsMissing(quoted[0])
            default:
                if form.first?.hasSuffix(" unexpected arguments: ") == true {
                    .unexpected(quoted)
                } else if form.count > 2, form[0] == "The value ", form[1] == " is invalid for " {
                    .wrongValue(quoted[0], of: quoted[1], known: Array(quoted.dropFirst(2)) + Self.listed(form[2]))
                } else {
                    .other
                }
            }
    }

    /// Longer lists of values stand on a line each.
    private static func listed(_ text: String) -> [String] {
        text.split(separator: "\n").filter { $0.hasPrefix("  - ") }.map { String($0.dropFirst(4)) }
    }
}
