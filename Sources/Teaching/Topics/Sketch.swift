/// A small ladder: a few segments that show what a topic is about, with the states after each.
public struct Sketch: Sendable {
    public struct Row: Sendable {
        public let client: String
        public let arrow: String
        public let isFromClient: Bool
        /// It did not arrive.
        public let isLost: Bool
        public let server: String
    }

    public let rows: [Row]

    /// Rows as `SYN_SENT > SYN seq=x > LISTEN`; `<` from the server, `x>` and `<x` where the segment is lost.
    private init(_ lines: String...) {
        rows = lines.map { line in
            let parts = line.split(separator: "|", omittingEmptySubsequences: false).map { $0.filter { $0 != "\t" } }
            let cells = parts.map { cell in
                String(cell.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
            }
            return Row(
                client: cells.first ?? "", arrow: cells.count > 2 ? cells[2] : "",
                isFromClient: cells.count > 1 && cells[1].hasSuffix(">"),
                isLost: cells.count > 1 && cells[1].contains("x"), server: cells.count > 3 ? cells[3] : "")
        }
    }

    static let opening = Sketch(
        "SYN_SENT    | >| SYN seq=x               | LISTEN",
        "SYN_SENT    | <| SYN ACK seq=y ack=x+1   | SYN_RCVD",
        "ESTABLISHED | >| ACK seq=x+1 ack=y+1     | ESTABLISHED")
    static let simultaneousOpen = Sketch(
        "SYN_SENT    | >| SYN seq=x               | SYN_SENT",
        "SYN_SENT    | <| SYN seq=y               | SYN_SENT",
        "SYN_RCVD    | >| SYN ACK seq=x ack=y+1   | SYN_SENT",
        "ESTABLISHED | <| SYN ACK seq=y ack=x+1   | ESTABLISHED")
    static let refusal = Sketch(
        "SYN_SENT    | >| SYN seq=x               | CLOSED",
        "CLOSED      | <| RST ACK seq=0 ack=x+1   | CLOSED")
    static let lostSYN = Sketch(
        "SYN_SENT    |x>| SYN seq=x               | LISTEN",
        "SYN_SENT    | >| SYN seq=x (1 s later)   | LISTEN",
        "SYN_SENT    | <| SYN ACK seq=y ack=x+1   | SYN_RCVD")
    static let fourSegments = Sketch(
        "FIN_WAIT_1  | >| FIN ACK seq=u           | ESTABLISHED",
        "FIN_WAIT_2  | <| ACK seq=v ack=u+1       | CLOSE_WAIT",
        "FIN_WAIT_2  | <| FIN ACK seq=w ack=u+1   | LAST_ACK",
        "TIME_WAIT   | >| ACK seq=u+1 ack=w+1     | CLOSED")
    static let threeSegments = Sketch(
        "FIN_WAIT_1  | >| FIN ACK seq=u           | ESTABLISHED",
        "FIN_WAIT_2  | <| FIN ACK seq=w ack=u+1   | LAST_ACK",
        "TIME_WAIT   | >| ACK seq=u+1 ack=w+1     | CLOSED")
    static let simultaneousClose = Sketch(
        "FIN_WAIT_1  | >| FIN ACK seq=u           | ESTABLISHED",
        "FIN_WAIT_1  | <| FIN ACK seq=w           | FIN_WAIT_1",
        "CLOSING     | >| ACK ack=w+1             | FIN_WAIT_1",
        "TIME_WAIT   | <| ACK ack=u+1             | TIME_WAIT")
    static let fastRetransmission = Sketch(
        "|x>| seq=1 1000 bytes        |",
        "| >| seq=1001 1000 bytes     |",
        "| <| ACK ack=1 SACK=1001-2001|",
        "| >| seq=1 1000 bytes (again)|",
        "| <| ACK ack=2001            |")
    static let timeOut = Sketch(
        "|x>| seq=1 1000 bytes        |",
        "| >| seq=1 1000 bytes (200 ms later)|",
        "| <| ACK ack=1001            |")
    static let spurious = Sketch(
        "| >| seq=1 1000 bytes        |",
        "|<x| ACK ack=1001            |",
        "| >| seq=1 1000 bytes (again)|",
        "| <| ACK ack=1001 SACK=1-1001|")
    static let zeroWindow = Sketch(
        "| >| seq=1 1000 bytes        |",
        "| <| ACK ack=1001 win=0      |",
        "| >| seq=1000 (probe)        |",
        "| <| ACK ack=1001 win=0      |",
        "| <| ACK ack=1001 win=65535  |")
    static let keepAlive = Sketch(
        "| <| ACK ack=1001            |",
        "| >| ACK seq=1000 (75 s later)|",
        "| <| ACK ack=1001            |")
    static let reset = Sketch(
        "ESTABLISHED | >| seq=1 100 bytes         | ESTABLISHED",
        "CLOSED      | <| RST seq=1               | CLOSED")
    static let crossedClose = Sketch(
        "ESTABLISHED | <| FIN ACK seq=w           | FIN_WAIT_1",
        "ESTABLISHED | >| GET / HTTP/1.1          | FIN_WAIT_1",
        "CLOSED      | <| RST                     | CLOSED")
    static let forgotten = Sketch(
        "ESTABLISHED | >| seq=1 ack=500 100 bytes | ?",
        "CLOSED      | <| RST seq=500             | CLOSED")
    static let challenge = Sketch(
        "ESTABLISHED | >| RST seq=x+5000          | ESTABLISHED",
        "ESTABLISHED | <| ACK ack=x+1 (challenge) | ESTABLISHED")
    static let request = Sketch(
        "| >| 1 SYN / SYN ACK / ACK   |",
        "| >| 2 GET / HTTP/1.1        |",
        "| >| 3 Host: example.com     |",
        "| <| 4 HTTP/1.1 200 OK       |",
        "| <| 5 Content-Length: 129   |",
        "| <| 6 <html>...             |",
        "| <| 7 FIN                   |")
}
