import Analysis
import Testing

@Suite struct HTTPTests {
    private let open = "0.000 C S seq 100\n0.001 S SA seq 300 ack 101\n0.002 C A seq 101 ack 301\n"

    @Test func oneExchangeWithItsStages() throws {
        let run = try Recorder(
            open + """
                0.1 C PA seq 101 ack 301 data "GET /a HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n"
                0.2 S PA seq 301 ack 129 data "HTTP/1.1 200 OK\\r\\nContent-Length: 5\\r\\n\\r\\nhel"
                0.3 S PA seq 342 ack 129 data "lo"
                """)
        #expect(run.packets.map(\.stages.numbers) == [[1], [1], [1], [2, 3], [4, 5, 6], [6]])
        #expect(run.exchanges.count == 1)
        let exchange = run.exchanges[0]
        #expect(exchange.request?.head.target == "/a")
        #expect(exchange.response?.contentBytes == 5)
        #expect(exchange.response?.firstFrame == 5)
        #expect(exchange.response?.lastFrame == 6)
        #expect(exchange.connectionAfter == .keepAlive)
        #expect(exchange.timing.wait == 100_000_000)
    }

    @Test func pipelinedRequestsArePairedInOrder() throws {
        let run = try Recorder(
            open + """
                0.1 C PA seq 101 ack 301 data "GET /a HTTP/1.1\\r\\n\\r\\nHEAD /b HTTP/1.1\\r\\n\\r\\nGET /c HTTP/1.1\\r\\n\\r\\n"
                0.2 S PA seq 301 ack 160 data "HTTP/1.1 204 N\\r\\n\\r\\nHTTP/1.1 200 O\\r\\nContent-Length: 9\\r\\n\\r\\n"
                0.3 S PA seq 356 ack 160 data "HTTP/1.1 404 M\\r\\nContent-Length: 0\\r\\n\\r\\n"
                """)
        #expect(run.exchanges.map { $0.request?.head.target } == ["/a", "/b", "/c"])
        #expect(run.exchanges.map { $0.response?.head.status } == [204, 200, 404])
    }

    /// Segments that come late name no stage; the one that fills the gap names only its own.
    @Test func outOfOrder() throws {
        let run = try Recorder(
            open + """
                0.1 S PA seq 319 ack 101 data "Content-Length: 2\\r\\n\\r\\nok"
                0.2 S PA seq 301 ack 101 data "HTTP/1.1 200 Okay\\r"
                """)
        #expect(run.packets[3].stages.numbers == [])
        #expect(run.packets[4].stages.numbers == [4])
        // The line end came with the early segment, so the head was whole when the gap was filled.
        #expect(run.exchanges.count == 1)
    }

    /// A response whose bytes are missing pairs with the request before the hole, and the next one with the next request.
    @Test func aHoleNeverShiftsThePairs() throws {
        let run = try Recorder(
            open + """
                0.1 C PA seq 101 ack 301 data "GET /a HTTP/1.1\\r\\n\\r\\n"
                0.2 S A  seq 301 ack 120
                0.3 C PA seq 120 ack 401 data "GET /b HTTP/1.1\\r\\n\\r\\n"
                0.4 S PA seq 401 ack 139 data "HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n"
                0.5 C A  seq 139 ack 439
                0.6 S FA seq 439 ack 139
                """)
        #expect(run.exchanges.map { $0.request?.head.target } == ["/a", "/b"])
        #expect(run.exchanges.map { $0.response?.head.status } == [nil, 200])
        #expect(run.connections[0].connection.serverFlow.stream.missingBytes == 100)
    }

    @Test func contentUntilClose() throws {
        let run = try Recorder(
            open + """
                0.1 C PA seq 101 ack 301 data "GET / HTTP/1.0\\r\\n\\r\\n"
                0.2 S PA seq 301 ack 119 data "HTTP/1.0 200 OK\\r\\n\\r\\nabc"
                0.3 S FA seq 323 ack 119
                """)
        #expect(run.exchanges.first?.response?.contentBytes == 3)
        #expect(run.exchanges.first?.response?.isComplete == true)
        #expect(run.exchanges.first?.connectionAfter == .close)
    }

    @Test func otherProtocolsAreLeftAlone() throws {
        let run = try Recorder(open + "0.1 C PA seq 101 ack 301 data \"EHLO example\\r\\n\"")
        #expect(run.exchanges.isEmpty)
        #expect(run.packets[3].stages.numbers == [])
    }
}
