import Foundation
import PacketScript
import Testing

/// A capture whose packets carry no time (simple packet blocks of pcapng): nothing is said of times.
@Suite struct TimelessTests {
    private func capture(_ script: String) throws -> Data {
        func little(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
        func block(_ type: Int, _ body: [UInt8]) -> [UInt8] {
            let padded = body + [UInt8](repeating: 0, count: (4 - body.count % 4) % 4)
            return little(type) + little(padded.count + 12) + padded + little(padded.count + 12)
        }
        var bytes = block(0x0a0d_0d0a, little(0x1a2b_3c4d) + [1, 0, 0, 0] + [UInt8](repeating: 0xff, count: 8))
        bytes += block(1, [1, 0, 0, 0] + little(262_144))
        for packet in try PacketScript(script).packets { bytes += block(3, little(packet.bytes.count) + packet.bytes) }
        return Data(bytes)
    }

    /// A handshake, a request that is sent again, an answer, and a close with a closed window in between.
    private let script = """
        0.0 C S seq 100 mss 1460
        0.1 S SA seq 300 ack 101 mss 1460
        0.2 C A seq 101 ack 301
        0.3 C PA seq 101 ack 301 data "GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n"
        0.9 C PA seq 101 ack 301 data "GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n"
        1.0 S PA seq 301 ack 128 data "HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\nok"
        1.1 C A seq 128 ack 341 win 0
        1.2 C A seq 128 ack 341
        9.0 C FA seq 128 ack 341
        9.1 S FA seq 341 ack 129
        9.2 C A seq 129 ack 342
        """

    @Test func recordsHaveNoTimes() throws {
        let run = try Command.run(["--format", "ndjson", "-"], input: capture(script))
        #expect(run.status == 0)
        for line in run.text.split(separator: "\n") {
            let record = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            for key in ["time", "start", "end", "first", "last"] { #expect(record[key] == nil, "\(line)") }
            if let rtt = record["rtt"] as? [String: Any] {
                #expect(rtt.values.allSatisfy { ($0 as? [String: Any])?.isEmpty == true }, "\(line)")
            }
            if let timing = record["timing"] as? [String: Any] { #expect(timing.isEmpty) }
            if let figures = record["figures"] as? [String: Any] { #expect(figures["duration"] == nil) }
            // A frame captured twice, or out of order by a little: that takes times.
            if let notes = record["notes"] as? [String] {
                #expect(
                    !notes.contains("duplicate-frame") && !notes.contains("out-of-order")
                        && !notes.contains("fast-retransmission"))
            }
        }
        #expect(run.text.contains("\"notes\":[\"retransmission\""))
    }

    @Test(arguments: [[], ["--packets"], ["--summary"], ["--only-problems"]]) func textHasNoTimes(_ options: [String]) throws {
        let text = try Command.run(options + ["-"], input: capture(script)).text
        for word in ["1970", " ns", " ms", " µs", "UTC", "0.000000"] { #expect(!text.contains(word), "\(word): \(text)") }
    }
}
