import PacketScript
import Testing
import TCP
import Wire

/// When connections are told and let go, whatever the capture's times do.
@Suite struct HoldingTests {
    /// A connection that opens and is refused, on its own port, from `second` on.
    private static func refused(port: Int, at second: Double) -> String {
        "\(second) C S seq 100 port \(port)\n\(second + 0.001) S RA seq 0 ack 101 port \(port)\n"
    }

    /// One frame at the end of time, before a flood: the limit on connections holds all the same.
    @Test func aWildTimeDoesNotLiftTheLimit() throws {
        var packets = try PacketScript(
            (0...300).map { "\(Double($0) / 1000) C S seq 100 port \(2000 + $0)" }.joined(separator: "\n")
        ).packets
        packets[0].info.time = Timestamp(nanoseconds: .max)
        var limits = Limits()
        limits.connections = 50
        let run = try Recorder(packets, limits: limits)
        #expect(run.connections.count == 301)
        #expect(run.connections.count { $0.ending == .limit } == 251)
    }

    /// Of connections closed after data only so many wait for stragglers; what comes for one of the others begins a new connection.
    @Test(arguments: [(limit: 2, connections: 7), (limit: 16_384, connections: 6)])
    func closedConnectionsAreBounded(limit: Int, connections: Int) throws {
        var script = ""
        for i in 1...5 {
            let port = 2000 + i
            script +=
                "\(i).0 C S seq 100 port \(port)\n\(i).1 S SA seq 300 ack 101 port \(port)\n\(i).2 C A seq 101 ack 301 port \(port)\n"
            script += "\(i).3 C PA seq 101 ack 301 len 5 port \(port)\n\(i).4 C RA seq 106 ack 301 port \(port)\n"
        }
        script += "20.0 C S seq 100 port 3000\n21.0 C S seq 100 port 3000\n22.0 S RA seq 0 ack 101 port 3000\n"
        script += "23.0 S A seq 301 ack 106 port 2001\n"
        var limits = Limits()
        limits.closedConnections = limit
        let run = try Recorder(PacketScript(script).packets, limits: limits)
        #expect(run.connections.count == connections)
    }

    /// A RST from far in the future, so late that it is a connection of its own: those that close after it are told in time.
    @Test func aCloseInTheFutureHoldsUpNobody() throws {
        var script = "0.0 C S seq 100 port 1999\n"
        script += "0.1 S RA seq 0 ack 101 port 1999\n"
        for i in 1...20 { script += Self.refused(port: 2000 + i, at: Double(i)) }
        var packets = try PacketScript(script).packets
        packets[1].info.time = Timestamp(nanoseconds: 4_102_444_800_000_000_000)
        let run = try Recorder(packets)
        #expect(run.connections.count == 22)
        // All but the one from the future and those of the last two seconds.
        #expect(run.toldBeforeEnd >= 17)
    }

    /// Files of a run may come newest first: what closes in an older one is told in time too.
    @Test func timeMayGoBack() throws {
        var script = ""
        for i in 1...5 { script += Self.refused(port: 2000 + i, at: 100_000 + Double(i)) }
        for i in 1...20 { script += Self.refused(port: 3000 + i, at: Double(i)) }
        let run = try Recorder(PacketScript(script).packets)
        #expect(run.connections.count == 25)
        #expect(run.connections.allSatisfy { $0.ending == .reset })
        #expect(run.toldBeforeEnd >= 17)
    }

    /// The first packet after the two seconds in which a closed connection is not told may be captured twice as well.
    @Test func aStragglerCapturedTwice() throws {
        let run = try Recorder(
            """
            0.0 C S  seq 100
            0.1 S SA seq 300 ack 101
            0.2 C A  seq 101 ack 301
            0.3 C FA seq 101 ack 301
            0.4 S FA seq 301 ack 102
            0.5 C A  seq 102 ack 302
            4.0 C A  seq 102 ack 302 id 77
            4.00001 C A  seq 102 ack 302 id 77
            """)
        #expect(!run.notes[6].contains("duplicate-frame"))
        #expect(run.notes[7] == ["duplicate-frame"])
    }
}
