import Foundation
import Testing

/// Two ends of a path on which something puts bytes into payloads, or takes them out.
@Suite struct EndsChangedPayloadTests {
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
        let found = try Command.differences(["--ends"] + captures)
        let events = found.filter { $0["type"] as? String == "path_event" }
        #expect(events.map { $0["kind"] as? String } == requests.map { _ in "payload" }, "\(found)")
        let totals = try #require(found.first { $0["type"] as? String == "path" })
        for direction in ["to_server", "to_client"] {
            let one = try #require(totals[direction] as? [String: Any])
            #expect(one["sent"] as? Int == one["arrived"] as? Int && one["resegmented"] as? Int == 0 && one["lost"] as? Int == 0)
        }
        let length = try #require(events.first?["length"] as? Int)
        #expect(events.allSatisfy { ($0["arrived_length"] as? Int ?? 0) - ($0["length"] as? Int ?? 0) == change.more })
        // Bytes are put in behind the eighth, or taken out; the first of them may be the same as what was there.
        let places = events.compactMap { $0["first_changed"] as? Int }
        #expect(
            places.count == events.count && places.allSatisfy { change.more > 0 ? $0 == 9 : (9...17).contains($0) }, "\(events)")
        let sequence = try #require(events.first?["relative_seq"] as? Int)
        let text = try Command.run(["diff", "--ends", "--width", "200"] + captures).text
        let place = "byte \(places[0]) (relative sequence number \(sequence))"
        #expect(
            text.contains(
                "payload changed on the way: \(length) bytes became \(length + change.more), which differ from \(place) on"),
            "\(text)")
        let chinese = try Command.run(["diff", "--ends", "--lang", "zh", "--width", "200"] + captures).text
        #expect(
            chinese.contains("变为 \(length + change.more) 字节，从第 \(places[0]) 个字节（相对序号 \(sequence)）起不同"), "\(chinese)")
        guard change.shifts else { return }
        let other = try Command.differences(["--ends"] + captures.reversed())
        #expect(other.filter { $0["type"] as? String == "path_event" }.count == events.count, "\(other)")
    }

    /// Bytes are others, and as many: the first of them is told by its place in the packet and in the stream, and how many they are.
    @Test(arguments: [[0], [5, 6, 40], [2, 3, 4, 5]]) func bytesAreOthers(changed: [Int]) throws {
        let folder = try EditedFolder()
        let path = "Fixtures/keep-alive-ten/capture.pcap"
        var edited = try EditedCapture(path)
        let requests = edited.frames.indices.filter {
            edited.isTCP($0) && !edited.isFromServer($0) && edited.frames[$0].count > edited.headerLength(of: $0)
        }
        let (first, at) = (requests[0], requests[2])
        let start = edited.frames[at].startIndex + edited.headerLength(of: at)
        for offset in changed { edited.frames[at][start + offset] = 0x1b }
        edited.mend(at)
        let captures = [path, try edited.write("server.pcap", in: folder)]
        let found = try Command.differences(["--ends"] + captures)
        let event = try #require(found.first { $0["kind"] as? String == "payload" })
        #expect(found.count { $0["type"] as? String == "path_event" } == 1)
        let length = edited.frames[at].count - edited.headerLength(of: at)
        let sequence = Int(edited.number(38, of: at) &- edited.number(38, of: first)) + 1 + changed[0]
        #expect(event["changed_bytes"] as? Int == changed.count && event["first_changed"] as? Int == changed[0] + 1)
        #expect(event["relative_seq"] as? Int == sequence && event["length"] as? Int == length && event["arrived_length"] == nil)
        let text = try Command.run(["diff", "--ends", "--width", "200"] + captures).text
        #expect(
            text.contains(
                "payload changed on the way: \(changed.count) of its \(length) bytes, from byte \(changed[0] + 1) (relative sequence number \(sequence)) on"
            ), "\(text)")
        #expect(!text.contains("\u{1b}"))
        let chinese = try Command.run(["diff", "--ends", "--lang", "zh", "--width", "200"] + captures).text
        #expect(chinese.contains("\(length) 字节中的 \(changed.count) 个，从第 \(changed[0] + 1) 个字节（相对序号 \(sequence)）起"), "\(chinese)")
        // Without the opening the place in the stream is not known.
        var late = try EditedCapture(path)
        for _ in 0..<first { late.remove(at: 0) }
        let other = try Command.differences(["--ends", late.write("late.pcap", in: folder), captures[1]])
        let one = try #require(other.first { $0["kind"] as? String == "payload" })
        #expect(one["first_changed"] as? Int == changed[0] + 1 && one["relative_seq"] == nil)
    }

    /// Beside loss and reordering.
    @Test func aHeaderIsPutInOnALossyPath() throws {
        let folder = try EditedFolder()
        let client = "Fixtures/ends-loss/capture.pcap"
        let usual = try Command.differences(["--ends", client, "Fixtures/ends-loss/server.pcap"])
        let edited = proxied(try EditedCapture("Fixtures/ends-loss/server.pcap"), more: 27, requests: [0], shifts: true)
        let found = try Command.differences(["--ends", client, edited.write("server.pcap", in: folder)])
        let kinds = { (records: [[String: Any]]) in records.compactMap { $0["kind"] as? String } }
        #expect(kinds(found).filter { $0 != "payload" } == kinds(usual) && kinds(found).count { $0 == "payload" } == 1)
    }
}
