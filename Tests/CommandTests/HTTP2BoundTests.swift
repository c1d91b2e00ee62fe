import Foundation
import Testing

/// Streams of HTTP/2 beyond the bounds: they are given up, and what comes on them is no violation.
@Suite struct HTTP2BoundTests {
    private static func frame(_ type: UInt8, _ flags: UInt8, _ stream: Int, _ payload: [UInt8] = []) -> [UInt8] {
        let number: [UInt8] = (0..<4).map { UInt8(truncatingIfNeeded: stream >> (24 - 8 * $0)) }
        return [0, 0, UInt8(payload.count), type, flags] + number + payload
    }

    /// POST / on a; 200.
    private static let request: [UInt8] = [0x83, 0x86, 0x84, 0x41, 1, 0x61]
    private static let response: [UInt8] = [0x88]

    /// So many streams that are all opened before any is answered; `rest` is what the client sends on each when all are open.
    private func capture(streams: Int, flags: UInt8, rest: (Int) -> [UInt8] = { _ in [] }) -> Data {
        var conversation = Conversation()
        var ends = conversation.open()
        let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + Self.frame(4, 0, 0)
        conversation.send(preface, fromClient: true, on: &ends)
        conversation.send(Self.frame(4, 0, 0) + Self.frame(4, 1, 0), fromClient: false, on: &ends)
        let numbers = (0..<streams).map { 2 * $0 + 1 }
        conversation.send(numbers.flatMap { Self.frame(1, flags, $0, Self.request) }, fromClient: true, on: &ends)
        conversation.send(numbers.flatMap(rest), fromClient: true, on: &ends)
        let answers = numbers.flatMap { Self.frame(1, 4, $0, Self.response) + Self.frame(0, 1, $0, [0x68, 0x69]) }
        conversation.send(answers, fromClient: false, on: &ends)
        conversation.close(ends)
        return conversation.data
    }

    private func expectNothingWrong(_ input: Data, given up: Int, _ options: [String] = []) throws {
        let connection = try #require(try Command.records("connection", input, options).first)
        #expect((connection["findings"] as? [Any])?.isEmpty == true, "\(String(describing: connection["findings"]))")
        #expect(connection["bounds"] as? [String] == [options.isEmpty ? "waiting-requests" : "memory"])
        let exchanges = try Command.records("http", input, options)
        #expect(exchanges.count == 5000)
        #expect(exchanges.count { $0["response"] == nil && $0["unpaired"] as? Bool == true } == up)
        #expect(exchanges.count { $0["response"] != nil && $0["unpaired"] == nil } == 5000 - up)
        let run = try Command.run(options + ["--fail-on", "note", "-"], input: input)
        #expect(run.status == 0, "\(run.text)")
    }

    @Test func streamsThatWereGivenUpAreAnswered() throws {
        try expectNothingWrong(capture(streams: 5000, flags: 5), given: 904)
    }

    /// The rest of their requests comes when they were given up already: content, and trailers.
    @Test func streamsThatWereGivenUpGoOn() throws {
        let input = capture(streams: 5000, flags: 4) {
            Self.frame(0, 0, $0, [0x68]) + Self.frame(1, 5, $0, [0, 1, 0x78, 1, 0x79])
        }
        try expectNothingWrong(input, given: 904)
    }

    /// Behind those that were given up, a stream that nobody opened is one.
    @Test func aStreamThatWasNeverOpened() throws {
        var conversation = Conversation()
        var ends = conversation.open()
        let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + Self.frame(4, 0, 0)
        conversation.send(preface, fromClient: true, on: &ends)
        conversation.send(Self.frame(4, 0, 0) + Self.frame(4, 1, 0), fromClient: false, on: &ends)
        let numbers = (0..<5000).map { 2 * $0 + 1 }
        conversation.send(numbers.flatMap { Self.frame(1, 5, $0, Self.request) }, fromClient: true, on: &ends)
        conversation.send(Self.frame(1, 5, 10_001, Self.response), fromClient: false, on: &ends)
        conversation.close(ends)
        let connection = try #require(try Command.records("connection", conversation.data).first)
        let names = (connection["findings"] as? [[String: Any]])?.compactMap { $0["name"] as? String } ?? []
        #expect(names.contains("h2-protocol-error"), "\(names)")
    }

    /// The server answers on streams that it reset, or that were over, so long ago that nothing is remembered of them.
    @Test func streamsThatWereResetLongAgo() throws {
        var conversation = Conversation()
        var ends = conversation.open()
        let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + Self.frame(4, 0, 0)
        conversation.send(preface, fromClient: true, on: &ends)
        conversation.send(Self.frame(4, 0, 0) + Self.frame(4, 1, 0), fromClient: false, on: &ends)
        let numbers = (0..<200).map { 2 * $0 + 1 }
        // CANCEL.
        let asked = numbers.flatMap { Self.frame(1, 5, $0, Self.request) + Self.frame(3, 0, $0, [0, 0, 0, 8]) }
        conversation.send(asked, fromClient: true, on: &ends, acknowledges: false)
        conversation.send(numbers.flatMap { Self.frame(1, 5, $0, Self.response) }, fromClient: false, on: &ends)
        conversation.close(ends)
        let connection = try #require(try Command.records("connection", conversation.data).first)
        let names = (connection["findings"] as? [[String: Any]])?.compactMap { $0["name"] as? String } ?? []
        #expect(!names.contains("h2-protocol-error"), "\(names)")
    }
}
