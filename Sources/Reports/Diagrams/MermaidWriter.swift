import Analysis
import TCP

/// A ladder as a sequence diagram of Mermaid, which code forges draw in Markdown.
struct MermaidWriter {
    /// Mermaid draws no more than 50,000 UTF-16 code units (its `maxTextSize`): of a longer ladder the middle is left out.
    private static let maximumRowUnits = 48_000
    /// Of those, what the rows behind the gap may take: those of the close.
    private static let lastUnits = 16_000

    private let output: OutputBuffer
    private let picture: LadderPicture
    /// How many rows are left out, in words.
    private let more: (Int) -> String

    init(_ picture: LadderPicture, to output: OutputBuffer, more: @escaping (Int) -> String) {
        self.picture = picture
        self.output = output
        self.more = more
    }

    func write() {
        line("sequenceDiagram")
        line("    participant C as \(Self.escaped(picture.client))")
        line("    participant S as \(Self.escaped(picture.server))")
        line("    Note over C,S: \(Self.escaped(picture.title)): \(Self.escaped(picture.headline))")
        let rows = self.rows()
        let first = Self.count(rows, within: Self.maximumRowUnits - Self.lastUnits)
        let last = Self.count(rows.reversed(), within: Self.lastUnits)
        if Self.count(rows, within: Self.maximumRowUnits) == rows.count {
            for row in rows { output.append(row) }
        } else {
            for row in rows.prefix(first) { output.append(row) }
            line("    Note over C,S: … \(Self.escaped(more(rows.count - first - last)))")
            for row in rows.suffix(last) { output.append(row) }
        }
        output.flush()
    }

    /// How many rows, from the first on, take no more than so many UTF-16 code units.
    private static func count(_ rows: some Sequence<String>, within units: Int) -> Int {
        var left = units
        return rows.prefix { row in
            left -= row.utf16.count
            return left >= 0
        }.count
    }

    /// The lines of each row, with their ends.
    private func rows() -> [String] {
        var states: (client: PeerState?, server: PeerState?) = (nil, nil)
        return picture.rows.map { row in
            switch row {
            case .text(_, let words): return "    Note over C,S: \(Self.escaped(words))\n"
            case .packet(let packet):
                var lines = "    \(arrow(packet)): \(packet.frame)  \(Self.escaped(packet.label))\n"
                let words = packet.lines.filter { $0.kind != .plain }.map { Self.escaped($0.text) }
                if !words.isEmpty {
                    lines +=
                        "    Note \(packet.sender == .client ? "right of S" : "left of C"): \(words.joined(separator: "<br/>"))\n"
                }
                if packet.clientState != states.client, let state = packet.clientState {
                    lines += "    Note over C: \(state.name)\n"
                }
                if packet.serverState != states.server, let state = packet.serverState {
                    lines += "    Note over S: \(state.name)\n"
                }
                states = (packet.clientState ?? states.client, packet.serverState ?? states.server)
                return lines
            }
        }
    }

    /// A RST ends in a cross; what was sent again is dotted.
    private func arrow(_ packet: LadderPicture.Packet) -> String {
        let line = packet.color == .bad ? "-x" : packet.color == .warning ? "-->>" : "->>"
        return packet.sender == .client ? "C\(line)S" : "S\(line)C"
    }

    private func line(_ text: String) {
        output.append(text)
        output.endLine()
    }

    /// What Mermaid or Markdown would take for its own, as entities by number.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "#", ";", "<", ">", "&", "\"", "`", "%", "{", "}", "[", "]", "\\": result += "#\(scalar.value);"
            case _ where scalar.value < 0x20: result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
