import Foundation
import PacketScript
import TCPExplain
import Testing

/// What the values of the library say by themselves.
@Suite struct ValueTests {
    @Test func momentsAreCompared() {
        let first = Timestamp(nanoseconds: 1_500_000_000), second = Timestamp(nanoseconds: 4_000_000_000)
        #expect(first < second && !(second < first))
        #expect(second.duration(since: first) == .milliseconds(2500) && first.duration(since: second) == .milliseconds(-2500))
        // What would overflow is the longest time that there is.
        let ends = (Timestamp(nanoseconds: .min), Timestamp(nanoseconds: .max))
        #expect(ends.1.duration(since: ends.0) == .nanoseconds(Int64.max))
    }

    @Test func severitiesAreOrdered() {
        #expect(Severity.allCases.sorted() == [.note, .warning, .error])
        #expect(Severity.note < .warning && Severity.warning < .error && !(Severity.error < .note))
    }

    /// Its findings are sorted, so the first one is the worst.
    @Test func theWorstFindingOfAConnection() throws {
        let connections = try Self.connections(
            """
            0.0 C S seq 1
            0.1 S RA seq 0 ack 2
            1.0 C S seq 1 port 40001
            1.1 S SA seq 9 ack 2 port 40001
            1.2 C A seq 2 ack 10 port 40001
            1.3 C FA seq 2 ack 10 port 40001
            1.4 S FA seq 10 ack 3 port 40001
            1.5 C A seq 3 ack 11 port 40001
            """)
        #expect(connections.map(\.findings.first?.severity) == [.error, nil])
        #expect(connections.first?.findings.map(\.name) == ["refused"])
    }

    private static func connections(_ script: String) throws -> [Connection] {
        var found: [Connection] = []
        var analyzer = Analyzer(events: [.connections]) { event in
            if case .connection(let connection) = event { found.append(connection) }
            return .continue
        }
        for packet in try PacketScript(script).packets {
            analyzer.process(packet.bytes.span, at: Timestamp(nanoseconds: packet.info.time.nanoseconds))
        }
        _ = analyzer.finish()
        return found.sorted { $0.number < $1.number }
    }

    /// An event can be a member of a set: what equality passes over is no part of its hash.
    @Test func eventsAreHashed() throws {
        func events() throws -> [Event] {
            var events: [Event] = []
            var limits = Limits()
            limits.connections = 1
            var analyzer = Analyzer(limits: limits) { event in
                events.append(event)
                return .continue
            }
            for packet in try PacketScript("0.0 C S seq 1\n0.1 C S seq 1 port 40001\n0.2 C S seq 1 port 40002").packets {
                analyzer.process(packet.bytes.span, at: Timestamp(nanoseconds: packet.info.time.nanoseconds))
            }
            _ = analyzer.finish()
            return events
        }
        let first = try events()
        #expect(first.contains { if case .warning = $0 { true } else { false } })
        #expect(Set(first) == Set(try events()))
    }

    @Test func linkTypesAreNumbers() {
        #expect(LinkType.ethernet.rawValue == 1 && LinkType.rawIP == LinkType(rawValue: 101))
        #expect(LinkType(rawValue: 276) != .rawIP)
    }

    /// Frames of an unsupported link type, and interfaces that are not described, are damage of which the rest is read.
    @Test func whatIsLeftOutOfAFile() throws {
        func block(_ type: UInt32, _ body: [UInt8]) -> [UInt8] {
            let length = little(UInt32(body.count + 12))
            return little(type) + length + body + length
        }
        func little(_ number: UInt32) -> [UInt8] { [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: number >> $0) } }
        func packet(_ interface: UInt32) -> [UInt8] {
            block(6, little(interface) + little(0) + little(0) + little(4) + little(4) + [1, 2, 3, 4])
        }
        let bytes =
            block(0x0a0d_0d0a, little(0x1a2b_3c4d) + little(1) + little(.max) + little(.max)) + block(1, little(147) + little(0))
            + packet(0) + packet(5)
        let url = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-left-\(UUID().uuidString).pcapng")
        try Data(bytes).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        var damage: [CaptureError] = []
        var analyzer = Analyzer(events: []) { event in
            if case .damage(let error) = event { damage.append(error) }
            return .continue
        }
        let capture = try CaptureFile(path: url.path(percentEncoded: false))
        analyzer.read(capture)
        let summary = analyzer.finish()
        #expect(summary.frames == 2 && summary.tcpFrames == 0)
        #expect(damage.map(\.reason) == [.unsupportedLinkType, .damaged])
        #expect(damage[0].description.contains("147") && damage[1].description.contains("packet 2"))
    }
}
