import Foundation
import PacketScript
import Testing
import TCP
import Wire

@testable import Analysis

/// Twice the work takes about twice the time: nothing done for a packet is linear in what is held.
@Suite(.serialized) struct HTTPGrowthTests {
    private static let request = "GET /a HTTP/1.1\r\nHost: a\r\n"

    /// What one packet after another costs, for `count` packets.
    private struct Load: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var count: Int
        var pieces: @Sendable (Int) -> [(Role, String)]
    }

    private static let loads = [
        Load(testDescription: "header lines, and content in as many packets", count: 2000) { count in
            let lines = (0..<count).map { "X-\($0): \($0)\r\n" }.joined()
            let head = "POST /a HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1000000000\r\n\(lines)\r\n"
            return [
                (.client, head), (.server, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n"),
            ]
                + (0..<count).flatMap { _ in [(Role.client, "some content"), (Role.server, "some content")] }
        },
        Load(testDescription: "requests that wait", count: 1500) { count in
            (0..<count).map { _ in (.client, request + "\r\n") }
        },
        Load(testDescription: "responses nobody asked for behind a request that waits", count: 1500) { count in
            [(.client, "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n")]
                + (0..<count).map { _ in (.server, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") }
        },
        Load(testDescription: "a start line byte by byte", count: 12_000) { count in
            [(.client, "GET /")] + (0..<count).map { _ in (.client, "a") }
        },
        Load(testDescription: "white space byte by byte", count: 12_000) { count in (0..<count).map { _ in (.client, " ") } },
        Load(testDescription: "a head byte by byte", count: 20_000) { count in
            [(.client, request)]
                + (0..<count).map { (.client, $0 % 20 == 0 ? "\r\n" : $0 % 20 == 1 ? "X" : $0 % 20 == 2 ? ":" : "a") }
        },
        Load(testDescription: "chunks byte by byte", count: 20_000) { count in
            [(.client, "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")]
                + (0..<count / 6).flatMap { _ in
                    [(Role.client, "1"), (.client, "\r"), (.client, "\n"), (.client, "a"), (.client, "\r"), (.client, "\n")]
                }
        },
        Load(testDescription: "a chunk extension byte by byte", count: 20_000) { count in
            [(.client, "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;a=")]
                + (0..<count).map { _ in (.client, "a") }
        },
        Load(testDescription: "bytes that are no message, byte by byte", count: 20_000) { count in
            [(.client, request + "\r\n\u{0}")] + (0..<count).map { (.client, $0 % 3 == 0 ? "GET " : "a") }
        },
        Load(testDescription: "what may be content or a request, byte by byte", count: 12_000) { count in
            [
                (.client, "POST /a HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1000000\r\n\r\n"),
                (.server, "HTTP/1.1 417 No\r\nContent-Length: 0\r\n\r\n"), (.client, "GET /"),
            ] + (0..<count).map { _ in (.client, "a") }
        },
    ]

    @Test(arguments: loads) private func twiceTheWork(load: Load) {
        var ratios: [Double] = []
        for _ in 0..<5 {
            let once = Self.cost(load.pieces(load.count))
            let twice = Self.cost(load.pieces(load.count * 2))
            ratios.append(twice / once)
            if twice / once < 3 { return }
        }
        Issue.record("twice the work takes \(ratios) times as long: \(load.testDescription)")
    }

    /// What it takes, in seconds.
    private static func cost(_ pieces: [(Role, String)]) -> Double {
        let pieces = pieces.map { ($0.0, Array($0.1.utf8)) }
        let http = HTTP1Connection(ConnectionSetting(number: 1, wantsMessages: true))
        var offsets = [Role.client: 0, Role.server: 0]
        let start = ProcessorTime.now
        for (i, (role, bytes)) in pieces.enumerated() {
            let offset = offsets[role, default: 0]
            let position = StreamPosition(
                frame: i, time: Timestamp(nanoseconds: Int64(i)), acknowledgedOffset: offsets[role.peer, default: 0],
                offset: offset,
                beginIsKnown: true)
            _ = http.receive(bytes.span, in: 0..<bytes.count, from: role, at: position)
            http.clearOutputs()
            offsets[role] = offset + bytes.count
        }
        return ProcessorTime.now - start
    }
}
