import Foundation
import Testing

/// What the programs on both ends say they sent (`facts.json` of a fixture), held against what was rebuilt from the capture.
@Suite struct FactsTests {
    static let fixtures = Command.fixtures().filter { fixture in
        FileManager.default.fileExists(
            atPath: Command.root.appending(path: "Fixtures/\(fixture)/facts.json").path(percentEncoded: false))
    }

    private typealias Object = [String: Any]

    private struct Key: Hashable {
        var connection: Int
        var exchange: Int
    }

    private func objects(_ data: Data) throws -> [Object] {
        try String(decoding: data, as: UTF8.self).split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? Object)
        }
    }

    @Test func thereAreSome() { #expect(Self.fixtures.count >= 40) }

    @Test(arguments: fixtures) func isRebuilt(fixture: String) throws {
        let folder = Command.root.appending(path: "Fixtures/\(fixture)")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
        let capture = try #require(names.first { $0.hasPrefix("capture.") })
        let target = FileManager.default.temporaryDirectory.appending(path: "facts-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: target) }
        let keys = names.filter { $0 == "keys.log" }.flatMap {
            ["--keylog", folder.appending(path: $0).path(percentEncoded: false)]
        }
        let run = try Command.run(
            [
                "--format", "ndjson", "--extract", target.path(percentEncoded: false),
                folder.appending(path: capture).path(percentEncoded: false),
            ] + keys)
        #expect(run.status == 0)
        var records: [Key: Object] = [:]
        for record in try objects(run.output) where record["type"] as? String == "http" {
            records[Key(connection: record["connection"] as? Int ?? 0, exchange: record["exchange"] as? Int ?? 0)] = record
        }
        var files: [String: Object] = [:]
        for line in try objects(try Data(contentsOf: target.appending(path: "index.ndjson"))) {
            files["\(line["connection"] ?? 0)/\(line["exchange"] ?? 0)/\(line["message"] ?? "")"] = line
        }
        let facts = try #require(
            try JSONSerialization.jsonObject(with: Data(contentsOf: folder.appending(path: "facts.json"))) as? [Object])
        // Where it cannot be proven which response is whose, unpaired is right too, and the numbers may differ.
        let unproven = Set(facts.filter { $0["pairing"] != nil }.compactMap { $0["connection"] as? Int })
        for fact in facts {
            guard let connection = fact["connection"] as? Int, let exchange = fact["exchange"] as? Int,
                !unproven.contains(connection)
            else { continue }
            let place = "\(fixture) \(connection)/\(exchange)"
            let record = records[Key(connection: connection, exchange: exchange)]
            for kind in ["request", "response"] {
                // An answer without a status line to a request that has a version is no HTTP, whatever a server means by it.
                guard let said = fact[kind] as? Object, said["framing"] == nil, kind == "request" || said["status"] != nil else {
                    continue
                }
                let told = record?[kind] as? Object
                guard said["incomplete"] == nil || told != nil else { continue }
                compare(
                    said, try #require(told, "\(place) \(kind) is not told"), files["\(connection)/\(exchange)/\(kind)"],
                    "\(place) \(kind)")
            }
        }
    }

    private func compare(_ said: Object, _ told: Object, _ file: Object?, _ place: String) {
        for key in ["method", "target", "status", "content_bytes", "missing_bytes"] {
            guard let want = said[key] as? NSObject else { continue }
            // Targets with credentials are masked in records.
            if key == "target", (want as? String)?.contains("@") == true { continue }
            if key == "missing_bytes", said["incomplete"] != nil, told[key] == nil { continue }
            #expect(told[key] as? NSObject == want, "\(place): \(key)")
        }
        guard said["incomplete"] == nil, said["broken_coding"] == nil, said["bomb"] == nil, said["large_window"] == nil else {
            return
        }
        if let want = said["decoded_bytes"] as? Int, said["content_bytes"] as? Int != 0, told["decoded_bytes"] != nil {
            #expect(told["decoded_bytes"] as? Int == want, "\(place): decoded_bytes")
        }
        guard let want = said["decoded_sha256"] as? String ?? said["content_sha256"] as? String,
            said["decoded_bytes"] as? Int != 0
        else {
            return
        }
        guard let file else {
            Issue.record("\(place): its content was not extracted")
            return
        }
        #expect(file["sha256"] as? String == want, "\(place): content")
        #expect(file["complete"] as? Bool == true, "\(place): complete")
    }
}
