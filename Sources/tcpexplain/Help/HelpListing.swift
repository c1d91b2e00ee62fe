import ArgumentParser

/// The arguments and options of a command, as the argument parser's help lists them: what the manual page and the help in other languages are
/// made from, so that they cannot name other options than the parser knows.
struct HelpListing {
    struct Section {
        /// As the parser shows it, in upper case; what follows a colon explains it.
        var title: String
        var entries: [Entry]
    }

    struct Entry {
        /// `-f, --filter <filter>`.
        var label: String
        var text: String
        /// What the parser adds to the text: the words that the option takes, and the one that it takes to be given.
        var values: [String] = []
        var initial: String?

        /// The name that stands for it in tables of texts: `--filter`, or `-r`, or `<capture>`.
        var key: String {
            let words = label.split(whereSeparator: { $0 == " " || $0 == "," }).map(String.init)
            return words.first { $0.hasPrefix("--") } ?? words.first ?? label
        }
    }

    var sections: [Section] = []

    init(_ command: any ParsableCommand.Type) {
        // A help whose lines are not broken.
        for line in command.helpMessage(columns: 10_000).split(separator: "\n").map(String.init) {
            if !line.hasPrefix(" ") {
                // Overview and usage are the command's own words.
                let isTitle = line.hasSuffix(":") && line == line.uppercased()
                isListed = isTitle && !line.hasPrefix("OVERVIEW") && !line.hasPrefix("USAGE")
                if isListed { sections.append(Section(title: String(line.dropLast()), entries: [])) }
            } else if isListed {
                add(line)
            }
        }
    }

    private var isListed = false

    /// A label with its text beside it, or one of the two.
    private mutating func add(_ line: String) {
        let text = String(line.drop { $0 == " " })
        guard let last = sections.indices.last else { return }
        if line.count - text.count > 2, let entry = sections[last].entries.indices.last {
            sections[last].entries[entry].setText(text)
            return
        }
        var label = Substring(text)
        if let gap = text.firstRange(of: "  ") { label = text[..<gap.lowerBound] }
        var entry = Entry(label: String(label), text: "")
        entry.setText(String(text.dropFirst(label.count).drop { $0 == " " }))
        sections[last].entries.append(entry)
    }
}

extension HelpListing.Entry {
    /// Takes apart what the option's author wrote and what the parser adds to it.
    fileprivate mutating func setText(_ whole: String) {
        text = whole
        guard whole.hasSuffix(")"), let start = whole.ranges(of: " (").last else { return }
        for part in whole[start.upperBound...].dropLast().split(separator: "; ") {
            if let list = part.dropping("values: ") {
                values = list.split(separator: ", ").map(String.init)
            } else if let value = part.dropping("default: ") {
                initial = String(value)
            } else {
                return
            }
        }
        text = String(whole[..<start.lowerBound])
    }

    /// The text as the parser shows it.
    var whole: String {
        let added =
            (values.isEmpty ? [] : ["values: \(values.joined(separator: ", "))"]) + (initial.map { ["default: \($0)"] } ?? [])
        return added.isEmpty ? text : "\(text) (\(added.joined(separator: "; ")))"
    }
}

extension Substring {
    fileprivate func dropping(_ prefix: String) -> Substring? { hasPrefix(prefix) ? dropFirst(prefix.count) : nil }
}
