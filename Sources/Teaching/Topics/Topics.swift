import Analysis
import Language

/// All topics, and how they are found.
public enum Topics {
    public static let all: [Topic] = Topic.Group.allCases.flatMap { group in
        let english = byName(EnglishTopics.texts(of: group))
        let chinese = byName(ChineseTopics.texts(of: group))
        return facts(of: group).map { facts in
            var texts: [LanguageName: TopicText] = [:]
            texts[.en] = english[facts.name]
            texts[.zh] = chinese[facts.name]
            return Topic(facts, group, texts)
        }
    }

    private static func byName(_ texts: [TopicText]) -> [String: TopicText] {
        Dictionary(texts.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The topics of a name: in any case, with or without hyphens and spaces; also by the title in any language, and by other names.
    public static func named(_ word: String) -> [Topic] {
        let wanted = plain(word)
        let known = all.filter { topic in
            plain(topic.name) == wanted
                || LanguageName.allCases.contains { plain(topic.text(in: $0)?.title ?? "") == wanted }
        }
        guard known.isEmpty, let names = aliases[wanted] else { return known }
        return names.flatMap { name in all.filter { $0.name == name } }
    }

    /// Names that a word may have been meant for, at most eight: those that hold it, then those that differ in few letters.
    public static func near(_ word: String) -> [String] {
        let wanted = plain(word)
        guard !wanted.isEmpty else { return [] }
        let ranked = all.compactMap { topic -> (name: String, distance: Int)? in
            let name = plain(topic.name)
            let title = plain(topic.text(in: .zh)?.title ?? "")
            // Chinese titles are short: one that the word goes on from is near it, too.
            let holds = name.contains(wanted) || title.contains(wanted) || title.count > 1 && wanted.hasPrefix(title)
            let distance = holds ? 0 : NearNames.distance(Array(wanted.unicodeScalars.prefix(64)), Array(name.unicodeScalars))
            return distance * 3 <= name.count ? (topic.name, distance) : nil
        }
        var names: [String] = []
        for entry in ranked.sorted(by: { ($0.distance, $0.name) < ($1.distance, $1.name) }) where !names.contains(entry.name) {
            names.append(entry.name)
        }
        return Array(names.prefix(8))
    }

    /// A word without what people write in different ways.
    private static func plain(_ word: String) -> String {
        word.lowercased().filter { !"-_ =\u{a0}".contains($0) }
    }
}
