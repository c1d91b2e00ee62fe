import Foundation
import Testing

@Suite struct InputTests {
    private func records(_ arguments: [String], input: Data? = nil) throws -> [[String: Any]] {
        let run = try Command.run(["--format", "ndjson"] + arguments, input: input)
        return try run.text.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    private func packets(_ arguments: [String], input: Data? = nil) throws -> Data {
        try Command.run(["--format", "ndjson"] + arguments, input: input).output.split(separator: 10)
            .filter { $0.starts(with: Data("{\"type\":\"packet\"".utf8)) }.reduce(Data(), +)
    }

    /// The same capture from a file, from standard input, and compressed, is the same.
    @Test func everyWayIn() throws {
        let path = try Command.capture("short-connection")
        let plain = try packets([path])
        #expect(!plain.isEmpty)
        #expect(try packets(["-"], input: Data(contentsOf: Command.root.appending(path: path))) == plain)
        #expect(try packets(["-r", path]) == plain)
        #expect(try packets([Command.capture("gzip-capture")]) == plain)
        #expect(try packets([Command.capture("zstd-capture")]) == plain)
    }

    /// A filter leaves frames out and does not shift the numbers of the others.
    @Test func filterKeepsNumbers() throws {
        let path = try Command.capture("short-connection")
        let filtered = try records(["-r", path, "tcp", "port", "80"])
        let all = try records([path])
        let numbers = { (records: [[String: Any]]) in records.compactMap { $0["frame"] as? Int } }
        #expect(numbers(filtered) == numbers(all))
        let summary = try #require(filtered.last)
        #expect(summary["filtered_packets"] as? Int == 2)  // the ARP exchange
        #expect(summary["packets"] as? Int == 12)
    }

    /// Several files are one trace: frames count on, and each tells its file.
    @Test func severalFiles() throws {
        let found = try records(["--keep-order", Command.capture("short-connection"), Command.capture("refused")])
        let packets = found.filter { $0["type"] as? String == "packet" }
        #expect(packets.first?["file"] as? Int == 0)
        #expect(packets.last?["file"] as? Int == 1)
        let last = try #require(packets.last)
        #expect(last["frame"] as? Int == 12 + (last["file_frame"] as? Int ?? 0))
        #expect((found.last?["files"] as? [String])?.count == 2)
    }

    /// A shell sorts `cap1 cap10 cap2`: captures are read in the order of their first packets, which is reported.
    @Test func orderOfFirstPackets() throws {
        let earlier = try Command.capture("refused"), later = try Command.capture("short-connection")
        let sorted = try Command.run(["--format", "ndjson", later, earlier])
        #expect(sorted.errors.contains("the captures are read in the order of their first packets: \(earlier), \(later)"))
        let lines = sorted.text.split(separator: "\n")
        #expect(lines.last?.contains("\"files\":[\"\(earlier)\",\"\(later)\"]") == true)
        #expect(lines.contains { $0.hasPrefix("{\"type\":\"warning\"") && $0.contains("--keep-order") })
        let given = try Command.run(["--format", "ndjson", earlier, later])
        #expect(!given.errors.contains("order"))
        #expect(
            given.text.split(separator: "\n").filter { !$0.contains("\"warning\"") }
                == lines.filter { !$0.contains("\"warning\"") })
        #expect(try !Command.run(["--keep-order", later, earlier]).errors.contains("order"))
    }

    /// A pcapng whose interfaces differ in link type and snap length, which libpcap refuses.
    @Test func interfacesThatDiffer() throws {
        let found = try records([Command.capture("pcapng-two-interfaces")])
        let connections = Set(found.compactMap { $0["type"] as? String == "packet" ? $0["connection"] as? Int : nil })
        #expect(connections.count >= 2)
        #expect(found.last?["malformed_packets"] as? Int == 0)
    }

    @Test func followGivesTheStreams() throws {
        let path = try Command.capture("short-connection")
        let both = try Command.run(["--follow", "1", path]).text
        #expect(both.contains("GET /index.html HTTP/1.1"))
        #expect(both.contains("HTTP/1.1 200 OK"))
        let raw = try Command.run(["--follow-raw", "1:client", path]).output
        #expect(raw.count == 69)
        #expect(raw.starts(with: Data("GET /index.html HTTP/1.1\r\n".utf8)))
    }

    @Test func sameInputSameBytes() throws {
        let path = try Command.capture("keep-alive-ten")
        #expect(try Command.run([path]).output == Command.run([path]).output)
    }
}
