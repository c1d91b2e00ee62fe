import Foundation
import Testing

/// The capture again, with comments: what tshark reads from it is what it reads from the capture.
@Suite struct AnnotationTests {
    private func inFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    private func annotated(_ arguments: [String], in folder: URL) throws -> String {
        let path = folder.appending(path: "out.pcapng").path(percentEncoded: false)
        let run = try Command.run(["--summary", "--annotate", path] + arguments)
        #expect(run.status == 0 || run.status == 3, "\(run.errors)")
        return path
    }

    private func read(_ path: String, _ arguments: [String]) throws -> String {
        try Tshark.run(["-n", "-r", path] + arguments).text
    }

    private static let fields = ["frame.number", "frame.time_epoch", "frame.len", "frame.cap_len", "frame.encap_type"]
        .flatMap { ["-e", $0] }

    private static let compared = [
        "keep-alive-race", "pcapng-two-interfaces", "gzip-capture", "zstd-capture", "cut-short", "truncated", "fragmented",
        "any-cooked", "sequence-wrap", "tls-keys", "icmp-unreachable", "time-order", "http-hostile-names", "lossy-path",
        "ends-loss", "ends-translated", "ends-reset", "ends-reordering", "ends-mss-clamped", "ends-nat", "ends-rejected",
        "ends-lossy-delayed",
    ]

    @Test(.needsTshark, arguments: compared) func framesAreTheSame(name: String) throws {
        try inFolder { folder in
            let path = try Command.capture(name)
            let copy = try annotated([path], in: folder)
            for arguments in [["-T", "fields"] + Self.fields, ["-x"]] {
                let before = try read(path, arguments), after = try read(copy, arguments)
                // The summary of a packet in -x tells comments; the bytes follow it.
                let lines = { (text: String) in text.split(separator: "\n").filter { arguments[0] != "-x" || $0.hasPrefix("0") } }
                #expect(!lines(before).isEmpty)
                #expect(lines(before) == lines(after))
            }
        }
    }

    private func comments(_ path: String) throws -> [(frame: Int, text: String)] {
        let text = try read(path, ["-Y", "frame.comment", "-T", "fields", "-e", "frame.number", "-e", "frame.comment"])
        return text.split(separator: "\n").map { line in
            let parts = line.split(separator: "\t", maxSplits: 1)
            return (Int(parts[0]) ?? 0, String(parts.last ?? ""))
        }
    }

    /// Every step, message and finding of the records has its comment, and nothing else has one.
    @Test(
        .needsTshark,
        arguments: [
            "keep-alive-race", "short-connection", "third-ack-wrong", "pipelining", "lossy-path", "ends-reset",
            "ends-lossy-delayed",
        ])
    func commentsAreWhatTheRecordsSay(name: String) throws {
        try inFolder { folder in
            let path = try Command.capture(name)
            let found = try comments(try annotated([path], in: folder))
            let texts = Dictionary(found.map { ($0.frame, $0.text) }, uniquingKeysWith: { $0 + $1 })
            let records = try Command.run(["--format", "ndjson", path]).text.split(separator: "\n").map {
                try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
            }
            var expected: Set<Int> = []
            for record in records {
                switch record["type"] as? String {
                case "packet":
                    let frame = try #require(record["frame"] as? Int)
                    let steps = record["steps"] as? [String] ?? []
                    if steps.contains(where: { $0.hasPrefix("handshake-") || $0.hasPrefix("wave-") }) { expected.insert(frame) }
                    if (record["checks"] as? [[String: Any]] ?? []).contains(where: { $0["ok"] as? Bool == false }) {
                        expected.insert(frame)
                        #expect(texts[frame]?.contains("WRONG") == true)
                    }
                case "connection":
                    for finding in record["findings"] as? [[String: Any]] ?? [] {
                        let kind = try #require(finding["name"] as? String)
                        for frame in finding["frames"] as? [Int] ?? [] {
                            expected.insert(frame)
                            #expect(
                                texts[frame]?.contains("[\(kind)") == true, "\(kind) at \(frame): \(texts[frame] ?? "nothing")")
                        }
                    }
                default: break
                }
            }
            #expect(expected.isSubset(of: texts.keys), "\(expected.subtracting(texts.keys))")
            for frame in Set(texts.keys).subtracting(expected) { #expect(texts[frame]?.contains("] #") == true) }
            #expect(texts.values.contains { $0.contains("handshake 1/3") })
        }
    }

    /// A finding's sentence stands on one of its frames, and the others name that one: no comment has a paragraph.
    @Test(.needsTshark, arguments: ["lossy-path", "keep-alive-race", "ends-lossy-delayed", "ends-reset"], ["en", "zh"])
    func aFindingIsToldInALine(name: String, language: String) throws {
        try inFolder { folder in
            let found = try comments(try annotated(["--lang", language, try Command.capture(name)], in: folder))
            let sentences = found.flatMap { comment in comment.text.split(separator: "] ").filter { $0.contains(" [") } }
            #expect(!sentences.isEmpty)
            let long = found.filter { !$0.text.contains("see frame") && !$0.text.contains("见第") }.map(\.text)
            #expect(Set(long).count == long.count)
            for comment in found {
                // The finding is its first sentence: no second one follows.
                #expect(!comment.text.contains(". ") || comment.text.contains("#"), "\(comment.text)")
                #expect(!comment.text.contains("。"), "\(comment.text)")
            }
        }
    }

    @Test func theVerdictStandsInTheSectionHeader() throws {
        try inFolder { folder in
            let bytes = try Data(contentsOf: URL(filePath: try annotated([try Command.capture("keep-alive-race")], in: folder)))
            let head = String(decoding: bytes.prefix(4096), as: UTF8.self)
            let summary = try Command.run(["--summary", try Command.capture("keep-alive-race")]).text
            let last = try #require(summary.split(separator: "\n").last)
            #expect(head.contains(last))
        }
    }

    @Test(.needsTshark) func inChinese() throws {
        try inFolder { folder in
            let found = try comments(try annotated(["--lang", "zh", try Command.capture("keep-alive-race")], in: folder))
            #expect(found.contains { $0.text.contains("握手") })
        }
    }

    /// With a selection only the packets of what is selected have comments, and all packets are there.
    @Test(.needsTshark, arguments: [["--connection", "2"], ["--finding", "refused"], ["--status", "404"]])
    func selection(arguments: [String]) throws {
        try inFolder { folder in
            let paths = try ["refused", "keep-alive-ten", "http-no-content", "three-step-close"].map { try Command.capture($0) }
            let all = paths + ["--keep-order"]
            let copy = try annotated(arguments + all, in: folder)
            let found = try comments(copy), frames = try read(copy, ["-T", "fields", "-e", "frame.number"])
            let run = try Command.run(["--format", "ndjson"] + all)
            let packets = try run.text.split(separator: "\n").count { line in
                let record = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                return record?["type"] as? String == "packet"
            }
            #expect(frames.split(separator: "\n").count >= packets)
            let selected = try Command.run(["--format", "ndjson"] + arguments + all).text.split(separator: "\n").compactMap {
                line -> Int? in
                let record = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                return record?["type"] as? String == "connection" ? record?["connection"] as? Int : nil
            }
            let numbers = Set(
                found.compactMap { $0.text.split(separator: "]").first.flatMap { Int($0.drop { $0 == "[" }) } })
            #expect(numbers == Set(selected))
        }
    }

    /// It reads the capture twice: a pipe is kept in a file without a name, of which nothing is left.
    @Test(arguments: ["refused", "keep-alive-race", "gzip-capture", "pcapng-two-interfaces"]) func aPipeIsAnnotatedLikeItsFile(
        name: String
    ) throws {
        try inFolder { folder in
            let path = Command.root.appending(path: try Command.capture(name))
            let run = try Command.run(
                ["--summary", "--annotate", "piped.pcapng", "-"], in: folder, input: try Data(contentsOf: path))
            #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
            let piped = try Data(contentsOf: folder.appending(path: "piped.pcapng"))
            let copy = try Data(contentsOf: URL(filePath: try annotated([try Command.capture(name)], in: folder)))
            #expect(piped == copy)
            let left = try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false)).sorted()
            #expect(left == ["out.pcapng", "piped.pcapng"])
        }
    }

    /// A copy that is annotated again is the same: no frame has a comment twice.
    @Test(arguments: ["keep-alive-race", "pcapng-two-interfaces", "lossy-path"]) func aCopyIsAnnotatedOnce(name: String) throws {
        try inFolder { folder in
            let copy = try annotated([try Command.capture(name)], in: folder)
            let once = try Data(contentsOf: URL(filePath: copy))
            let again = folder.appending(path: "again.pcapng").path(percentEncoded: false)
            #expect(try [0, 3].contains(Command.run(["--summary", "--annotate", again, copy]).status))
            #expect(try Data(contentsOf: URL(filePath: again)) == once)
        }
    }

    @Test func anInterfaceIsRefused() throws {
        let run = try Command.run(["--annotate", "out.pcapng", "-i", "lo"])
        #expect(run.status == 2 && run.errors.contains("--annotate reads the capture twice, which an interface cannot be"))
    }

    /// With a selection of exchanges only their messages are told.
    @Test(.needsTshark, arguments: [("keep-alive-ten", "/2.html"), ("pipelining", "second")]) func onlyTheSelectedExchanges(
        name: String, url: String
    ) throws {
        try inFolder { folder in
            let all = try comments(try annotated(["--url", url, try Command.capture(name)], in: folder))
            let messages = all.map(\.text).flatMap { $0.matches(of: #/\[1\] \#(\d+) /#).map { Int($0.1) } }
            #expect(messages == [2, 2], "\(all)")
            #expect(all.contains { $0.text.contains("handshake 1/3") })
        }
    }

    /// However little may be held, no comment is left out; where nothing can be put aside, the copy itself says how many are.
    @Test(.needsTshark) func commentsThatAreMoreThanMayBeHeld() throws {
        try inFolder { folder in
            var conversation = Conversation()
            for port in 20_000..<21_500 {
                var ends = conversation.open(port: port)
                conversation.send("GET /\(port) HTTP/1.1\r\nHost: a\r\n\r\n".utf8, fromClient: true, on: &ends)
                conversation.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".utf8, fromClient: false, on: &ends)
                conversation.close(ends)
            }
            let capture = folder.appending(path: "many.pcap").path(percentEncoded: false)
            try conversation.data.write(to: URL(filePath: capture))
            let whole = try comments(try annotated([capture], in: folder))
            #expect(Set(whole.map(\.frame)).count >= 1500 * 7)
            let copy = folder.appending(path: "few.pcapng").path(percentEncoded: false)
            func run(_ temporary: String) throws -> Command {
                try Command.run(
                    ["--max-memory", "256K", "--summary", "--annotate", copy, capture], environment: ["TMPDIR": temporary])
            }
            let put = try run(folder.path(percentEncoded: false))
            #expect(put.errors.isEmpty, "\(put.errors)")
            #expect(try comments(copy).map { "\($0)" } == whole.map { "\($0)" })
            let leftOut = try run("/nonexistent")
            let count = try #require(leftOut.errors.firstMatch(of: /--annotate: (\d+) comments left out/)).1
            #expect(leftOut.status == 3 && (Int(count) ?? 0) > 0)
            let head = String(decoding: try Data(contentsOf: URL(filePath: copy)).prefix(4096), as: UTF8.self)
            #expect(head.contains("\(count) comments left out, since so much is held at most"))
        }
    }
}
