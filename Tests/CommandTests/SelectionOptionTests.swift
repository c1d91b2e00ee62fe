import Foundation
import Testing

/// Which connections and exchanges an output shows.
@Suite struct SelectionOptionTests {
    /// What is said of packets does not depend on whether something was selected.
    @Test(arguments: ["tls-alert", "tls-keys", "http-websocket"], [[], ["--packets"]]) func aSelectionHidesNothingOfWhatItSelects(
        fixture: String, options: [String]
    ) throws {
        let all = try Command.run(options + Command.arguments(fixture)).text.split(separator: "\n")
        let one = try Command.run(options + ["--connection", "1"] + Command.arguments(fixture)).text.split(separator: "\n")
        let said = { (lines: [Substring]) in lines.filter { $0.contains(" TLS ") || $0.contains("WebSocket") } }
        // Those of the first connection come first.
        #expect(!said(one).isEmpty)
        #expect(said(one).allSatisfy { all.contains($0) })
        if fixture == "tls-alert" { #expect(said(one).contains { $0.contains("ClientHello") }) }
    }

    private static let fixtures = ["pipelining", "http-408-unasked", "ipv6", "http-413-early", "tls", "lossy-path", "refused"]

    private static func captures() throws -> [String] { try fixtures.map { try Command.capture($0) } }

    /// Records of a type, of what is selected of several captures.
    private static func records(_ type: String, _ selection: [String]) throws -> [[String: Any]] {
        let command = try Command.run(selection + ["--keep-order", "--format", "ndjson"] + captures())
        #expect(command.status == 0, "\(command.errors)")
        return try command.text.split(separator: "\n").compactMap {
            let record = try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
            return record?["type"] as? String == type ? record : nil
        }
    }

    private static func statuses(_ selection: [String]) throws -> [Int] {
        try records("http", selection).compactMap { ($0["response"] as? [String: Any])?["status"] as? Int }
    }

    @Test func selectsExchanges() throws {
        #expect(try Self.statuses(["--status", "404"]) == [404])
        #expect(Set(try Self.statuses(["--status", "404", "--status", "413"])) == [404, 413])
        #expect(Set(try Self.statuses(["--status", "4xx"])) == [404, 408, 413])
        #expect(try Self.statuses(["--status", "4xx", "--method", "POST"]) == [413])
        #expect(try Self.statuses(["--status", "5xx"]).isEmpty)
        let all = try Self.statuses([]).count
        #expect(try Self.statuses(["--url", "/"]).count < all && Self.statuses(["--url", "server.example"]).count > 0)
        #expect(try Self.statuses(["--url", "/./"]).count == Self.statuses(["--url", "/"]).count)
    }

    /// What is known of a connection only when it has ended decides on its exchanges too.
    @Test func exchangesFollowTheirConnection() throws {
        let named = try Self.records("connection", ["--finding", "http-client-error"])
        #expect(!named.isEmpty)
        let numbers = Set(named.compactMap { $0["connection"] as? Int })
        let exchanges = try Self.records("http", ["--finding", "http-client-error"])
        #expect(!exchanges.isEmpty && Set(exchanges.compactMap { $0["connection"] as? Int }).isSubset(of: numbers))
        #expect(try Self.records("packet", ["--finding", "http-client-error"]).isEmpty)
    }

    @Test func selectsConnections() throws {
        func count(_ selection: String...) throws -> Int { try Self.records("connection", selection).count }
        let all = try count()
        #expect(try count("--port", "443") + count("--port", "80") <= all)
        #expect(try count("--severity", "error") < count("--severity", "note"))
        #expect(try count("--finding", "refused") == 1 && count("--finding", "refused", "--port", "1") == 0)
        #expect(try count("--host", "10.9.0.0/16") > 0 && count("--host", "10.9.0.0/16") < all)
        #expect(try count("--host", "fd09::/32") == 1 && count("--host", "::/0") == 1)
        #expect(try count("--host", "server.example") > 0)
        #expect(try count("--sni", "server.example") == count("--port", "443"))
        #expect(try count("--after", "2000-01-01") == all && count("--before", "2000-01-01") == 0)
        #expect(try count("--before", "0") == 1)
    }

    /// Packets are shown one by one where it is known that they are selected.
    @Test func selectsPackets() throws {
        let packets = try Self.records("packet", ["--connection", "1", "--before", "0.0001"])
        let every = try Self.records("packet", ["--connection", "1"])
        #expect(!packets.isEmpty && packets.count < every.count)
        #expect(packets.allSatisfy { $0["connection"] as? Int == 1 })
        let refused = try Command.run(["--packets", "--status", "404"] + Self.captures())
        #expect(refused.status == 2 && refused.errors.contains("--packets"))
    }

    /// The reading stops when the connections that were named are over, and the output says so.
    @Test func stopsWhenAllIsOver() throws {
        let capture = try Command.capture("keep-alive-race")
        let summary = try #require(try Self.records("summary", ["--connection", "1"]).first)
        #expect(summary["stopped_after_frame"] as? Int != nil)
        #expect((summary["selected"] as? [String: Any])?["connections"] as? Int == 1)
        #expect(try Command.run(["--connection", "99", capture]).status == 2)
    }

    @Test(arguments: ["text", "ndjson"]) func everyOutputFollows(format: String) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for selection in [["--status", "404"], ["--finding", "http-client-error"]] {
            let name = selection[1]
            let har = folder.appending(path: "\(name).har").path(percentEncoded: false)
            let content = folder.appending(path: name).path(percentEncoded: false)
            let command = try Command.run(
                selection + ["--format", format, "--har", har, "--extract", content, try Command.capture("pipelining")])
            #expect(command.status == 0)
            let archive = try String(contentsOfFile: har, encoding: .utf8)
            #expect(archive.contains("\"status\":404"))
            #expect(archive.contains("\"status\":200") == (name == "http-client-error"))
            let index = try String(contentsOfFile: content + "/index.ndjson", encoding: .utf8)
            let files = try FileManager.default.contentsOfDirectory(atPath: content)
            #expect(files.count == index.split(separator: "\n").count + 1)
        }
        let none = try Command.run(["--only-problems", "--status", "599", try Command.capture("pipelining")])
        #expect(none.text.contains("0 of 1 connection selected"))
    }

    @Test(arguments: [
        ["--finding", "losss"], ["--severity", "bad"], ["--status", "6x"], ["--port", "70000"], ["--host", "10.0.0.0/33"],
        ["--host", "a b"], ["--url", "/(/"], ["--after", "soon"], ["--follow", "1", "--port", "80"],
    ])
    func refusesWhatIsNone(selection: [String]) throws {
        let command = try Command.run(selection + [Command.capture("pipelining")])
        #expect(command.status == 2 && command.errors.contains(selection[0]))
        if selection[1] == "losss" { #expect(command.errors.contains("loss")) }
    }
}
