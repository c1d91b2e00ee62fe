import Foundation
import Testing

/// tshark as a peer: what both can count must be the same.
@Suite(.needsTshark) struct PeerTests {
    /// What tshark 4.0 sees otherwise, and why.
    private static let exceptions = [
        "duplicate-frames": "takes frames captured twice for retransmissions",
        "duplicate-frames-and-loss": "takes frames captured twice for retransmissions",
        "cut-short": "shows no message that is not whole",
        "ends-reset": "shows no message that is not whole",
        "data-after-close": "shows no message that is not whole",
        "reset-by-server": "shows no message that is not whole",
        "reset-injected": "shows no message that is not whole",
        "fin-never-acknowledged": "waits for a FIN before it shows a response whose content ends with the connection",
        "unreadable-frames": "shows a segment whose data offset cannot be, and no message that has a hole",
        "frames-missing": "shows no message that has a hole, and with it none after that",
    ]

    private static let compared = Command.fixtures().filter { exceptions[$0] == nil }

    @Test(arguments: compared) func packetsConnectionsAndMessages(name: String) throws {
        let path = try Command.capture(name)
        let fields = ["frame.number", "tcp.stream", "tcp.len", "http.request.method", "http.response.code"]
        let peer = try Tshark.run(
            [
                "-n", "-r", path, "-Y", "tcp && !icmp && !icmpv6", "-o", "tcp.reassemble_out_of_order:TRUE", "-T", "fields",
                "-E", "separator=;",
            ] + fields.flatMap { ["-e", $0] })
        let rows = peer.text.split(separator: "\n").map { $0.split(separator: ";", omittingEmptySubsequences: false) }
        let run = try Command.run(["--format", "ndjson", path])
        let records = try run.text.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
        let packets = records.filter { $0["type"] as? String == "packet" }
        #expect(packets.count == rows.count, "packets")
        #expect(packets.compactMap { $0["frame"] as? Int } == rows.compactMap { Int($0[0]) }, "frames")
        #expect(
            packets.compactMap { $0["length"] as? Int } == rows.compactMap { Int($0[2].split(separator: ",").last ?? "") },
            "payload bytes")
        #expect(Set(packets.compactMap { $0["connection"] as? Int }).count == Set(rows.map { $0[1] }).count, "connections")
        // Where the programs on both ends say what they sent, FactsTests holds the messages against that: tshark shows only those that are
        // whole, and reads odd ones otherwise.
        if FactsTests.fixtures.contains(name) { return }
        let exchanges = records.filter { $0["type"] as? String == "http" }
        let count = { (column: Int) in rows.reduce(0) { $0 + $1[column].split(separator: ",").count } }
        #expect(exchanges.filter { $0["request"] != nil }.count == count(3), "requests")
        let interim = exchanges.reduce(0) { $0 + (($1["interim"] as? [Any])?.count ?? 0) }
        #expect(exchanges.filter { $0["response"] != nil }.count + interim == count(4), "responses")
    }
}
