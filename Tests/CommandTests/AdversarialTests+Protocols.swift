import Foundation

/// Shapes of tunnels, containers, TLS, HTTP/2 and content codings.
extension AdversarialTests {
    private static func frame(_ type: UInt8, _ flags: UInt8, _ stream: Int, _ payload: [UInt8] = []) -> [UInt8] {
        [UInt8(payload.count >> 16 & 255), UInt8(payload.count >> 8 & 255), UInt8(payload.count & 255), type, flags]
            + (0..<4).map { UInt8(stream >> (24 - 8 * $0) & 255) } + payload
    }

    /// The bytes that each number makes, one after the other.
    private static func bytes(_ count: Int, _ make: (Int) -> [UInt8]) -> [UInt8] {
        var all: [UInt8] = []
        for i in 0..<count { all += make(i) }
        return all
    }

    private static let request: [UInt8] = [0x82, 0x86, 0x84, 0x41, 1, 0x61]

    /// A connection of HTTP/2 whose client sends `frames` behind the preface, in segments of `pieces` bytes.
    private static func http2(pieces: Int = 1400, _ frames: [UInt8]) -> Data {
        var conversation = Conversation()
        var ends = conversation.open()
        conversation.send(
            Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + frame(4, 0, 0), fromClient: true, on: &ends)
        conversation.send(frame(4, 0, 0) + frame(4, 1, 0), fromClient: false, on: &ends)
        conversation.send(frames, fromClient: true, on: &ends, pieces: pieces)
        return conversation.data
    }

    /// What a coding's own program makes of zeros, as content of a response.
    private static func bomb(_ coding: String, _ programs: [[String]], megabytes: Int) -> Data {
        var content = Data(count: megabytes << 20)
        for program in programs {
            guard let run = try? Command.run(program, input: content, program: URL(filePath: "/usr/bin/env")) else {
                return Data()
            }
            content = run.output
        }
        var conversation = Conversation()
        var ends = conversation.open()
        conversation.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8, fromClient: true, on: &ends)
        let head = "HTTP/1.1 200 OK\r\nContent-Encoding: \(coding)\r\nContent-Length: \(content.count)\r\n\r\n"
        conversation.send(Array(head.utf8) + Array(content), fromClient: false, on: &ends)
        return conversation.data
    }

    /// The format of zlib, as RFC 9110 §8.4.1.2 has it.
    private static let deflate = [
        "python3", "-c", "import sys, zlib; sys.stdout.buffer.write(zlib.compress(sys.stdin.buffer.read(), 9))",
    ]
    private static let gzip = ["gzip", "-9", "-c"]
    private static let zstd = ["zstd", "-q", "-19", "-c"]

    static let protocolShapes: [Shape] = [
        Shape(name: "tunnels in tunnels", size: 2000) { count in
            var conversation = Conversation()
            var packet: [UInt8] = [0x45, 0, 0, 20, 0, 0, 0, 0, 64, 6, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2]
            for _ in 0..<60 {
                let length = packet.count + 20
                var outer: [UInt8] = [0x45, 0, UInt8(length >> 8), UInt8(length & 255), 0, 0, 0, 0, 64, 4, 0, 0]
                outer += [10, 0, 0, 1, 10, 0, 0, 2]
                packet = outer + packet
            }
            for _ in 0..<count { conversation.internet(packet, protocol: 4) }
            return conversation.data
        },
        Shape(name: "headers of IPv6 without end", size: 2000) { count in
            var conversation = Conversation()
            // Destination options, each of eight bytes, one after the other.
            let headers = bytes(170) { _ in [60, 0, 1, 4, 0, 0, 0, 0] }
            let address = [UInt8](repeating: 0xfd, count: 16)
            var packet = [UInt8](repeating: 2, count: 12)
            packet += [0x86, 0xdd, 0x60, 0, 0, 0, UInt8(headers.count >> 8), UInt8(headers.count & 255), 60, 64]
            packet += address + address + headers
            for _ in 0..<count { conversation.frame(packet) }
            return conversation.data
        },
        Shape(name: "interfaces and options of pcapng", size: 20_000, arguments: ["--packets"]) { count in
            func little(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(value >> (8 * $0) & 255) } }
            func block(_ type: Int, _ body: [UInt8]) -> [UInt8] {
                let length = little(body.count + 12, 4)
                var block = little(type, 4) + length
                block += body
                return block + length
            }
            var section = little(0x1a2b_3c4d, 4) + little(1, 2) + little(0, 2)
            section += [UInt8](repeating: 255, count: 8)
            var capture = block(0x0a0d_0d0a, section)
            for i in 0..<count {
                let name = Array("interface\(i % 10)..".utf8.prefix(12))
                let options = bytes(6) { _ in little(2, 2) + little(12, 2) + name } + little(0, 4)
                var body = little(1, 2) + little(0, 2) + little(0, 4)
                body += options
                capture += block(1, body)
            }
            return Data(capture)
        },
        Shape(name: "fragments that overlap", size: 5000) { count in
            var conversation = Conversation()
            for i in 0..<count {
                let content = [UInt8](repeating: UInt8(i & 255), count: 64)
                conversation.internet(content, identification: i / 500, fragment: 0x2000 | (i * 3) % 4000)
            }
            return conversation.data
        },
        Shape(name: "ports that one hash would put together", size: 20_000) { count in
            var conversation = Conversation()
            // The same sum and the same low bits again and again.
            for i in 0..<count { conversation.segment(fromClient: true, port: (i % 256) << 8 | 255 - i % 256, 100 + i, 0, 2) }
            return conversation.data
        },
        Shape(name: "CONTINUATION without end", size: 20_000, says: "http-head-too-large") { count in
            let pieces = bytes(count) { _ in frame(9, 0, 1, [0x40, 1, 0x61, 5, 0x62, 0x62, 0x62, 0x62, 0x62]) }
            return http2(frame(1, 0, 1, request) + pieces)
        },
        Shape(name: "streams that are reset at once", size: 5000) { count in
            http2(bytes(count) { frame(1, 5, 2 * $0 + 1, request) + frame(3, 0, 2 * $0 + 1, [0, 0, 0, 8]) })
        },
        Shape(name: "streams that never end", size: 6000, says: "too many requests wait for a response") { count in
            http2(bytes(count) { frame(1, 4, 2 * $0 + 1, request) })
        },
        Shape(name: "a field that is large when it is unpacked", size: 1000, says: "too many requests wait for a response") {
            count in
            // A value of 4000 bytes goes into the table; every byte of the blocks behind it stands for it.
            let large: [UInt8] = [0x40, 1, 0x61, 0x7f, 0xa1, 0x1e] + [UInt8](repeating: 0x62, count: 4000)
            let blocks = bytes(count) { frame(1, 5, 2 * $0 + 3, request + [UInt8](repeating: 0xbe, count: 50)) }
            return http2(frame(1, 5, 1, request + large) + blocks)
        },
        Shape(name: "settings and windows without end", size: 10_000) { count in
            http2(bytes(count) { _ in frame(4, 0, 0, [0, 4, 0, 0, 255, 255]) + frame(8, 0, 0, [0, 0, 0, 1]) })
        },
        Shape(name: "frames of HTTP/2, byte by byte", size: 500) { count in
            http2(pieces: 1, bytes(count) { frame(1, 5, 2 * $0 + 1, request) })
        },
        Shape(name: "tiny records of TLS", size: 20_000) { count in
            var conversation = Conversation()
            var ends = conversation.open(port: 40_443)
            var hello: [UInt8] = [1, 0, 0, 43, 3, 3]
            hello += [UInt8](repeating: 7, count: 32)
            hello += [0, 0, 4, 0x13, 1, 0xc0, 0x2b, 1, 0]
            let record: [UInt8] = [22, 3, 1, 0, UInt8(hello.count)]
            conversation.send(record + hello, fromClient: true, on: &ends)
            let records = bytes(count) { _ in [22, 3, 3, 0, 1, 14] }
            conversation.send(records, fromClient: false, on: &ends)
            return conversation.data
        },
        Shape(name: "zeros in gzip", size: 16, says: "http-content-too-large", arguments: []) {
            bomb("gzip", [gzip], megabytes: $0)
        },
        Shape(name: "zeros in deflate", size: 16, says: "http-content-too-large", arguments: []) {
            bomb("deflate", [deflate], megabytes: $0)
        },
        Shape(name: "zeros in deflate in zstd", size: 32, says: "http-content-too-large", arguments: []) {
            bomb("deflate, zstd", [deflate, zstd], megabytes: $0)
        },
        Shape(name: "zeros in gzip in gzip", size: 32, says: "http-content-too-large", arguments: []) {
            bomb("gzip, gzip", [gzip, gzip], megabytes: $0)
        },
        Shape(name: "zeros in zstd", size: 32, says: "http-content-too-large", arguments: []) {
            bomb("zstd", [zstd], megabytes: $0)
        },
        Shape(name: "zeros in brotli", size: 16, says: "http-content-too-large", arguments: []) {
            bomb("br", [["brotli", "-q", "5", "-c"]], megabytes: $0)
        },
        Shape(name: "zeros in zstd in gzip", size: 32, says: "http-content-too-large", arguments: []) {
            bomb("zstd, gzip", [zstd, gzip], megabytes: $0)
        },
    ]
}
