import Foundation
import Testing

/// Each error is one line on standard error that says what, where, and what to do; the whole of it, with the exit status.
@Suite struct ErrorLineTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var arguments: [String]
        var status: Int32 = 2
        /// Without the name of the program.
        var line: String

        var testDescription: String { arguments.joined(separator: " ") }

        init(_ arguments: [String], status: Int32 = 2, _ line: String) {
            self.arguments = arguments
            self.status = status
            self.line = line
        }
    }

    private static let refused = "Fixtures/refused/capture.pcap"
    private static let cut = "Fixtures/cut-short/capture.pcap"

    static let captures: [Case] = [
        Case(
            ["no-such.pcap"],
            "no-such.pcap: No such file or directory; if that was a filter: tcpexplain -f 'no-such.pcap' CAPTURE"),
        Case(
            [refused, "no-such.pcap"],
            "no-such.pcap: No such file or directory; if that was a filter: tcpexplain -f 'no-such.pcap' CAPTURE"),
        Case(["-r", "no-such", "tcp"], "no-such: No such file or directory; give the path of a capture"),
        Case(["Fixtures"], "Fixtures: is a directory; name the captures in it"),
        Case(["README.md"], "README.md: neither pcap nor pcapng (plain, or compressed by gzip or zstd)"),
        Case(["/dev/null"], "/dev/null: the file is empty, so it is no capture"),
        Case(["-"], "standard input: the file is empty, so it is no capture"),
        Case(["-", "-"], "standard input (-) can be named once, and first"),
        Case([], "name a capture to explain (tcpexplain --help shows the usage)"),
        Case([cut], status: 3, "\(cut): cut short in the middle of packet 14"),
        Case(["-f", "tpc port 80", refused], "filter \"tpc port 80\": can't parse filter expression: syntax error"),
        Case(["-r", refused, "tpc"], "filter \"tpc\": can't parse filter expression: syntax error"),
        Case(["--connection", "99", refused], "there is no connection 99: the captures hold 1 connection"),
        Case(
            ["--keylog", "no-such", refused],
            "--keylog no-such: No such file or directory; name the file that SSLKEYLOGFILE named"),
        Case(["--expect", "no-such", refused], "no-such: No such file or directory; name a file of expectations"),
    ]

    static let outputs: [Case] = [
        Case(["--har", "/no/such/x", refused], "/no/such/x: No such file or directory; name a file that can be written"),
        Case(["--har", refused, refused], "\(refused): is the capture that is read; name another file"),
        Case(
            ["--extract", refused, refused],
            "--extract \(refused): is a symbolic link or no folder; name a folder that can be made or written to"),
        Case(
            ["--har", "/tmp/tcpexplain-same", "--junit", "/tmp/tcpexplain-same", refused],
            "/tmp/tcpexplain-same: is the same file as /tmp/tcpexplain-same; each output needs a file of its own"),
        Case(["--har", "/dev/full", refused], status: 3, "/dev/full: No space left on device"),
        Case(["-w", "x.pcap", refused], "-w goes with -i: it is about a live capture"),
        Case(["-s", "10", refused], "-s goes with -i: it is about a live capture"),
    ]

    static let options: [Case] = [
        Case(["--no-such-option", "x"], "Unknown option '--no-such-option' (tcpexplain --help shows the usage)"),
        Case(["--strict", refused], "--strict goes with --check"),
        Case(
            ["--follow-raw", "1", refused], "--follow-raw 1: give a connection and an end, such as 1:client or 1:server"),
        Case(["--fail-on", "refusd", refused], "--fail-on: there is no finding refusd; near it: refused"),
        Case(["--finding", "nope", refused], "--finding: there is no finding nope; docs/findings.md lists them"),
        Case(["--max-memory", "1", refused], "--max-memory 1: give a size from 64K to 1024G, such as 256M"),
        Case(["--max-connections", "0", refused], "--max-connections 0: give 1 to 4000000"),
        Case(["-c", "0", refused], "-c 0: give a number of packets from 1 on"),
        Case(["-c", "x", refused], "The value 'x' is invalid for '-c <packets>' (tcpexplain --help shows the usage)"),
        Case(
            ["--lang", "fr", refused],
            "The value 'fr' is invalid for '--lang <lang>'. Please provide one of 'en' and 'zh'. (tcpexplain --help shows the usage)"
        ),
        Case(["--url", "/[/", refused], "--url /[/: not a regular expression; without the slashes it is a part of the URL"),
        Case(
            ["--after", "yesterday", refused],
            "--after yesterday: give seconds after the start (1.5), a time of day (10:30:00), a date and time (2026-11-22T10:30:00, "
                + "with Z or +01:00 if not in TZ), or seconds since 1970"),
        Case(["--severity", "bad", refused], "--severity bad: give note, warning or error"),
        Case(["--width", "3", refused], "--width 3: give 60 to 10000 columns"),
        Case(
            ["explain", "no-such-name"],
            "explain: there is nothing of the name \"no-such-name\"; tcpexplain explain lists all names"),
        Case(["lesson", "no-such"], "lesson: there is no lesson \"no-such\"; tcpexplain lesson lists them"),
    ]

    @Test(arguments: captures + outputs + options) func theWholeLine(_ expected: Case) throws {
        let run = try Command.run(expected.arguments)
        #expect(run.errors == "tcpexplain: \(expected.line)\n")
        #expect(run.status == expected.status)
        if expected.status == 2, !expected.arguments.contains("--connection") { #expect(run.output.isEmpty) }
    }

    #if os(Linux)
        /// An interface that is not there is told before privileges are asked about.
        @Test func noSuchInterface() throws {
            let run = try Command.run(["-i", "nosuchif0"])
            #expect(run.status == 2 && run.output.isEmpty)
            #expect(run.errors.hasPrefix("tcpexplain: nosuchif0: ") && run.errors.split(separator: "\n").count == 1)
        }
    #endif
}
