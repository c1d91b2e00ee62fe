import Foundation
import Testing

/// A bound that a connection hits is told of it and at the end of the run, and what is beyond it is not called absent.
@Suite struct BoundTests {
    private func request(_ number: Int) -> String { "GET /\(number) HTTP/1.1\r\nHost: a\r\n\r\n" }
    private func response(_ number: Int) -> String { "HTTP/1.1 200 OK\r\nX-Of: \(number)\r\nContent-Length: 2\r\n\r\nhi" }

    /// So many requests, and then as many responses; two more of each behind them.
    private func pipeline(_ count: Int, connections: Int = 1) -> Data {
        var conversation = Conversation()
        for connection in 0..<connections {
            var ends = conversation.open(port: 40_000 + connection)
            conversation.send((1...count).map(request).joined().utf8, fromClient: true, on: &ends)
            conversation.send((1...count).map(response).joined().utf8, fromClient: false, on: &ends)
            for i in count + 1...count + 2 {
                conversation.send(request(i).utf8, fromClient: true, on: &ends)
                conversation.send(response(i).utf8, fromClient: false, on: &ends)
            }
            conversation.close(ends)
        }
        return conversation.data
    }

    private func number(of message: Any?, _ key: String) -> String? {
        guard let message = message as? [String: Any] else { return nil }
        if key == "target" { return (message["target"] as? String).map { String($0.dropFirst()) } }
        return (message["headers"] as? [[String]])?.first { $0.first == "X-Of" }?.last
    }

    @Test func requestsThatWaitGetTheirOwnResponses() throws {
        let input = pipeline(4200)
        let exchanges = try Command.records("http", input)
        var (paired, halves) = (Set<String>(), Set<String>())
        for exchange in exchanges {
            let ends = (number(of: exchange["request"], "target"), number(of: exchange["response"], "x-of"))
            if let asked = ends.0, let answered = ends.1 {
                #expect(asked == answered)
                #expect(exchange["unpaired"] == nil)
                paired.insert(asked)
            } else {
                #expect(exchange["unpaired"] as? Bool == true)
                halves.insert("\(ends.0 == nil ? "response" : "request") \(ends.0 ?? ends.1 ?? "?")")
            }
        }
        let beyond = 4097...4200
        #expect(paired == Set((1...4202).filter { !beyond.contains($0) }.map { "\($0)" }))
        #expect(halves == Set(beyond.flatMap { ["request \($0)", "response \($0)"] }))
        let connection = try #require(try Command.records("connection", input).first)
        #expect(connection["bounds"] as? [String] == ["waiting-requests"])
        #expect((connection["findings"] as? [Any])?.isEmpty == true)
    }

    @Test func theTextTellsIt() throws {
        let run = try Command.run(["-"], input: pipeline(4200), environment: ["COLUMNS": "300"])
        let said = "too many requests wait for a response, so not all of them are paired with theirs"
        #expect(run.errors == "tcpexplain: connection 1: \(said)\n")
        #expect(run.text.contains("\n  bound      \(said)\n"))
        #expect(run.text.contains("nothing to complain of in what was read"))
        let ended =
            "- 1 connection hit a bound of this program: what is beyond it was not read or not compared, and nothing is said of that"
        #expect(run.text.contains("\n\(ended)\n"))
        #expect(run.text.contains("1 connection: no problem found in what was read"))
    }

    private let gzip: [UInt8] = [
        0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 3, 0xcb, 0xc8, 4, 0, 0xac, 0x2a, 0x93, 0xd8, 2, 0, 0, 0,
    ]

    @Test func aLongStartLineHidesNothing() throws {
        for count in [33_000, 66_000] {
            var conversation = Conversation()
            var ends = conversation.open()
            let long = "GET /\(String(repeating: "a", count: count)) HTTP/1.1\r\nHost: a\r\n\r\n"
            for (i, text) in [long, request(2)].enumerated() {
                conversation.send(text.utf8, fromClient: true, on: &ends)
                conversation.send(response(i + 1).utf8, fromClient: false, on: &ends)
            }
            conversation.close(ends)
            let run = try Command.run(["-"], input: conversation.data, environment: ["COLUMNS": "300"])
            #expect(run.text.contains("GET /2 on a → 200 OK, 2 bytes"), "\(run.text)")
            #expect(run.text.contains("the request #1 has a head or a chunk line beyond the bounds of this program"))
            #expect(!run.text.contains("invalid-start-line") && !run.text.contains("never answered"))
        }
    }

    @Test(arguments: [true, false]) func junkHidesNothing(isOfClient: Bool) throws {
        var conversation = Conversation()
        var ends = conversation.open()
        for i in 1...3 {
            conversation.send(request(i).utf8, fromClient: true, on: &ends)
            conversation.send(response(i).utf8, fromClient: false, on: &ends)
            guard i == 1 else { continue }
            conversation.send(String(repeating: "junk line\r\n", count: 6400).utf8, fromClient: isOfClient, on: &ends)
        }
        conversation.close(ends)
        let exchanges = try Command.records("http", conversation.data)
        #expect(exchanges.map { number(of: $0["request"], "target") } == ["1", "2", "3"])
        #expect(exchanges.map { number(of: $0["response"], "x-of") } == ["1", "2", "3"])
        let connection = try #require(try Command.records("connection", conversation.data).first)
        #expect(connection["bounds"] as? [String] == ["searched-bytes"])
        let findings = (connection["findings"] as? [[String: Any]])?.compactMap { $0["name"] as? String }
        #expect(findings == ["http-stray-bytes"])
    }

    /// A copy is compared with the 256 pieces that came last; behind more of them the connection says that it was not.
    @Test(arguments: [(250, nil), (300, ["compared-bytes"])] as [(Int, [String]?)]) func aLateCopy(
        pieces: Int, bounds: [String]?
    ) throws {
        var conversation = Conversation()
        var ends = conversation.open()
        conversation.send([UInt8](repeating: 0x78, count: pieces), fromClient: true, on: &ends, pieces: 1)
        conversation.segment(fromClient: true, port: ends.port, 101, 501, 0x18, [0x79, 0x78])
        conversation.close(ends)
        let connection = try #require(try Command.records("connection", conversation.data).first)
        #expect(connection["bounds"] as? [String] == bounds)
        let notes = try #require(connection["notes"] as? [String: Any])
        #expect((notes["overlap-conflict"] != nil) == (bounds == nil), "\(notes)")
    }

    /// What others sent since took the place of what a copy is compared with. The octet of a keep-alive is no copy.
    @Test func aCopyBehindWhatOthersSent() throws {
        var conversation = Conversation()
        var first = conversation.open(port: 2000)
        var second = conversation.open(port: 2001)
        var other = conversation.open(port: 2002)
        for _ in 0..<2 {
            conversation.send(request(1).utf8, fromClient: true, on: &first)
            conversation.send(request(1).utf8, fromClient: true, on: &second)
        }
        let last = request(1).utf8.count
        conversation.send([UInt8](repeating: 0x78, count: 17_000), fromClient: true, on: &other, pieces: 1)
        conversation.segment(fromClient: true, port: 2000, first.client - 1, first.server, 0x10, [0])
        conversation.segment(fromClient: true, port: 2001, second.client - last, second.server, 0x18, Array(request(1).utf8))
        let bounds = try Command.records("connection", conversation.data).map { $0["bounds"] as? [String] }
        #expect(bounds == [nil, ["compared-bytes"], nil])
    }

    @Test(arguments: [true, false]) func aHeadOfTooManyLinesThatNeverEnds(isClosed: Bool) throws {
        var conversation = Conversation()
        var ends = conversation.open()
        conversation.send(
            ("GET / HTTP/1.1\r\n" + (1...5000).map { "X-\($0): y\r\n" }.joined()).utf8, fromClient: true, on: &ends)
        if isClosed { conversation.close(ends) }
        let connection = try #require(try Command.records("connection", conversation.data).first)
        let findings = (connection["findings"] as? [[String: Any]])?.compactMap { $0["name"] as? String } ?? []
        #expect(findings.contains("http-head-too-large") && !findings.contains("http-incomplete"), "\(findings)")
    }

    /// An interim response whose head is too long hides the final one behind it: that is said, and nothing is called missing.
    @Test(arguments: [
        "103 Early Hints\r\n" + String(repeating: "a: b\r\n", count: 4101),
        "103 " + String(repeating: "r", count: 33_000) + "\r\n",
        "100 Continue\r\na: " + String(repeating: "b", count: 270_000) + "\r\n",
    ])
    func theHeadOfAnInterimResponse(head: String) throws {
        var conversation = Conversation()
        var ends = conversation.open()
        conversation.send(request(1).utf8, fromClient: true, on: &ends)
        let final = "HTTP/1.1 500 Oops\r\nContent-Length: 2\r\n\r\nhi"
        conversation.send("HTTP/1.1 \(head)\r\n\(final)".utf8, fromClient: false, on: &ends)
        conversation.close(ends)
        let connection = try #require(try Command.records("connection", conversation.data).first)
        let findings = (connection["findings"] as? [[String: Any]])?.compactMap { $0["name"] as? String } ?? []
        #expect(findings.contains("http-head-too-large"), "\(findings)")
        let text = try Command.run(["--width", "300", "-"], input: conversation.data).text
        #expect(text.contains("(its response was not read, beyond a bound of this program"), "\(text)")
        #expect(!text.contains("missing"), "\(text)")
    }

    /// What lies behind a head that is too long, in the same segment, is not said to lack in the capture, and announces nothing.
    @Test func messagesBehindATooLongHead() throws {
        let long = String(repeating: "a: b\r\n", count: 4101)
        var conversation = Conversation()
        var ends = conversation.open(port: 2000)
        conversation.send("GET /1 HTTP/1.1\r\n\(long)\r\n\(request(2))".utf8, fromClient: true, on: &ends)
        for i in 1...2 { conversation.send(response(i).utf8, fromClient: false, on: &ends) }
        conversation.close(ends)
        ends = conversation.open(port: 2001)
        for i in 1...2 { conversation.send(request(i).utf8, fromClient: true, on: &ends) }
        conversation.send("HTTP/1.1 200 OK\r\n\(long)\r\n\(response(2))".utf8, fromClient: false, on: &ends)
        conversation.close(ends)
        let text = try Command.run(["--width", "300", "-"], input: conversation.data).text
        #expect(text.contains("#2  (its request was not read, beyond a bound of this program, or not captured) →"), "\(text)")
        #expect(text.contains("#2  GET /2 on a → (its response was not read, beyond a bound"), "\(text)")
        #expect(!text.contains("as the response announced"), "\(text)")
    }

    @Test func messagesThatWereNotDecodedSaySo() throws {
        var conversation = Conversation()
        var open = (0..<520).map { conversation.open(port: 30_000 + $0) }
        let head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(gzip.count)\r\n\r\n"
        for i in open.indices {
            conversation.send(request(i).utf8, fromClient: true, on: &open[i])
            conversation.send(Array(head.utf8) + gzip.prefix(10), fromClient: false, on: &open[i])
        }
        for i in open.indices {
            conversation.send(gzip.dropFirst(10), fromClient: false, on: &open[i])
            conversation.close(open[i])
        }
        let responses = try Command.records("http", conversation.data).compactMap { $0["response"] as? [String: Any] }
        #expect(responses.count { $0["decoded_bytes"] as? Int == 2 } == 512)
        #expect(responses.count { $0["decoding"] as? String == "not-decoded" && $0["decoded_bytes"] == nil } == 8)
        let connections = try Command.records("connection", conversation.data)
        #expect(connections.count { $0["bounds"] as? [String] == ["decoders"] } == 8)
        let run = try Command.run(["-"], input: conversation.data, environment: ["COLUMNS": "300"])
        #expect(run.text.contains("(gzip, not decoded: too many were at the same time)"))
        #expect(run.text.contains("520 connections: no problem found in what was read"))
    }

    @Test func interimResponsesThatAreNotShown() throws {
        var conversation = Conversation()
        var ends = conversation.open()
        conversation.send(request(1).utf8, fromClient: true, on: &ends)
        let interim = String(repeating: "HTTP/1.1 103 Early Hints\r\n\r\n", count: 40)
        conversation.send((interim + response(1)).utf8, fromClient: false, on: &ends)
        conversation.close(ends)
        let exchange = try #require(try Command.records("http", conversation.data).first)
        #expect((exchange["interim"] as? [Any])?.count == 32)
        #expect(try Command.records("connection", conversation.data).first?["bounds"] as? [String] == ["interim-responses"])
    }

    @Test func notMoreThanThreeAreNamed() throws {
        let run = try Command.run(["--summary", "-"], input: pipeline(4100, connections: 22))
        let said = "too many requests wait for a response, so not all of them are paired with theirs"
        let named = (1...3).map { "tcpexplain: connection \($0): \(said)\n" }.joined()
        #expect(run.errors == named + "tcpexplain: 22 connections, of which the first ones are named: \(said)\n")
    }
}
