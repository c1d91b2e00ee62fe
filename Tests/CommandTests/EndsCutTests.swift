import Foundation
import Testing

/// Two ends of a path of which one capture ends early, or begins late: what was on its way then is no difference.
@Suite struct EndsCutTests {
    private func events(_ captures: [String]) throws -> [[String: Any]] {
        let run = try Command.run(["diff", "--ends", "--format", "ndjson"] + captures)
        #expect(run.status == 0 || run.status == 1, "\(run.errors)")
        return try run.text.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }.filter { $0["type"] as? String == "path_event" }
    }

    private func frame(_ event: [String: Any], _ side: String) -> Int? { (event[side] as? [String: Any])?["frame"] as? Int }

    /// Wherever it is cut, acknowledgments that were under way are not judged, and the rest is as it was. Nothing but acknowledgments is never lost here.
    @Test(arguments: ["ends-loss", "ends-lossy-delayed", "ends-mss-clamped", "ends-nat", "ends-reordering"], [true, false])
    func whatWasUnderWayIsNotJudged(fixture: String, isClient: Bool) throws {
        let folder = try EditedFolder()
        let paths = ["Fixtures/\(fixture)/capture.pcap", "Fixtures/\(fixture)/server.pcap"]
        let whole = try EditedCapture(paths[isClient ? 0 : 1])
        for isTail in [true, false] {
            for count in stride(from: 5, to: whole.frames.count - 2, by: max(1, whole.frames.count / 8)) {
                var cut = whole
                for _ in 0..<count { cut.remove(at: isTail ? cut.frames.count - 1 : 0) }
                let path = try cut.write("cut.pcap", in: folder)
                let alone = try events(isClient ? [path, paths[1]] : [paths[0], path]).filter {
                    $0["kind"] as? String == "seen_once"
                }
                #expect(!alone.contains { $0["length"] as? Int == 0 }, "\(isTail) \(count): \(alone)")
            }
        }
    }

    /// The client sends it while the server's capture ends, and gets a segment that was sent before that.
    @Test func theOtherCaptureEndsMeanwhile() throws {
        let folder = try EditedFolder()
        var server = try EditedCapture("Fixtures/ends-mss-clamped/server.pcap")
        while server.frames.count > 12 { server.remove(at: 12) }
        let captures = ["Fixtures/ends-mss-clamped/capture.pcap", try server.write("server.pcap", in: folder)]
        let found = try events(captures)
        let acknowledgment = try #require(found.first { frame($0, "a") == 9 })
        #expect(acknowledgment["kind"] as? String == "outside" && acknowledgment["length"] as? Int == 0)
        #expect(acknowledgment["message"] as? String == "not judged: B may have ended by then")
        // The segment behind it in the same capture is at both ends.
        #expect(!found.contains { frame($0, "a") == 10 })
        #expect(try Command.run(["diff", "--ends", "--lang", "zh"] + captures).text.contains("不作判断：那时 B 可能已经停止抓包"))
        let other = try events(captures.reversed())
        #expect(other.first { frame($0, "b") == 9 }?["kind"] as? String == "outside")
    }
}
