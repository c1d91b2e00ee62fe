import Analysis
import Applications
import PacketScript
import Testing

/// What is found in the protocols that stand before HTTP, in its place, or after it; and that it does not depend on how their bytes were
/// cut into segments.
@Suite struct ApplicationTests {
    // MARK: - Streams

    private static func text(_ text: String) -> [UInt8] { Array(text.utf8) }
    private static let get = text("GET /health HTTP/1.1\r\nHost: a\r\n\r\n")
    private static let ok = text("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
    private static let refusal = text("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    private static let banner = text("SSH-2.0-OpenSSH_9.2\r\n")
    private static let signature: [UInt8] = [13, 10, 13, 10, 0, 13, 10, 0x51, 0x55, 0x49, 0x54, 10]
    /// TCP over IPv4 from 203.0.113.7:40000 to 198.51.100.1:443, with a TLV behind the addresses.
    private static let header2 =
        signature + [0x21, 0x11, 0, 16, 203, 0, 113, 7, 198, 51, 100, 1, 0x9c, 0x40, 1, 0xbb, 4, 0, 1, 0]

    private static func record(_ type: UInt8, _ content: [UInt8]) -> [UInt8] {
        [type, 3, 3, UInt8(content.count >> 8), UInt8(content.count & 255)] + content
    }
    private static func handshake(_ type: UInt8, _ body: [UInt8]) -> [UInt8] {
        [type, 0, UInt8(body.count >> 8), UInt8(body.count & 255)] + body
    }
    private static func block(_ bytes: [UInt8]) -> [UInt8] { [UInt8(bytes.count >> 8), UInt8(bytes.count & 255)] + bytes }
    private static let clientHello: [UInt8] = {
        let name = text("www.example.com")
        let extensions = [0, 0] + block(block([0] + block(name)))
        return handshake(1, [3, 3] + [UInt8](repeating: 7, count: 32) + [0, 0, 2, 0x13, 1, 1, 0] + block(extensions))
    }()
    /// In two records, so that the message lies over both.
    private static let hello = record(22, Array(clientHello[..<20])) + record(22, Array(clientHello[20...]))
    private static func serverHello(_ extensions: [UInt8]) -> [UInt8] {
        record(22, handshake(2, [3, 3] + [UInt8](repeating: 9, count: 32) + [0, 0x13, 1, 0] + block(extensions)))
    }
    private static let serverHello12 = serverHello([])
    private static let serverHello13 = serverHello([0, 43, 0, 2, 3, 4])
    private static func alert(_ number: UInt8) -> [UInt8] { record(21, [2, number]) }

    private static let upgrade = text(
        "GET /chat HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    private static func switching(_ accept: String = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", _ more: String = "") -> [UInt8] {
        text(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: \(accept)\r\n\(more)\r\n"
        )
    }
    private static func frame(_ first: UInt8, _ payload: [UInt8], masked: Bool) -> [UInt8] {
        masked
            ? [first, 0x80 | UInt8(payload.count), 1, 2, 3, 4] + payload.enumerated().map { $1 ^ [1, 2, 3, 4][$0 & 3] }
            : [first, UInt8(payload.count)] + payload
    }

    /// A conversation of two parts or more, the client's first unless said otherwise, and what must be found in it.
    struct Case: CustomStringConvertible {
        var description: String
        var parts: [(Bool, [UInt8])]
        var expected: [String]
    }

    private static func webSocket(_ name: String, _ client: [UInt8], _ server: [UInt8] = [], _ expected: [String]) -> Case {
        Case(
            description: name, parts: [(true, upgrade), (false, switching()), (true, client), (false, server)],
            expected: ["GET /chat HTTP/1.1 -> 101"] + expected)
    }

    static let cases: [Case] = [
        Case(
            description: "PROXY v1",
            parts: [(true, text("PROXY TCP4 203.0.113.7 198.51.100.1 40000 443\r\n") + get), (false, ok)],
            expected: ["GET /health HTTP/1.1 -> 200", "proxied 1 203.0.113.7:40000 198.51.100.1:443"]),
        Case(
            description: "PROXY v1 over IPv6",
            parts: [(true, text("PROXY TCP6 2001:db8::7 ::1 1 65535\r\n") + get), (false, ok)],
            expected: ["GET /health HTTP/1.1 -> 200", "proxied 1 [2001:db8::7]:1 [::1]:65535"]),
        Case(
            description: "PROXY v1 unknown", parts: [(true, text("PROXY UNKNOWN\r\n") + get), (false, ok)],
            expected: ["GET /health HTTP/1.1 -> 200", "proxied 1 - -"]),
        Case(
            description: "PROXY v1 before TLS",
            parts: [(true, text("PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\n") + hello), (false, alert(40))],
            expected: ["other tls www.example.com", "proxied 1 1.2.3.4:1 5.6.7.8:2", "tls-alert"]),
        Case(
            description: "PROXY v2", parts: [(true, header2 + get), (false, ok)],
            expected: ["GET /health HTTP/1.1 -> 200", "proxied 2 203.0.113.7:40000 198.51.100.1:443"]),
        Case(
            description: "PROXY v2 local", parts: [(true, signature + [0x20, 0, 0, 0] + get), (false, ok)],
            expected: ["GET /health HTTP/1.1 -> 200", "proxied 2 local"]),
        Case(
            description: "no PROXY header", parts: [(true, text("PROPFIND / HTTP/1.1\r\nHost: a\r\n\r\n")), (false, ok)],
            expected: ["PROPFIND / HTTP/1.1 -> 200"]),
        Case(
            description: "TLS to HTTP", parts: [(true, hello), (false, refusal)],
            expected: [
                "- -> 400", "mismatch tls http HTTP/1.1 400 Bad Request", "other tls www.example.com", "protocol-mismatch",
            ]),
        Case(
            description: "HTTP to TLS", parts: [(true, get), (false, alert(70))],
            expected: ["GET /health HTTP/1.1 -> -", "mismatch http tls alert 70", "protocol-mismatch"]),
        Case(
            description: "HTTP to SSH", parts: [(true, get), (false, banner)],
            expected: ["GET /health HTTP/1.1 -> -", "mismatch http ssh SSH-2.0-OpenSSH_9.2", "protocol-mismatch"]),
        Case(
            description: "SSH's banner first", parts: [(false, banner), (true, get)],
            expected: ["GET /health HTTP/1.1 -> -", "mismatch http ssh SSH-2.0-OpenSSH_9.2", "protocol-mismatch"]),
        Case(
            description: "SSH", parts: [(false, banner), (true, banner + [0, 0, 5, 1])], expected: ["other ssh"]),
        Case(
            description: "HTTP/2 to HTTP/1", parts: [(true, text("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")), (false, refusal)],
            expected: ["- -> 400", "mismatch http/2 http HTTP/1.1 400 Bad Request", "other http/2", "protocol-mismatch"]),
        Case(
            description: "unknown to HTTP", parts: [(true, [1, 2, 3, 0xff, 0, 9]), (false, refusal)],
            expected: ["- -> 400", "mismatch ? http HTTP/1.1 400 Bad Request", "protocol-mismatch"]),
        // TLS that is turned on later, in protocols that are not known by their first bytes.
        Case(
            description: "XMPP with STARTTLS",
            parts: [
                (true, text("<stream:stream xmlns='jabber:client'>")),
                (false, text("<stream:features><starttls/></stream:features>")),
                (true, text("<starttls/>")), (false, text("<proceed/>")), (true, hello), (false, serverHello13),
            ], expected: ["later tls www.example.com", "version 772"]),
        Case(
            description: "LDAP with StartTLS",
            parts: [
                (true, [0x30, 0x1d, 2, 1, 1, 0x77, 0x18, 0x80, 0x16] + text("1.3.6.1.4.1.1466.20037")),
                (false, [0x30, 0x0c, 2, 1, 1, 0x78, 7, 10, 1, 0, 4, 0, 4, 0]), (true, hello), (false, alert(40)),
            ], expected: ["later tls www.example.com", "tls-alert"]),
        Case(
            description: "SOCKS to a server with TLS",
            parts: [
                (true, [5, 1, 0]), (false, [5, 0]), (true, [5, 1, 0, 1, 192, 0, 2, 1, 1, 0xbb]),
                (false, [5, 0, 0, 1, 192, 0, 2, 9, 1, 1]), (true, hello), (false, serverHello12),
            ], expected: ["later tls www.example.com", "version 771"]),
        Case(
            description: "TLS within HTTP",
            parts: [
                (true, text("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: TLS/1.0\r\nConnection: Upgrade\r\n\r\n")),
                (false, text("HTTP/1.1 101 Switching Protocols\r\nUpgrade: TLS/1.0, HTTP/1.1\r\nConnection: Upgrade\r\n\r\n")),
                (true, hello), (false, serverHello13),
            ], expected: ["GET / HTTP/1.1 -> 101", "later tls www.example.com", "version 772"]),
        // Frames of another protocol around each record: nothing says that TLS goes on behind the first one.
        Case(
            description: "TLS inside frames",
            parts: [
                (true, [0x12, 1, 0, 8, 0, 0, 0, 0]), (false, [4, 1, 0, 8, 0, 0, 0, 0]),
                (true, [0x12, 1, 0, 90, 0, 0, 0, 0] + hello), (false, [4, 1, 0, 90, 0, 0, 0, 0] + serverHello12),
            ], expected: []),
        Case(
            description: "TLS alert of the server", parts: [(true, hello), (false, alert(40))],
            expected: ["other tls www.example.com", "tls-alert"]),
        Case(
            description: "TLS 1.2, alert of the client", parts: [(true, hello), (false, serverHello12), (true, alert(48))],
            expected: ["other tls www.example.com", "tls-alert", "version 771"]),
        Case(
            description: "TLS 1.3, encrypted alert",
            parts: [(true, hello), (false, serverHello13 + record(23, [1, 2, 3])), (true, record(23, [9, 9]))],
            expected: ["encrypted", "other tls www.example.com", "version 772"]),
        Case(
            description: "TLS 1.2, encrypted alert",
            parts: [
                (true, hello), (false, serverHello12), (true, record(20, [1]) + record(22, [4, 9, 9, 9, 9])),
                (false, record(20, [1]) + record(22, [7, 7])), (true, record(21, [UInt8](repeating: 3, count: 26))),
            ],
            expected: ["encrypted", "other tls www.example.com", "version 771"]),
        Case(
            description: "close_notify", parts: [(true, hello), (false, record(21, [1, 0]))],
            expected: ["other tls www.example.com"]),
        webSocket(
            "WebSocket in order", frame(0x81, text("hi"), masked: true) + frame(0x88, [3, 0xe8] + text("bye"), masked: true),
            frame(0x88, [3, 0xe8], masked: false), ["client closed 1000 bye", "server closed 1000 "]),
        webSocket(
            "WebSocket without mask", frame(0x81, text("hi"), masked: false), frame(0x88, [3, 0xea], masked: false),
            [
                "client not-masked 1", "server closed 1002 ", "websocket-violation",
            ]),
        webSocket(
            "WebSocket with the mask of a server", [], frame(0x81, text("hi"), masked: true),
            [
                "server masked 1", "websocket-violation",
            ]),
        webSocket(
            "WebSocket with an unknown opcode", frame(0xcf, text("??"), masked: true) + frame(0x88, [3, 0xe9], masked: true), [],
            ["client closed 1001 ", "client unknown-opcode 1", "websocket-violation"]),
        webSocket(
            "WebSocket with reserved bits", frame(0xc1, text("hi"), masked: true), [],
            [
                "client reserved-bits 1", "websocket-violation",
            ]),
        webSocket(
            "WebSocket with interleaved messages",
            frame(0x01, text("a"), masked: true) + frame(0x89, [], masked: true) + frame(0x81, text("b"), masked: true)
                + frame(0x80, text("c"), masked: true),
            [],
            [
                "client continuation-outside-message 1", "client data-inside-message 1", "websocket-violation",
                "websocket-violation",
            ]),
        webSocket(
            "WebSocket with a long ping", [0x89, 0xfe, 0, 126, 0, 0, 0, 0] + [UInt8](repeating: 65, count: 126), [],
            [
                "client control-too-long 1", "websocket-violation",
            ]),
        webSocket(
            "WebSocket with a ping in fragments", frame(0x09, [], masked: true), [],
            [
                "client control-fragmented 1", "websocket-violation",
            ]),
        webSocket(
            "WebSocket closed with 1005", frame(0x88, [3, 0xed], masked: true), [],
            [
                "client close-code 1", "client closed 1005 ", "websocket-violation",
            ]),
        Case(
            description: "WebSocket with another accept", parts: [(true, upgrade), (false, switching("AAAA"))],
            expected: ["GET /chat HTTP/1.1 -> 101", "server accept 1", "websocket-violation"]),
        Case(
            description: "WebSocket with permessage-deflate",
            parts: [
                (true, upgrade),
                (false, switching("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", "Sec-WebSocket-Extensions: permessage-deflate\r\n")),
                (true, frame(0x41, text("a"), masked: true) + frame(0x80, text("b"), masked: true)),
            ],
            expected: ["GET /chat HTTP/1.1 -> 101"]),
    ]

    // MARK: - What was found

    /// Everything that was concluded, without the frames.
    private func conclusions(_ parts: [(Bool, [UInt8])], cuts: [Int]) throws -> [String] {
        let script = StreamScript(parts: parts.filter { !$0.1.isEmpty }.map { ($0.0, $0.1) })
        let run = try Recorder(script.text(cuts: cuts))
        let event = try #require(run.connections.first)
        let story = event.story
        var lines = event.findings.map(\.name).filter { ["protocol-mismatch", "tls-alert", "websocket-violation"].contains($0) }
        lines += run.exchanges.map { exchange in
            "\(exchange.request?.head.startLine ?? "-") -> \(exchange.response.map { "\($0.head.status)" } ?? "-")"
        }
        if let header = story.proxied {
            let addresses = "\(header.source ?? "-") \(header.destination ?? "-")"
            lines.append("proxied \(header.version) " + (header.isLocal ? "local" : addresses))
        }
        if let other = story.other { lines.append("other \(other.name)" + (other.tls?.hello?.serverName.map { " \($0)" } ?? "")) }
        if let later = story.startedTLS {
            lines.append("later \(later.name)" + (later.tls?.hello?.serverName.map { " \($0)" } ?? ""))
        }
        if let tls = story.tls {
            if let version = tls.version { lines.append("version \(version)") }
            if tls.isEncrypted { lines.append("encrypted") }
        }
        if let mismatch = story.mismatch {
            let answer = mismatch.answer?.line ?? mismatch.alert.map { "alert \($0.number)" }
            lines.append(
                "mismatch \(mismatch.client.name ?? "?") \(mismatch.server.name ?? "?") "
                    + (answer ?? String(decoding: mismatch.server.greeting, as: UTF8.self)))
        }
        for violation in story.webSocket?.violations ?? [] {
            lines.append("\(violation.sender) \(violation.name) \(violation.count)")
        }
        for (end, reader) in [("client", story.webSocket?.client), ("server", story.webSocket?.server)] {
            guard let close = reader?.close else { continue }
            lines.append("\(end) closed \(close.code ?? 0) " + String(decoding: close.reason, as: UTF8.self))
        }
        return lines.sorted()
    }

    @Test(arguments: cases) func foundHoweverItIsCut(_ scenario: Case) throws {
        #expect(try conclusions(scenario.parts, cuts: []) == scenario.expected)
        let length = StreamScript(parts: scenario.parts.map { ($0.0, $0.1) }).length
        for cut in 1..<length {
            #expect(try conclusions(scenario.parts, cuts: [cut]) == scenario.expected, "cut at \(cut)")
        }
        #expect(try conclusions(scenario.parts, cuts: Array(1..<length)) == scenario.expected, "byte by byte")
    }

    /// The same holds for damaged streams: a byte of each part is changed, and what is concluded stays the same however it is cut. Lines of
    /// HTTP, and what would be a PROXY header or the preface of HTTP/2, are left as they are: what is read of damaged ones is the matter of the
    /// reader of HTTP.
    @Test(arguments: cases.filter { !$0.description.hasPrefix("PROXY") && !$0.description.hasPrefix("HTTP/2") })
    func damagedHoweverItIsCut(_ scenario: Case) throws {
        var generator = SplitMix(state: scenario.description.utf8.reduce(5) { $0 &* 31 &+ UInt64($1) })
        for _ in 0..<5 {
            let damaged = scenario.parts.map { part in
                var bytes = part.1
                let text = bytes.indices.first { i in
                    ["GET ", "HTTP/", "PROPFIND"].contains { bytes[i...].starts(with: $0.utf8) }
                }
                if let index = (0..<(text ?? bytes.count)).randomElement(using: &generator) {
                    bytes[index] = .random(in: 0...255, using: &generator)
                }
                return (part.0, bytes)
            }
            let whole = try conclusions(damaged, cuts: [])
            let length = StreamScript(parts: damaged.map { ($0.0, $0.1) }).length
            let cuts = (0..<4).map { _ in Int.random(in: 1..<length, using: &generator) }
            #expect(try conclusions(damaged, cuts: cuts) == whole, "\(damaged.map(\.1)) cut at \(cuts)")
            #expect(try conclusions(damaged, cuts: Array(1..<length)) == whole, "\(damaged.map(\.1)) byte by byte")
        }
    }

    /// What is no header of the PROXY protocol is none, and no other protocol either if it tries to be HTTP.
    @Test(arguments: [
        "PROXY TCP4 203.0.113.7 198.51.100.1 40000 99999\r\n", "PROXY TCP4 203.0.113.256 198.51.100.1 1 2\r\n",
        "PROXY  TCP4 1.2.3.4 1.2.3.4 1 2\r\n", "PROXY TCP4 1.2.3.4 1.2.3.4 1 2\n", "PROXY TCP6 1::2::3 ::1 1 2\r\n",
        "PROXY TCP5\r\n",
    ]) func invalidHeader(_ line: String) throws {
        let found = try conclusions([(true, Self.text(line) + Self.get), (false, Self.refusal)], cuts: [])
        #expect(!found.contains { $0.hasPrefix("proxied") || $0.hasPrefix("mismatch") })
    }

    /// Behind a hole in the head of the 101, neither the extensions nor the frames of the server are known.
    @Test func noViolationBehindAHole() throws {
        var script = StreamScript(parts: [(true, Self.upgrade), (false, Array(Self.switching().prefix(60)))], isClosed: false)
            .text(cuts: [])
        let (client, server) = (101 + Self.upgrade.count, 301 + 60 + 40)
        script += "\n1.0 C A seq \(client) ack \(server)"
        script += "\n1.1 S PA seq \(server) ack \(client) data \"ocket-Accept: x\\r\\n\\r\\n\""
        let compressed = Self.frame(0xc1, Self.text("hi"), masked: true).map {
            String($0 >> 4, radix: 16) + String($0 & 15, radix: 16)
        }
        script += "\n1.2 C PA seq \(client) ack \(server) hex \(compressed.joined())"
        let event = try #require(try Recorder(script).connections.first)
        #expect(event.story.webSocket?.client.count(.text) == 1)
        #expect(event.findings.allSatisfy { $0.name != "websocket-violation" })
    }

    /// The end of a capture proves nothing about a stream whose beginning it lacks.
    @Test func noMismatchWithoutTheBeginning() throws {
        let run = try Recorder(
            """
            0.1 C PA seq 101 ack 301 hex 160303000501000001
            0.2 S PA seq 301 ack 110 data "HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n"
            """)
        #expect(run.connections[0].findings.allSatisfy { $0.name != "protocol-mismatch" })
    }

    /// What refuses the other protocol by its name shows it, whenever the capture began.
    @Test(arguments: [
        ("hex 160303000501000001", "data \"HTTP/1.1 400 Bad Request\\r\\nContent-Length: 0\\r\\n\\r\\n\"", 110),
        ("data \"GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n\"", "hex 15030100020246", 128),
    ])
    func mismatchThatIsSaid(question: String, answer: String, ack: Int) throws {
        let run = try Recorder("0.1 C PA seq 101 ack 301 \(question)\n0.2 S PA seq 301 ack \(ack) \(answer)")
        #expect(run.connections[0].findings.contains { $0.name == "protocol-mismatch" })
    }

    /// Bytes that are no HTTP answer a request.
    @Test func bytesThatAnswerHTTP() throws {
        let open = "0.000 C S seq 100\n0.001 S SA seq 300 ack 101\n0.002 C A seq 101 ack 301\n"
        let get = "0.1 C PA seq 101 ack 301 data \"GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n\"\n"
        let close = "0.3 S FA seq 309 ack 128\n0.4 C FA seq 128 ack 310\n0.5 S A seq 310 ack 129\n"
        let run = try Recorder(open + get + "0.2 S PA seq 301 ack 128 hex 4500000008000001\n" + close)
        #expect(run.connections[0].findings.map(\.name) == ["protocol-mismatch"])
    }

    /// A later response whose start line is none; and a 400 that answers a request line that is none.
    @Test func laterStartLines() throws {
        let open = "0.000 C S seq 100\n0.001 S SA seq 300 ack 101\n0.002 C A seq 101 ack 301\n"
        let get = "data \"GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n\"\n"
        let first =
            open
            + "0.1 C PA seq 101 ack 301 \(get)0.2 S PA seq 301 ack 128 data \"HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n\"\n"
        func names(_ rest: String) throws -> [String] { try Recorder(first + rest).connections[0].findings.map(\.name) }
        let close = "0.6 S FA seq 357 ack 155\n0.7 C FA seq 155 ack 358\n0.8 S A seq 358 ack 156\n"
        let answers = try names(
            "0.3 C PA seq 128 ack 339 \(get)0.4 S PA seq 339 ack 155 data \"HTP/1.1 200 OK\\r\\n\\r\\n\"\n" + close)
        #expect(answers == ["http-invalid-start-line"])
        let refused = try names(
            """
            0.3 C PA seq 128 ack 339 data "GET / HTTQ/1.1\\r\\nHost: a\\r\\n\\r\\n"
            0.4 S PA seq 339 ack 155 data "HTTP/1.1 400 No\\r\\nContent-Length: 0\\r\\n\\r\\n"
            """)
        #expect(refused == ["http-invalid-start-line", "http-client-error"])
        // Bytes behind a message, and then the next one, are none of its start line.
        let followed = try names(
            "0.3 C PA seq 128 ack 339 \(get)0.4 S PA seq 339 ack 155 data \"xyz HTTP/1.1 204 No\\r\\n\\r\\n\"\n")
        #expect(followed == ["http-stray-bytes"])
    }
}
