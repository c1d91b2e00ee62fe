import PacketScript
import TCPExplain
import Testing

/// The library as a program that builds on it sees it.
@Suite struct AnalyzerTests {
    /// A connection with one exchange, which the server answers after two seconds, and a frame that is cut inside its IPv4 header.
    private static let script = """
        0.000 C S   seq 100
        0.001 S SA  seq 300 ack 101
        0.002 C A   seq 101 ack 301
        0.003 C PA  seq 101 ack 301 data "GET /a HTTP/1.1\\r\\nHost: x\\r\\nCookie: id=42\\r\\n\\r\\n"
        0.004 S A   seq 301 ack 144
        2.004 S PA  seq 301 ack 144 data "HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\nhi"
        2.005 C A   seq 144 ack 341
        2.006 C FA  seq 144 ack 341
        2.007 S FA  seq 341 ack 145
        2.008 C A   seq 145 ack 342
        """

    /// What a run gives for these kinds of events; `sink` sees each first.
    private static func run(
        _ kinds: Set<Event.Kind> = Set(Event.Kind.allCases), limits: Limits = Limits(),
        _ sink: (inout Event) -> SinkResult = { _ in .continue }
    ) throws -> (events: [Event], summary: Summary) {
        let packets = try PacketScript(script).packets
        return withoutActuallyEscaping(sink) { sink in
            var events: [Event] = []
            var analyzer = Analyzer(events: kinds, limits: limits) { event in
                events.append(event)
                var event = event
                return sink(&event)
            }
            for packet in packets {
                analyzer.process(
                    packet.bytes.span, at: Timestamp(nanoseconds: packet.info.time.nanoseconds),
                    wireLength: packet.info.wireLength)
            }
            let cut = Array(packets[0].bytes.prefix(20))
            analyzer.process(cut.span, at: nil, wireLength: packets[0].bytes.count)
            let summary = analyzer.finish()
            return (events, summary)
        }
    }

    @Test func tellsEverythingInOneStream() throws {
        let (events, summary) = try Self.run()
        var (packets, exchanges, findings, connections, unreadable) = ([Packet](), [Exchange](), [Finding](), [Connection](), 0)
        for event in events {
            switch event {
            case .packet(let packet): packets.append(packet)
            case .exchange(let exchange): exchanges.append(exchange)
            case .finding(let finding): findings.append(finding)
            case .connection(let connection): connections.append(connection)
            case .unreadable(let frame):
                unreadable += 1
                #expect(frame.frame == 11 && frame.layer == "ipv4" && frame.offset == 14 && frame.reason == .cutBySnapLength)
                #expect(frame.time == nil && frame.field == nil && frame.value == nil && !frame.isReassembled)
                #expect(frame.explanation().contains("byte 14") && frame.explanation(in: .chinese).contains("第 14 字节"))
            case .warning, .damage: Issue.record("\(event)")
            }
        }
        #expect(packets.count == 10 && unreadable == 1)
        #expect(packets[0].steps == [.handshake1] && packets[0].flags == ["SYN"] && packets[0].acknowledgmentNumber == nil)
        #expect(packets[1].checks.map(\.rule) == ["ack = x+1"] && packets[1].checks.allSatisfy(\.holds))
        #expect(packets[2].states.client == .established && packets[2].states.server == .established)
        #expect(packets[9].steps == [.wave4])
        let exchange = try #require(exchanges.first)
        #expect(
            exchange.request?.method == "GET" && exchange.response?.status == 200 && exchange.timing.wait == .milliseconds(2001))
        #expect(exchange.request?.message.values(of: "COOKIE") == ["id=42"])
        #expect(exchange.request?.message.fields[1].maskedValue == "id=***")
        #expect(findings.map(\.name) == ["http-slow"] && findings == connections.first?.findings)
        #expect(findings.first?.explanation() != findings.first?.explanation(in: .chinese))
        let connection = try #require(connections.first)
        #expect(connection.client.description == "10.0.0.2:40000" && connection.server.port == 80 && connection.rolesAreObserved)
        #expect(connection.opening == .complete && connection.closing == .threeStep && connection.closedBy == .client)
        #expect(connection.bytes[.client] == 43 && connection.bytes[.server] == 40 && connection.steps[.wave1] == 8)
        #expect(summary.frames == 11 && summary.tcpFrames == 10 && summary.unreadableFrames == 1 && summary.connections == 1)
        #expect(summary.findings == ["http-slow": 1] && !summary.wasStopped)
    }

    /// What a sink was given are values: it may keep them and change its copies, and the analysis gives the same.
    @Test func aSinkCannotChangeTheAnalysis() throws {
        let expected = try Self.run()
        var kept: [Event] = []
        let changed = try Self.run { event in
            kept.append(event)
            // The members are constants; a copy can only be changed as a whole, and in its parts that are variables.
            if case .connection(let connection) = event {
                var packets = connection.packets
                packets.client = -1
                #expect(connection.packets.client == 6)
            }
            if let first = kept.first { event = first }
            return .continue
        }
        #expect(changed.events == expected.events && changed.summary == expected.summary && kept == expected.events)
    }

    /// Nothing that a sink was given holds a reference, by which two could see the same thing change.
    @Test func eventsHoldNoReferences() throws {
        func references(in value: Any, _ path: String) -> [String] {
            let mirror = Mirror(reflecting: value)
            if mirror.displayStyle == .class { return [path] }
            return mirror.children.flatMap { references(in: $0.value, "\(path).\($0.label ?? "?")") }
        }
        let events = try Self.run().events
        #expect(events.count > 12)
        for event in events { #expect(references(in: event, "event") == []) }
        func isSendable(_: (some Sendable & Hashable).Type) {}
        isSendable(Event.self)
    }

    @Test func aSinkStopsTheRun() throws {
        var seen = 0
        let (events, summary) = try Self.run { _ in
            seen += 1
            return seen == 3 ? .stop : .continue
        }
        #expect(events.count == 3 && summary.wasStopped && summary.frames == 3)
    }

    @Test func onlyWhatIsWantedComes() throws {
        let kinds: [(Set<Event.Kind>, Int)] = [
            ([.packets], 10), ([.exchanges], 1), ([.findings], 1), ([.connections], 1), ([.unreadableFrames], 1), ([], 0),
        ]
        for (kind, count) in kinds { #expect(try Self.run(kind).events.count == count) }
    }

    /// A bound that is hit is told in the same stream.
    @Test func limitsAreTold() throws {
        var limits = Limits()
        limits.connections = 0
        var warnings: [Warning] = []
        var analyzer = Analyzer(events: [], limits: limits) { event in
            if case .warning(let warning) = event { warnings.append(warning) }
            return .continue
        }
        for packet in try PacketScript("0.0 C S seq 1\n0.1 C S seq 1 port 40001").packets {
            analyzer.process(packet.bytes.span, at: Timestamp(nanoseconds: packet.info.time.nanoseconds))
        }
        analyzer.tick(at: Timestamp(nanoseconds: 1_000_000_300_000))
        #expect(analyzer.finish().connections == 2)
        #expect(warnings.count == 1 && warnings.first?.connection == nil)
        #expect(warnings.first?.explanation() != warnings.first?.explanation(in: .chinese))
    }
}
