/// Two streams as the segments of a packet script, cut wherever a test wants them cut.
struct StreamScript {
    /// What one end sends, one part after the other; the parts of the two ends take turns in the order given.
    var parts: [(isFromClient: Bool, bytes: [UInt8])]
    var isClosed = true

    /// The script: every part cut before the given offsets of its own stream.
    func text(cuts: [Int]) -> String {
        var lines = ["0.000 C S seq 100", "0.001 S SA seq 300 ack 101", "0.002 C A seq 101 ack 301"]
        var client = 101
        var server = 301
        var time = 0.01
        func add(_ line: String) {
            time += 0.0001
            lines.append("\(time) \(line)")
        }
        var offsets = (client: 0, server: 0)
        for part in parts {
            let base = part.isFromClient ? offsets.client : offsets.server
            let inner = Set(cuts.map { $0 - base }.filter { $0 > 0 && $0 < part.bytes.count }).sorted()
            for (from, to) in zip([0] + inner, inner + [part.bytes.count]) {
                let data = part.bytes[from..<to].map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
                let (seq, ack) = part.isFromClient ? (client, server) : (server, client)
                add("\(part.isFromClient ? "C" : "S") PA seq \(seq) ack \(ack) hex \(data)")
                if part.isFromClient { client += to - from } else { server += to - from }
            }
            if part.isFromClient { offsets.client += part.bytes.count } else { offsets.server += part.bytes.count }
        }
        if isClosed {
            add("S FA seq \(server) ack \(client)")
            add("C FA seq \(client) ack \(server + 1)")
            add("S A seq \(server + 1) ack \(client + 1)")
        }
        return lines.joined(separator: "\n")
    }

    /// The longest stream's length.
    var length: Int {
        let sizes = [true, false].map { side in parts.filter { $0.isFromClient == side }.map(\.bytes.count).reduce(0, +) }
        return sizes.max() ?? 0
    }
}
