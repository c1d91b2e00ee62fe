import Foundation
import PacketScript
import Testing

/// A bound that is hit is said, on standard error and in the records, whatever the output.
@Suite struct LimitTests {
    /// A pcap file (microseconds, Ethernet) of a script's packets.
    private func capture(_ script: String) throws -> Data {
        func little(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
        var bytes: [UInt8] = [0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0] + little(0) + little(0) + little(262_144) + little(1)
        for packet in try PacketScript(script).packets {
            let microseconds = Int(packet.info.time.nanoseconds / 1000)
            bytes += little(microseconds / 1_000_000) + little(microseconds % 1_000_000)
            bytes += little(packet.bytes.count) + little(packet.bytes.count) + packet.bytes
        }
        return Data(bytes)
    }

    @Test func tooMuchBehindAHole() throws {
        let open = "0.0 C S seq 100\n0.1 S SA seq 300 ack 101\n0.2 C A seq 101 ack 301\n"
        let early = (0..<4200).map { "0.3 C A seq \(200 + 2 * $0) ack 301 len 1" }.joined(separator: "\n")
        let input = try capture(open + early)
        let said = "too much came early behind a hole, so the hole was given up"
        for arguments in [["-"], ["--summary", "-"], ["--packets", "-"], ["--format", "ndjson", "-"]] {
            let run = try Command.run(arguments, input: input)
            #expect(run.status == 0)
            #expect(run.errors.contains("connection 1: \(said)"), "\(arguments)")
        }
        let records = try Command.run(["--format", "ndjson", "-"], input: input).text
        #expect(records.contains("{\"type\":\"warning\",\"message\":\"connection 1: \(said)\"}"))
    }

    @Test func tooManyConnections() throws {
        var two = try capture("0.0 C S seq 100")
        // The same SYN again, from the next port: behind the headers of file, record, Ethernet and IP.
        var again = Data(two[24...])
        again[again.startIndex + 16 + 14 + 20 + 1] ^= 1
        two += again
        let run = try Command.run(["--max-connections", "1", "--format", "ndjson", "-"], input: two)
        #expect(run.status == 0)
        #expect(run.errors.contains("1 quiet connection was let go to make room for others"))
        let connections = run.text.split(separator: "\n").filter { $0.hasPrefix("{\"type\":\"connection\"") }
        #expect(connections.count == 2)
        #expect(connections.first?.contains("\"ended_by\":\"limit\"") == true)
        #expect(try Command.run(["--max-connections", "0", "-"], input: two).status == 2)
    }
}
