import Reports

/// The arguments of a tool, as an assistant gave them.
struct MCPArguments {
    private let node: DocumentNode?

    /// What a tool does not know is refused: an answer without it would be taken for one to what was asked.
    init(_ node: DocumentNode?, of tool: String) throws(CommandError) {
        self.node = node
        guard let node else { return }
        guard case .mapping(let pairs) = node.value else { throw CommandError("arguments are an object of names and values") }
        let known = Self.names(of: tool)
        for (key, _) in pairs where !known.contains(key.text ?? "") {
            throw CommandError("\(tool) has no argument \(key.text ?? ""); it has \(known.joined(separator: ", "))")
        }
    }

    /// What the arguments of a tool are called.
    private static func names(of tool: String) -> [String] {
        switch tool {
        case "connections", "findings": ["capture", "limit"] + selections.map(\.0)
        case "explain": ["capture", "connection"]
        case "packets": ["capture", "connection", "first_frame", "last_frame", "limit"]
        case "exchange": ["capture", "connection", "exchange"]
        case "explain_name": ["name"]
        default: ["capture"]
        }
    }

    /// Selections of the command line that tools take too, and what they say.
    static let selections = [
        ("host", "An address, a network, or a name at either end."), ("port", "A port at either end."),
        ("sni", "A name that TLS asked for."), ("url", "A part of a URL, or a /regular expression/."),
        ("method", "An HTTP method."), ("status", "An HTTP status, or a class such as 5xx."),
        ("finding", "The name of a finding."), ("severity", "note, warning or error: that or worse."),
        ("after", "Only what went on then or later: seconds after the start, or a time."),
        ("before", "Only what went on then or earlier."),
    ]

    func text(_ key: String) throws(CommandError) -> String {
        guard let text = node?[key]?.text, !text.isEmpty else { throw CommandError("\(key) is missing: a text") }
        return text
    }

    func number(_ key: String) throws(CommandError) -> Int {
        guard let number = try optionalNumber(key) else { throw CommandError("\(key) is missing: a number from 1 on") }
        return number
    }

    func optionalNumber(_ key: String) throws(CommandError) -> Int? {
        guard let value = node?[key] else { return nil }
        guard let number = value.wholeNumber, number >= 1 else { throw CommandError("\(key) is a number from 1 on") }
        return number
    }

    func limit(_ most: Int) throws(CommandError) -> Int { min(try optionalNumber("limit") ?? 50, most) }

    /// The options of the command line that select the same.
    func selections() throws(CommandError) -> [String] {
        var options: [String] = []
        for (name, _) in Self.selections {
            guard let value = node?[name] else { continue }
            guard let text = value.text else { throw CommandError("\(name) is a text") }
            options.append("--\(name)=\(text)")
        }
        return options
    }
}
