import Foundation
import Testing

/// Two ends of a path of which one or both captures lack the opening, or have several segments as one.
@Suite struct EndsPartlyCapturedTests {
    private static let client = "Fixtures/ends-loss/capture.pcap"

    /// The sender's capture of a path on which one segment is lost, with that segment and a neighbour as one: its network card cuts it.
    private struct Joined {
        var capture: EditedCapture
        /// Bytes of the piece that is lost, and of the whole.
        let lost: Int
        let length: Int
        private let place: UInt32

        init(isFirstPiece: Bool, lost record: [String: Any]) throws {
            capture = try EditedCapture("Fixtures/ends-loss/server.pcap")
            let at = try #require((record["b"] as? [String: Any])?["frame"] as? Int) - 1
            lost = try #require(record["lost_bytes"] as? Int)
            #expect(lost == record["length"] as? Int)
            place = capture.number(38, of: at)
            let all = capture
            func size(_ index: Int) -> Int { all.frames[index].count - all.headerLength(of: index) }
            func follows(_ b: Int, _ a: Int) -> Bool {
                all.isTCP(a) && all.isTCP(b) && all.isFromServer(a) && all.isFromServer(b) && size(a) > 0 && size(b) > 0
                    && all.number(38, of: b) == all.number(38, of: a) &+ UInt32(size(a))
            }
            let other = try #require(
                isFirstPiece
                    ? (at + 1..<all.frames.count).first { follows($0, at) } : (0..<at).last { follows(at, $0) })
            length = size(at) + size(other)
            let (first, second) = isFirstPiece ? (at, other) : (other, at)
            capture.frames[first] += all.frames[second].suffix(
                from: all.frames[second].startIndex + all.headerLength(of: second))
            capture.mend(first)
            capture.remove(at: second)
        }

        /// The lost piece was sent again, and the capture lacks that.
        mutating func removeRetransmission() throws {
            let all = capture
            capture.remove(
                at: try #require(
                    all.frames.indices.last {
                        all.isTCP($0) && all.isFromServer($0) && all.frames[$0].count > all.headerLength(of: $0)
                            && all.number(38, of: $0) == place
                    }))
        }
    }

    private func joined(isFirstPiece: Bool) throws -> Joined {
        let lost = try Command.differences([Self.client, "Fixtures/ends-loss/server.pcap"]).first {
            $0["kind"] as? String == "lost"
        }
        return try Joined(isFirstPiece: isFirstPiece, lost: #require(lost))
    }

    /// The sender's network card cuts a segment, and one of the pieces is lost.
    @Test(arguments: [true, false]) func onlyOnePieceIsLost(isFirstPiece: Bool) throws {
        let folder = try EditedFolder()
        let joined = try joined(isFirstPiece: isFirstPiece)
        let path = try joined.capture.write("joined.pcap", in: folder)
        let found = try Command.differences([Self.client, path]).filter { $0["kind"] as? String == "lost" }
        #expect(found.count == 1)
        #expect(
            found.first?["lost_bytes"] as? Int == joined.lost && found.first?["length"] as? Int == joined.length, "\(found)")
        #expect(try Command.run(["diff", Self.client, path]).text.contains("\(joined.lost) of its \(joined.length) bytes"))
        #expect(try Command.run(["diff", "--lang", "zh", Self.client, path]).text.contains("中的 \(joined.lost) 个"))
    }

    /// So it is, and the sender's capture lacks the retransmission: by the timestamp, the bytes that arrived are not those of the piece.
    @Test(arguments: [true, false]) func theRetransmissionOfAPieceWasNotCaptured(isFirstPiece: Bool) throws {
        let folder = try EditedFolder()
        var joined = try joined(isFirstPiece: isFirstPiece)
        try joined.removeRetransmission()
        let path = try joined.capture.write("joined.pcap", in: folder)
        let found = try Command.differences(["--ends", Self.client, path])
        let lost = found.filter { $0["kind"] as? String == "lost" }
        #expect(
            lost.map { $0["lost_bytes"] as? Int } == [joined.lost] && lost.first?["length"] as? Int == joined.length, "\(found)")
        // Its number is the one that the sender's capture lacks.
        let alone = found.filter { $0["kind"] as? String == "not_captured" }
        #expect(alone.count == 1 && alone.first?["missing_bytes"] as? Int == joined.lost, "\(found)")
        #expect((alone.first?["b"] as? [String: Any])?["frame"] is NSNull)
        #expect(!found.contains { ["injected", "seen_once"].contains($0["kind"] as? String) })
        // Where neither timestamps nor identifications tell, the bytes of the piece arrived, whenever they were sent.
        var client = try EditedCapture(Self.client)
        client.remove(option: 8)
        joined.capture.remove(option: 8)
        for i in client.frames.indices where client.isTCP(i) {
            client.frames[i][18...19] = Data([0, 0])
            client.mend(i)
        }
        let plain = try Command.differences([
            "--ends", client.write("client.pcap", in: folder), joined.capture.write("joined.pcap", in: folder),
        ])
        let kinds = plain.compactMap { $0["kind"] as? String }
        #expect(Set(kinds).isSubset(of: ["resegmented", "overtaken", "outside", "option_removed", "option_added"]), "\(kinds)")
    }

    /// The receiver's capture lacks one of the pieces, and the other came: that is not said of the whole.
    @Test func aPieceWasNotCaptured() throws {
        let folder = try EditedFolder()
        let joined = try joined(isFirstPiece: true)
        var client = try EditedCapture(Self.client)
        let other = try #require(
            client.frames.indices.first {
                client.isTCP($0) && client.isFromServer($0) && client.frames[$0].count == client.headerLength(of: $0) + 1448
            })
        // Two segments that arrived are one at the sender.
        var server = try EditedCapture("Fixtures/ends-loss/server.pcap")
        let sent = server.frames.indices.filter {
            server.isTCP($0) && server.isFromServer($0) && server.frames[$0].count > server.headerLength(of: $0)
        }
        #expect(server.number(38, of: sent[0]) == client.number(38, of: other))
        server.frames[sent[0]] += server.frames[sent[1]].suffix(
            from: server.frames[sent[1]].startIndex + server.headerLength(of: sent[1]))
        server.mend(sent[0])
        server.remove(at: sent[1])
        client.remove(at: other)
        let captures = [try client.write("client.pcap", in: folder), try server.write("server.pcap", in: folder)]
        let found = try Command.differences(["--ends"] + captures).filter { $0["kind"] as? String == "not_captured" }
        #expect(found.map { $0["missing_bytes"] as? Int } == [1448] && found.first?["length"] as? Int == 2896, "\(found)")
        #expect(joined.length == 2896)
        let text = try Command.run(["diff", "--ends", "--width", "160"] + captures).text
        #expect(text.contains("1448 of its 2896 bytes not captured at A, which they passed"), "\(text)")
        let chinese = try Command.run(["diff", "--ends", "--lang", "zh", "--width", "160"] + captures).text
        #expect(chinese.contains("2896 字节中的 1448 个经过了 A，而那里没有抓到"), "\(chinese)")
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
            let path = try #require(try Command.differences(["--ends"] + captures).first { $0["type"] as? String == "path" })
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
        let found = try Command.differences(paths)
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
