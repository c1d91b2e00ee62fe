import Foundation
import Testing

/// Each sentence that the command can write to standard error stands whole in a test: in a table of `MessageTests` or `ErrorLineTests`, in another test's
/// source behind `tcpexplain: `, or in the live checks.
@Suite struct MessageCatalogueTests {
    /// What stands for a part of a sentence that is put in.
    private static let gap: Character = "\u{0}"

    private func text(_ path: String) throws -> String {
        try String(contentsOf: Command.root.appending(path: path), encoding: .utf8)
    }

    private func files(_ folder: String, _ ending: String) throws -> [String] {
        let path = Command.root.appending(path: folder).path(percentEncoded: false)
        return try FileManager.default.subpathsOfDirectory(atPath: path).filter { $0.hasSuffix(ending) }.sorted()
            .map { "\(folder)/\($0)" }
    }

    /// The part of a text from one mark on up to another.
    private func part(_ text: String, from start: String? = nil, to end: String? = nil) throws -> String {
        var rest = text[...]
        if let start { rest = rest[try #require(rest.range(of: start)).lowerBound...] }
        if let end { rest = rest[..<(try #require(rest.range(of: end)).lowerBound)] }
        return String(rest)
    }

    /// The literals of a source, with a gap for each interpolation. Literals within interpolations are sentences where they have three words.
    private func literals(_ source: String) -> [String] {
        var found: [String] = []
        for line in source.split(separator: "\n") where !line.drop(while: { $0 == " " }).hasPrefix("//") {
            var characters = Array(line)[...]
            while let quote = characters.firstIndex(of: "\"") {
                characters = characters[(quote + 1)...]
                found.append(literal(&characters, &found))
            }
        }
        return found
    }

    /// Reads up to the quotation mark that ends a literal.
    private func literal(_ rest: inout ArraySlice<Character>, _ nested: inout [String]) -> String {
        var result = ""
        while let character = rest.popFirst(), character != "\"" {
            guard character == "\\", let escaped = rest.popFirst() else {
                result.append(character)
                continue
            }
            guard escaped == "(" else {
                result.append(escaped == "n" ? "\n" : escaped)
                continue
            }
            result.append(Self.gap)
            var depth = 1
            while depth > 0, let inner = rest.popFirst() {
                switch inner {
                case "(": depth += 1
                case ")": depth -= 1
                case "\"":
                    let text = literal(&rest, &nested)
                    if text.split(separator: " ").count >= 3 { nested.append(text) }
                default: break
                }
            }
        }
        return result
    }

    /// All sentences, and parts of sentences.
    private func catalogue() throws -> [String] {
        let command = "Sources/tcpexplain"
        let documents = try text("\(command)/Language/English+Documents.swift")
        var sources = [
            try text("\(command)/Language/English+Command.swift"),
            try part(text("\(command)/Language/English+Notices.swift"), to: "func sentence(for progress"),
            try part(documents, to: "func sentence(for counts"), try part(documents, from: "private func listed"),
            try text("Sources/Language/English/English+Capture.swift"),
            try part(
                text("Sources/Language/English/English.swift"), from: "func sentence(for warning", to: "// MARK: - The run"),
        ]
        // What is said without the phrasebook; errors of the Model Context Protocol are answers.
        for path in try files(command, ".swift") where !path.contains("/MCP/") {
            sources += try text(path).split(separator: "\n")
                .filter { $0.contains("CommandError(\"") || $0.contains(".words(\"") }.map(String.init)
        }
        return sources.flatMap(literals).filter { $0.count(where: \.isLetter) >= 5 }
    }

    /// All lines that a test holds against the program's.
    private func lines() throws -> [String] {
        var lines = (ErrorLineTests.captures + ErrorLineTests.outputs + ErrorLineTests.options).map(\.line)
        lines += (MessageTests.options + MessageTests.captures + MessageTests.parts + MessageTests.outputs).map(\.line)
        lines += MessageTests.checks.map(\.line) + ["1 expectation holds", "2 expectations hold"]
        lines += MessageTests.faults.map(\.line) + MessageTests.sentences.map(\.1)
        let mark = "tcpexplain: "
        func whole(_ literals: [String]) -> [String] {
            literals.filter { $0.hasPrefix(mark) && $0.hasSuffix("\n") && $0.count(where: \.isLetter) > mark.count }
        }
        for path in try files("Tests/CommandTests", ".swift") where !path.contains("Catalogue") {
            for line in try text(path).split(separator: "\n") {
                // Up to its end, which is the literal's or the line's.
                if line.drop(while: { $0 == " " }).hasPrefix(mark) { lines.append(String(line)) }
                lines += whole(literals(String(line)))
            }
        }
        for path in try files("scripts/live", ".py") {
            // Literals that follow one another are one.
            lines += whole(literals(try text(path).replacing(/"\s*\n\s*f?"/, with: "")))
        }
        return lines
    }

    @Test func eachSentenceIsTestedWhole() throws {
        let lines = try lines().joined(separator: "\n")
        let catalogue = try catalogue()
        #expect(catalogue.count > 150)
        for sentence in catalogue {
            let pattern = sentence.trimmingCharacters(in: .newlines).split(separator: Self.gap, omittingEmptySubsequences: false)
                .map { NSRegularExpression.escapedPattern(for: String($0)) }.joined(separator: ".*")
            #expect(
                lines.range(of: pattern, options: .regularExpression) != nil,
                "no test has the whole of: \(sentence.replacing("\u{0}", with: "…"))")
        }
    }
}
