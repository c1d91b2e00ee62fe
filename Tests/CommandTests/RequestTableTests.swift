import Foundation
import Testing

/// `--requests`: one line an exchange.
@Suite struct RequestTableTests {
    private func lines(_ fixture: String, _ options: [String] = []) throws -> [String] {
        let run = try Command.run(try Command.arguments(fixture) + ["--requests"] + options)
        // A blank line stands before what the run ends with.
        return run.text.split(separator: "\n", omittingEmptySubsequences: false).prefix { !$0.isEmpty }.map(String.init)
    }

    private func exchanges(_ fixture: String) throws -> [[String: Any]] {
        let run = try Command.run(try Command.arguments(fixture) + ["--format", "ndjson"])
        return try run.text.split(separator: "\n").compactMap { line in
            let record = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            return record?["type"] as? String == "http" ? record : nil
        }
    }

    private static let fixtures = [
        "http-codings", "http-codings-corners", "http2-nghttp", "http-slow", "http-secrets", "http-early-hints",
    ].filter {
        Command.fixtures().contains($0)
    }

    /// As many rows as exchanges, in any order, language, width and form of time.
    @Test(arguments: fixtures) func oneRowEach(fixture: String) throws {
        let count = try exchanges(fixture).count
        #expect(count > 0)
        for options in [
            [], ["--lang", "zh"], ["--sort", "latency"], ["--sort", "duration"], ["--sort", "bytes"], ["--sort", "start"],
            ["--time", "utc"], ["--time", "delta"], ["--time", "absolute"], ["--width", "60"],
            ["--width", "100", "--lang", "zh"], ["--ascii"],
        ] {
            let rows = try lines(fixture, options)
            #expect(rows.count == count + 1, "\(options): \(rows)")
            #expect(Set(rows.map { $0.hasPrefix(" ") || $0.first?.isNumber == true || $0 == rows[0] }) == [true])
        }
    }

    /// Every status of the records stands in a row, and the table says so in Chinese as well.
    @Test(arguments: fixtures) func statuses(fixture: String) throws {
        let statuses = try exchanges(fixture).compactMap { ($0["response"] as? [String: Any])?["status"] as? Int }
        for options in [[], ["--lang", "zh"]] {
            let rows = try lines(fixture, options).dropFirst()
            for status in Set(statuses) {
                let words = rows.filter { $0.split(separator: " ").contains(Substring("\(status)")) }
                #expect(words.count >= statuses.filter { $0 == status }.count, "\(status)")
            }
        }
    }
}
