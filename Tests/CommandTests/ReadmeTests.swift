import Foundation
import Testing

/// README.md and README.zh.md say the same: their commands are the same, and what they quote is what the program prints.
@Suite struct ReadmeTests {
    private static func text(_ file: String) throws -> String {
        try String(contentsOf: Command.root.appending(path: file), encoding: .utf8)
    }

    /// The blocks between fences, with what stands behind the first fence.
    private static func blocks(_ text: String) -> [(kind: Substring, lines: [Substring])] {
        let parts = text.components(separatedBy: "```").enumerated().filter { $0.offset % 2 == 1 }
        return parts.map { part in
            let lines = part.element.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
            return (lines.first ?? "", Array(lines.dropFirst()))
        }
    }

    /// Commands in code: in blocks behind a `$`, and between backticks where they begin with the program.
    private static func commands(_ text: String) -> [String] {
        var commands: [String] = []
        for (place, part) in text.components(separatedBy: "```").enumerated() {
            if place % 2 == 1 {
                let lines = part.split(separator: "\n").filter { $0.hasPrefix("$ ") }
                // Behind a # stands what the command is for, in the language of the document.
                commands += lines.map { String($0.prefix { $0 != "#" }).trimmingCharacters(in: .whitespaces) }
            } else {
                let codes = part.components(separatedBy: "`").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
                commands += codes.filter {
                    $0.hasPrefix("tcpexplain ") || $0.hasPrefix("sudo ") || $0.hasPrefix("scripts/") || $0.hasPrefix("--")
                }
            }
        }
        return commands
    }

    @Test func bothHaveTheSameCommands() throws {
        let english = Set(Self.commands(try Self.text("README.md")))
        let chinese = Set(Self.commands(try Self.text("README.zh.md")))
        #expect(english.count > 20)
        #expect(english.subtracting(chinese).sorted() == [], "in README.md only")
        #expect(chinese.subtracting(english).sorted() == [], "in README.zh.md only")
    }

    @Test(arguments: [("README.md", "C.UTF-8"), ("README.zh.md", "zh_CN.UTF-8")]) func outputsAreReal(
        file: String, locale: String
    ) throws {
        var compared = 0
        for block in Self.blocks(try Self.text(file)) where block.kind == "console" {
            guard let command = block.lines.first,
                command.hasPrefix("$ tcpexplain Fixtures/") || command.hasPrefix("$ tcpexplain --")
            else { continue }
            // Both count lines: `| head -n 12`, `| tail -n 2`.
            let parts = command.dropFirst("$ tcpexplain ".count).replacing("| tail -n ", with: "| tail -").components(
                separatedBy: " | ")
            let run = try Command.run(parts[0].split(separator: " ").map(String.init), environment: ["LC_ALL": locale])
            var expected = run.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            if parts.count == 2, let count = parts[1].split(whereSeparator: { " -n".contains($0) }).last.flatMap({ Int($0) }) {
                expected = parts[1].hasPrefix("head") ? expected.prefix(count) : expected.suffix(count)
            }
            #expect(block.lines.dropFirst().map(String.init) == expected.map(String.init), "\(command)")
            compared += 1
        }
        #expect(compared >= 2)
    }
}
