import Foundation
import Testing

/// TLS with secrets where not all is there: a handshake that was not captured, holes, the secrets of one end alone; and `--follow`.
@Suite struct TLSMiddleTests {
    private typealias Object = [String: Any]

    private func path(_ name: String) -> String {
        Command.root.appending(path: "Fixtures/\(name)").path(percentEncoded: false)
    }

    private func records(_ arguments: [String]) throws -> [Object] {
        let run = try Command.run(["--format", "ndjson"] + arguments)
        #expect(run.status == 0)
        return try run.text.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? Object)
        }
    }

    private func facts(of connection: Int, _ records: [Object]) -> Object? {
        records.first { $0["type"] as? String == "connection" && $0["connection"] as? Int == connection }?["tls"] as? Object
    }

    /// A key log with the lines that `keeps` lets through, in a file that lives as long as `body` runs.
    private func withKeys(
        of fixture: String, _ keeps: (Substring) -> Bool, _ body: (String) throws -> Void
    ) throws {
        let text = try String(contentsOfFile: path("\(fixture)/keys.log"), encoding: .utf8)
        let file = FileManager.default.temporaryDirectory.appending(path: "keys-\(UUID().uuidString).log")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(text.split(separator: "\n").filter(keeps).map { $0 + "\n" }.joined().utf8).write(to: file)
        try body(file.path(percentEncoded: false))
    }

    @Test func aConnectionWithoutItsHandshakeIsDecrypted() throws {
        let told = try records(["--keylog", path("tls-middle/keys.log"), path("tls-middle/capture.pcap")])
        for connection in [1, 2] {
            let tls = try #require(facts(of: connection, told))
            #expect(tls["decrypted"] as? String == "all")
            #expect(tls["version"] as? String == "TLSv1.3")
        }
        #expect(facts(of: 3, told)?["not_decrypted"] as? String == "bytes-missing")
        #expect(facts(of: 4, told)?["decrypted"] as? String == "none")
        #expect(facts(of: 4, told)?["not_decrypted"] as? String == "handshake-not-captured")
    }

    @Test func withoutSecretsItIsTLS() throws {
        let told = try records([path("tls-middle/capture.pcap")])
        for connection in [1, 2, 4] {
            #expect(facts(of: connection, told)?["not_decrypted"] as? String == "no-secrets")
        }
    }

    @Test func otherSecretsOpenNothing() throws {
        let told = try records(["--keylog", path("tls-sessions/keys.log"), path("tls-middle/capture.pcap")])
        for connection in [1, 2, 4] {
            let tls = try #require(facts(of: connection, told))
            #expect(tls["decrypted"] as? String == "none")
            #expect(tls["version"] == nil)
        }
        #expect(!told.contains { $0["type"] as? String == "http" })
    }

    /// What one end said cannot be read: nobody knows whether it answered, or asked.
    @Test(arguments: [("SERVER_TRAFFIC", "http-unanswered-request"), ("CLIENT_TRAFFIC", "http-unsolicited-response")])
    func theSecretsOfOneEnd(label: String, finding: String) throws {
        try withKeys(of: "tls-keys", { !$0.hasPrefix(label) }) { keys in
            let told = try records(["--keylog", keys, path("tls-keys/capture.pcap")])
            #expect(facts(of: 1, told)?["decrypted"] as? String == "part")
            let exchanges = told.filter { $0["type"] as? String == "http" && $0["connection"] as? Int == 1 }
            #expect(exchanges.count == 1)
            let names = told.flatMap { $0["findings"] as? [Object] ?? [] }.compactMap { $0["name"] as? String }
            #expect(!names.contains(finding))
        }
    }

    @Test(arguments: [("en", "=== decrypted: what TLS carried"), ("zh", "=== 已解密：TLS 所承载的内容")])
    func followShowsWhatTLSCarried(language: String, heading: String) throws {
        let capture = path("tls-keys/capture.pcap")
        let run = try Command.run(["--lang", language, "--follow", "1", "--keylog", path("tls-keys/keys.log"), capture])
        let lines = run.text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.first?.hasPrefix(heading) == true)
        #expect(lines.contains("GET /index.html HTTP/1.1") && lines.contains { $0.hasPrefix("HTTP/1.1 200 OK") })
        #expect(!run.text.contains("\\x16\\x03"))
        let raw = try Command.run(["--lang", language, "--follow", "1", capture])
        #expect(raw.text.contains("\\x16\\x03\\x01") && !raw.text.contains("=== decrypted"))
    }

    @Test func followTellsWhatIsMissing() throws {
        let run = try Command.run(
            ["--follow", "3", "--keylog", path("tls-middle/keys.log"), path("tls-middle/capture.pcap")])
        #expect(run.text.contains("inside TLS are missing or could not be decrypted]"))
    }
}
