import Analysis
public import Language
import TCP
import Wire

/// How text looks: width, characters, colour, language. An object, since it is handed to whatever writes a piece of a line.
public final class Style: Sendable {
    /// In columns.
    public let width: Int
    /// Whether longer lines of a table are cut at the width: on a terminal, or where somebody asked for a width.
    public let clipsTables: Bool
    /// Whether UTF-8 is to be had; else plain ASCII.
    public let isUTF8: Bool
    /// How many cells characters take.
    let cells: CellWidth
    public let timeForm: TimeForm
    /// The zone of absolute times.
    public let zone: Zone
    public let hasColor: Bool
    public let phrasebook: any Phrasebook
    /// The phrasebook's words, which are asked for with each row.
    let words: Words

    /// - Parameter isEastAsian: characters of ambiguous width take two cells, as in the fonts of Chinese, Japanese and Korean terminals.
    public init(
        width: Int, clipsTables: Bool = false, isUTF8: Bool, isEastAsian: Bool = false, hasColor: Bool,
        timeForm: TimeForm = .relative,
        zone: Zone = .utc, phrasebook: any Phrasebook
    ) {
        self.width = max(Self.leastWidth, width)
        cells = CellWidth(ambiguousIsWide: isEastAsian)
        self.timeForm = timeForm
        self.zone = zone
        self.clipsTables = clipsTables
        self.isUTF8 = isUTF8
        self.hasColor = hasColor
        self.phrasebook = phrasebook
        words = phrasebook.words
    }

    /// The same with another width, in columns.
    func with(width: Int) -> Style {
        Style(
            width: width, clipsTables: clipsTables, isUTF8: isUTF8, isEastAsian: cells.ambiguousIsWide, hasColor: hasColor,
            timeForm: timeForm, zone: zone, phrasebook: phrasebook)
    }

    /// That of topics, lessons and what learners are told.
    public var language: LanguageName { phrasebook.language }

    /// No output is narrower, in cells.
    public static let leastWidth = 60

    /// Columns stay straight only with characters whose width is known: these are ambiguous.
    private var drawsLines: Bool { isUTF8 && !cells.ambiguousIsWide }
    var line: String { drawsLines ? "─" : "-" }
    var rightHead: String { drawsLines ? "▶" : ">" }
    var leftHead: String { drawsLines ? "◀" : "<" }
    /// A line from top to bottom, and where an arrow crosses it.
    var lane: String { drawsLines ? "│" : "|" }
    var crossing: String { drawsLines ? "┼" : "+" }
    var diamond: String { drawsLines ? "◆" : "*" }
    var right: String { drawsLines ? "→" : "->" }
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

    var ellipsis: String { drawsLines ? "…" : "..." }
    /// Documents and sections, as the terminal can show them.
    func reference(_ text: String) -> String {
        isUTF8 ? text : text.split(separator: "§", omittingEmptySubsequences: false).joined(separator: "section ")
    }

    /// The stages of an HTTP request, as small as they can be told: `②③`, or `(2)(3)`.
    func tag(_ stages: Stages) -> String { stages.numbers.map { String(describing: tag(ofStage: $0)) }.joined() }

    /// Likewise, of one of them: 1 to 7.
    func tag(ofStage number: Int) -> StaticString {
        switch number {
        case 1: drawsLines ? "①" : "(1)"
        case 2: drawsLines ? "②" : "(2)"
        case 3: drawsLines ? "③" : "(3)"
        case 4: drawsLines ? "④" : "(4)"
        case 5: drawsLines ? "⑤" : "(5)"
        case 6: drawsLines ? "⑥" : "(6)"
        default: drawsLines ? "⑦" : "(7)"
        }
    }

    var minus: String { drawsLines ? "–" : "-" }

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
    var end: String { hasColor ? ScreenControl.plain : "" }

    /// Colour only ever repeats what the words say.
    func paint(_ text: String, _ color: Color) -> String { hasColor ? color.rawValue + text + ScreenControl.plain : text }

    /// The end of a run, and what weakens its verdicts.
    func closingLines(_ summary: RunSummary, files: Int) -> [String] {
        let ends = phrasebook.summary(summary, files: files).map(plain)
        var lines = ends.dropLast().map { $0 }
        var items = summary.quality.items.map { phrasebook.sentence(for: $0.item, count: $0.count) }
        items += summary.shownFindings.sharedFindings.map { phrasebook.sentence(for: $0) }
        items += summary.shownFindings.scans.map { phrasebook.sentence(for: $0) }
        for item in items {
            lines += wrapped("- " + plain(item), to: width - 2).enumerated().map { i, part in i == 0 ? part : "  " + part }
        }
        lines += ends.suffix(1)
        // In a pipe the last line stays one line.
        guard clipsTables else { return lines }
        return lines.flatMap { line in
            line.hasPrefix("- ") || line.hasPrefix("  ")
                ? [line] : wrapped(line, to: width - 2).enumerated().map { i, part in i == 0 ? part : "  " + part }
        }
    }

    /// A line of a table, cut at the width where that is wanted.
    func clipped(_ line: String) -> String {
        clipsTables ? cells.clipped(line, to: width, ellipsis: ellipsis) : line
    }

    /// `2026-11-22 10:30:00 UTC`: when something was, in the zone of times that are of the day.
    func date(_ time: Timestamp) -> String {
        let zone = timeForm == .absolute ? zone : .utc
        return "\(CivilTime(time, in: zone).dateAndClock) \(zone.name(at: time))"
    }

    /// A sentence in the characters that are to be had, broken into lines.
    func wrapped(_ text: Text, to width: Int) -> [String] { wrapped(plain(text), to: width) }

    func wrapped(_ text: String, to width: Int) -> [String] {
        var lines: [String] = []
        let span = text.utf8.span
        TextWrap(width: width, cellWidth: cells, breaksWords: true).forEachLine(of: span) { range in
            var line: [UInt8] = []
            line.append(copying: span, in: range)
            lines.append(String(decoding: line, as: UTF8.self))
        }
        return lines
    }

    /// A sentence in the characters that are to be had: beyond ASCII our words have three, and text from the wire none.
    func plain(_ text: Text) -> String { characters(of: text.string) }

    /// A name of its own: a literal must be taken for a `Text`, never for a String.
    private func characters(of text: String) -> String {
        if isUTF8 || text.utf8.allSatisfy({ $0 < 128 }) { return text }
        var result = ""
        for character in text {
            switch character {
            case "\u{a0}": result += " "
            case "→": result += "->"
            case "×": result += "x"
            case "µ": result += "u"
            case "§": result += "section "
            default: result.append(character)
            }
        }
        return result
    }
}
