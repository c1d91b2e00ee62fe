import Analysis
import Language
import PacketScript
import Testing
import Wire

@testable import Reports

/// The screen that `--summary` draws anew while a capture goes on, as a terminal shows it.
@Suite struct LiveScreenTests {
    /// As much of a terminal as the screen uses: it fails at any other control.
    private final class Terminal {
        private(set) var rows: [[Character]] = []
        private(set) var isAlternate = false
        private(set) var hasCursor = true
        private(set) var unknown: [String] = []
        /// What was written outside the alternate screen.
        private(set) var scrollback = ""
        private var row = 0
        private var column = 0

        var screen: [String] { rows.map { String($0) } }

        func write(_ text: String) {
            var rest = Substring(text)
            while let character = rest.popFirst() {
                switch character {
                case "\u{1b}": control(&rest)
                case _ where !isAlternate: scrollback.append(character)
                case "\r\n": (row, column) = (row + 1, 0)
                default: put(character)
                }
            }
        }

        private func put(_ character: Character) {
            while rows.count <= row { rows.append([]) }
            while rows[row].count <= column { rows[row].append(" ") }
            rows[row][column] = character
            column += 1
        }

        private func control(_ rest: inout Substring) {
            let end = rest.dropFirst().firstIndex { $0.isLetter } ?? rest.startIndex
            let code = String(rest[...end])
            rest = rest[rest.index(after: end)...]
            switch code {
            case "[?1049h": isAlternate = true
            case "[?1049l": isAlternate = false
            case "[?25l": hasCursor = false
            case "[?25h": hasCursor = true
            case "[H": (row, column) = (0, 0)
            case "[2J": rows = []
            case "[J": rows.removeLast(max(0, rows.count - row))
            case "[K": if row < rows.count { rows[row].removeLast(max(0, rows[row].count - column)) }
            default: unknown.append(code)
            }
        }
    }

    /// Connections of several clients: one that ended, one in the middle of a transfer, one that waits for its SYN-ACK.
    private static let script = """
        0.000 C S   seq 100 port 40001
        0.001 S SA  seq 300 ack 101 port 40001
        0.002 C A   seq 101 ack 301 port 40001
        0.003 C PA  seq 101 ack 301 port 40001 data "GET / HTTP/1.1\\r\\n\\r\\n"
        0.004 S RA  seq 301 ack 119 port 40001
        1.000 C S   seq 500 port 40002
        1.001 S SA  seq 700 ack 501 port 40002
        1.002 C A   seq 501 ack 701 port 40002
        1.003 S PA  seq 701 ack 501 port 40002 len 1000
        2.000 C S   seq 900 port 40003
        9.000 S PA  seq 1701 ack 501 port 40002 len 500
        """

    private func run(_ terminal: Terminal, width: Int = 100, phrasebook: any Phrasebook = English(), height: Int = 16) throws
        -> (table: TableReport, analyzer: Analyzer, time: Timestamp)
    {
        let output = OutputBuffer { bytes in
            var copy: [UInt8] = []
            copy.append(copying: bytes, in: 0..<bytes.count)
            terminal.write(String(decoding: copy, as: UTF8.self))
        }
        let style = Style(width: width, clipsTables: true, isUTF8: true, hasColor: false, phrasebook: phrasebook)
        let table = TableReport(output, style: style, height: height)
        let analyzer = Analyzer(sink: table, seed: 1)
        let packets = try PacketScript(Self.script).packets
        for packet in packets { analyzer.process(packet.bytes.span, packet.info) }
        return (table, analyzer, try #require(packets.last).info.time)
    }

    @Test func theScreenShowsWhatIsOpenAndWhatEnded() throws {
        let terminal = Terminal()
        let (table, analyzer, last) = try run(terminal)
        // The one that was reset has waited for stragglers then.
        let time = Timestamp(nanoseconds: last.nanoseconds + 250_000_000_000)
        analyzer.tick(at: time)
        #expect(terminal.isAlternate && !terminal.hasCursor)
        table.draw(at: time, dropped: 3)
        let lines = terminal.screen.map { $0.split(separator: " ").joined(separator: " ") }
        #expect(lines.first == "11 packets (0/s, 0 bytes/s), 2 open, 1 ended, 3 dropped")
        #expect(lines.dropFirst(3).first == "# client server client bytes server bytes rate states")
        #expect(lines.contains("2 10.0.0.2:40002 10.0.0.1:80 0 1500 0 bytes/s ESTABLISHED/ESTABLISHED"))
        #expect(lines.contains("3 10.0.0.2:40003 10.0.0.1:80 0 0 0 bytes/s SYN_SENT/LISTEN"))
        // The one that ended has left the list above, and stands below with its verdict.
        let ended = lines.drop { $0 != "ended:" }
        #expect(
            ended.contains { $0.contains("10.0.0.2:40001") } && !lines.dropLast(ended.count).contains { $0.contains("40001") })
        #expect(terminal.unknown == [])
        // Drawn again after a second without packets, nothing is left of before, and the rates are of that second.
        let before = terminal.screen.count
        table.draw(at: Timestamp(nanoseconds: time.nanoseconds + 1_000_000_000), dropped: 3)
        #expect(terminal.screen.count == before && terminal.screen[0].contains("0/s"))
        analyzer.finish()
        table.finish(analyzer.summary, files: [])
        // The terminal is given back, with the last connections and the verdict on it.
        #expect(!terminal.isAlternate && terminal.hasCursor)
        #expect(terminal.scrollback.contains("40003") && terminal.scrollback.contains("3 connections"))
    }

    /// However low the screen is, nothing scrolls.
    @Test(arguments: [1, 10, 12, 40]) func itNeverScrolls(height: Int) throws {
        let terminal = Terminal()
        let (table, _, time) = try run(terminal, height: height)
        table.draw(at: time, dropped: 0)
        #expect(terminal.screen.count < max(10, height))
    }

    /// A terminal that got narrower shows nothing wider, and nothing old.
    @Test func itFollowsTheTerminal() throws {
        let terminal = Terminal()
        let (table, _, time) = try run(terminal, width: 140, phrasebook: Chinese())
        table.draw(at: time, dropped: 0)
        table.resize(width: 70, height: 12)
        table.draw(at: time, dropped: 0)
        let cells = CellWidth(ambiguousIsWide: false)
        #expect(terminal.screen[0].contains("连接"))
        for line in terminal.screen { #expect(cells.cells(of: line) <= 70, "\(line)") }
    }
}
