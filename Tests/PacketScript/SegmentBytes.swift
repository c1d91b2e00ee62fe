import Wire

/// A TCP segment on its way to becoming an Ethernet frame.
struct SegmentBytes {
    var isFromClient = true
    var clientPort: UInt16 = 40000
    var flags: UInt8 = 0
    var sequence: UInt32 = 0
    var acknowledgment: UInt32 = 0
    var window: UInt16 = 64240
    var identification: UInt16 = 0
    var options: [UInt8] = []
    var payload: [UInt8] = []
    var isDamaged = false
    var isTorn = false
    /// Bytes of payload that were captured; nil for all.
    var captured: Int?
    var timeToLive: UInt8 = 64
    /// The last byte of the server's address.
    var serverHost: UInt8 = 1

    mutating func read(_ words: [String], _ line: String) throws {
        var i = 0
        while i < words.count {
            if words[i] == "sack" {
                options += [4, 2]
                i += 1
                continue
            }
            if words[i] == "bad" {
                isDamaged = true
                i += 1
                continue
            }
            if words[i] == "fastclose" {
                options += [30, 12, 0x70, 0] + [UInt8](repeating: 7, count: 8)
                i += 1
                continue
            }
            if words[i] == "torn" {
                isTorn = true
                i += 1
                continue
            }
            if i + 2 < words.count, words[i] == "ts" || words[i] == "block", let first = UInt32(words[i + 1]),
                let second = UInt32(words[i + 2])
            {
                options += (words[i] == "ts" ? [8, 10] : [5, 10]) + bytes(first) + bytes(second)
                i += 3
                continue
            }
            if words[i] == "hex", i + 1 < words.count {
                payload = try Self.bytes(hex: words[i + 1], line)
                i += 2
                continue
            }
            guard i + 1 < words.count, let number = Int(words[i + 1]) else { throw PacketScript.SyntaxError(line: line) }
            switch words[i] {
            case "seq": sequence = UInt32(truncatingIfNeeded: number)
            case "ack": acknowledgment = UInt32(truncatingIfNeeded: number)
            case "len": payload = .init(repeating: UInt8(ascii: "x"), count: number)
            case "win": window = UInt16(number)
            case "id": identification = UInt16(number)
            case "cut": captured = number
            case "server": serverHost = UInt8(number)
            case "port": clientPort = UInt16(number)
            case "mss": options += [2, 4, UInt8(number >> 8), UInt8(number & 255)]
            case "wscale": options += [3, 3, UInt8(number)]
            default: throw PacketScript.SyntaxError(line: line)
            }
            i += 2
        }
    }

    private static func bytes(hex text: String, _ line: String) throws -> [UInt8] {
        let digits = text.compactMap(\.hexDigitValue)
        guard digits.count == text.count, digits.count % 2 == 0 else { throw PacketScript.SyntaxError(line: line) }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
    }

    /// Ethernet, IPv4 and TCP around the payload: 10.0.0.2 is the client, 10.0.0.1:80 the server.
    var frame: [UInt8] {
        let client: [UInt8] = [10, 0, 0, 2]
        let server: [UInt8] = [10, 0, 0, serverHost]
        let source = isFromClient ? client : server
        let destination = isFromClient ? server : client
        let padded = options + [UInt8](repeating: 1, count: (4 - options.count % 4) % 4)
        let tcpLength = 20 + padded.count + payload.count
        var tcp = bytes(isFromClient ? clientPort : 80) + bytes(isFromClient ? 80 : clientPort)
        tcp += bytes(sequence) + bytes(acknowledgment)
        tcp += [UInt8((20 + padded.count) * 4), flags] + bytes(window) + [0, 0, 0, 0] + padded + payload
        let pseudo = source + destination + [0, 6] + bytes(UInt16(tcpLength))
        let tcpSum = checksum(pseudo + tcp) ^ (isDamaged ? 0x0101 : 0)
        tcp[16] = UInt8(tcpSum >> 8)
        tcp[17] = UInt8(tcpSum & 255)
        if isTorn, let last = tcp.indices.last, !payload.isEmpty { tcp[last + 1 - payload.count] ^= 0x20 }
        var ip: [UInt8] = [0x45, 0] + bytes(UInt16(20 + tcpLength)) + bytes(identification) + [0x40, 0, timeToLive, 6, 0, 0]
        ip += source + destination
        let ipSum = checksum(ip)
        ip[10] = UInt8(ipSum >> 8)
        ip[11] = UInt8(ipSum & 255)
        return [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 8, 0] + ip + tcp
    }

    private func checksum(_ bytes: [UInt8]) -> UInt16 {
        var sum: UInt32 = 0
        for i in stride(from: 0, to: bytes.count, by: 2) {
            sum += UInt32(bytes[i]) << 8 | (i + 1 < bytes.count ? UInt32(bytes[i + 1]) : 0)
        }
        while sum > 0xffff { sum = sum & 0xffff + sum >> 16 }
        return ~UInt16(sum)
    }

    private func bytes(_ value: UInt16) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 255)] }
    private func bytes(_ value: UInt32) -> [UInt8] { bytes(UInt16(value >> 16)) + bytes(UInt16(value & 0xffff)) }
}
