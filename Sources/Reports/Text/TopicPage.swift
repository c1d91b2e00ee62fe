public import Language
public import Teaching

/// What there is to say of a topic, as lines of text; and the list of all topics.
public struct TopicPage {
    private let style: Style
    private let language: LanguageName
    private let words: TopicWords

    private static let stateWidth = 11
    private static let leastArrow = 30

    public init(style: Style, language: LanguageName) {
        self.style = style
        self.language = language
        words = TopicWords(language)
    }

    /// All names by group, each with its title.
    public func list() -> [String] {
        var lines: [String] = []
        for group in Topic.Group.allCases {
            let topics = Topics.all.filter { $0.group == group }
            if topics.isEmpty { continue }
            if !lines.isEmpty { lines.append("") }
            lines.append(style.paint(group.heading(in: language).group, .strong))
            let width = (topics.map(\.name.count).max() ?? 0) + 2
            for topic in topics {
                let title = topic.text(in: language)?.title ?? ""
                lines += hanging(style.cells.padded(topic.name, to: width), title, indent: 2)
            }
        }
        return lines
    }

    /// The names of lessons, each with its title.
    public func list(of lessons: [Lesson]) -> [String] {
        let width = (lessons.map(\.name.count).max() ?? 0) + 1
        return style.wrapped(plain(LessonWords(language).course), to: style.width)
            + lessons.flatMap { lesson in
                hanging(style.cells.padded(lesson.name, to: width), lesson.text(in: language).title, indent: 2)
            }
    }

    /// One topic.
    public func lines(_ topic: Topic) -> [String] {
        guard let text = topic.text(in: language) else { return [topic.name] }
        var title = "\(topic.name)  (\(topic.group.heading(in: language).one)): \(text.title)"
        if language == .zh { title = "\(topic.name)（\(topic.group.heading(in: language).one)）：\(text.title)" }
        var lines = style.wrapped(plain(title), to: style.width).map { style.paint($0, .strong) }
        lines += style.wrapped(plain(text.meaning), to: style.width - 2).map { "  " + $0 }
        if let (sketch, rows) = topic.sketch {
            lines.append("")
            lines += draw(sketch, rows)
        }
        let items = [(causesLabel(of: topic.group), text.causes), (words.advice, text.advice), (words.confusion, text.confusion)]
        lines.append("")
        for (label, text) in items { lines += hanging(label, text ?? words.nothing, indent: 2) }
        let reference = topic.reference.isEmpty ? words.ownDefinition : topic.reference
        return lines + hanging(words.defined, reference, indent: 2)
    }

    /// A flag has no causes; there are times when it is seen.
    private func causesLabel(of group: Topic.Group) -> String {
        switch group {
        case .checks, .notes, .findings: words.causes
        case .steps, .states, .flags, .options, .outcomes, .stages, .severities, .figures: words.occasion
        }
    }

    /// A label, and text beside it.
    private func hanging(_ label: String, _ text: String, indent: Int) -> [String] {
        let margin = String(repeating: " ", count: indent)
        if style.width < 40 + label.count {
            return [margin + label] + style.wrapped(plain(text), to: style.width - 4).map { margin + "  " + $0 }
        }
        let column = max(20, label.count + 1)
        let parts = style.wrapped(plain(text), to: style.width - indent - column)
        return parts.enumerated().map { i, part in
            let head =
                i == 0
                ? label + String(repeating: " ", count: max(1, column - cells(label))) : String(repeating: " ", count: column)
            return margin + head + part
        }
    }

    private func draw(_ sketch: Sketch, _ marked: Set<Int>) -> [String] {
        let hasStates = sketch.rows.contains { !$0.client.isEmpty }
        let width = hasStates ? Self.stateWidth + 1 : 0
        // A label, and beside it two lines, two spaces, a head and one line more.
        let arrowWidth = max(Self.leastArrow, (sketch.rows.map { cells(words.arrow($0)) }.max() ?? 0) + 6)
        let heading =
            padded(words.client, hasStates ? width : 0)
            + String(repeating: " ", count: max(1, arrowWidth + (hasStates ? 0 : -cells(words.client)) + 1)) + words.server
        var lines = [style.paint("    " + heading, .dim)]
        for (i, row) in sketch.rows.enumerated() {
            let label = words.arrow(row)
            let rest = max(1, arrowWidth - cells(label) - 5)
            let line = String(repeating: style.line, count: rest)
            let tail = row.isLost ? String(repeating: style.line, count: max(0, rest - 1)) + style.incorrect.prefix(1) : line
            let arrow =
                row.isFromClient
                ? "\(style.line)\(style.line) \(label) \(tail)\(row.isLost ? " " : style.rightHead)"
                : "\(row.isLost ? String(style.incorrect.prefix(1)) : style.leftHead)\(style.line)\(style.line) \(label) \(line)"
            var text =
                "    " + (hasStates ? style.cells.padded(row.client, to: width) : "") + arrow + (row.server.isEmpty ? "" : " ")
                + row.server
            if row.isLost { text += words.lost }
            if marked.contains(i) { text = (style.isUTF8 ? "  ▸ " : "  * ") + text.dropFirst(4) }
            lines.append(marked.contains(i) ? style.paint(text, .good) : text)
        }
        return lines
    }

    private func plain(_ text: String) -> String { style.reference(style.plain(Text(code: text))) }

    private func cells(_ text: String) -> Int { style.cells.cells(of: text) }

    private func padded(_ text: String, _ width: Int) -> String { style.cells.padded(text, to: width) }
}
