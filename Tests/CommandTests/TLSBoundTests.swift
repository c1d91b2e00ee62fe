import Foundation
import Testing

/// Hellos are read to their end, however much they offer, and a message that is too long is told before it is whole.
@Suite struct TLSBoundTests {
    private static func big(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    private static func vector(_ bytes: [UInt8], _ size: Int) -> [UInt8] { big(bytes.count, size) + bytes }
    private static func offer(_ type: Int, _ value: [UInt8]) -> [UInt8] { big(type, 2) + vector(value, 2) }

    /// A message of the handshake, in records.
    private static func message(_ type: UInt8, _ body: [UInt8], length: Int? = nil) -> [UInt8] {
        let whole = [type] + big(length ?? body.count, 3) + body
        var records: [UInt8] = []
        for start in stride(from: 0, to: whole.count, by: 16_000) {
            records += [22, 3, 3] + vector(Array(whole[start..<min(start + 16_000, whole.count)]), 2)
        }
        return records
    }

    private static func clientHello(suites: [Int], extensions: [UInt8]) -> [UInt8] {
        var body: [UInt8] = [3, 3] + [UInt8](repeating: 0x52, count: 32) + [0]
        body += vector(suites.flatMap { big($0, 2) }, 2) + [1, 0] + vector(extensions, 2)
        return message(1, body)
    }

    private static func serverHello(suite: Int, extensions: [UInt8]) -> [UInt8] {
        let head: [UInt8] = [3, 3] + [UInt8](repeating: 0x53, count: 32) + [0]
        return message(2, head + big(suite, 2) + [0] + vector(extensions, 2))
    }

    private static func names(_ list: [String]) -> [UInt8] {
        offer(16, vector(list.flatMap { vector(Array($0.utf8), 1) }, 2))
    }

    /// TLS 1.3 is offered, and chosen.
    private static let versions = offer(43, [2, 3, 4])
    private static let version = offer(43, [3, 4])

    private func capture(_ client: [UInt8], _ server: [UInt8], closes: Bool = true) -> Data {
        var conversation = Conversation()
        var ends = conversation.open()
        conversation.send(client, fromClient: true, on: &ends)
        conversation.send(server, fromClient: false, on: &ends)
        if closes { conversation.close(ends) }
        return conversation.data
    }

    private func connection(_ input: Data, _ options: [String] = []) throws -> (findings: [String], bounds: [String]?) {
        let connection = try #require(try Command.records("connection", input, options).first)
        let names = (connection["findings"] as? [[String: Any]])?.compactMap { $0["name"] as? String } ?? []
        return (names, connection["bounds"] as? [String])
    }

    @Test func theLastOfManySuitesIsChosen() throws {
        let suites = Array(0x4000..<0x4000 + 1100) + [0x1301]
        let input = capture(
            Self.clientHello(suites: suites, extensions: Self.versions), Self.serverHello(suite: 0x1301, extensions: Self.version)
        )
        #expect(try !connection(input).findings.contains("tls-not-offered"))
        let without = capture(
            Self.clientHello(suites: suites.dropLast(), extensions: Self.versions),
            Self.serverHello(suite: 0x1301, extensions: Self.version))
        #expect(try connection(without).findings.contains("tls-not-offered"))
    }

    @Test(arguments: [true, false]) func theVersionBehindManyExtensions(isOfClient: Bool) throws {
        let many = (0..<300).flatMap { Self.offer(0x5000 + $0, []) }
        let input = capture(
            Self.clientHello(suites: [0x1301], extensions: (isOfClient ? many : []) + Self.versions),
            Self.serverHello(suite: 0x1301, extensions: (isOfClient ? [] : many) + Self.version))
        #expect(try !connection(input).findings.contains("tls-not-offered"))
        let tls = try #require(try Command.records("connection", input).first?["tls"] as? [String: Any])
        #expect(tls["version"] as? String == "TLSv1.3")
    }

    @Test func moreNamesOfProtocolsThanAreShown() throws {
        let offered = (0..<40).map { "protocol-\($0)" } + ["h2"]
        let hello = Self.clientHello(suites: [0xc02f], extensions: Self.names(offered))
        let input = capture(hello, Self.serverHello(suite: 0xc02f, extensions: Self.names(["h2"])))
        #expect(try !connection(input).findings.contains("tls-not-offered"))
        let record = try #require(try Command.records("connection", input).first)
        #expect((record["alpn"] as? [String]) == offered)
        // no_application_protocol
        let alert = capture(hello, [21, 3, 3, 0, 2, 2, 120])
        let text = try Command.run(["--width", "400", "-"], input: alert).text
        #expect(text.contains("protocol-0, protocol-1, ") && text.contains("protocol-5 and 35 more"), "\(text)")
    }

    /// What large hellos hold is given up when memory is full, and then nothing is said of what they did not offer.
    @Test func largeHellosAndLittleMemory() throws {
        var conversation = Conversation()
        let suites = Array(0x4000..<0x4000 + 5000) + [0x1301]
        let client = Self.clientHello(suites: suites, extensions: Self.versions)
        var open = (0..<20).map { conversation.open(port: 30_000 + $0) }
        for i in open.indices { conversation.send(client, fromClient: true, on: &open[i]) }
        let server = Self.serverHello(suite: 0x1301, extensions: Self.version)
        for i in open.indices { conversation.send(server, fromClient: false, on: &open[i]) }
        for ends in open { conversation.close(ends) }
        let connections = try Command.records("connection", conversation.data, ["--max-memory", "64K"])
        #expect(connections.contains { $0["bounds"] as? [String] == ["memory"] })
        let names = connections.flatMap { ($0["findings"] as? [[String: Any]])?.compactMap { $0["name"] as? String } ?? [] }
        #expect(!names.contains("tls-not-offered"), "\(names)")
    }

    /// A message that is announced to be too long, and does not come to its end.
    @Test func aMessageThatNeverEnds() throws {
        let endless = Self.message(1, [UInt8](repeating: 3, count: 150_000), length: 1 << 23)
        let small = Self.clientHello(suites: [0xc02f], extensions: [])
        let chain = Self.message(11, [UInt8](repeating: 0, count: 140_000), length: 200_000)
        let inputs = [
            capture(endless, [], closes: false), capture(endless, []),
            capture(small, Self.serverHello(suite: 0xc02f, extensions: []) + chain, closes: false),
        ]
        for input in inputs {
            #expect(try connection(input).bounds == ["tls-handshake-message"])
            let text = try Command.run(["--width", "300", "-"], input: input).text
            #expect(!text.contains("nothing to complain of\n") && !text.contains("1 connection: no problem found;"), "\(text)")
        }
    }
}
