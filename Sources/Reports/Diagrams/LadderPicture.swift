import Analysis
import Language
import TCP
import Wire

/// The ladder of one connection in words, before it is drawn: the same for every form of picture.
struct LadderPicture {
    struct Line {
        enum Kind { case step, good, bad, warning, message, plain, finding }
        var kind: Kind
        var text: String
    }

    /// A stage of HTTP that a packet is part of, or TLS: a sign, what it means, and how it is coloured.
    struct Band {
        var tag: String
        var name: String
        var style: String
    }

    struct Packet {
        var frame: Int
        var elapsed: Int64?
        var sender: Role
        /// Flags, and the bytes of payload.
        var label: String
        var color: Style.Color
        /// `1/3`, `2/4`, with whether it is of the handshake.
        var badges: [(isHandshake: Bool, text: String)]
        var clientState: PeerState?
        var serverState: PeerState?
        var lines: [Line]
        var bands: [Band] = []
        /// Nanoseconds since the packet before.
        var pause: Int64 = 0
        /// Nanoseconds until the next row, if there is one.
        var lasts: Int64?
        /// The row that it crossed on its way: of a segment whose sender had not received this one.
        var crossed: Int?
    }

    enum Row {
        case packet(Packet)
        /// Packets of which nothing is to be said, or an ICMP error.
        case text(frame: Int?, String)
    }

    let title: String
    let client: String
    let server: String
    let headline: String
    let severity: Finding.Severity?
    let extent: String
    /// Half a round trip in nanoseconds; nil if none was measured.
    let halfTrip: Int64?
    private(set) var rows: [Row] = []

    init(_ event: ConnectionEvent, _ gathered: ConnectionRows, _ style: Style) {
        let connection = event.connection
        let words = style.words
        title = "\(words.connection) \(connection.number)"
        client = "\(words.client) \(name(connection.endpoint(of: .client)))"
        server = "\(words.server) \(name(connection.endpoint(of: .server)))"
        headline = style.plain(style.phrasebook.headline(event.verdict))
        severity = event.verdict.severity
        let date = Text(code: style.date(connection.start))
        extent = style.plain(style.phrasebook.extent(connection, from: date))
        halfTrip = (connection.handshake.roundTrip ?? connection.handshake.connectTime).map { $0 / 2 }
        var pins: [Int: [Finding]] = [:]
        for finding in event.findings { for frame in finding.frames { pins[frame, default: []].append(finding) } }
        var before: Int64?
        for row in gathered.rows {
            switch row {
            case .packet(let packet):
                let lines = PacketLines(packet, gathered.details(of: packet), style).all
                var shown = Self.packet(packet, lines + Self.pinned(pins[packet.frame] ?? []))
                shown.bands = Self.bands(packet, gathered.details(of: packet), style)
                if let before, let elapsed = packet.elapsed { shown.pause = elapsed - before }
                before = packet.elapsed ?? before
                rows.append(.packet(shown))
            case .run(let index):
                before = gathered.runs[index].lastElapsed ?? before
                rows.append(
                    .text(frame: nil, "\(style.ellipsis) \(style.plain(style.phrasebook.run(gathered.runs[index].total)))"))
            case .icmp(let index):
                rows.append(.text(frame: gathered.errors[index].frame, "ICMP: \(gathered.errors[index].text)"))
            }
        }
        noteHowLongRowsLast(gathered)
        markCrossings(gathered.rows, within: max(50_000_000, (connection.handshake.roundTrip ?? 0) * 3 / 2))
    }

    private mutating func noteHowLongRowsLast(_ gathered: ConnectionRows) {
        let times: [Int64?] = gathered.rows.map { row in
            switch row {
            case .packet(let packet): packet.elapsed
            case .run(let index): gathered.runs[index].firstElapsed
            case .icmp(let index): gathered.errors[index].elapsed
            }
        }
        for i in rows.indices.dropLast() {
            guard case .packet(var packet) = rows[i], let start = times[i], let end = times[i + 1] else { continue }
            packet.lasts = end - start
            rows[i] = .packet(packet)
        }
    }

    /// A segment that acknowledges just what came before another one was sent by an end that had not received that one: the two crossed.
    private mutating func markCrossings(_ gathered: [ConnectionRows.Row], within longest: Int64) {
        for i in gathered.indices {
            guard case .packet(let first) = gathered[i], case .packet(var shown) = rows[i],
                first.length > 0 || first.flags.contains(.fin), first.flags.isDisjoint(with: [.rst, .syn])
            else { continue }
            for j in gathered.indices[i...].dropFirst().prefix(3) {
                guard case .packet(let second) = gathered[j], second.sender != first.sender else { break }
                guard second.acknowledgment == first.sequence, second.length > 0 || second.flags.contains(.fin),
                    !second.notes.contains(.duplicateACK), let start = first.elapsed, let end = second.elapsed,
                    end - start < longest
                else { continue }
                shown.crossed = j
            }
            rows[i] = .packet(shown)
        }
    }

    /// A picture of no connection, with what there is to say.
    init(empty headline: String) {
        title = ""
        client = ""
        server = ""
        self.headline = headline
        severity = nil
        extent = ""
        halfTrip = nil
    }

    private static func bands(_ row: PacketRow, _ details: RowDetails?, _ style: Style) -> [Band] {
        var bands = row.stages.numbers.map { number in
            Band(tag: "\(style.tag(ofStage: number))", name: style.words.stages[number - 1], style: "s\(number)")
        }
        let isTLS = details?.lines.contains { if case .text = $0 { true } else { false } } ?? false
        if isTLS { bands.append(Band(tag: "T", name: "TLS", style: "tls")) }
        return bands
    }

    private static func pinned(_ findings: [Finding]) -> [Line] {
        findings.map { Line(kind: .finding, text: "◆ \($0.name)") }
    }

    private static func packet(_ row: PacketRow, _ lines: [Line]) -> Packet {
        let names = TCPFlags.names.enumerated().filter { row.flags.rawValue >> UInt16($0.offset) & 1 == 1 }.map(\.element)
        var label = names.isEmpty ? "(none)" : names.joined(separator: " ")
        if row.length > 0 { label += " \(row.length)" }
        let badges = (0..<Steps.names.count).filter { row.steps.rawValue >> UInt8($0) & 1 == 1 }.map { bit in
            bit < 3 ? (true, "\(bit + 1)/3") : (false, "\(bit - 2)/4")
        }
        return Packet(
            frame: row.frame, elapsed: row.elapsed, sender: row.sender, label: label, color: row.arrowColor, badges: badges,
            clientState: row.clientState, serverState: row.serverState, lines: lines)
    }
}
