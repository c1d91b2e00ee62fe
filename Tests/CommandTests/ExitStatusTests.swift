import Foundation
import Testing

@Suite struct ExitStatusTests {
    private func temporary(_ bytes: [UInt8]) throws -> String {
        let url = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-\(UUID().uuidString)")
        try Data(bytes).write(to: url)
        return url.path(percentEncoded: false)
    }

    @Test func healthy() throws {
        let run = try Command.run([Command.capture("short-connection")])
        #expect(run.status == 0)
        #expect(run.errors.isEmpty)
    }

    @Test func wrongArithmeticFailsTheCheck() throws {
        let run = try Command.run(["--check", Command.capture("syn-ack-acknowledges-x")])
        #expect(run.status == 1)
        #expect(run.text.contains("frame 2: ack must be x+1 ="))
        #expect(run.text.contains("1 too low"))
    }

    @Test func strictAsksForMore() throws {
        let capture = try Command.capture("mid-capture")
        #expect(try Command.run(["--check", capture]).status == 0)
        let strict = try Command.run(["--check", "--strict", capture])
        #expect(strict.status == 1)
        #expect(strict.text.contains("the handshake was not captured"))
    }

    /// TCP itself failed, though every sum holds.
    @Test(arguments: [("refused", "the handshake was refused"), ("unanswered-syn", "the handshake was not answered")])
    func whatNeverOpenedFailsTheCheck(name: String, sentence: String) throws {
        let run = try Command.run(["--check", Command.capture(name)])
        #expect(run.status == 1)
        #expect(run.text.contains("\(try Command.capture(name)): connection 1, frame "))
        #expect(run.text.contains(sentence))
    }

    @Test func findingsFailWhereThatIsAskedFor() throws {
        #expect(try Command.run(["--fail-on", "error", try Command.capture("short-connection")]).status == 0)
        let refused = try Command.capture("refused")
        for what in ["refused", "error", "warning", "note", "port-reuse, refused"] {
            let run = try Command.run(["--fail-on", what, refused])
            #expect(run.status == 1, "\(what)")
            #expect(run.text.contains("error refused: "), "\(what)")
        }
        #expect(try Command.run(["--fail-on", "Error!", refused]).status == 2)
        let healthy = try Command.capture("short-connection")
        #expect(try Command.run(["--fail-on", "http-transfer-encoding-in-1.0", healthy]).status == 0)
    }

    /// A check that can never fail would be taken for one that passes.
    @Test(arguments: [
        ("refusd", "near it: refused"), ("warning,syn-retransmited", "syn-retransmitted"), ("window", "zero-window-stall"),
        ("qqqqqq", "docs/findings.md"),
    ])
    func unknownFindingsAreRejected(words: String, near: String) throws {
        let run = try Command.run(["--fail-on", words, Command.capture("refused")])
        #expect(run.status == 2)
        #expect(run.text.isEmpty)
        #expect(run.errors.contains("there is no finding"))
        #expect(run.errors.contains(near))
        #expect(run.errors.split(separator: "\n").count == 1)
    }

    /// A frame is named as it is counted in its own file.
    @Test func failuresOfSeveralFilesNameTheFile() throws {
        let first = try Command.capture("short-connection")
        let second = try Command.capture("refused")
        let run = try Command.run(["--check", "--keep-order", first, second])
        #expect(run.text.contains("check: \(second): connection 2, frame 4: the handshake was refused"))
    }

    @Test func missingFile() throws {
        let run = try Command.run(["no-such-file.pcap"])
        #expect(run.status == 2)
        #expect(run.errors.contains("no-such-file.pcap: No such file or directory"))
        #expect(run.errors.contains("-f"))
        #expect(run.errors.split(separator: "\n").count == 1)
    }

    /// All named files are looked at before the first packet.
    @Test func oneMissingFileOfTwo() throws {
        let run = try Command.run([Command.capture("refused"), "no-such-file.pcap"])
        #expect(run.status == 2)
        #expect(run.output.isEmpty)
    }

    @Test func emptyFile() throws {
        let path = try temporary([])
        defer { try? FileManager.default.removeItem(atPath: path) }
        let run = try Command.run([path])
        #expect(run.status == 2)
        #expect(run.errors.contains("the file is empty"))
    }

    @Test func noCapture() throws {
        let run = try Command.run(["README.md"])
        #expect(run.status == 2)
        #expect(run.errors.contains("neither pcap nor pcapng"))
    }

    @Test(arguments: [["--connection", "99"], ["--follow", "99"], ["--follow-raw", "99:server"]])
    func noSuchConnection(arguments: [String]) throws {
        let run = try Command.run(arguments + [Command.capture("refused")])
        #expect(run.status == 2)
        #expect(run.errors.contains("there is no connection 99: the captures hold 1 connection"))
    }

    @Test func standardInputTwice() throws {
        let run = try Command.run(["-", "-"])
        #expect(run.status == 2)
        #expect(run.output.isEmpty)
    }

    @Test func folder() throws {
        let run = try Command.run(["Fixtures"])
        #expect(run.status == 2)
        #expect(run.errors.contains("is a directory"))
    }

    @Test func unknownLinkType() throws {
        let path = try temporary([0xa1, 0xb2, 0xc3, 0xd4, 0, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 0, 0, 0, 230])
        defer { try? FileManager.default.removeItem(atPath: path) }
        let run = try Command.run([path])
        #expect(run.status == 2)
        #expect(run.errors.contains("link type 230"))
    }

    @Test func cutShort() throws {
        let run = try Command.run([Command.capture("cut-short")])
        #expect(run.status == 3)
        #expect(run.errors.contains("cut short in the middle of packet 14"))
        #expect(run.text.contains("13 packets"))
    }

    @Test func headerCutShort() throws {
        let path = try temporary([0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0])
        defer { try? FileManager.default.removeItem(atPath: path) }
        let run = try Command.run([path])
        #expect(run.status == 2)
        #expect(run.errors.contains("cut short in the file header"))
    }

    /// Compressed data that ends too early: what could be read is reported. Zeros behind it are padding.
    @Test func compressedDamage() throws {
        let whole = try Data(contentsOf: Command.root.appending(path: Command.capture("gzip-capture")))
        let padded = try temporary(Array(whole) + [UInt8](repeating: 0, count: 512))
        let cut = try temporary(Array(whole.dropLast(40)))
        defer { for path in [padded, cut] { try? FileManager.default.removeItem(atPath: path) } }
        #expect(try Command.run([padded]).status == 0)
        let run = try Command.run([cut])
        #expect(run.status == 3)
        #expect(run.errors.contains("the gzip data is cut short"))
    }

    @Test func badFilter() throws {
        let run = try Command.run(["-f", "tpc port 80", Command.capture("refused")])
        #expect(run.status == 2)
        #expect(run.errors.contains("filter \"tpc port 80\": "))
    }

    @Test(arguments: [
        ["--summary", "--packets", "x"], ["--strict", "x"], ["--no-such-option"], [], ["--follow-raw", "1", "x"],
    ])
    func usage(arguments: [String]) throws {
        let run = try Command.run(arguments)
        #expect(run.status == 2)
        #expect(run.errors.split(separator: "\n").count == 1)
    }

    @Test func noConnectionToCheck() throws {
        let run = try Command.run(["--check", "-f", "udp", Command.capture("refused")])
        #expect(run.status == 1)
        #expect(run.text.contains("there is no TCP connection to check"))
    }
}
