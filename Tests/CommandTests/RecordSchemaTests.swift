import Foundation
import Testing

/// The schema of the records: docs/records.schema.json, and what `tcpexplain schema` prints. scripts/check-schemas holds records against it.
@Suite struct RecordSchemaTests {
    @Test func theCommandPrintsTheDocument() throws {
        let document = try Data(contentsOf: Command.root.appending(path: "docs/records.schema.json"))
        let run = try Command.run(["schema"])
        #expect(run.status == 0 && run.output == document)
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: document) }
    }

    /// JSON lets an object have a key twice, and readers differ in what they make of it.
    @Test func noKeyIsThereTwice() throws {
        let text = try String(contentsOf: Command.root.appending(path: "docs/records.schema.json"), encoding: .utf8)
        // The keys of the objects that are open, by their indentation.
        var open: [Int: Set<Substring>] = [:]
        var keys = 0
        for line in text.split(separator: "\n") {
            let indentation = line.prefix { $0 == " " }.count
            open = open.filter { $0.key <= indentation }
            guard let match = line.firstMatch(of: /^ +"([^"]+)":/) else { continue }
            let isNew = open[indentation, default: []].insert(match.1).inserted
            #expect(isNew, "\(match.1)")
            keys += 1
        }
        #expect(keys > 100)
    }

    /// Every key of a finding's evidence that the program can write is in the schema of findings, whether a fixture has it or not.
    @Test func allEvidenceIsInTheSchema() throws {
        let document = try Data(contentsOf: Command.root.appending(path: "docs/records.schema.json"))
        let schema = try JSONSerialization.jsonObject(with: document) as? [String: Any]
        let finding = (schema?["$defs"] as? [String: Any])?["finding"] as? [String: Any]
        let known = Set((finding?["properties"] as? [String: Any] ?? [:]).keys)
        let folder = Command.root.appending(path: "Sources/Reports/NDJSON")
        var keys: Set<String> = []
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasPrefix("FindingEvidence") {
            let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            for match in text.matches(of: /(?:seconds|number|text|flag|appendKey)\("([a-z_0-9]+)"/) {
                keys.insert(String(match.1))
            }
        }
        #expect(keys.count > 60)
        #expect(keys.subtracting(known) == [])
    }

    /// Every key of the fixtures' records is in the schema: a cheap look for what scripts/check-schemas looks for thoroughly.
    @Test func allKeysAreInTheSchema() throws {
        let schema = try String(contentsOf: Command.root.appending(path: "docs/records.schema.json"), encoding: .utf8)
        var keys: Set<String> = []
        func collect(_ value: Any) {
            if let members = value as? [String: Any] {
                for (key, value) in members {
                    // Names of findings and statuses are keys too.
                    if key == "findings", value is [String: Any] || key == "statuses" { continue }
                    keys.insert(key)
                    // So are those of settings and frames of HTTP/2.
                    if !["statuses", "settings", "frames"].contains(key) || value is [Any] { collect(value) }
                }
            } else if let list = value as? [Any] {
                for value in list { collect(value) }
            }
        }
        for fixture in Command.fixtures() {
            let text = try String(
                contentsOf: Command.root.appending(path: "Fixtures/\(fixture)/expected.ndjson"), encoding: .utf8)
            for line in text.split(separator: "\n") { collect(try JSONSerialization.jsonObject(with: Data(line.utf8))) }
        }
        #expect(keys.filter { !schema.contains("\"\($0)\"") } == [])
    }

    /// So is every key that a finding's evidence may have, of which the fixtures have only some.
    @Test func allKeysOfEvidenceAreInTheSchema() throws {
        let schema = try String(contentsOf: Command.root.appending(path: "docs/records.schema.json"), encoding: .utf8)
        let folder = Command.root.appending(path: "Sources/Reports/NDJSON")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.lastPathComponent.hasPrefix("FindingEvidence") }
        let findings = try #require(schema.range(of: "\"finding\": {"))
        let end = try #require(schema[findings.upperBound...].range(of: "\"http\": {"))
        let section = schema[findings.lowerBound..<end.lowerBound]
        var missing: Set<String> = []
        for file in files {
            for match in try String(contentsOf: file, encoding: .utf8).matches(
                of: /\b(?:text|number|seconds|flag)\("([a-z_0-9]+)"/)
            where !section.contains("\"\(match.1)\":") {
                missing.insert(String(match.1))
            }
        }
        #expect(!files.isEmpty && missing == [])
    }
}
