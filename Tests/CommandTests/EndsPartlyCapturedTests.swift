import Foundation
import Testing

/// Two ends of a path of which one or both captures lack the opening, or have several segments as one.
@Suite struct EndsPartlyCapturedTests {
    private func records(_ arguments: [String]) throws -> [[String: Any]] {
        let run = try Command.run(["diff", "--format", "ndjson"] + arguments)
        #expect(run.status == 0 || run.status == 1, "\(run.errors)")
        return try run.text.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    /// The sender's network card cuts a segment, and one of the pieces is lost.
    @Test(arguments: [true, false]) func onlyOnePieceIsLost(isFirstPiece: Bool) throws {
        let folder = try EditedFolder()
        let client = "Fixtures/ends-loss/capture.pcap"
        var joined = try EditedCapture("Fixtures/ends-loss/server.pcap")
        let lost = try #require(
            try records([client, "Fixtures/ends-loss/server.pcap"]).first { $0["kind"] as? String == "lost" })
        let at = try #require((lost["b"] as? [String: Any])?["frame"] as? Int) - 1
        let bytes = try #require(lost["lost_bytes"] as? Int)
        #expect(bytes == lost["length"] as? Int)
        func size(_ index: Int) -> Int { joined.frames[index].count - joined.headerLength(of: index) }
        func follows(_ b: Int, _ a: Int) -> Bool {
            joined.isTCP(a) && joined.isTCP(b) && joined.isFromServer(a) && joined.isFromServer(b) && size(a) > 0 && size(b) > 0
                && joined.number(38, of: b) == joined.number(38, of: a) &+ UInt32(size(a))
        }
        let other = try #require(
            isFirstPiece
                ? (at + 1..<joined.frames.count).first { follows($0, at) } : (0..<at).last { follows(at, $0) })
        let length = size(at) + size(other)
        let (first, second) = isFirstPiece ? (at, other) : (other, at)
        joined.frames[first] += joined.frames[second].suffix(
            from: joined.frames[second].startIndex + joined.headerLength(of: second))
        joined.mend(first)
        joined.remove(at: second)
        let path = try joined.write("joined.pcap", in: folder)
        let found = try records([client, path]).filter { $0["kind"] as? String == "lost" }
        #expect(found.count == 1)
        #expect(found.first?["lost_bytes"] as? Int == bytes && found.first?["length"] as? Int == length, "\(found)")
        #expect(try Command.run(["diff", client, path]).text.contains("\(bytes) of its \(length) bytes"))
        #expect(try Command.run(["diff", "--lang", "zh", client, path]).text.contains("中的 \(bytes) 个"))
    }

    /// Ten responses are alike, and one capture begins with a later one: the numbers are the same.
    @Test func alikeResponsesAreNoOtherNumbers() throws {
        let folder = try EditedFolder()
        let paths = try [8, 14].map { count in
            var late = try EditedCapture("Fixtures/keep-alive-ten/capture.pcap")
            // All responses alike, whatever they say.
            for i in late.frames.indices where late.isTCP(i) && late.isFromServer(i) {
                let start = late.frames[i].startIndex + late.headerLength(of: i)
                for k in start..<max(start, late.frames[i].endIndex) { late.frames[i][k] = 0x61 }
                late.mend(i)
            }
            for _ in 0..<count { late.remove(at: 0) }
            return try late.write("late\(count).pcap", in: folder)
        }
        for captures in [paths, paths.reversed()] {
            let path = try #require(try records(["--ends"] + captures).first { $0["type"] as? String == "path" })
            let shifts = try #require(path["shifts"] as? [String: Any])
            #expect(shifts["client"] as? Int == 0 && shifts["server"] as? Int == 0, "\(shifts)")
        }
    }

    /// Both addresses are translated, and neither capture has the opening.
    @Test func addressesAreTranslatedWithoutTheOpening() throws {
        let folder = try EditedFolder()
        let paths = try ["capture", "server"].map { name in
            var late = try EditedCapture("Fixtures/ends-nat/\(name).pcap")
            late.frames.indices.prefix(6).forEach { _ in late.remove(at: 0) }
            return try late.write("\(name).pcap", in: folder)
        }
        let found = try records(paths)
        #expect(found.first?["of"] as? String == "ends")
        #expect(found.last?["connections"] as? Int == 1 && found.last?["only_a"] as? Int == 0)
        #expect(!found.contains { $0["type"] as? String == "path_event" })
        #expect(try Command.run(["diff"] + paths).text.contains("nothing else was lost or changed"))
    }

    @Test func nothingCouldBeCompared() throws {
        let captures = ["--ends", "Fixtures/keep-alive-ten/capture.pcap", "Fixtures/ends-loss/capture.pcap"]
        let text = try Command.run(["diff"] + captures).text
        #expect(text.hasSuffix("0 connections at both ends; 1 only in A; 1 only in B; nothing could be compared\n"), "\(text)")
        let chinese = try Command.run(["diff", "--lang", "zh"] + captures).text
        #expect(chinese.contains("无法比较") && !chinese.contains("没有丢失"), "\(chinese)")
    }
}
