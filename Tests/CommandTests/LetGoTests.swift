import Foundation
import Testing

/// Connections that were let go though the capture has more of them, holes that were given up, and fragments that were dropped: what is not known for
/// that is not blamed on the capture.
@Suite struct LetGoTests {
    private let request = Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
    private let response = Array("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi".utf8)

    /// Two connections whose packets come in turns.
    private var inTurns: Data {
        var conversation = Conversation()
        var first = conversation.open(port: 2000)
        var second = conversation.open(port: 2001)
        conversation.send(request, fromClient: true, on: &first)
        conversation.send(request, fromClient: true, on: &second)
        conversation.send(response, fromClient: false, on: &first)
        conversation.send(response, fromClient: false, on: &second)
        conversation.close(first)
        conversation.close(second)
        return conversation.data
    }

    @Test func makingRoomIsNotBlamedOnTheCapture() throws {
        let connections = try Command.records("connection", inTurns, ["--max-connections", "1"])
        #expect(connections.count > 4)
        for (index, connection) in connections.enumerated() {
            var bounds: [String] = index < 2 ? [] : ["earlier-connections"]
            if connection["ended_by"] as? String == "limit" { bounds.append("connections") }
            #expect(connection["bounds"] as? [String] ?? [] == bounds, "\(index)")
            #expect((connection["findings"] as? [Any])?.isEmpty ?? true, "\(connection)")
        }
        #expect(connections.first?["ended_by"] as? String == "limit")
        let run = try Command.run(["--max-connections", "1", "--width", "300", "-"], input: inTurns)
        for absent in [
            "began after", "no SYN was captured", "no response captured", "(request not", "capture ended", "begun before",
        ] {
            #expect(!run.text.contains(absent), "\(absent)")
        }
        for said in [
            "not closed: it was let go to make room for others\n",
            "bound      it was let go to make room for others, so what came for it later counts as another connection\n",
            "opened     not known: it may go on with a connection that was let go before\n",
            "bound      it may go on with a connection that was let go before, to make room for others or because nothing came for so long: what that "
                + "one had is not known here, and which end is the client is inferred\n",
            "(its response was not read, beyond a bound of this program", "no problem found in what was read",
        ] { #expect(run.text.contains(said), "\(said)\n\(run.text)") }
        let check = try Command.run(["--check", "--fail-on", "note", "--max-connections", "1", "-"], input: inTurns)
        #expect(check.status == 0, "\(check.text)")
    }

    @Test func withRoomNothingIsSaid() throws {
        let connections = try Command.records("connection", inTurns)
        #expect(connections.count == 2 && connections.allSatisfy { $0["bounds"] == nil })
    }

    /// A hole that was given up since too much came early, and what fills it comes later.
    @Test func bytesBehindAHoleThatWasGivenUp() throws {
        var conversation = Conversation()
        var ends = conversation.open()
        conversation.send(request, fromClient: true, on: &ends)
        let head = Array("HTTP/1.1 200 OK\r\nContent-Length: 6000000\r\n\r\n".utf8)
        conversation.send(head, fromClient: false, on: &ends)
        let hole = (ends.server, ends.server + 1400)
        ends.server = hole.1
        conversation.send([UInt8](repeating: 0x78, count: 6_000_000 - 1400), fromClient: false, on: &ends, pieces: 60_000)
        conversation.segment(fromClient: false, port: ends.port, hole.0, ends.client, 0x18, [UInt8](repeating: 0x79, count: 1400))
        conversation.close(ends)
        let run = try Command.run(["--width", "300", "-"], input: conversation.data)
        #expect(!run.text.contains("which lost them"), "\(run.text)")
        #expect(run.text.contains("too much came early behind a hole, so the hole was given up"))
        #expect(run.text.contains("no problem found in what was read"))
        let verbose = try Command.run(["--width", "300", "--verbose", "-"], input: conversation.data)
        #expect(verbose.text.contains("not read, or missing from the capture"), "\(verbose.text)")
        #expect(!verbose.text.contains("of it twice"))
    }

    /// What is missing may have been in datagrams that were never whole.
    @Test func fragmentsThatWereDropped() throws {
        var conversation = Conversation()
        var ends = conversation.open()
        conversation.send(request, fromClient: true, on: &ends)
        ends.server += 1000
        conversation.send(response, fromClient: false, on: &ends)
        conversation.close(ends)
        let alone = try Command.run(["--width", "300", "-"], input: conversation.data)
        #expect(alone.text.contains("1000 bytes were received but are not in the capture, which lost them"))
        for number in 0..<5000 {
            conversation.internet([UInt8](repeating: 0x78, count: 24), identification: number, fragment: 0x2000)
        }
        let run = try Command.run(["--width", "300", "-"], input: conversation.data)
        #expect(!run.text.contains("which lost them"))
        #expect(
            run.text.contains(
                "- 904 fragmented IP datagrams were let go before they were whole, as too many were unfinished at once: bytes that are called missing "
                    + "may have been in them\n"), "\(run.text)")
    }
}
