import Foundation
import Testing

/// Two captures of the two ends of one path.
@Suite struct EndsTests {
    private func captures(_ fixture: String) throws -> [String] {
        [try Command.capture(fixture), "Fixtures/\(fixture)/server.pcap"]
    }

    private func events(_ records: [[String: Any]], _ kind: String) -> [[String: Any]] {
        records.filter { $0["type"] as? String == "path_event" && $0["kind"] as? String == kind }
    }

    private func frame(_ event: [String: Any], _ side: String) -> Int? { (event[side] as? [String: Any])?["frame"] as? Int }

    /// What scenario.md says that the relay did.
    @Test func lossAndReordering() throws {
        let found = try Command.differences(try captures("ends-loss"))
        #expect(found.first?["of"] as? String == "ends")
        #expect(found.last?["client_end"] as? String == "a")
        let lost = events(found, "lost")
        let page = try String(contentsOf: Command.root.appending(path: "Fixtures/ends-loss/scenario.md"), encoding: .utf8)
        let match = try #require(page.firstMatch(of: /frame (\d+) of server.pcap/))
        #expect(lost.map { frame($0, "b") } == [Int(match.1)])
        #expect(lost.allSatisfy { frame($0, "a") == nil && $0["from"] as? String == "server" })
        #expect(events(found, "overtaken").count == 1)
        let oneWay = try #require(found.last?["one_way"] as? Double)
        #expect(oneWay > 0.009 && oneWay < 0.02)
        for kind in ["injected", "seen_once", "mss", "payload", "ttl"] { #expect(events(found, kind).isEmpty, "\(kind)") }
    }

    /// The same with A and B exchanged.
    @Test func theOtherWayRound() throws {
        let one = try Command.differences(try captures("ends-loss"))
        let other = try Command.differences(try captures("ends-loss").reversed())
        #expect(other.last?["client_end"] as? String == "b")
        let kinds = { (records: [[String: Any]]) in records.compactMap { $0["kind"] as? String }.sorted() }
        #expect(kinds(one) == kinds(other))
        #expect(events(other, "lost").map { frame($0, "a") } == events(one, "lost").map { frame($0, "b") })
    }

    @Test func translationAndClampedSegments() throws {
        let found = try Command.differences(try captures("ends-translated"))
        let path = try #require(found.first { $0["type"] as? String == "path" })
        let ends = ["a", "b"].map { (path[$0] as? [String: Any])?["client"] as? String ?? "" }
        #expect(ends[0].hasPrefix("10.9.1.2:") && ends[1].hasPrefix("10.9.2.2:"))
        let clamped = events(found, "mss")
        #expect(clamped.map { $0["from"] as? String }.sorted { $0 ?? "" < $1 ?? "" } == ["client", "server"])
        #expect(clamped.allSatisfy { ($0["message"] as? String)?.contains("1460 became 1200") == true })
        #expect((path["to_server"] as? [String: Any])?["hops"] as? Int == 1)
        let marked = events(found, "dscp")
        #expect(!marked.isEmpty && marked.allSatisfy { $0["from"] as? String == "client" })
        for kind in ["lost", "injected", "seen_once", "payload", "ttl", "ecn", "window"] {
            #expect(events(found, kind).isEmpty, "\(kind)")
        }
    }

    @Test func anInjectedReset() throws {
        let found = try Command.differences(try captures("ends-reset"))
        let injected = events(found, "injected")
        let page = try String(contentsOf: Command.root.appending(path: "Fixtures/ends-reset/scenario.md"), encoding: .utf8)
        let match = try #require(page.firstMatch(of: /frame (\d+) of capture.pcap/))
        #expect(injected.map { frame($0, "a") } == [Int(match.1)])
        #expect(injected.allSatisfy { $0["from"] as? String == "server" && frame($0, "b") == nil })
        #expect(events(found, "lost").isEmpty)
    }

    /// The columns of the lanes are those of their names, whatever the width; what the path did stands on its lane.
    @Test(arguments: [60, 80, 100, 140], [[], ["--ascii"], ["--lang", "zh"]]) func theLadderHasThreeLanes(
        width: Int, options: [String]
    ) throws {
        let isASCII = options.contains("--ascii")
        let isChinese = options.contains("zh")
        func ladder(_ fixture: String) throws -> [String] {
            let run = try Command.run(
                ["diff", "--ends", "--color", "never", "--width", "\(width)"] + options + captures(fixture))
            #expect(run.status == 1)
            let lines = run.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            let words = isChinese ? ["客户端", "路径", "服务端"] : ["client ", "path ", "server "]
            let start = try #require(lines.firstIndex { line in words.allSatisfy { line.contains($0) } })
            let rows = Array(lines[start...].prefix { !$0.isEmpty })
            #expect(rows.allSatisfy { $0.count <= width })
            return rows
        }
        let lanes: Set<Character> = isASCII ? ["|"] : ["│"]
        /// The columns of the three lanes in a row.
        func columns(_ row: String) -> [Int] {
            let all = Array(row)
            let ends = all.indices.filter { lanes.contains(all[$0]) }
            return ends.count == 2 ? [ends[0], (ends[0] + ends[1]) / 2, ends[1]] : []
        }
        func mark(_ row: String) -> Character? { columns(row).isEmpty ? nil : Array(row)[columns(row)[1]] }
        let lossy = try ladder("ends-loss")
        let rows = lossy.filter { !columns($0).isEmpty }
        #expect(Set(rows.map(columns)).count == 1 && rows.count == 6)
        let (changed, lost, passed): (Character, Character, Character) = isASCII ? ("*", "X", "+") : ("◆", "✗", "┼")
        #expect(rows.map(mark) == [passed, passed, lost, changed, passed, passed])
        if !isChinese {
            let header = lossy[0]
            #expect(
                header.distance(from: header.startIndex, to: try #require(header.range(of: "client")).lowerBound)
                    == columns(rows[0])[0])
            #expect(
                header.distance(from: header.startIndex, to: try #require(header.range(of: "server")).upperBound) == columns(
                    rows[0])[2] + 1)
            let path = try #require(header.range(of: "path"))
            #expect((0..<4).contains(columns(rows[0])[1] - header.distance(from: header.startIndex, to: path.lowerBound)))
        }
        // A packet that was lost ends at the path's lane, from the right: nothing is left of it.
        let lostRow = Array(try #require(rows.first { mark($0) == lost }))
        #expect(lostRow[..<columns(String(lostRow))[1]].filter { $0 != " " } == Array(lanes))
        let at = try #require(lossy.firstIndex { mark($0) == lost })
        let sentence = isChinese ? "在去往客户端的路上丢失：" : "lost on the way"
        let detail = lossy[at + 1]
        #expect(
            detail.distance(from: detail.startIndex, to: try #require(detail.range(of: sentence)).lowerBound)
                == columns(rows[0])[1])
        // An injected RST starts there: nothing is right of it but the server's lane.
        let injected = try #require(try ladder("ends-reset").first { mark($0) == changed })
        #expect(injected.contains("RST ACK"))
        #expect(Array(injected)[(columns(injected)[1] + 1)...].filter { $0 != " " } == Array(lanes))
        // What is changed passes, and is marked there.
        let clamped = try ladder("ends-mss-clamped").filter { mark($0) == changed }
        #expect(clamped.count == 2 && clamped[0].contains(isASCII ? ">|" : "▶│") && clamped[1].contains(isASCII ? "|<" : "│◀"))
    }

    private static let fixtures = [
        "ends-loss", "ends-translated", "ends-reset", "ends-reordering", "ends-mss-clamped", "ends-nat", "ends-rejected",
        "ends-lossy-delayed",
    ]

    /// What is said of both ends, compared whole. RECORD=1 writes it anew.
    @Test(arguments: fixtures, ["", ".zh"]) func whole(fixture: String, language: String) throws {
        let options = language.isEmpty ? [] : ["--lang", "zh"]
        let run = try Command.run(["diff", "--ends"] + options + captures(fixture))
        #expect(run.errors.isEmpty)
        let file = Command.root.appending(path: "Fixtures/\(fixture)/expected.ends\(language).txt")
        if ProcessInfo.processInfo.environment["RECORD"] != nil { try run.output.write(to: file) }
        #expect(run.text == String(decoding: try Data(contentsOf: file), as: UTF8.self))
    }

    /// What scenario.md says of it.
    private func numbers(_ fixture: String, _ pattern: Regex<(Substring, Substring, Substring)>) throws -> [Int] {
        let page = try String(contentsOf: Command.root.appending(path: "Fixtures/\(fixture)/scenario.md"), encoding: .utf8)
        let match = try #require(page.firstMatch(of: pattern))
        return [try #require(Int(match.1)), try #require(Int(match.2))]
    }

    @Test func reorderingIsNoLoss() throws {
        let found = try Command.differences(["--ends"] + captures("ends-reordering"))
        #expect(events(found, "overtaken").count == 2)
        #expect(events(found, "overtaken").allSatisfy { $0["from"] as? String == "client" })
        #expect(found.count { $0["type"] as? String == "path_event" } == 2)
    }

    @Test func aClampedSegmentSizeAlone() throws {
        let found = try Command.differences(["--ends"] + captures("ends-mss-clamped"))
        let clamped = events(found, "mss")
        #expect(clamped.count == 2 && found.count { $0["type"] as? String == "path_event" } == 2)
        #expect(clamped.allSatisfy { ($0["message"] as? String)?.contains("1460 became 860") == true })
    }

    @Test func bothAddressesAreTranslated() throws {
        let found = try Command.differences(["--ends"] + captures("ends-nat"))
        let ports = try numbers("ends-nat", /10\.9\.1\.2:(\d+) → .* is 10\.9\.2\.2:(\d+)/)
        let path = try #require(found.first { $0["type"] as? String == "path" })
        let (a, b) = (path["a"] as? [String: Any], path["b"] as? [String: Any])
        #expect(a?["client"] as? String == "10.9.1.2:\(ports[0])" && a?["server"] as? String == "10.9.1.1:80")
        #expect(b?["client"] as? String == "10.9.2.2:\(ports[1])" && b?["server"] as? String == "10.9.2.1:80")
        #expect(!found.contains { $0["type"] as? String == "path_event" })
    }

    /// The request never arrived, and was not sent again: the server's FIN still waits for it.
    @Test func aRouterThatRejects() throws {
        let found = try Command.differences(["--ends"] + captures("ends-rejected"))
        let frames = try numbers("ends-rejected", /frame (\d+) of capture\.pcap never.*\n- frame (\d+)/)
        #expect(events(found, "lost").map { frame($0, "a") } == [frames[0]])
        #expect(events(found, "injected").map { frame($0, "a") } == [frames[1]])
        #expect(found.count { $0["type"] as? String == "path_event" } == 2)
    }

    @Test func lossesEitherWayWithClocksApart() throws {
        let found = try Command.differences(["--ends"] + captures("ends-lossy-delayed"))
        let counts = try numbers("ends-lossy-delayed", /(\d+) segments of the server and (\d+) of the client/)
        #expect(events(found, "lost").count { $0["from"] as? String == "server" } == counts[0])
        #expect(events(found, "lost").count { $0["from"] as? String == "client" } == counts[1])
        #expect(found.count { $0["type"] as? String == "path_event" } == counts[0] + counts[1])
        let ahead = try #require(found.last?["clock_ahead"] as? Double)
        #expect(abs(ahead - 2.5) < 0.02)
    }

    /// A path on which nothing happens: the same capture at both ends.
    @Test func nothingHappened() throws {
        let capture = try Command.capture("keep-alive-ten")
        let run = try Command.run(["diff", "--ends", capture, capture])
        #expect(run.status == 0)
        #expect(run.text.hasSuffix("1 connection at both ends; nothing was lost or changed\n"))
    }

    /// A capture that ends early is no loss.
    @Test func anEndOfACaptureIsNoLoss() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let bytes = [UInt8](try Data(contentsOf: Command.root.appending(path: try Command.capture("keep-alive-ten"))))
        var at = 24
        for _ in 0..<20 { at += 16 + (0..<4).reduce(0) { $0 | Int(bytes[at + 8 + $1]) << (8 * $1) } }
        let cut = folder.appending(path: "cut.pcap")
        try Data(bytes[..<at]).write(to: cut)
        let found = try Command.differences(["--ends", try Command.capture("keep-alive-ten"), cut.path(percentEncoded: false)])
        #expect(events(found, "lost").isEmpty && events(found, "injected").isEmpty)
        #expect(!events(found, "outside").isEmpty && found.last?["events"] as? Int == 0)
        let run = try Command.run(["diff", "--ends", try Command.capture("keep-alive-ten"), cut.path(percentEncoded: false)])
        #expect(run.status == 0 && run.text.contains("not judged: B may have ended by then"), "\(run.text)")
    }
}
