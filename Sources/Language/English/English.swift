public import Analysis
import Applications
public import TCP
public import Wire

/// The English phrasebook.
public struct English: Phrasebook {
    public let secrets: Secrets
    public var language: LanguageName { .en }

    public init(secrets: Secrets = Secrets()) { self.secrets = secrets }

    public var words: Words {
        Words(
            connection: "Connection", client: "client", server: "server", path: "path", frame: "frame", time: "time",
            steps: [
                "handshake 1/3", "handshake 2/3", "handshake 3/3", "wave 1/4", "wave 2/4", "wave 3/4", "wave 4/4",
            ], afterStep: "  ", rolesInferred: "who is the client is inferred: no SYN was captured",
            opened: "opened", agreed: "agreed", offered: "offered",
            exchanged: "exchanged", closed: "closed", problem: "PROBLEM", warning: "warning", note: "note", bound: "bound",
            acknowledges: "acknowledges", wrong: "WRONG", damaged: "damaged segment",
            unscaled: "as on the wire: its scale was not captured", stage: "stage", comment: "comment",
            stages: [
                "connection set-up", "request", "request headers", "status line", "response headers",
                "response content", "close",
            ])
    }

    /// One of the two ends.
    func end(_ role: Role) -> Text { role == .client ? "client" : "server" }
    func end(_ end: StreamEnd) -> Text { end == .client ? "client" : "server" }

    // MARK: - Packets

    public func meaning(of notes: Notes) -> [Text] {
        notes.shownOneByOne.map(meaning(ofOne:))
    }

    private func meaning(ofOne note: Notes) -> Text {
        switch note {
        case .retransmission: "retransmission: sent before, sent again"
        case .fastRetransmission: "fast retransmission: sent again because duplicate ACKs asked for it"
        case .spuriousRetransmission: "spurious retransmission: sent again although it was acknowledged"
        case .outOfOrder: "out of order: later bytes came first"
        case .previousSegmentNotCaptured: "a segment before this one was not captured, or is still to come"
        case .ackedUnseenSegment: "acknowledges bytes that are not in the capture"
        case .duplicateACK: "duplicate ACK: repeats the last one, as a receiver does when something came out of order or twice"
        case .keepAlive: "keep-alive: asks whether the other end is still there"
        case .keepAliveACK: "keep-alive answered"
        case .zeroWindow: "zero window: the receiver's buffer is full, do not send"
        case .zeroWindowProbe: "zero window probe: asks whether there is room again"
        case .zeroWindowProbeACK: "zero window probe answered: still no room"
        case .windowFull: "window full: this uses up all that the receiver allows"
        case .windowUpdate: "window update: how much the receiver allows has changed"
        case .portReuse: "the same ports again: a new connection in place of the one before"
        case .simultaneousOpen: "simultaneous open: both ends sent a SYN"
        case .fastOpen: "Fast Open: data in the SYN"
        case .dataAfterFIN: "data beyond the FIN of the same side"
        case .resetNotAcceptable: "this RST lies outside the window: its receiver must ignore it"
        case .resetChallenged: "this RST is not what its receiver expects next: it answers with an ACK, and goes on"
        case .overlapConflict: "these bytes differ from the copy seen before; the first copy counts"
        case .badChecksum: "wrong TCP checksum"
        case .truncated: "cut by the snap length: not all of its payload is in the capture"
        case .urgent: "urgent data"
        case .duplicateFrame: "captured twice, by its numbers and time: no event on the wire"
        default: ""
        }
    }

    public func failure(_ check: Equation) -> Text {
        let name = check.rule.description
        let side = Text(code: name.prefix(3))
        let distance = check.expected.distance(to: check.actual)
        let how: Text = distance > 0 ? "\(distance) too high" : "\(-distance) too low"
        return "\(side) must be \(code: name.dropFirst(6)) = \(code: check.expected), is \(code: check.actual): \(how)"
    }

    public func run(_ run: SegmentRun) -> Text {
        var parts = [Quantity.count(run.segments, "segment")]
        if run.clientBytes > 0 { parts.append("\(Quantity.bytes(run.clientBytes)) from the client") }
        if run.serverBytes > 0 { parts.append("\(Quantity.bytes(run.serverBytes)) from the server") }
        if run.pureACKs > 0 { parts.append(Quantity.count(run.pureACKs, "ACK")) }
        if run.heads > 0 { parts.append(Quantity.count(run.heads, "HTTP message")) }
        let notes = run.notes.sorted { $0.key < $1.key }.map { "\($0.value) × \(code: Notes.names[$0.key])" as Text }
        return parts.joined(separator: ", ") + (notes.isEmpty ? "" : "; " + notes.joined(separator: ", "))
    }

    public func origin(_ origin: FrameOrigin) -> Text {
        var parts: [Text] = []
        if let name = origin.interfaceName {
            parts.append("captured on \(secrets.shown(name, limit: 80))")
        } else if let index = origin.interfaceIndex {
            parts.append("captured on interface \(index)")
        }
        switch (origin.processName, origin.processID) {
        case (let name?, let id?): parts.append("process \(secrets.shown(name, limit: 80)) (\(id))")
        case (let name?, nil): parts.append("process \(secrets.shown(name, limit: 80))")
        case (nil, let id?): parts.append("process \(id)")
        case (nil, nil): break
        }
        return parts.joined(separator: ", ")
    }

    public func sentence(for warning: Warning) -> Text {
        switch warning {
        case .fragmentsDropped(let count):
            "\(count) fragmented IP datagrams were let go before they were whole, because too many were unfinished at once"
        case .fragmentsOverlapped(let count):
            "\(Quantity.count(count, "IP datagram came", "IP datagrams came")) in fragments that overlap: the bytes that came first were "
                + "kept, and a receiver may have done otherwise"
        case .closedConnectionLimit(let count):
            "\(Quantity.count(count, "closed connection")) not held for 4 minutes, since too many were closed: what came for them later counts as a new connection"
        case .connectionLimit(let count):
            "\(Quantity.count(count, "quiet connection was", "quiet connections were")) let go to make room for others"
        case .bound(let connection, let bound): "connection \(connection): \(sentence(for: bound))"
        case .boundTotal(let bound, let connections):
            "\(connections) connections, of which the first ones are named: \(sentence(for: bound))"
        case .memoryLimit(let connection, let bytes):
            "connection \(connection): the memory budget was reached, so \(Quantity.bytes(bytes)) held of it were given up: requests that waited, what "
                + "came early behind a hole, content being decoded"
        case .memoryLimitTotal(let connections, let budget):
            "the memory budget (\(Quantity.bytes(budget)), --max-memory) was reached: what was held of a connection was given up "
                + "\(Quantity.count(connections, "time")), oldest first"
        case .waitingExchangeLimit(let count):
            "\(Quantity.count(count, "exchange was", "exchanges were")) left out, because too many waited for the end of their connection"
        case .decodingLimit(let count):
            "\(Quantity.count(count, "message was", "messages were")) not decoded, because too many were being decoded at the same time"
        case .leftOpen(let count):
            "\(Quantity.count(count, "connection that was still open is", "connections that were still open are")) not shown, since Ctrl-C ends a run "
                + "within 100 ms; SIGTERM waits for them"
        }
    }

    // MARK: - The run

    public func summary(_ summary: RunSummary, files: Int) -> [Text] {
        var line: Text = "\(Quantity.count(summary.packets, "packet")): \(summary.tcpPackets) TCP"
        if summary.otherPackets > 0 { line += ", \(summary.otherPackets) other" }
        if summary.malformedPackets > 0 { line += ", \(summary.malformedPackets) malformed" }
        if summary.filteredPackets > 0 { line += ", \(summary.filteredPackets) left out by the filter" }
        if let drops = summary.drops {
            line += "; \(drops.byKernel) dropped by the kernel, \(drops.byInterface) dropped by the interface"
        }
        if let selected = summary.selected { return [line + stopping(summary), selection(selected, of: summary)] }
        let checks = summary.checksPassed + summary.checksFailed
        var second: Text = "\(Quantity.count(summary.connections, "connection"))"
        if summary.connections > 0 {
            let isClean = summary.findings.errors + summary.findings.warnings == 0
            second += ": " + verdicts(summary.findings) + (isClean && summary.quality[.boundHit] > 0 ? " in what was read" : "")
        }
        second += "; \(Quantity.count(summary.exchanges, "HTTP exchange")), "
        second += "\(Quantity.count(checks, "sum")) checked"
        if checks > 0 { second += summary.checksFailed == 0 ? ": all hold" : ": \(summary.checksFailed) WRONG" }
        return [line + stopping(summary), second]
    }

    /// `1 with an error, 2 with a warning, 5 without a problem`.
    func verdicts(_ findings: FindingSummary) -> Text {
        var parts: [Text] = []
        if findings.errors > 0 { parts.append("\(findings.errors) with an error") }
        if findings.warnings > 0 { parts.append("\(findings.warnings) with a warning") }
        let rest = findings.notes + findings.none
        if parts.isEmpty { return "no problem found" }
        if rest > 0 { parts.append("\(rest) without a problem") }
        return parts.joined(separator: ", ")
    }

    public func sentence(for shared: FindingSummary.Shared) -> Text {
        let server: Text = shared.server.address.isIPv6 ? "[\(code: shared.server.address)]" : "\(code: shared.server.address)"
        return "\(shared.count) connections to \(server):\(shared.server.port) have \(code: shared.name) (connections "
            + shared.examples.map { "\($0)" as Text }.joined(separator: ", ")
            + (shared.count > shared.examples.count ? ", ...)" : ")")
    }

    public func sentence(for scan: FindingSummary.Scan) -> Text {
        "\(code: scan.client) left \(scan.handshakes) handshakes unfinished, with \(Quantity.count(scan.ports, "port")) of "
            + "\(Quantity.count(scan.hosts, "host")) (connections \(scan.firstConnection) to \(scan.lastConnection)): a scan"
    }

    public func sentence(for item: CaptureQuality.Item, count: Int) -> Text {
        switch item {
        case .capturedTwice:
            "\(Quantity.count(count, "frame looks like a copy", "frames look like copies")) of others (same numbers, within a moment; a mirror port "
                + "or several interfaces capture twice or more): left out of the analysis"
        case .oneDirection:
            "\(Quantity.count(count, "connection has", "connections have")) only one direction: what the other end did is not known, "
                + "only what it must have sent"
        case .beganInMiddle:
            "\(Quantity.count(count, "connection", "connections")) had begun before the capture: who is the client is inferred, the "
                + "handshake and the window scale are not known"
        case .endedEarly:
            "\(Quantity.count(count, "connection was", "connections were")) still open when the capture ended: how \(count == 1 ? "it" : "they") closed is not known"
        case .snapLength:
            "the snap length cut the payload of \(Quantity.count(count, "packet")): numbers hold, but what was in there is not known"
        case .offload:
            "\(Quantity.count(count, "segment is", "segments are")) larger than the MSS (offload): captured before the network card "
                + "cut them, or after it had joined them, so loss and packet counts are not those of the wire"
        case .boundHit:
            "\(Quantity.count(count, "connection", "connections")) hit a bound of this program: what is beyond it was not read or not "
                + "compared, and nothing is said of that"
        case .fragmentsLetGo:
            "\(Quantity.count(count, "fragmented IP datagram was", "fragmented IP datagrams were")) let go before \(count == 1 ? "it was" : "they were") "
                + "whole, as too many were unfinished at once: bytes that are called missing may have been in \(count == 1 ? "it" : "them")"
        case .loopbackChecksum:
            "\(Quantity.count(count, "packet", "packets")) without a right checksum, which is usual within one machine: its kernel does not fill it in"
        case .checksumOffload:
            "\(Quantity.count(count, "packet has", "packets have")) a wrong checksum, and nothing shows damage: the network card fills checksums in or joins segments outside "
                + "the capture (checksum or receive offload), or the capture was changed afterwards"
        case .corruption:
            "\(Quantity.count(count, "packet was", "packets were")) damaged on the way (wrong checksum): the receiver drops such a packet, "
                + "so what counts is another copy of its bytes, if one came"
        case .timeOrder:
            "\(Quantity.count(count, "frame is", "frames are")) earlier than the one before: times, and what depends on order, are less "
                + "certain"
        case .lostByCapture:
            "\(Quantity.bytes(count)) \(count == 1 ? "was" : "were") received but \(count == 1 ? "is" : "are") not in the capture, which lost "
                + "\(count == 1 ? "it" : "them"): what was in \(count == 1 ? "it" : "them") is not known"
        }
    }
}
