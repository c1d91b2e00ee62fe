/// Segments of connections between two hosts, as frames of Ethernet and IPv4.
struct Segments {
    private(set) var frames: [[UInt8]] = []

    private static func big(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    mutating func add(
        fromClient: Bool, port: Int, sequence: Int, acknowledgment: Int, flags: UInt8, window: Int = 65_535,
        payload: [UInt8] = [], options: [UInt8] = []
    ) {
        var padded = Array(options.prefix(40))
        while padded.count % 4 != 0 { padded.append(1) }
        let ports = fromClient ? Self.big(port, 2) + [0, 80] : [0, 80] + Self.big(port, 2)
        let segment =
            ports + Self.big(sequence, 4) + Self.big(acknowledgment, 4) + [UInt8(5 + padded.count / 4) << 4, flags]
            + Self.big(window, 2) + [0, 0, 0, 0] + padded + payload
        let addresses: [UInt8] = fromClient ? [10, 0, 0, 1, 10, 0, 0, 2] : [10, 0, 0, 2, 10, 0, 0, 1]
        frames.append(
            [UInt8](repeating: 2, count: 12) + [8, 0, 0x45, 0] + Self.big(20 + segment.count, 2)
                + [UInt8(truncatingIfNeeded: frames.count >> 8), UInt8(truncatingIfNeeded: frames.count), 0, 0, 64, 6, 0, 0] + addresses
                + segment)
    }

    /// A segment that was there again, as it was.
    mutating func again(_ index: Int) { if !frames.isEmpty { frames.append(frames[index % frames.count]) } }

    mutating func open(port: Int = 40_000) {
        add(fromClient: true, port: port, sequence: 100, acknowledgment: 0, flags: 2)
        add(fromClient: false, port: port, sequence: 500, acknowledgment: 101, flags: 0x12)
        add(fromClient: true, port: port, sequence: 101, acknowledgment: 501, flags: 0x10)
    }
}

enum SegmentsTarget {
    /// Whatever the segments, the expected path changes nothing.
    static func run(_ input: [UInt8]) {
        let frames = script(input)
        let short = Analysis { analyzer, _ in Analysis.feed(frames, .ethernet, to: analyzer) }
        let long = Analysis(usesExpectedPath: false, checksRecords: false) { analyzer, _ in Analysis.feed(frames, .ethernet, to: analyzer) }
        require(short.records == long.records, "the expected path changes no record")
        require(short.text == long.text, "the expected path changes no text")
    }

    /// Four bytes a step: what to do, which connection and end, and two numbers.
    private static func script(_ input: [UInt8]) -> [[UInt8]] {
        var segments = Segments()
        var next = [[101, 501], [101, 501]]
        var at = 0
        while at + 4 <= input.count, segments.frames.count < 400 {
            let (step, who, first, second) = (input[at], Int(input[at + 1]), Int(input[at + 2]), Int(input[at + 3]))
            at += 4
            let (connection, side) = (who & 1, who >> 1 & 1)
            let length = first * (who & 4 != 0 ? 6 : 1)
            func send(_ flags: UInt8, sequence: Int, length: Int = 0, acknowledgment: Int? = nil, options: [UInt8] = []) {
                let begin = min(at, input.count)
                let content = Array(input[begin..<min(begin + length, input.count)])
                let payload = content + [UInt8](repeating: 0x78, count: length - content.count)
                segments.add(
                    fromClient: side == 0, port: 40_000 + connection, sequence: sequence,
                    acknowledgment: acknowledgment ?? next[connection][1 - side], flags: flags, window: second << (who >> 5),
                    payload: payload, options: options)
            }
            let own = next[connection][side]
            switch step % 14 {
            case 0: segments.open(port: 40_000 + connection)
            case 1, 2, 3:
                send(0x18, sequence: own, length: length)
                next[connection][side] += length
            case 4: send(0x10, sequence: own)
            case 5: send(0x10, sequence: own, acknowledgment: next[connection][1 - side] - second)
            case 6: next[connection][side] += length
            case 7: send(0x18, sequence: own - second, length: length)
            case 8: segments.again(second)
            case 9: send(0x11, sequence: own)
            case 10: send(who & 8 != 0 ? 4 : 0x14, sequence: own + second - 128)
            case 11: send(UInt8(first), sequence: own, length: second)
            case 12:
                let begin = min(at, input.count)
                send(0x10, sequence: own, options: Array(input[begin..<min(begin + first % 40, input.count)]))
            default: send(0x10, sequence: own - 1, length: second & 1)
            }
        }
        return segments.frames
    }
}

enum HTTPTarget {
    /// The first two bytes choose the cuts; a zero byte ends a turn. However the same bytes are cut, the same messages are found.
    static func run(_ input: [UInt8]) {
        guard input.count > 2 else { return }
        let turns = input.dropFirst(2).prefix(1 << 14).split(separator: 0, maxSplits: 64, omittingEmptySubsequences: false).map(Array.init)
        _ = Analysis { analyzer, _ in Analysis.feed(frames(turns, cut: 1 + Int(input[0])), .ethernet, to: analyzer) }
        _ = Analysis { analyzer, _ in Analysis.feed(frames(turns, cut: 1 + Int(input[1]) * 5), .ethernet, to: analyzer) }
    }

    static func frames(_ turns: [[UInt8]], cut: Int) -> [[UInt8]] {
        var segments = Segments()
        segments.open()
        var next = [101, 501]
        for (i, turn) in turns.enumerated() {
            let side = i & 1
            var rest = turn[...]
            while !rest.isEmpty, segments.frames.count < 2000 {
                let piece = Array(rest.prefix(cut))
                rest = rest.dropFirst(cut)
                segments.add(
                    fromClient: side == 0, port: 40_000, sequence: next[side], acknowledgment: next[1 - side], flags: 0x18,
                    payload: piece)
                next[side] += piece.count
            }
            segments.add(fromClient: side == 1, port: 40_000, sequence: next[1 - side], acknowledgment: next[side], flags: 0x10)
        }
        return segments.frames
    }
}

enum CodingsTarget {
    private static let names = ["gzip", "deflate", "br", "zstd", "gzip, br", "zstd, zstd", "br, gzip", "deflate, deflate"]

    /// The first byte chooses the coding, the second the cuts.
    static func run(_ input: [UInt8]) {
        guard input.count > 2 else { return }
        let content = Array(input.dropFirst(2))
        let head = "HTTP/1.1 200 OK\r\nContent-Encoding: \(names[Int(input[0]) % names.count])\r\nContent-Length: \(content.count)\r\n\r\n"
        let turns = [Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8), Array(head.utf8) + content]
        _ = Analysis { analyzer, _ in Analysis.feed(HTTPTarget.frames(turns, cut: 16 + Int(input[1]) * 5), .ethernet, to: analyzer) }
    }
}

enum TLSTarget {
    /// A hello of TLS on port 443 is no HTTP: turns as of HTTP, with the record header in front where it is not given.
    static func run(_ input: [UInt8]) {
        guard input.count > 8 else { return }
        let cut = 1 + Int(input[0]) * 6
        let split = Int(input[1]) << 8 | Int(input[2])
        let bytes = Array(input.dropFirst(3).prefix(1 << 14))
        let turns = [Array(bytes.prefix(split)), Array(bytes.dropFirst(split))]
        _ = Analysis { analyzer, _ in Analysis.feed(HTTPTarget.frames(turns, cut: cut), .ethernet, to: analyzer) }
    }
}
