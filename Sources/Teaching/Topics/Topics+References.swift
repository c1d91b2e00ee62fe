public import TCP

/// Where the rules stand that the output goes by.
extension Topics {
    /// By group and name, for what has some.
    private static let references: [Topic.Group: [String: String]] = {
        var references: [Topic.Group: [String: String]] = [:]
        for topic in all where !topic.reference.isEmpty { references[topic.group, default: [:]][topic.name] = topic.reference }
        return references
    }()

    /// Where the rules stand that a finding is about; nil if they stand nowhere.
    public static func reference(ofFinding name: String) -> String? { references[.findings]?[name] }

    /// The same of a note, by its name.
    public static func reference(ofNote name: String) -> String? { references[.notes]?[name] }

    /// Where the rules stand of the steps and checks of a packet, each section once; nil if it has none.
    public static func reference(ofSteps steps: [String], checks: [Equation.Rule]) -> String? {
        let all = steps.compactMap { references[.steps]?[$0] } + checks.compactMap { references[.checks]?[$0.description] }
        return all.isEmpty ? nil : merged(all)
    }

    /// `RFC 9293 §3.4, §3.5; RFC 6298 §5`: documents in the order in which they come up, each with its sections.
    private static func merged(_ references: [String]) -> String {
        var documents: [(name: String, sections: [String])] = []
        for reference in references.flatMap({ $0.split(separator: ";") }) {
            let parts = reference.split(separator: "§")
            let name = parts.first.map(trimmed) ?? ""
            let index = documents.firstIndex { $0.name == name } ?? documents.count
            if index == documents.count { documents.append((name, [])) }
            for section in parts.dropFirst().map(trimmed) where !documents[index].sections.contains(section) {
                documents[index].sections.append(section)
            }
        }
        return documents.map { document in
            document.sections.isEmpty
                ? document.name : "\(document.name) " + document.sections.map { "§\($0)" }.joined(separator: ", ")
        }.joined(separator: "; ")
    }

    private static func trimmed(_ text: Substring) -> String { text.split { $0 == " " || $0 == "," }.joined(separator: " ") }
}
