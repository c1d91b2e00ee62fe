import Foundation
import Teaching
import Testing

/// What the documents quote is what the program prints.
@Suite struct DocumentTests {
    private func text(_ path: String) throws -> String {
        try String(contentsOf: Command.root.appending(path: path), encoding: .utf8)
    }

    /// docs/questions.md: each section names a fixture, and quotes lines of its expected text.
    @Test func questionsQuoteTheFixtures() throws {
        let sections = try text("docs/questions.md").components(separatedBy: "\n## ").dropFirst()
        #expect(sections.count == 10)
        for section in sections {
            let parts = section.components(separatedBy: "`")
            let expected = Set(try text("Fixtures/\(parts[1])/expected.txt").split(separator: "\n").map(String.init))
            let quoted = section.components(separatedBy: "```")[1].split(separator: "\n").map(String.init)
            let wrong = quoted.filter { !expected.contains($0) }
            #expect(wrong.isEmpty, "\(parts[1])")
        }
    }

    /// The README shows the whole explanation of one fixture.
    @Test func readmeShowsRealOutput() throws {
        let expected = try text("Fixtures/four-waves/expected.txt")
        #expect(try text("README.md").contains(expected))
    }

    /// docs/findings.md lists every finding: its name, and the severities that it may have.
    @Test func allFindingsAreListed() throws {
        var listed: [String: String] = [:]
        for line in try text("docs/findings.md").split(separator: "\n") where line.hasPrefix("| `") {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            for name in cells[0].split(separator: "`").map(String.init) where name.contains(where: \.isLetter) {
                listed[name] = cells[1]
            }
        }
        var names: Set<String> = []
        for path in ["Sources/Analysis/Findings/FindingName.swift", "Sources/Applications/HTTP1/Violation.swift"] {
            for line in try text(path).split(separator: "\n") where line.trimmingCharacters(in: .whitespaces).hasPrefix("case .")
            {
                let parts = line.components(separatedBy: "\"")
                if parts.count == 3, !parts[1].contains(" ") { names.insert(parts[1]) }
            }
        }
        #expect(names.count > 60)
        #expect(names.subtracting(listed.keys) == [])
        for fixture in Command.fixtures() {
            for line in try text("Fixtures/\(fixture)/expected.ndjson").split(separator: "\n")
            where line.hasPrefix("{\"type\":\"connection\"") {
                let record = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                for finding in record?["findings"] as? [[String: Any]] ?? [] {
                    let (name, severity) = (finding["name"] as? String ?? "", finding["severity"] as? String ?? "?")
                    #expect(listed[name]?.contains(severity) == true, "\(fixture): \(name) \(severity)")
                }
            }
        }
    }

    /// Causes and remedies in docs/findings.md are those of `tcpexplain explain`; `RECORD=1` writes them anew.
    @Test func causesAndRemediesHaveOneSource() throws {
        var rows = 0
        let lines = try text("docs/findings.md").split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
            guard line.hasPrefix("| `") else { return String(line) }
            var cells = line.components(separatedBy: " | ")
            let name = cells[0].split(separator: "`")[1]
            let topic = Topics.all.first { $0.group == .findings && $0.name == name }?.text(in: .en)
            guard let topic, let causes = topic.causes, let advice = topic.advice else {
                Issue.record("\(name) has no causes or no advice")
                return String(line)
            }
            rows += 1
            cells[cells.count - 1] = "\(causes) \(advice) |"
            return cells.joined(separator: " | ")
        }
        #expect(rows == Topics.all.count { $0.group == .findings })
        let file = Command.root.appending(path: "docs/findings.md")
        if ProcessInfo.processInfo.environment["RECORD"] != nil {
            try lines.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
        }
        for (line, expected) in zip(try text("docs/findings.md").split(separator: "\n"), lines.filter { !$0.isEmpty }) {
            #expect(line == expected)
        }
    }
}
