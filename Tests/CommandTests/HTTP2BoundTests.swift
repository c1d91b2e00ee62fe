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

    /// A connection, the preface, and the settings of both ends.
    private func open(_ conversation: inout Conversation) -> Conversation.Ends {
        var ends = conversation.open()
        let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + Self.frame(4, 0, 0)
        conversation.send(preface, fromClient: true, on: &ends)
        conversation.send(Self.frame(4, 0, 0) + Self.frame(4, 1, 0), fromClient: false, on: &ends)
        return ends
    }

    /// So many streams that are all opened before any is answered; `rest` is what the client sends on each when all are open.
    private func capture(streams: Int, flags: UInt8, rest: (Int) -> [UInt8] = { _ in [] }) -> Data {
        var conversation = Conversation()
        var ends = open(&conversation)
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
        var ends = open(&conversation)
        let numbers = (0..<5000).map { 2 * $0 + 1 }
        conversation.send(numbers.flatMap { Self.frame(1, 5, $0, Self.request) }, fromClient: true, on: &ends)
        conversation.send(Self.frame(1, 5, 10_001, Self.response), fromClient: false, on: &ends)
        conversation.close(ends)
        let connection = try #require(try Command.records("connection", conversation.data).first)
        let names = (connection["findings"] as? [[String: Any]])?.compactMap { $0["name"] as? String } ?? []
        #expect(names.contains("h2-protocol-error"), "\(names)")
    }

    /// A field of 2000 bytes, put into the table by the first request; then requests that refer to it so many times each.
    private func references(_ times: Int, requests: Int) -> Data {
        var conversation = Conversation()
        var ends = open(&conversation)
        // x: yyy…, its length in an integer of RFC 7541 §5.1.
        let field: [UInt8] = [0x40, 1, 0x78, 127, 0xd1, 0x0e] + [UInt8](repeating: 0x79, count: 2000)
        var first = [0, UInt8((field.count + 6) >> 8), UInt8((field.count + 6) & 255), 1, 5, 0, 0, 0, 1] as [UInt8]
        first += Self.request + field
        let block: [UInt8] = [0x82, 0x86, 0x84] + [UInt8](repeating: 0xbe, count: times)
        for i in 0...requests {
            let request = i == 0 ? first : Self.frame(1, 5, 2 * i + 1, block)
            conversation.send(request, fromClient: true, on: &ends, acknowledges: false)
            conversation.send(Self.frame(1, 5, 2 * i + 1, Self.response), fromClient: false, on: &ends, acknowledges: false)
        }
        conversation.close(ends)
        return conversation.data
    }

    /// One byte stands for a field of 2000: what all of them unpack to is bounded by what came.
    @Test func fieldsThatUnpackToMuch() throws {
        let input = references(100, requests: 60)
        let run = try Command.run(["--format", "ndjson", "--no-packets", "-"], input: input)
        // 112 bytes a request, and no more than 512 times that with a MiB besides.
        #expect(run.output.count < 60 * 112 * 512 + (8 << 20), "\(run.output.count)")
        let connection = try #require(try Command.records("connection", input).first)
        #expect(connection["bounds"] as? [String] == ["http2-field-bytes"])
        #expect((connection["findings"] as? [Any])?.isEmpty == true, "\(String(describing: connection["findings"]))")
        let exchanges = try Command.records("http", input)
        #expect(exchanges.count == 61)
        #expect(exchanges.allSatisfy { ($0["request"] as? [String: Any])?["method"] as? String != nil && $0["response"] != nil })
        let last = try #require(exchanges.last?["request"] as? [String: Any])
        #expect(last["fields_complete"] as? Bool == false && last["target"] as? String == "/")
    }

    /// As real clients do it: the same field in each of many requests.
    @Test func fieldsThatAreRepeated() throws {
        let connection = try #require(try Command.records("connection", references(1, requests: 3000)).first)
        #expect(connection["bounds"] == nil)
    }

    /// The server answers on streams that it reset, or that were over, so long ago that nothing is remembered of them.
    @Test func streamsThatWereResetLongAgo() throws {
        var conversation = Conversation()
        var ends = open(&conversation)
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
