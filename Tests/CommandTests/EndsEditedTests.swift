import Foundation
import Testing

/// Two ends of a path of which one capture was edited: what a capture lacks, and what the path does that no fixture has.
@Suite struct EndsEditedTests {
    /// A capture that begins in the middle shares packets with the other one, which two runs never do.
    @Test func theOpeningIsNotNeeded() throws {
        let folder = try EditedFolder()
        var late = try EditedCapture("Fixtures/ends-loss/capture.pcap")
        for _ in 0..<14 { late.remove(at: 0) }
        let found = try Command.differences([late.write("late.pcap", in: folder), "Fixtures/ends-loss/server.pcap"])
        #expect(found.first?["of"] as? String == "ends")
        let text = try Command.run(["diff", late.write("late.pcap", in: folder), "Fixtures/ends-loss/server.pcap"]).text
        #expect(text.contains("are seen to arrive") && text.contains("that only B has"), "\(text)")
    }

    /// Without the opening, and with no router between, the order of the captures does not matter: nothing arrives before it leaves.
    @Test func theEndsAreToldByTheTimes() throws {
        let folder = try EditedFolder()
        var late = try EditedCapture("Fixtures/ends-lossy-delayed/server.pcap")
        for _ in 0..<7 { late.remove(at: 0) }
        let path = try late.write("late.pcap", in: folder)
        let client = "Fixtures/ends-lossy-delayed/capture.pcap"
        let lost = try [[client, path], [path, client]].map { captures in
            let found = try Command.differences(captures)
            #expect(found.last?["client_end"] as? String == (captures[0] == client ? "a" : "b"))
            #expect(try #require(found.last?["one_way"] as? Double) > 0.02)
            let totals = try #require(found.first { $0["type"] as? String == "path" })
            return try ["to_server", "to_client"].map { try #require((totals[$0] as? [String: Any])?["lost"] as? Int) }
        }
        #expect(lost == [[3, 6], [3, 6]])
        for language in ["en", "zh"] {
            let text = try Command.run(["diff", "--lang", language, path, client]).text
            #expect(text.contains("30.2 ms") && !text.contains(/-\d+\.\d+ [mµ]?s/), "\(text)")
        }
    }

    /// The clock of one end is set back while it captures: that is said, and not that packets take less than no time.
    @Test func noTimeIsNegative() throws {
        let folder = try EditedFolder()
        var stepped = try EditedCapture("Fixtures/ends-lossy-delayed/server.pcap")
        stepped.add(seconds: UInt32.max, from: stepped.frames.count / 2)
        let path = try stepped.write("stepped.pcap", in: folder)
        let client = "Fixtures/ends-lossy-delayed/capture.pcap"
        for captures in [[path, client], [client, path]] {
            let summary = try #require(try Command.differences(captures).last)
            #expect(summary["type"] as? String == "path_summary" && (summary["clock_steps"] as? [Any])?.count == 1)
            #expect(try #require(summary["one_way"] as? Double) > 0.02)
            let text = try Command.run(["diff"] + captures).text
            #expect(text.contains("packets as sent") && text.contains("clock step:"), "\(text)")
            #expect(!text.contains(/-\d+\.\d+ [mµ]?s/), "\(text)")
        }
    }

    /// Clocks an hour apart: how long the way took is not lost in it.
    @Test func clocksFarApart() throws {
        let folder = try EditedFolder()
        var late = try EditedCapture("Fixtures/ends-mss-clamped/capture.pcap")
        late.add(seconds: 3600)
        let captures = [try late.write("late.pcap", in: folder), "Fixtures/ends-mss-clamped/server.pcap"]
        let ahead = try #require(try Command.differences(captures).last?["clock_ahead"] as? Double)
        #expect(abs(ahead + 3600) < 0.001)
        let text = try Command.run(["diff"] + captures).text
        #expect(text.contains("clocks: B is 60 min 0.0000"), "\(text)")
        #expect(try Command.run(["diff", "--lang", "zh"] + captures).text.contains("60 min 0.0000"))
    }

    /// A firewall draws numbers of its own for the server.
    @Test func numbersOfOneEndAreChanged() throws {
        let folder = try EditedFolder()
        var changed = try EditedCapture("Fixtures/ends-mss-clamped/capture.pcap")
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
        let folder = try EditedFolder()
        var joined = try EditedCapture("Fixtures/ends-mss-clamped/capture.pcap")
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
        let found = try Command.differences([path, "Fixtures/ends-mss-clamped/server.pcap"])
        let toClient = try #require(found.first { $0["type"] as? String == "path" }?["to_client"] as? [String: Any])
        #expect(toClient["resegmented"] as? Int == 2 && toClient["lost"] as? Int == 0, "\(toClient)")
        let text = try Command.run(["diff", path, "Fixtures/ends-mss-clamped/server.pcap"]).text
        #expect(text.contains("2 of them cut or joined on the way") && text.contains("whose bytes crossed in others"), "\(text)")
        #expect(!text.contains("✗"), "\(text)")
    }

    // MARK: - Found without being told

    private func of(_ first: String, _ second: String, _ more: [String] = []) throws -> (of: String?, status: Int32) {
        let run = try Command.run(["diff", "--format", "ndjson"] + more + [first, second])
        let head = try #require(run.text.split(separator: "\n").first)
        let record = try #require(try JSONSerialization.jsonObject(with: Data(head.utf8)) as? [String: Any])
        return (record["of"] as? String, run.status)
    }

    /// Numbers of both ends, both addresses and the clock are others at the two ends: timestamps tell, or identifications where there are none.
    @Test(arguments: ["ends-loss", "ends-mss-clamped", "ends-nat", "ends-lossy-delayed"], ["timestamps", "identifications"])
    func numbersAddressesAndClocksAreChanged(fixture: String, by: String) throws {
        let folder = try EditedFolder()
        var changed = try EditedCapture("Fixtures/\(fixture)/capture.pcap")
        changed.change(
            client: 0x1234_5678, server: 0xfeed_0001, address: 3, identification: by == "timestamps" ? 777 : 0)
        if by == "identifications" { changed.remove(option: 8) }
        changed.add(seconds: 3600)
        let path = try changed.write("changed.pcap", in: folder)
        let server = "Fixtures/\(fixture)/server.pcap"
        let found = try Command.differences([path, server])
        #expect(found.first?["of"] as? String == "ends", "\(fixture) by \(by)")
        // What is found is what is found of the fixture, besides the options that were taken away.
        let kinds = { (records: [[String: Any]]) in
            records.compactMap { $0["kind"] as? String }.filter {
                $0 != "option_removed" && $0 != "option_added" && $0 != "option_changed"
            }.sorted()
        }
        let usual = try Command.differences(["--ends", "Fixtures/\(fixture)/capture.pcap", server])
        #expect(kinds(found) == kinds(usual), "\(fixture) by \(by)")
    }

    /// The same client and server once more, with the same ports and the same content: numbers, timestamps and identifications are drawn anew.
    @Test(arguments: ["ends-loss", "ends-mss-clamped", "keep-alive-ten", "http-gzip"]) func twoRunsAreNotTwoEnds(fixture: String)
        throws
    {
        let folder = try EditedFolder()
        let first = "Fixtures/\(fixture)/capture.pcap"
        for hasClocks in [true, false] {
            var again = try EditedCapture(first)
            var before = again
            again.change(client: 0x1234_5678, server: 0xfeed_0001, clock: 61_003, identification: 4321)
            if !hasClocks {
                again.remove(option: 8)
                before.remove(option: 8)
            }
            again.add(seconds: 61)
            let paths = (try before.write("before.pcap", in: folder), try again.write("again.pcap", in: folder))
            let result = try of(paths.0, paths.1)
            #expect(result.of == "runs" && result.status == 0, "\(fixture)")
        }
    }

    // MARK: - Frames captured twice

    /// By a mirror port or on two devices of the host: nothing was lost, and nothing arrived twice. Of a single copy nothing says whether the path doubled it,
    /// unless a network card filled the checksum in between.
    @Test(arguments: [(true, 30), (true, 80_000), (false, 30)] as [(Bool, UInt32)]) func aFrameThatIsThereTwice(
        isAtSender: Bool, microseconds: UInt32
    ) throws {
        let folder = try EditedFolder()
        let names = ["capture", "server"].map { "Fixtures/ends-mss-clamped/\($0).pcap" }
        let side = isAtSender ? 1 : 0
        for hasOtherChecksum in isAtSender ? [false, true] : [false] {
            var doubled = try EditedCapture(names[side])
            let data = doubled.frames.indices.filter {
                doubled.isTCP($0) && doubled.isFromServer($0) && doubled.frames[$0].count > 200
            }
            let at = try #require(data.dropFirst().first)
            doubled.double(at, after: microseconds)
            if hasOtherChecksum { doubled.frames[at][50] ^= 0x5a }
            let path = try doubled.write("doubled.pcap", in: folder)
            let paths = isAtSender ? [names[0], path] : [path, names[1]]
            let found = try Command.differences(["--ends"] + paths)
            let usual = try Command.differences(["--ends"] + names)
            let kinds = { (records: [[String: Any]]) in records.compactMap { $0["kind"] as? String } }
            #expect(!kinds(found).contains("lost") && !kinds(found).contains("duplicated"))
            let kind = hasOtherChecksum ? "captured_twice" : "seen_twice"
            let twice = found.filter { ["captured_twice", "seen_twice"].contains($0["kind"] as? String) }
            #expect(twice.map { $0["kind"] as? String } == [kind])
            #expect((twice.first?[isAtSender ? "a" : "b"] as? [String: Any])?["frame"] is NSNull)
            let events = try #require(usual.last?["events"] as? Int)
            #expect(found.last?["events"] as? Int == events + (hasOtherChecksum ? 0 : 1))
            guard hasOtherChecksum else { continue }
            let text = try Command.run(["diff"] + paths).text
            #expect(
                text.contains("captured twice at \(isAtSender ? "B" : "A")") && text.contains("1 frame captured twice"), "\(text)"
            )
            #expect(try Command.run(["diff", "--lang", "zh"] + paths).text.contains("被抓到两次"))
        }
    }

    /// A mirror port of two ports has every frame twice: that is proven of all of them, of those of one direction alone of none.
    @Test(arguments: [true, false], [true, false]) func everyFrameIsThereTwice(isAtClient: Bool, isOfBoth: Bool) throws {
        let folder = try EditedFolder()
        let names = ["capture", "server"].map { "Fixtures/ends-mss-clamped/\($0).pcap" }
        var doubled = try EditedCapture(names[isAtClient ? 0 : 1])
        var copies = 0
        for i in doubled.frames.indices.reversed() where doubled.isTCP(i) {
            // An acknowledgment without an identification may be sent twice.
            guard isOfBoth || doubled.isFromServer(i), doubled.frames[i][18...19] != Data([0, 0]) else { continue }
            doubled.double(i, after: 5)
            copies += 1
        }
        let path = try doubled.write("doubled.pcap", in: folder)
        let found = try Command.differences(["--ends"] + (isAtClient ? [path, names[1]] : [names[0], path]))
        let usual = try Command.differences(["--ends"] + names)
        let twice = found.compactMap { $0["kind"] as? String }.filter {
            ["captured_twice", "seen_twice", "duplicated"].contains($0)
        }
        #expect(twice == Array(repeating: isOfBoth ? "captured_twice" : "seen_twice", count: copies))
        if isOfBoth { #expect(found.last?["events"] as? Int == usual.last?["events"] as? Int) }
    }

    /// A relay sent it again 70 ms later, and the capture is of behind it: nothing says that it was captured twice, nor that it was doubled between two
    /// captures that have it twice.
    @Test func aCopyOfTheRelayIsNotOfTheCapture() throws {
        let folder = try EditedFolder()
        let capture = "Fixtures/relay-duplicates/capture.pcap"
        let run = try Command.run(["diff", "--ends", capture, capture])
        #expect(run.status == 0 && run.text.contains("nothing was lost or changed"), "\(run.text)")
        // The other one is of before the relay.
        var before = try EditedCapture(capture)
        let copy = try #require(
            before.frames.indices.dropFirst().first { i in before.frames[..<i].contains(before.frames[i]) })
        before.remove(at: copy)
        let path = try before.write("before.pcap", in: folder)
        for captures in [[capture, path], [path, capture]] {
            let kinds = try Command.differences(["--ends"] + captures).compactMap { $0["kind"] as? String }
            #expect(kinds == ["duplicated"] || kinds == ["seen_twice"], "\(kinds)")
        }
    }

    /// Something on the way scales the window of every packet: said once.
    @Test func everyWindowIsChanged() throws {
        let folder = try EditedFolder()
        let server = "Fixtures/ends-mss-clamped/server.pcap"
        var changed = try EditedCapture("Fixtures/ends-mss-clamped/capture.pcap")
        for i in changed.frames.indices where changed.isTCP(i) && changed.isFromServer(i) {
            changed.frames[i][48] ^= UInt8(1 + i % 3)
            changed.mend(i)
        }
        let captures = [try changed.write("changed.pcap", in: folder), server]
        #expect(try Command.differences(["--ends"] + captures).count { $0["kind"] as? String == "window" } >= 3)
        let text = try Command.run(["diff", "--ends"] + captures).text
        #expect(text.contains("all packets to the client: window changed on the way\n"), "\(text)")
        #expect(text.components(separatedBy: "window changed").count == 2, "\(text)")
        let chinese = try Command.run(["diff", "--ends", "--lang", "zh"] + captures).text
        #expect(chinese.contains("去往客户端的全部数据包：窗口在路上被改\n"), "\(chinese)")
    }

    // MARK: - Options and times

    /// Something on the way writes other timestamps into acknowledgments, takes SACK away, or moves an option.
    @Test func optionsOfAcknowledgments() throws {
        let folder = try EditedFolder()
        let server = "Fixtures/ends-loss/server.pcap"
        let original = try EditedCapture("Fixtures/ends-loss/capture.pcap")
        let acks = original.frames.indices.filter {
            original.isTCP($0) && original.isFromServer($0) == false && original.frames[$0].count == original.headerLength(of: $0)
                && original.frames[$0][47] == 16 && original.option(8, of: $0) != nil
        }
        let at = try #require(acks.dropFirst().first)
        let stamp = try #require(original.option(8, of: at))
        var changed = original
        changed.set(changed.number(stamp + 6, of: at) &+ 9, at: stamp + 6, of: at)
        changed.mend(at)
        func kinds(_ capture: EditedCapture) throws -> [String] {
            let usual = try Command.differences(["--ends", "Fixtures/ends-loss/capture.pcap", server]).compactMap {
                $0["kind"] as? String
            }
            var found = try Command.differences(["--ends", capture.write("changed.pcap", in: folder), server]).compactMap {
                $0["kind"] as? String
            }
            for kind in usual { if let i = found.firstIndex(of: kind) { found.remove(at: i) } }
            return found
        }
        #expect(try kinds(changed) == ["option_changed"])
        let text = try Command.run(["diff", "--ends", changed.write("changed.pcap", in: folder), server]).text
        #expect(text.contains("option changed on the way: timestamps"), "\(text)")
        var removed = original
        for k in stamp..<stamp + 10 { removed.frames[at][k] = 1 }
        removed.mend(at)
        #expect(try kinds(removed) == ["option_added"])
        let selective = try #require(original.frames.indices.first { original.isTCP($0) && original.option(5, of: $0) != nil })
        let block = try #require(original.option(5, of: selective))
        var sack = original
        sack.set(sack.number(block + 2, of: selective) &- 1, at: block + 2, of: selective)
        sack.mend(selective)
        #expect(try kinds(sack) == ["option_changed"])
        // The numbers are changed, and what SACK names is not.
        var stale = original
        stale.change(client: 0, server: 1_000_000)
        for at in stride(from: block + 2, to: block + Int(original.frames[selective][block + 1]), by: 4) {
            stale.set(original.number(at, of: selective), at: at, of: selective)
        }
        stale.mend(selective)
        #expect(try kinds(stale) == ["sack_untranslated"])
    }

    /// By A's clock, whatever B's says: a packet arrives after it left.
    @Test(arguments: ["ends-loss", "ends-lossy-delayed", "ends-nat", "ends-mss-clamped"]) func timesAtBothEnds(fixture: String)
        throws
    {
        let text = try Command.run(
            ["diff", "--ends", "--width", "100", "Fixtures/\(fixture)/capture.pcap", "Fixtures/\(fixture)/server.pcap"]).text
        let rows = text.matches(of: /(?m)^ +\d+ +(\d+\.\d{6}) │(.)[^\n]*│ +(\d+\.\d{6}) \d+$/)
        #expect(rows.count >= 3, "\(text)")
        for row in rows {
            let (client, server) = (try #require(Double(row.1)), try #require(Double(row.3)))
            #expect(row.2 == "◀" ? client > server : server > client, "\(row.0)")
        }
        #expect(text.contains(/packets? as sent in [\d.]+ (µs|ms)/))
        let narrow = try Command.run(
            ["diff", "--ends", "--width", "60", "Fixtures/\(fixture)/capture.pcap", "Fixtures/\(fixture)/server.pcap"]).text
        #expect(narrow.split(separator: "\n").filter { $0.contains("│") }.allSatisfy { $0.count <= 60 })
    }
}
