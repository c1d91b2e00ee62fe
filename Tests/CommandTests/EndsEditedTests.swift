import Foundation
import Testing

/// Two ends of a path of which one capture was edited: what a capture lacks, and what the path does that no fixture has.
@Suite struct EndsEditedTests {
    /// A pcap file of Ethernet, IPv4 and TCP, frame by frame.
    private struct Capture {
        var header: Data
        var frames: [Data] = []
        private var heads: [Data] = []

        init(_ path: String) throws {
            let file = try Data(contentsOf: Command.root.appending(path: path))
            header = file.prefix(24)
            var at = 24
            while at + 16 <= file.count {
                let length = Int(file[at + 8]) | Int(file[at + 9]) << 8
                heads.append(Data(file[at..<at + 16]))
                frames.append(Data(file[at + 16..<at + 16 + length]))
                at += 16 + length
            }
        }

        mutating func remove(at index: Int) {
            frames.remove(at: index)
            heads.remove(at: index)
        }

        /// Sets the clock of the capture forward.
        mutating func add(seconds: UInt32) {
            for i in heads.indices {
                let start = heads[i].startIndex
                let time = (0..<4).reduce(0 as UInt32) { $0 | UInt32(heads[i][start + $1]) << UInt32(8 * $1) } &+ seconds
                for k in 0..<4 { heads[i][start + k] = UInt8(truncatingIfNeeded: time >> UInt32(8 * k)) }
            }
        }

        func number(_ at: Int, of index: Int) -> UInt32 {
            frames[index][at..<at + 4].reduce(0) { $0 << 8 | UInt32($1) }
        }

        mutating func set(_ number: UInt32, at: Int, of index: Int) {
            for i in 0..<4 { frames[index][at + i] = UInt8(truncatingIfNeeded: number >> UInt32(24 - 8 * i)) }
        }

        func headerLength(of index: Int) -> Int { 34 + Int(frames[index][46] >> 4) * 4 }

        /// Sets the IP length and both checksums right.
        mutating func mend(_ index: Int) {
            var frame = frames[index]
            let length = frame.count - 14
            frame[16] = UInt8(length >> 8)
            frame[17] = UInt8(length & 255)
            frame[24...25] = Data([0, 0])
            frame[24...25] = Self.sum(frame[14..<34])
            frame[50...51] = Data([0, 0])
            let pseudo = frame[26..<34] + Data([0, 6, UInt8((length - 20) >> 8), UInt8((length - 20) & 255)])
            frame[50...51] = Self.sum(pseudo + frame[34...])
            frames[index] = frame
        }

        private static func sum(_ bytes: Data) -> Data {
            var sum: UInt32 = 0
            for (i, byte) in bytes.enumerated() { sum += i % 2 == 0 ? UInt32(byte) << 8 : UInt32(byte) }
            while sum >> 16 > 0 { sum = sum & 0xffff + sum >> 16 }
            return Data([UInt8(~sum >> 8 & 255), UInt8(~sum & 255)])
        }

        func write(_ name: String, in folder: TemporaryDirectory) throws -> String {
            var file = header
            for (head, frame) in zip(heads, frames) {
                var head = head
                for at in [8, 12] {
                    head[head.startIndex + at] = UInt8(frame.count & 255)
                    head[head.startIndex + at + 1] = UInt8(frame.count >> 8)
                }
                file += head + frame
            }
            let path = folder.path + "/" + name
            try file.write(to: URL(filePath: path))
            return path
        }
    }

    /// A folder that goes with the test.
    private final class TemporaryDirectory {
        private let url = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-ends-\(UUID().uuidString)")
        var path: String { url.path(percentEncoded: false) }

        init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
        deinit { try? FileManager.default.removeItem(at: url) }
    }

    private func records(_ arguments: [String]) throws -> [[String: Any]] {
        let run = try Command.run(["diff", "--format", "ndjson"] + arguments)
        #expect(run.status == 0 || run.status == 1, "\(run.errors)")
        return try run.text.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    /// A capture that begins in the middle shares packets with the other one, which two runs never do.
    @Test func theOpeningIsNotNeeded() throws {
        let folder = try TemporaryDirectory()
        var late = try Capture("Fixtures/ends-loss/capture.pcap")
        for _ in 0..<14 { late.remove(at: 0) }
        let found = try records([late.write("late.pcap", in: folder), "Fixtures/ends-loss/server.pcap"])
        #expect(found.first?["of"] as? String == "ends")
        let text = try Command.run(["diff", late.write("late.pcap", in: folder), "Fixtures/ends-loss/server.pcap"]).text
        #expect(text.contains("are seen to arrive") && text.contains("that only B has"), "\(text)")
    }

    /// Clocks an hour apart: how long the way took is not lost in it.
    @Test func clocksFarApart() throws {
        let folder = try TemporaryDirectory()
        var late = try Capture("Fixtures/ends-mss-clamped/capture.pcap")
        late.add(seconds: 3600)
        let captures = [try late.write("late.pcap", in: folder), "Fixtures/ends-mss-clamped/server.pcap"]
        let ahead = try #require(try records(captures).last?["clock_ahead"] as? Double)
        #expect(abs(ahead + 3600) < 0.001)
        let text = try Command.run(["diff"] + captures).text
        #expect(text.contains("clocks: B is 60 min 0.0000"), "\(text)")
        #expect(try Command.run(["diff", "--lang", "zh"] + captures).text.contains("60 min 0.0000"))
    }

    /// A firewall draws numbers of its own for the server.
    @Test func numbersOfOneEndAreChanged() throws {
        let folder = try TemporaryDirectory()
        var changed = try Capture("Fixtures/ends-mss-clamped/capture.pcap")
        for i in changed.frames.indices where changed.frames[i].count >= 54 && changed.frames[i][23] == 6 {
            if changed.frames[i][34...35] == Data([0, 80]) {
                changed.set(changed.number(38, of: i) &+ 1_000_000, at: 38, of: i)
            } else if changed.frames[i][47] & 16 != 0 {
                changed.set(changed.number(42, of: i) &+ 1_000_000, at: 42, of: i)
            }
            changed.mend(i)
        }
        let run = try Command.run(
            ["diff", changed.write("changed.pcap", in: folder), "Fixtures/ends-mss-clamped/server.pcap"])
        #expect(
            run.text.contains("sequence numbers of the server are changed on the way: those at B are 1000000 less"), "\(run.text)"
        )
    }

    /// A network card joins two segments where they arrive: nothing was lost.
    @Test func joinedSegmentsAreNotLost() throws {
        let folder = try TemporaryDirectory()
        var joined = try Capture("Fixtures/ends-mss-clamped/capture.pcap")
        let data = joined.frames.indices.filter {
            joined.frames[$0].count > 200 && joined.frames[$0][34...35] == Data([0, 80])
        }
        let pair = try #require(
            zip(data, data.dropFirst()).first { a, b in
                joined.number(38, of: b) == joined.number(38, of: a)
                    &+ UInt32(joined.frames[a].count - joined.headerLength(of: a))
            })
        joined.frames[pair.0] += joined.frames[pair.1].suffix(
            from: joined.frames[pair.1].startIndex + joined.headerLength(of: pair.1))
        joined.mend(pair.0)
        joined.remove(at: pair.1)
        let path = try joined.write("joined.pcap", in: folder)
        let found = try records([path, "Fixtures/ends-mss-clamped/server.pcap"])
        let toClient = try #require(found.first { $0["type"] as? String == "path" }?["to_client"] as? [String: Any])
        #expect(toClient["resegmented"] as? Int == 2 && toClient["lost"] as? Int == 0, "\(toClient)")
        let text = try Command.run(["diff", path, "Fixtures/ends-mss-clamped/server.pcap"]).text
        #expect(text.contains("2 of them cut or joined on the way") && text.contains("whose bytes crossed in others"), "\(text)")
        #expect(!text.contains("✗"), "\(text)")
    }
}
