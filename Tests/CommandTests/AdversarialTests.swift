import Foundation
import Testing

/// Shapes that an attacker would choose, at n and 2n: time grows with the bytes, memory stays under a bound, and where a bound was hit the
/// output says so.
@Suite(.serialized, .disabled(if: Command.isSanitized, "what is measured would be the sanitizer; see AdversarialReportTests"))
struct AdversarialTests {
    struct Shape: CustomTestStringConvertible, Sendable {
        var name: String
        var size: Int
        /// What the output must say of the bound that is hit, if one is.
        var says: String?
        var arguments: [String] = ["--summary"]
        /// Megabytes that a run may take at most, with what the program itself takes.
        var memory = 400
        var make: @Sendable (Int) -> Data

        var testDescription: String { name }
    }

    /// So many connections that stay open, each with a request of 100 kB.
    private static func largeHeads(_ count: Int, answer: String) -> Data {
        var conversation = Conversation()
        let head = "GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "y", count: 100_000))\r\n\r\n"
        for i in 0..<count {
            var ends = conversation.open(port: 2000 + i)
            conversation.send(head.utf8, fromClient: true, on: &ends)
            if !answer.isEmpty { conversation.send(answer.utf8, fromClient: false, on: &ends) }
        }
        return conversation.data
    }

    static let shapes: [Shape] = [
        Shape(name: "SYN flood", size: 20_000) { count in
            var conversation = Conversation()
            for i in 0..<count { conversation.segment(fromClient: true, port: 1024 + i % 60_000, 100 + i, 0, 2) }
            return conversation.data
        },
        Shape(name: "connections that never close", size: 2000) { count in
            var conversation = Conversation()
            for i in 0..<count {
                var ends = conversation.open(port: 1024 + i)
                conversation.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8, fromClient: true, on: &ends)
            }
            return conversation.data
        },
        Shape(name: "one byte a segment, backwards", size: 3000, says: "too much came early behind a hole") { count in
            var conversation = Conversation()
            let ends = conversation.open()
            for i in (1...count).reversed() {
                conversation.segment(fromClient: true, port: ends.port, 101 + i, 501, 0x18, [0x78])
            }
            return conversation.data
        },
        Shape(name: "pieces with holes", size: 10_000, says: "too much came early behind a hole") { count in
            var conversation = Conversation()
            let ends = conversation.open()
            for i in 1...count { conversation.segment(fromClient: true, port: ends.port, 101 + 2 * i, 501, 0x18, [0x78]) }
            return conversation.data
        },
        Shape(name: "overlaps with other content", size: 5000) { count in
            var conversation = Conversation()
            let ends = conversation.open()
            for i in 0..<count {
                conversation.segment(
                    fromClient: true, port: ends.port, 101 + i, 501, 0x18, [UInt8](repeating: UInt8(i % 251), count: 40))
            }
            return conversation.data
        },
        Shape(name: "sequence jumps", size: 5000, says: "too much came early behind a hole") { count in
            var conversation = Conversation()
            let ends = conversation.open()
            for i in 0..<count {
                conversation.segment(fromClient: true, port: ends.port, (i &* 1_103_515_245) & 0xffff_ffff, 501, 0x18, [1, 2, 3])
            }
            return conversation.data
        },
        Shape(name: "an endless head", size: 300_000, says: "http-head-too-large") { count in
            var conversation = Conversation()
            var ends = conversation.open()
            let head =
                "GET / HTTP/1.1\r\n"
                + String(
                    repeating: "X: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\r\n", count: count / 72)
            conversation.send(head.utf8, fromClient: true, on: &ends, pieces: 200)
            return conversation.data
        },
        Shape(name: "a head byte by byte", size: 5000) { count in
            var conversation = Conversation()
            var ends = conversation.open()
            let head = "GET /" + String(repeating: "a", count: count) + " HTTP/1.1\r\n\r\n"
            conversation.send(head.utf8, fromClient: true, on: &ends, pieces: 1)
            return conversation.data
        },
        Shape(name: "tiny chunks with extensions", size: 10_000) { count in
            var conversation = Conversation()
            var ends = conversation.open()
            conversation.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8, fromClient: true, on: &ends)
            let chunks = String(repeating: "1;a=b;c=\"d\"\r\nx\r\n", count: count)
            conversation.send(
                ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks).utf8, fromClient: false, on: &ends)
            return conversation.data
        },
        Shape(name: "a pipeline without answers", size: 6000, says: "too many requests wait for a response") { count in
            var conversation = Conversation()
            var ends = conversation.open()
            let requests = String(repeating: "GET / HTTP/1.1\r\nHost: a\r\n\r\n", count: count)
            conversation.send(requests.utf8, fromClient: true, on: &ends)
            return conversation.data
        },
        Shape(
            name: "large requests without answers over many connections", size: 40, says: "--max-memory) was reached",
            arguments: ["--summary", "--max-memory", "2M"]
        ) { largeHeads($0, answer: "") },
        Shape(
            name: "large heads of connections that stay open", size: 1000, arguments: ["--summary", "--max-memory", "16M"],
            memory: 110
        ) { largeHeads($0, answer: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") },
        Shape(name: "answers that nobody asked for", size: 5000) { count in
            var conversation = Conversation()
            var ends = conversation.open()
            let answers = String(repeating: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", count: count)
            conversation.send(answers.utf8, fromClient: false, on: &ends)
            return conversation.data
        },
        Shape(name: "fragments of one identification", size: 5000, says: "let go before they were whole") { count in
            var conversation = Conversation()
            for i in 0..<count {
                conversation.internet([UInt8](repeating: 1, count: 8), identification: 7, fragment: 0x2000 | (2 * i) % 8000)
            }
            return conversation.data
        },
        Shape(name: "datagrams that are never whole", size: 10_000, says: "let go before they were whole") { count in
            var conversation = Conversation()
            for i in 0..<count { conversation.internet([UInt8](repeating: 1, count: 64), identification: i, fragment: 0x2000) }
            return conversation.data
        },
        Shape(name: "SACK garbage", size: 5000) { count in
            var conversation = Conversation()
            let ends = conversation.open()
            for i in 0..<count {
                let block = (0..<8).map { UInt8(truncatingIfNeeded: i &* 31 &+ $0 &* 7) }
                conversation.segment(
                    fromClient: true, port: ends.port, 101, 501, 0x10, options: [1, 1, 5, 26] + block + block + block)
            }
            return conversation.data
        },
        Shape(name: "ICMP errors", size: 5000) { count in
            var conversation = Conversation()
            _ = conversation.open()
            let quoted: [UInt8] = [
                0x45, 0, 0, 40, 0, 0, 0, 0, 64, 6, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2, 0x9c, 0x40, 0, 80, 0, 0, 0, 101,
            ]
            for i in 0..<count {
                conversation.internet([3, UInt8(i % 16), 0, 0, 0, 0, 0, 0] + quoted, protocol: 1, fromClient: false)
            }
            return conversation.data
        },
        Shape(name: "times at the ends of time", size: 5000) { count in
            var conversation = Conversation()
            for i in 0..<count {
                conversation.time = i % 2 == 0 ? 1000 : 4_294_967_000 * 1_000_000
                conversation.segment(fromClient: true, port: 2000 + i % 1000, 100, 0, 2)
            }
            return conversation.data
        },
    ]

    /// CPU seconds and peak megabytes of a run, which the system counts, and what it said.
    static func measure(
        _ input: Data, _ arguments: [String]
    ) throws -> (seconds: Double, memory: Int, output: String, warnings: [Substring], status: Int32) {
        let script = """
            import resource, subprocess, sys
            status = subprocess.call(sys.argv[1:])
            used = resource.getrusage(resource.RUSAGE_CHILDREN)
            print(used.ru_utime + used.ru_stime, used.ru_maxrss // (1 << 20 if sys.platform == "darwin" else 1024), file=sys.stderr)
            sys.exit(status)
            """
        let run = try Command.run(
            ["python3", "-c", script, Command.program.path(percentEncoded: false)] + arguments + ["-"], input: input,
            program: URL(filePath: "/usr/bin/env"))
        let numbers = run.errors.split(separator: "\n").last?.split(separator: " ") ?? []
        try #require(numbers.count == 2)
        return (
            try #require(Double(numbers[0])), try #require(Int(numbers[1])), run.errors + run.text,
            run.errors.split(separator: "\n").dropLast(), run.status
        )
    }

    /// Where a shape names nothing that is said, no bound may be hit, and nothing is said.
    static func expectSaid(_ shape: Shape, _ output: String, _ warnings: [Substring], _ arguments: [String]) {
        if let says = shape.says {
            #expect(output.contains(says), "\(shape.name) \(arguments): \(output.suffix(2000))")
        } else {
            #expect(warnings.isEmpty, "\(shape.name) \(arguments): a bound is hit")
        }
    }

    @Test(arguments: shapes + protocolShapes) func growsWithTheBytes(shape: Shape) throws {
        let one = try Self.measure(shape.make(shape.size), shape.arguments)
        let two = try Self.measure(shape.make(2 * shape.size), shape.arguments)
        #expect(one.status == 0 && two.status == 0)
        // What every run takes, and the noise of a busy machine, on top.
        #expect(two.seconds <= 2.5 * one.seconds + 0.5, "\(shape.name): \(one.seconds) s, then \(two.seconds) s")
        #expect(two.memory <= shape.memory, "\(shape.name): \(one.memory) MB, then \(two.memory) MB")
        Self.expectSaid(shape, two.output, two.warnings, shape.arguments)
    }
}
