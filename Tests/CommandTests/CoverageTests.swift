import Foundation
import Testing

/// Every note, finding and triage item that the program can tell is told of at least one capture made from real traffic.
@Suite struct CoverageTests {
    /// What no kernel produces on demand: covered by scripts in AnalysisTests, heads in ApplicationsTests, and bounds in BoundTests.
    private static let scripted: Set<String> = [
        "data-after-fin", "http-repeated-host", "http-missing-host", "http-transfer-encoding-in-1.0",
        "http-head-too-large", "bound-hit", "fragments-let-go",
    ]

    private func names(in file: String, _ pattern: Regex<(Substring, Substring)>) throws -> Set<String> {
        let text = try String(contentsOf: Command.root.appending(path: file), encoding: .utf8)
        return Set(text.matches(of: pattern).map { String($0.output.1) })
    }

    private func told() throws -> Set<String> {
        var told: Set<String> = []
        for fixture in Command.fixtures() {
            let url = Command.root.appending(path: "Fixtures/\(fixture)/expected.ndjson")
            for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n") {
                let record = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
                told.formUnion(record["notes"] as? [String] ?? [])
                for key in ["findings", "triage"] {
                    told.formUnion((record[key] as? [[String: Any]] ?? []).compactMap { $0["name"] as? String })
                }
            }
        }
        return told
    }

    @Test func everythingHasAFixture() throws {
        var known = try names(in: "Sources/TCP/Notes.swift", /"([a-z-]+)"/)
        known.formUnion(try names(in: "Sources/Analysis/Findings/FindingName.swift", /: "([a-z0-9-]+)"/))
        known.formUnion(try names(in: "Sources/Applications/HTTP1/Violation.swift", /: "(http-[a-z0-9.-]+)"/))
        known.formUnion(try names(in: "Sources/Analysis/Findings/CaptureQuality.swift", /case \w+ = "([a-z-]+)"/))
        let missing = known.subtracting(try told()).subtracting(Self.scripted)
        #expect(missing.isEmpty, "no fixture shows \(missing.sorted())")
        #expect(known.count > 50)
    }
}
