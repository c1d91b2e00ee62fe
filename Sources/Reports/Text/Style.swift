import Analysis
public import Language
import TCP
import Wire

/// How text looks: width, characters, colour, language.
public struct Style: Sendable {
    /// In columns.
    public var width: Int
    /// Whether longer lines of a table are cut at the width: on a terminal, or where somebody asked for a width.
    public var clipsTables: Bool
    /// Whether UTF-8 is to be had; else plain ASCII.
    public var isUTF8: Bool
    public var hasColor: Bool
    public let phrasebook: any Phrasebook
    /// The phrasebook's words, which are asked for with each row.
    let words: Words

    public init(width: Int, clipsTables: Bool = false, isUTF8: Bool, hasColor: Bool, phrasebook: any Phrasebook) {
        self.width = max(60, width)
        self.clipsTables = clipsTables
        self.isUTF8 = isUTF8
        self.hasColor = hasColor
        self.phrasebook = phrasebook
        words = phrasebook.words
    }

    /// That of topics, lessons and what learners are told.
    public var language: LanguageName { phrasebook.language }

    var line: String { isUTF8 ? "─" : "-" }
    var rightHead: String { isUTF8 ? "▶" : ">" }
    var leftHead: String { isUTF8 ? "◀" : "<" }
    var right: String { isUTF8 ? "→" : "->" }
    var correct: String { isUTF8 ? "✓" : "ok" }
    var incorrect: String { isUTF8 ? "✗" : "XX" }
    /// The sign of a verdict: what is wrong, what deserves a look, what is well.
    func sign(_ severity: Finding.Severity?) -> (sign: String, color: Color) {
        switch severity {
        case .error?: (incorrect, .bad)
        case .warning?: ("!", .warning)
        case .note?, nil: (correct, .good)
        }
    }

    /// The sign of a verdict: that of its headline.
    func sign(of verdict: Verdict) -> (sign: String, color: Color) {
        sign({ if case .finding(let finding) = verdict.headline { finding.severity } else { nil } }())
    }

    var ellipsis: String { isUTF8 ? "…" : "..." }
    /// The stages of an HTTP request, as small as they can be told: `②③`, or `(2)(3)`.
    func tag(_ stages: Stages) -> String {
        let circled = ["①", "②", "③", "④", "⑤", "⑥", "⑦"]
        return stages.numbers.map { isUTF8 ? circled[$0 - 1] : "(\($0))" }.joined()
    }

    var minus: String { isUTF8 ? "–" : "-" }

    enum Color: String {
        case good = "\u{1b}[32m"
        case warning = "\u{1b}[1;33m"
        case client = "\u{1b}[36m"
        case server = "\u{1b}[35m"
        case bad = "\u{1b}[1;31m"
        case strong = "\u{1b}[1m"
        case dim = "\u{1b}[2m"
    }

    /// What turns a colour on, if there is colour.
    func start(of color: Color) -> String { hasColor ? color.rawValue : "" }
    /// What turns colour off.
    var end: String { hasColor ? "\u{1b}[0m" : "" }

    /// Colour only ever repeats what the words say.
    func paint(_ text: String, _ color: Color) -> String { hasColor ? color.rawValue + text + "\u{1b}[0m" : text }

    /// The end of a run, and what weakens its verdicts.
    func closingLines(_ summary: RunSummary, files: Int) -> [String] {
        let ends = phrasebook.summary(summary, files: files).map(plain)
        var lines = ends.dropLast().map { $0 }
        var items = summary.triage.items.map { phrasebook.sentence(for: $0.item, count: $0.count) }
        items += summary.shownFindings.sharedFindings.map { phrasebook.sentence(for: $0) }
        items += summary.shownFindings.scans.map { phrasebook.sentence(for: $0) }
        for item in items {
            lines += ("- " + plain(item)).wrapped(to: width - 2).enumerated().map { i, part in i == 0 ? part : "  " + part }
        }
        return lines + ends.suffix(1)
    }

    /// A sentence or more, in lines that fit.
    public func lines(of text: String) -> [String] { plain(Text(code: text)).wrapped(to: width) }

    /// A line of a table, cut at the width where that is wanted.
    func clipped(_ line: String) -> String {
        guard clipsTables, line.utf8.count > width, line.count > width else { return line }
        return String(line.prefix(width - ellipsis.count)) + ellipsis
    }

    /// A sentence in the characters that are to be had: beyond ASCII our words have three, and text from the wire none.
    func plain(_ text: Text) -> String { plain(text.string) }

    private func plain(_ text: String) -> String {
        if isUTF8 || text.utf8.allSatisfy({ $0 < 128 }) { return text }
        var result = ""
        for character in text {
            switch character {
            case "\u{a0}": result += " "
            case "→": result += "->"
            case "×": result += "x"
            case "µ": result += "u"
            default: result.append(character)
            }
        }
        return result
    }
}

extension String {
    func padded(to width: Int) -> String { count >= width ? self : self + String(repeating: " ", count: width - count) }
    func leftPadded(to width: Int) -> String { count >= width ? self : String(repeating: " ", count: width - count) + self }

    /// Broken into lines of at most `width` columns at spaces; a longer word stays whole.
    func wrapped(to width: Int) -> [String] {
        var lines: [String] = []
        let span = utf8.span
        TextWrap(width: width).forEachLine(of: span) { range in
            var line: [UInt8] = []
            line.append(copying: span, in: range)
            lines.append(String(decoding: line, as: UTF8.self))
        }
        return lines
    }
}
