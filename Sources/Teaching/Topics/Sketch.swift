/// A small ladder: a few segments that show what a topic is about, with the states after each.
public struct Sketch: Sendable {
    public struct Row: Sendable {
        public let client: String
        /// What stands in the arrow.
        public let arrow: [Part]
        public let isFromClient: Bool
        /// It did not arrive.
        public let isLost: Bool
        public let server: String
    }

    /// Flags, numbers and names are the same in all languages; a language has its own words.
    public enum Part: Sendable {
        case code(String)
        case word(Word)
    }

    /// The words that sketches need.
    public enum Word: String, Sendable, CaseIterable {
        case bytes, later, again, probe, challenge, uncaptured, marked, urgent, other, old, forged, wrong, certificate
        /// ICMP, TLS and WebSocket: kinds of messages; HTTP/2: what a frame is about.
        case unreachable, alert, text, close, stream
        /// Captured twice.
        case twice
        /// Not there, before the name of what is not.
        case missing
    }

    public let rows: [Row]

    /// Rows as `SYN_SENT |>| SYN seq=x | LISTEN`: state, direction, arrow, state; `<` from the server, `x>` and `<x` where the segment is
    /// lost. A word stands in braces: `1000 {bytes}`.
    init(_ lines: String...) {
        rows = lines.map { line in
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).map { cell in
                String(cell.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
            }
            return Row(
                client: cells.first ?? "", arrow: cells.count > 2 ? Self.parts(cells[2]) : [],
                isFromClient: cells.count > 1 && cells[1].hasSuffix(">"),
                isLost: cells.count > 1 && cells[1].contains("x"), server: cells.count > 3 ? cells[3] : "")
        }
    }

    /// Arrows of the client, each with a line of a message.
    static func request(_ lines: String...) -> Sketch { Sketch(messageOf: lines, isFromClient: true) }

    /// Arrows of the server, each with a line of a message.
    static func response(_ lines: String...) -> Sketch { Sketch(messageOf: lines, isFromClient: false) }

    private init(messageOf lines: [String], isFromClient: Bool) {
        rows = lines.map {
            Row(client: "", arrow: Self.parts($0), isFromClient: isFromClient, isLost: false, server: "")
        }
    }

    private static func parts(_ text: String) -> [Part] {
        text.split(whereSeparator: { "{}".contains($0) }).map { part in
            Word(rawValue: String(part)).map { .word($0) } ?? .code(String(part))
        }
    }
}
