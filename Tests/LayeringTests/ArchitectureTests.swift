import Foundation
import Testing

/// ARCHITECTURE.md says where things are decided: the files and the names that it gives exist.
@Suite struct ArchitectureTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    @Test func whatTheTableNamesIsThere() throws {
        let document = try Self.text("ARCHITECTURE.md")
        let start = try #require(document.range(of: "## Where to find it"))
        let rest = document[start.upperBound...]
        let section = rest[..<(rest.range(of: "\n## ")?.lowerBound ?? rest.endIndex)]
        let rows = section.split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst(2)
        #expect(rows.count > 20)
        for row in rows {
            let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            try #require(cells.count == 3, "\(row)")
            let files = cells[1].matches(of: /`(Sources\/[^`]+\.swift)`/).map { String($0.1) }
            #expect(!files.isEmpty, "\(row)")
            let code = try files.map { try Self.text($0) }.joined()
            for name in cells[2].matches(of: /`([A-Za-z]+)`/) { #expect(code.contains(name.1), "\(row): \(name.1)") }
        }
    }

    /// The same of the table that says what a change touches.
    @Test func whatAChangeTouchesIsThere() throws {
        let document = try Self.text("CONTRIBUTING.md")
        let paths = document.matches(of: /`((?:Sources|Tests|docs|scripts|Fixtures|Fuzz)\/[A-Za-z0-9_+\/.-]*)`/).map {
            String($0.1)
        }
        #expect(paths.count > 15)
        for path in Set(paths) {
            #expect(
                FileManager.default.fileExists(atPath: Self.root.appending(path: path).path(percentEncoded: false)), "\(path)")
        }
    }
}
