import Analysis
import Applications
import PacketScript
import TCP
import Wire

/// Runs a script through the analyzer and keeps everything it says.
final class Recorder: EventSink {
    private(set) var packets: [PacketEvent] = []
    private(set) var exchanges: [Exchange] = []
    private(set) var connections: [ConnectionEvent] = []
    private(set) var summary = RunSummary()
    private(set) var warnings: [Warning] = []

    /// How many connections were told before the end of the run.
    private(set) var toldBeforeEnd = 0

    convenience init(_ script: String) throws { try self.init(PacketScript(script).packets) }

    init(_ packets: [PacketScript.Packet], limits: Limits = Limits()) throws {
        let analyzer = Analyzer(sink: self, limits: limits, seed: 1)
        for packet in packets { analyzer.process(packet.bytes.span, packet.info) }
        toldBeforeEnd = connections.count
        analyzer.finish()
        summary = analyzer.summary
    }

    func packet(_ event: borrowing PacketEvent, connection: borrowing Connection, bytes: Span<UInt8>, payload: Range<Int>) {
        packets.append(copy event)
    }

    func exchange(_ exchange: Exchange, connection: borrowing Connection) { exchanges.append(exchange) }
    func connection(_ event: ConnectionEvent) {
        connections.append(event)
        Prose.check(event)
    }

    func warning(_ warning: Warning) {
        warnings.append(warning)
        Prose.check(warning)
    }

    /// `handshake-2: ack = x+1 ok` for each packet: steps, then checks.
    var steps: [String] {
        packets.map { event in
            let verdict = event.verdict
            let names = Steps.names.indices.filter { verdict.steps.rawValue >> UInt8($0) & 1 == 1 }.map { Steps.names[$0] }
            let checks = (0..<verdict.checks.count).compactMap { verdict.checks[$0] }
                .map { "\($0.rule) \($0.holds ? "ok" : "\($0.actual)!=\($0.expected)")" }
            return ([names.joined(separator: "+")] + checks).joined(separator: ", ")
        }
    }

    /// `ESTABLISHED/CLOSE_WAIT` after each packet.
    var states: [String] {
        packets.map { "\($0.verdict.clientState?.name ?? "-")/\($0.verdict.serverState?.name ?? "-")" }
    }

    /// The names of the notes on each packet.
    var notes: [[String]] {
        packets.map { event in
            Notes.names.indices.filter { event.verdict.notes.rawValue >> UInt32($0) & 1 == 1 }.map { Notes.names[$0] }
        }
    }
}
