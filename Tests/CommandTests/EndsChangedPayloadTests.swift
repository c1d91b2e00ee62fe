import Foundation
import Testing

/// Two ends of a path on which something puts bytes into payloads, or takes them out.
@Suite struct EndsChangedPayloadTests {
    private func records(_ arguments: [String]) throws -> [[String: Any]] {
        let run = try Command.run(["diff", "--ends", "--format", "ndjson"] + arguments)
        #expect(run.status == 0 || run.status == 1, "\(run.errors)")
        return try run.text.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    /// What the server's end has: in each of these requests so many bytes more behind the first line.
    private func proxied(_ capture: EditedCapture, more: Int, requests: Set<Int>, shifts: Bool) -> EditedCapture {
        var changed = capture
        var places: [(end: UInt32, more: UInt32)] = []
        var request = 0
        func sum(_ number: UInt32) -> UInt32 {
            shifts ? places.reduce(0) { Int32(bitPattern: number &- $1.end) >= 0 ? $0 &+ $1.more : $0 } : 0
        }
        for i in changed.frames.indices where changed.isTCP(i) {
            let own = changed.number(38, of: i)
            if changed.isFromServer(i) {
                changed.set(changed.number(42, of: i) &+ sum(changed.number(42, of: i)), at: 42, of: i)
            } else {
                changed.set(own &+ sum(own), at: 38, of: i)
                let start = changed.frames[i].startIndex + changed.headerLength(of: i)
                let length = changed.frames[i].endIndex - start
                if length > 0, requests.contains(request) {
                    places.append((own &+ UInt32(length), UInt32(truncatingIfNeeded: more)))
                    if more > 0 {
                        changed.frames[i].insert(contentsOf: Array(repeating: 0x58, count: more), at: start + 8)
                    } else {
                        changed.frames[i].removeSubrange(start + 8..<start + 8 - more)
                    }
                }
                if length > 0 { request += 1 }
            }
            changed.mend(i)
        }
        return changed
    }

    /// One packet is changed, and the others are as sent, whether or not numbers behind it are.
    @Test(arguments: [(24, true), (24, false), (-9, true)], [[0], [3], [9], [1, 4, 5]] as [Set<Int>])
    func aHeaderIsPutIn(change: (more: Int, shifts: Bool), requests: Set<Int>) throws {
        let folder = try EditedFolder()
        let path = "Fixtures/keep-alive-ten/capture.pcap"
        let edited = proxied(try EditedCapture(path), more: change.more, requests: requests, shifts: change.shifts)
        let captures = [path, try edited.write("server.pcap", in: folder)]
        let found = try records(captures)
        let events = found.filter { $0["type"] as? String == "path_event" }
        #expect(events.map { $0["kind"] as? String } == requests.map { _ in "payload" }, "\(found)")
        let totals = try #require(found.first { $0["type"] as? String == "path" })
        for direction in ["to_server", "to_client"] {
            let one = try #require(totals[direction] as? [String: Any])
            #expect(one["sent"] as? Int == one["arrived"] as? Int && one["resegmented"] as? Int == 0 && one["lost"] as? Int == 0)
        }
        let length = try #require(events.first?["length"] as? Int)
        let text = try Command.run(["diff", "--ends"] + captures).text
        #expect(text.contains("payload changed on the way: \(length) bytes became \(length + change.more)"), "\(text)")
        #expect(try Command.run(["diff", "--ends", "--lang", "zh"] + captures).text.contains("变为 \(length + change.more) 字节"))
        guard change.shifts else { return }
        let other = try records(captures.reversed())
        #expect(other.filter { $0["type"] as? String == "path_event" }.count == events.count, "\(other)")
    }

    /// Beside loss and reordering.
    @Test func aHeaderIsPutInOnALossyPath() throws {
        let folder = try EditedFolder()
        let client = "Fixtures/ends-loss/capture.pcap"
        let usual = try records([client, "Fixtures/ends-loss/server.pcap"])
        let edited = proxied(try EditedCapture("Fixtures/ends-loss/server.pcap"), more: 27, requests: [0], shifts: true)
        let found = try records([client, edited.write("server.pcap", in: folder)])
        let kinds = { (records: [[String: Any]]) in records.compactMap { $0["kind"] as? String } }
        #expect(kinds(found).filter { $0 != "payload" } == kinds(usual) && kinds(found).count { $0 == "payload" } == 1)
    }
}
