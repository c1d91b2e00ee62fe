import Foundation
import Testing

/// `--with-addresses` and `--no-packets`: records for programs that take in many captures.
@Suite struct RecordOptionTests {
    @Test func exchangesTellTheirTimeAndEnds() throws {
        let plain = try Command.run(["--format", "ndjson", Command.capture("short-connection")]).text
        let run = try Command.run(["--format", "ndjson", "--with-addresses", Command.capture("short-connection")]).text
        let lines = { (text: String) in text.split(separator: "\n").filter { $0.hasPrefix("{\"type\":\"http\"") } }
        #expect(!lines(run).isEmpty && lines(run).count == lines(plain).count)
        for line in lines(run) {
            #expect(
                line.contains(
                    try Regex(
                        #","time":"\d{4}-\d\d-\d\dT[0-9:]{8}\.\d{9}Z","addresses":\{"client":"[^"]+:\d+","server":"[^"]+:\d+"\}"#)
                ))
        }
        #expect(!lines(plain).contains { $0.contains("\"addresses\"") })
    }

    @Test func recordsOfPacketsCanBeLeftOut() throws {
        let whole = try Command.run(["--format", "ndjson", Command.capture("short-connection")]).text
        let run = try Command.run(["--format", "ndjson", "--no-packets", Command.capture("short-connection")])
        let kept = whole.split(separator: "\n").filter { !$0.hasPrefix("{\"type\":\"packet\"") }
        #expect(run.status == 0 && run.text.split(separator: "\n") == kept)
        #expect(try Command.run(["--no-packets", Command.capture("short-connection")]).status == 2)
        #expect(
            try Command.run(["--no-packets", "--packets", "--format", "ndjson", Command.capture("short-connection")]).status == 2)
    }
}
