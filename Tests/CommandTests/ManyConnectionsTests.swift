import Foundation
import Testing

/// Expectations of each of thousands of connections to one server.
@Suite struct ManyConnectionsTests {
    private static let count = 2000

    /// Connections of which hundreds are open at a time; they close in the reverse of the order in which they opened, and every 7th is a 404.
    private static let capture: Data = {
        var conversation = Conversation()
        for first in stride(from: 0, to: count, by: 500) {
            var open: [Conversation.Ends] = []
            for i in first..<first + 500 {
                var ends = conversation.open(port: 20_000 + i)
                conversation.send("GET /\(i + 1) HTTP/1.1\r\nHost: a\r\n\r\n".utf8, fromClient: true, on: &ends)
                let status = i % 7 == 0 ? "404 No" : "200 OK"
                conversation.send("HTTP/1.1 \(status)\r\nContent-Length: 2\r\n\r\nok".utf8, fromClient: false, on: &ends)
                open.append(ends)
            }
            for ends in open.reversed() { conversation.close(ends) }
        }
        return conversation.data
    }()

    private func inFolder(_ body: (_ capture: String, _ file: URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-many-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let capture = folder.appending(path: "c.pcap")
        try Self.capture.write(to: capture)
        try body(capture.path(percentEncoded: false), folder.appending(path: "e.yaml"))
    }

    /// Each of them is the one that is meant, and one that is meant wrongly is the only one that fails.
    @Test func eachIsTheNth() throws {
        try inFolder { capture, file in
            let recorded = try Command.run(["--record-expect", capture])
            #expect(recorded.text.contains("nth: \(Self.count)}"))
            let path = file.path(percentEncoded: false)
            try recorded.output.write(to: file)
            let run = try Command.run(["--summary", "--expect", path, capture])
            #expect(
                run.status == 0 && run.text.hasSuffix("check passed: \(Self.count + 1) expectations hold\n"),
                "\(run.text.suffix(300))")
            try Data(recorded.text.replacing("nth: 1777}", with: "nth: 1778}").utf8).write(to: file)
            let wrong = try Command.run(["--summary", "--expect", path, capture])
            let failures = wrong.text.split(separator: "\n").filter { $0.hasPrefix("check: ") }
            #expect(wrong.status == 1 && failures.count == 1, "\(failures)")
            #expect(failures.first?.contains("connection 1778, frame ") ?? false)
            #expect(failures.first?.hasSuffix("exchanges[1].target: expected /1777, actual /1778") ?? false, "\(failures)")
            try Data(recorded.text.replacing("nth: 1777}", with: "nth: 2001}").utf8).write(to: file)
            let beyond = try Command.run(["--summary", "--expect", path, capture])
            #expect(
                beyond.status == 2 && beyond.errors.contains("selects 2000 connections, so there is no nth: 2001"),
                "\(beyond.errors)")
        }
    }

    /// Which one is the nth may be known only from what was said, or when others turned out not to be selected.
    @Test(
        arguments: [
            ("{url: \"/^http:\\\\/\\\\/a\\\\//\", nth: 1500}", [], "/1500"),
            ("{server: \":80\", nth: 100}", ["--status", "404"], "/694"),
            ("{host: a, nth: 3}", ["--port", "20999"], nil), ("{url: /1999, nth: 1}", [], "/1999"),
        ] as [(String, [String], String?)]) func theNthOfThoseSelected(select: String, options: [String], target: String?) throws
    {
        try inFolder { capture, file in
            let text = "schema: tcpexplain-expect/1\nexpect:\n  - {name: n, select: \(select), exchanges: [{target: /none}]}\n"
            try Data(text.utf8).write(to: file)
            let run = try Command.run(options + ["--summary", "--expect", file.path(percentEncoded: false), capture])
            guard let target else {
                return #expect(run.status == 2 && run.errors.contains("selects 1 connection, so there is no nth: 3"))
            }
            #expect(run.status == 1, "\(run.errors)")
            let number = target.dropFirst()
            #expect(run.text.contains("connection \(number), frame "), "\(run.text.suffix(300))")
        }
    }
}
