import Foundation
import Testing

/// What is said of the TTL: routers take one each, and something else sets it.
@Suite struct EndsTimeToLiveTests {
    /// Both captures, with these TTLs of what the client sends: by the number of the packet.
    private func captures(_ folder: EditedFolder, sent: (Int) -> UInt8, arrived: (Int) -> UInt8) throws -> [String] {
        [try capture("capture", folder, sent), try capture("server", folder, arrived)]
    }

    private func capture(_ name: String, _ folder: EditedFolder, _ value: (Int) -> UInt8) throws -> String {
        var capture = try EditedCapture("Fixtures/ends-mss-clamped/\(name).pcap")
        for (n, i) in capture.frames.indices.filter({ capture.isTCP($0) && !capture.isFromServer($0) }).enumerated() {
            capture.frames[i][22] = value(n)
            capture.mend(i)
        }
        return try capture.write("\(name).pcap", in: folder)
    }

    private func toServer(_ records: [[String: Any]]) throws -> [String: Any] {
        try #require(records.first { $0["type"] as? String == "path" }?["to_server"] as? [String: Any])
    }

    private func changed(_ records: [[String: Any]]) -> [String] {
        records.filter { $0["kind"] as? String == "ttl" }.compactMap { $0["message"] as? String }
    }

    /// Whatever they left with, and though they left with less.
    @Test(arguments: [(64, [64, 128, 255]), (255, [64]), (64, [128, 128, 128, 64])] as [(UInt8, [UInt8])])
    func itIsSet(value: UInt8, sent: [UInt8]) throws {
        let folder = try EditedFolder()
        let captures = try captures(folder, sent: { sent[$0 % sent.count] }, arrived: { _ in value })
        let found = try Command.differences(["--ends"] + captures)
        let totals = try toServer(found)
        #expect(totals["hops"] == nil && totals["ttl_set"] as? Int == Int(value), "\(totals)")
        let texts = Set(changed(found))
        #expect(texts == Set(sent.filter { $0 != value }.map { "TTL changed on the way: \($0) became \(value)" }))
        let text = try Command.run(["diff", "--ends", "--width", "200"] + captures).text
        let line = try #require(text.split(separator: "\n").first { $0.contains("to the server: ") })
        #expect(line.contains("all arrive with TTL \(value), which is changed on the way") && !line.contains("hop"), "\(text)")
        #expect(text.components(separatedBy: "TTL \(value)").count == 2 && !text.contains("became \(value)"), "\(text)")
        let chinese = try Command.run(["diff", "--ends", "--lang", "zh", "--width", "200"] + captures).text
        #expect(chinese.contains("到达时 TTL 全为 \(value)，在路上被改"), "\(chinese)")
    }

    @Test func itIsCountedDown() throws {
        let folder = try EditedFolder()
        let found = try Command.differences(
            ["--ends"] + captures(folder, sent: { $0 == 0 ? 255 : 64 }, arrived: { $0 == 0 ? 248 : 57 }))
        #expect(try toServer(found)["hops"] as? Int == 7 && toServer(found)["ttl_set"] == nil && changed(found).isEmpty)
    }

    /// No router does that.
    @Test func itIsRaised() throws {
        let folder = try EditedFolder()
        let captures = try captures(folder, sent: { 60 + UInt8($0 % 3) }, arrived: { 66 + UInt8($0 % 3) })
        let found = try Command.differences(["--ends"] + captures)
        let totals = try toServer(found)
        #expect(totals["hops"] == nil && totals["ttl_set"] == nil)
        #expect(changed(found).count == totals["arrived"] as? Int)
        #expect(changed(found).contains("TTL changed on the way: 60 became 66"))
        #expect(try Command.run(["diff", "--ends", "--lang", "zh"] + captures).text.contains("TTL 在路上被改：60 变为 66"))
    }

    /// One packet took another way: then it is not said over how many routers all of them went.
    @Test func itIsAnotherOfOnePacket() throws {
        let folder = try EditedFolder()
        let found = try Command.differences(["--ends"] + captures(folder, sent: { _ in 64 }, arrived: { $0 == 3 ? 60 : 63 }))
        #expect(try toServer(found)["hops"] == nil && toServer(found)["ttl_set"] == nil)
        #expect(changed(found) == ["TTL 64 became 60, unlike that of the others"])
    }
}
