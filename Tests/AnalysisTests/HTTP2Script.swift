import Applications

/// An HTTP/2 connection as a packet script: what each end sends and when, with the numbers of TCP made to fit.
struct HTTP2Script {
    static let get: [UInt8] = [0x82, 0x86, 0x04, 0x02, 0x2f, 0x61, 0x01, 0x01, 0x68]

    private var lines = ["0.000 C S seq 100", "0.001 S SA seq 300 ack 101", "0.002 C A seq 101 ack 301"]
    private var client = 101
    private var server = 301

    static func frame(_ type: UInt8, _ flags: UInt8, _ stream: UInt32, _ payload: [UInt8] = []) -> [UInt8] {
        let length = UInt32(payload.count)
        return [UInt8(length >> 16 & 255), UInt8(length >> 8 & 255), UInt8(length & 255), type, flags]
            + (0..<4).map { UInt8(stream >> (24 - 8 * UInt32($0)) & 255) } + payload
    }

    static func number(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(value >> (24 - 8 * UInt32($0)) & 255) } }
    static func setting(_ identifier: UInt8, _ value: UInt32) -> [UInt8] { [0, identifier] + number(value) }
    static func request(_ stream: UInt32) -> [UInt8] { frame(1, 5, stream, get) }
    /// 200 with Content-Length.
    static func response(_ stream: UInt32, length: Int) -> [UInt8] {
        let digits = Array("\(length)".utf8)
        return frame(1, 4, stream, [0x88, 0x0f, 0x0d, UInt8(digits.count)] + digits)
    }
    static func data(_ stream: UInt32, _ count: Int, ends: Bool = true) -> [UInt8] {
        frame(0, ends ? 1 : 0, stream, Array(repeating: 0x61, count: count))
    }

    mutating func ask(_ time: Double, _ bytes: [UInt8], lost: Bool = false) { send(time, bytes, isClient: true, lost: lost) }
    mutating func answer(_ time: Double, _ bytes: [UInt8], lost: Bool = false) { send(time, bytes, isClient: false, lost: lost) }

    /// The preface and the settings of both.
    mutating func begin(client settings: [UInt8] = [], server: [UInt8] = []) {
        ask(0.01, HTTP2Reader.preface + Self.frame(4, 0, 0, settings))
        answer(0.011, Self.frame(4, 0, 0, server) + Self.frame(4, 1, 0))
        ask(0.012, Self.frame(4, 1, 0))
    }

    private mutating func send(_ time: Double, _ bytes: [UInt8], isClient: Bool, lost: Bool) {
        var at = 0
        while at < bytes.count {
            let part = bytes[at..<min(at + 1400, bytes.count)]
            let hex = part.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
            let (side, seq, ack) = isClient ? ("C", client, server) : ("S", server, client)
            if !lost { lines.append("\(time + Double(at) / 1e9) \(side) PA seq \(seq) ack \(ack) hex \(hex)") }
            if isClient { client += part.count } else { server += part.count }
            at += part.count
        }
    }

    /// The script, closed by both ends.
    func text(closedAt time: Double) -> String {
        (lines + [
            "\(time) C FA seq \(client) ack \(server)", "\(time + 0.001) S FA seq \(server) ack \(client + 1)",
            "\(time + 0.002) C A seq \(client + 1) ack \(server + 1)",
        ]).joined(separator: "\n")
    }
}
