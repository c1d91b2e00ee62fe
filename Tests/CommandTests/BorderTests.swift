import Foundation
import Testing

/// What runs over neighbouring captures are put together by: `--borders`, and `split --keys`.
@Suite struct BorderTests {
    private func inFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    private func records(_ text: String) throws -> [[String: Any]] {
        try text.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    private func borders(_ captures: [String], _ folder: URL) throws -> [[String: Any]] {
        let file = folder.appending(path: "borders")
        let run = try Command.run(
            ["--format", "ndjson", "--no-packets", "--borders", file.path(percentEncoded: false), "--keep-order"] + captures)
        #expect(run.status == 0 || run.status == 3, "\(run.errors)")
        return try records(String(contentsOf: file, encoding: .utf8))
    }

    @Test func everyConnectionAndCaptureIsTold() throws {
        try inFolder { folder in
            let names = ["short-connection", "unanswered-syn", "icmp-unreachable", "port-reuse"]
            let found = try borders(names.map { try Command.capture($0) }, folder)
            let captures = found.filter { $0["type"] as? String == "capture" }
            #expect(captures.count == names.count)
            for capture in captures {
                #expect(capture["status"] as? String == "ok")
                let (first, last) = (try #require(capture["first"] as? Int), try #require(capture["last"] as? Int))
                #expect(first <= last)
                #expect(try #require(capture["packets"] as? Int) > 0)
            }
            let end = try #require(found.last)
            #expect(end["type"] as? String == "end")
            let connections = found.filter { $0["type"] as? String == "connection" }
            #expect(connections.count == end["connections"] as? Int)
            #expect(Set(connections.compactMap { $0["connection"] as? Int }).count == connections.count)
            #expect(connections.allSatisfy { ($0["until"] == nil) == ($0["told"] == nil) })
            // The router's error is told of with the key of what it quotes.
            let quotes = Set(found.filter { $0["type"] as? String == "quote" }.compactMap { $0["key"] as? Int })
            #expect(!quotes.isEmpty && quotes.isSubset(of: connections.compactMap { $0["key"] as? Int }))
        }
    }

    /// Held at the end: what was closed in order without a finding is told for good, what is open or was found something about is not.
    @Test(arguments: [("short-connection", true), ("unanswered-syn", false), ("half-open", false)])
    func whatIsHeldAtTheEnd(name: String, isTold: Bool) throws {
        try inFolder { folder in
            let connections = try borders([try Command.capture(name)], folder).filter { $0["type"] as? String == "connection" }
            let last = try #require(connections.last)
            #expect(last["told"] as? Bool == isTold)
            #expect(try #require(last["until"] as? Int) > #require(last["end"] as? Int))
        }
    }

    /// A damaged capture says how; the others count all the same.
    @Test func damageIsOfItsCapture() throws {
        try inFolder { folder in
            let whole = try Data(contentsOf: Command.root.appending(path: Command.capture("short-connection")))
            let cut = folder.appending(path: "cut.pcap")
            try whole.dropLast(3).write(to: cut)
            let found = try borders([cut.path(percentEncoded: false), try Command.capture("refused")], folder)
            let statuses = found.filter { $0["type"] as? String == "capture" }.compactMap { $0["status"] as? String }
            #expect(statuses == ["cut", "ok"])
            #expect((found.first { $0["type"] as? String == "capture" }?["error"] as? String)?.contains("cut short") == true)
        }
    }

    /// The packets of each key are those of its connections, and all of them together are all.
    @Test func packetsOfKeys() throws {
        try inFolder { folder in
            let captures = try ["fragmented", "icmp-unreachable", "qinq", "port-reuse", "lossy-path"].map {
                try Command.capture($0)
            }
            let found = try borders(captures, folder).filter { $0["type"] as? String == "connection" }
            let whole = try records(try Command.run(["--format", "ndjson", "--no-packets", "--keep-order"] + captures).text)
            var byKey: [Int: Set<Int>] = [:]
            for record in found {
                byKey[try #require(record["key"] as? Int), default: []].insert(record["connection"] as? Int ?? 0)
            }
            for (i, (key, numbers)) in byKey.sorted(by: { $0.key < $1.key }).enumerated() {
                let keys = folder.appending(path: "keys-\(i)")
                try Data("\(key)\n".utf8).write(to: keys)
                let out = folder.appending(path: "parts-\(i)").path(percentEncoded: false)
                let run = try Command.run(
                    [
                        "split", "--by", "connection", "--parts", "1", "--out", out, "--keep-order", "--keys",
                        keys.path(percentEncoded: false),
                    ]
                        + captures)
                #expect(run.status == 0, "\(run.errors)")
                let part = try records(
                    try Command.run(["--format", "ndjson", "--no-packets", "\(out)/part-0000.pcapng"]).text)
                func counts(_ value: Any?) -> String {
                    let ends = value as? [String: Int] ?? [:]
                    return "\(ends["client"] ?? -1):\(ends["server"] ?? -1)"
                }
                func seen(_ records: [[String: Any]], _ numbers: Set<Int>?) -> [String] {
                    records.filter {
                        $0["type"] as? String == "connection" && numbers?.contains($0["connection"] as? Int ?? 0) ?? true
                    }.map { "\($0["start"] ?? "") \($0["end"] ?? "") \(counts($0["packets"])) \(counts($0["bytes"]))" }.sorted()
                }
                #expect(seen(part, nil) == seen(whole, numbers))
            }
        }
    }

    @Test func wrongKeys() throws {
        try inFolder { folder in
            let keys = folder.appending(path: "keys")
            try Data("12\nx\n".utf8).write(to: keys)
            let capture = try Command.capture("refused")
            func split(_ keys: String) throws -> Command {
                try Command.run([
                    "split", "--by", "connection", "--parts", "1", "--out", "/nowhere/at/all", "--keys", keys, capture,
                ])
            }
            let wrong = try split(keys.path(percentEncoded: false))
            #expect(wrong.status == 2)
            #expect(wrong.errors.contains("give a file of keys"), "\(wrong.errors)")
            let missing = try split("/nowhere/keys")
            #expect(missing.status == 2)
            #expect(missing.errors.contains("No such file"), "\(missing.errors)")
        }
    }
}
