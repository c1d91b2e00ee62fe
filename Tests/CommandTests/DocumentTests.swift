import Foundation
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
        let expected = try text("Fixtures/short-connection/expected.txt")
        #expect(try text("README.md").contains(expected))
    }
}
