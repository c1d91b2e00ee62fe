import Foundation
import Testing

/// Captures in parts: analysed one by one, the parts give what one run over everything gives.
@Suite struct SplitTests {
    private func inFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    private func split(_ captures: [String], into parts: Int, _ folder: URL, _ more: [String] = []) throws -> Command {
        try Command.run(
            ["split", "--by", "connection", "--parts", "\(parts)", "--out", folder.path(percentEncoded: false)] + more + captures)
    }

    /// The parts of some folders that have the same number.
    private func parts(_ folders: [URL]) throws -> [[String]] {
        var found: [String: [String]] = [:]
        for folder in folders {
            let path = folder.path(percentEncoded: false)
            for name in try FileManager.default.contentsOfDirectory(atPath: path) {
                found[name, default: []].append("\(path)/\(name)")
            }
        }
        #expect(found.keys.allSatisfy { $0.wholeMatch(of: /part-[0-9]{4}\.pcapng/) != nil })
        return found.sorted { $0.key < $1.key }.map(\.value)
    }

    /// What runs came to, without the numbers that runs give: frames are named by their file and their number there.
    private struct Outcome: Equatable {
        var connections: [String] = []
        var exchanges: [String] = []
        var packets: [String] = []

        mutating func add(_ run: Command) throws {
            #expect(run.status == 0 || run.status == 3, "\(run.errors)")
            let records = try run.text.split(separator: "\n").map {
                try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
            }
            let files = try #require(records.first?["files"] as? [String])
            var places: [Int: String] = [:]
            for record in records where record["type"] as? String == "packet" {
                let file = (record["file"] as? Int).map { files[$0] } ?? files[0]
                places[try #require(record["frame"] as? Int)] = "\(file)#\(record["file_frame"] ?? record["frame"] ?? 0)"
            }
            for record in records {
                var record = record
                let type = record["type"] as? String
                if type == "packet" { record["place"] = places[record["frame"] as? Int ?? 0] }
                for key in ["connection", "file", "file_frame"] where type != "connection" || key == "connection" {
                    record[key] = nil
                }
                let plain = Self.plain(record, nil, places)
                let text = String(
                    decoding: try JSONSerialization.data(withJSONObject: plain, options: [.sortedKeys]), as: UTF8.self)
                switch type {
                case "connection": connections.append(text)
                case "http": exchanges.append(text)
                case "packet": packets.append(text)
                default: break
                }
            }
        }

        mutating func sort() {
            connections.sort()
            exchanges.sort()
            packets.sort()
        }

        /// The same with places for frames. One that holds no segment, as an ICMP error, has none.
        private static func plain(_ value: Any, _ key: String?, _ places: [Int: String]) -> Any {
            if let object = value as? [String: Any] {
                return Dictionary(
                    uniqueKeysWithValues: object.map { name, value in
                        let isFrame =
                            name == "frame" || name.hasSuffix("_frame") || name.hasSuffix("frames") || name == "last_heard"
                            || key == "steps"
                        return (name, plain(value, isFrame ? "frame" : name, places))
                    })
            }
            if let list = value as? [Any] { return list.map { plain($0, key, places) } }
            if key == "frame", let number = value as? Int { return places[number] ?? "?" }
            return value
        }
    }

    private func outcome(_ runs: [[String]], keys: [String] = []) throws -> Outcome {
        var outcome = Outcome()
        for run in runs { try outcome.add(try Command.run(["--format", "ndjson", "--with-addresses"] + keys + run)) }
        outcome.sort()
        return outcome
    }

    private func expectSame(_ whole: Outcome, _ parts: Outcome) {
        #expect(!whole.connections.isEmpty)
        for (name, one, other) in [
            ("connections", whole.connections, parts.connections), ("exchanges", whole.exchanges, parts.exchanges),
            ("packets", whole.packets, parts.packets),
        ] {
            let differing = Set(one).symmetricDifference(other)
            #expect(one == other, "\(name): \(differing.sorted().prefix(4).joined(separator: "\n"))")
        }
    }

    private static let several = [
        "keep-alive-race", "lossy-path", "fragmented", "icmp-unreachable", "pcapng-two-interfaces", "qinq", "fast-open",
        "sequence-wrap", "http2-curl", "gzip-capture", "duplicate-frames-and-loss", "peer-vanished", "unanswered-syn",
        "port-reuse", "any-cooked", "offload",
    ]

    @Test func partsOfSeveralCaptures() throws {
        try inFolder { folder in
            let captures = try Self.several.map { try Command.capture($0) }
            let run = try split(captures, into: 5, folder.appending(path: "parts"))
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.output.isEmpty)
            let found = try parts([folder.appending(path: "parts")])
            #expect(found.count > 2)
            expectSame(try outcome([captures]), try outcome(found))
        }
    }

    /// Files that begin and end in the middle of connections, split one by one, as a cluster does it.
    @Test(arguments: ["lossy-path", "pipelining", "fin-never-acknowledged", "peer-vanished", "keep-alive-ten", "port-reuse"])
    func rotatedFiles(name: String) throws {
        try inFolder { folder in
            let bytes = [UInt8](try Data(contentsOf: Command.root.appending(path: Command.capture(name))))
            let files = try Self.cut(bytes, into: 4, folder)
            var folders: [URL] = []
            for (i, file) in files.enumerated() {
                folders.append(folder.appending(path: "parts-\(i)"))
                let run = try split([file], into: 3, folders[i])
                #expect(run.status == 0, "\(run.errors)")
            }
            expectSame(try outcome([files]), try outcome(try parts(folders)))
        }
    }

    /// A pcap file of this machine's byte order, cut behind a packet.
    private static func cut(_ bytes: [UInt8], into count: Int, _ folder: URL) throws -> [String] {
        var records: [ArraySlice<UInt8>] = []
        var at = 24
        while at + 16 <= bytes.count {
            let length = (0..<4).reduce(0) { $0 | Int(bytes[at + 8 + $1]) << (8 * $1) }
            records.append(bytes[at..<min(bytes.count, at + 16 + length)])
            at += 16 + length
        }
        let each = (records.count + count - 1) / count
        return try (0..<count).map { part in
            let some = records.dropFirst(part * each).prefix(each)
            let file = folder.appending(path: "\(part).pcap")
            try Data(Array(bytes[..<24]) + some.flatMap { Array($0) }).write(to: file)
            return file.path(percentEncoded: false)
        }
    }

    /// A part that is too large is split again: what its packets say stays.
    @Test func partsOfParts() throws {
        try inFolder { folder in
            let captures = try ["keep-alive-race", "lossy-path", "pcapng-two-interfaces", "fragmented"].map {
                try Command.capture($0)
            }
            #expect(try split(captures, into: 2, folder.appending(path: "a")).status == 0)
            let first = try parts([folder.appending(path: "a")])
            var second: [[String]] = []
            for (i, part) in first.enumerated() {
                let again = folder.appending(path: "b\(i)")
                #expect(try split(part, into: 7, again).status == 0)
                second += try parts([again])
            }
            expectSame(try outcome([captures]), try outcome(second))
        }
    }

    @Test func onePartIsTheSame() throws {
        try inFolder { folder in
            let captures = try ["tls-keys", "pcapng-two-interfaces"].map { try Command.capture($0) }
            #expect(try split(captures, into: 1, folder.appending(path: "a")).status == 0)
            let keys = Array(try Command.arguments("tls-keys").dropFirst())
            expectSame(
                try outcome([captures], keys: keys), try outcome(try parts([folder.appending(path: "a")]), keys: keys))
        }
    }

    @Test func partsThatAreThereAreRefused() throws {
        try inFolder { folder in
            let out = folder.appending(path: "parts")
            let capture = try Command.capture("keep-alive-race")
            #expect(try split([capture], into: 1, out).status == 0)
            let path = out.appending(path: "part-0000.pcapng")
            let before = try Data(contentsOf: path)
            let again = try split([try Command.capture("refused")], into: 1, out)
            #expect(again.status == 2)
            #expect(again.errors.contains("is there already"))
            #expect(try Data(contentsOf: path) == before)
            #expect(try split([try Command.capture("refused")], into: 1, out, ["--force"]).status == 0)
            #expect(try Data(contentsOf: path) != before)
        }
    }

    /// From a pipe, with the name that packets are to have.
    @Test func namesOfCaptures() throws {
        try inFolder { folder in
            let capture = try Data(contentsOf: Command.root.appending(path: Command.capture("refused")))
            let out = folder.appending(path: "parts").path(percentEncoded: false)
            let run = try Command.run(
                ["split", "--by", "connection", "--parts", "2", "--out", out, "--name", "s3a://bucket/day 1.pcap", "-"],
                input: capture)
            #expect(run.status == 0, "\(run.errors)")
            for part in try parts([folder.appending(path: "parts")]) {
                let records = try Command.run(["--format", "ndjson"] + part).text.split(separator: "\n")
                #expect(records.first?.contains("\"files\":[\"s3a://bucket/day 1.pcap\"]") == true)
                #expect(records.contains { $0.contains("\"type\":\"packet\"") && $0.contains("\"file\":0,\"file_frame\":") })
            }
        }
    }

    @Test func wrongArguments() throws {
        for (arguments, says) in [
            (["--parts", "0", "x"], "--parts 0: give 1 to 4096"), (["--parts", "2", "x"], "x: No such file or directory"),
            (["--parts", "2", "--name", "a", "--name", "b", "x"], "--name is given 2 times for 1 capture"),
        ] {
            let run = try Command.run(["split", "--by", "connection", "--out", "/nowhere/at/all"] + arguments)
            #expect(run.status == 2)
            #expect(run.errors.contains(says), "\(run.errors)")
        }
    }
}
