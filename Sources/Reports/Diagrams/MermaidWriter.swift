import Analysis
import TCP

/// A ladder as a sequence diagram of Mermaid, which code forges draw in Markdown.
struct MermaidWriter {
    private let output: OutputBuffer
    private let picture: LadderPicture

    init(_ picture: LadderPicture, to output: OutputBuffer) {
        self.picture = picture
        self.output = output
    }

    func write() {
        line("sequenceDiagram")
        line("    participant C as \(Self.escaped(picture.client))")
        line("    participant S as \(Self.escaped(picture.server))")
        line("    Note over C,S: \(Self.escaped(picture.title)): \(Self.escaped(picture.headline))")
        var states: (client: PeerState?, server: PeerState?) = (nil, nil)
        for row in picture.rows {
            switch row {
            case .text(_, let words): line("    Note over C,S: \(Self.escaped(words))")
            case .packet(let packet):
                line("    \(arrow(packet)): \(packet.frame)  \(Self.escaped(packet.label))")
                let words = packet.lines.filter { $0.kind != .plain }.map { Self.escaped($0.text) }
                if !words.isEmpty {
                    line("    Note \(packet.sender == .client ? "right of S" : "left of C"): \(words.joined(separator: "<br/>"))")
                }
                if packet.clientState != states.client, let state = packet.clientState { line("    Note over C: \(state.name)") }
                if packet.serverState != states.server, let state = packet.serverState { line("    Note over S: \(state.name)") }
                states = (packet.clientState ?? states.client, packet.serverState ?? states.server)
            }
        }
        output.flush()
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
