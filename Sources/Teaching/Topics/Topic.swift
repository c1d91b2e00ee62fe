public import Language

/// Something that the output has a name for, and what there is to say about it.
public struct Topic: Sendable {
    public enum Group: CaseIterable, Sendable {
        case steps, checks, states, flags, options, notes, findings, outcomes, stages, severities, figures
    }

    /// As the output has it; the same in all languages.
    public let name: String
    public let group: Group
    /// Where it is defined: documents and sections.
    public let reference: String
    /// A small ladder on which it happens, and which of its rows show it.
    public let sketch: (sketch: Sketch, rows: Set<Int>)?
    /// What is said of it, by language.
    private let texts: [LanguageName: TopicText]

    init(_ facts: TopicFacts, _ group: Group, _ texts: [LanguageName: TopicText]) {
        name = facts.name
        reference = facts.reference
        sketch = facts.sketch.map { ($0, facts.rows) }
        self.group = group
        self.texts = texts
    }

    /// nil where nobody wrote it: a test looks for that.
    public func text(in language: LanguageName) -> TopicText? { texts[language] }
}

/// What one language says of a topic.
public struct TopicText: Sendable {
    let name: String
    /// What it is in a few words. In Chinese, the name by which textbooks know it.
    public let title: String
    public let meaning: String
    /// What usually leads to it.
    public let causes: String?
    /// What to do, or to look at.
    public let advice: String?
    /// What it is often taken for.
    public let confusion: String?

    init(
        _ name: String, _ title: String, _ meaning: String, causes: String? = nil, advice: String? = nil,
        not confusion: String? = nil
    ) {
        self.name = name
        self.title = title
        self.meaning = meaning
        self.causes = causes
        self.advice = advice
        self.confusion = confusion
    }
}

/// What is the same of a topic in all languages.
struct TopicFacts {
    let name: String
    let reference: String
    let sketch: Sketch?
    let rows: Set<Int>

    init(_ name: String, _ reference: String = "", _ sketch: Sketch? = nil, _ rows: Int...) {
        self.name = name
        self.reference = reference
        self.sketch = sketch
        self.rows = Set(rows)
    }
}
