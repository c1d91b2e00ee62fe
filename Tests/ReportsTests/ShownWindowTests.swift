import Analysis
import Language
import PacketScript
import Reports
import Testing
import Wire

/// A closed window is seen on the ladder wherever it is told, and a table names every finding.
@Suite struct ShownWindowTests {
    private func lines(_ script: String, _ make: (OutputBuffer, Style) -> any Report) throws -> [Substring] {
        var bytes: [UInt8] = []
        let output = OutputBuffer { bytes.append(copying: $0, in: 0..<$0.count) }
        let report = make(output, Style(width: 120, isUTF8: true, hasColor: false, phrasebook: English()))
        let reports = ReportList([report])
        let analyzer = Analyzer(sink: reports, seed: 1)
        for packet in try PacketScript(script).packets { analyzer.process(packet.bytes.span, packet.info) }
        analyzer.finish()
        reports.finish(analyzer.summary, files: ["script"])
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    }

    /// A SYN proxy opens with a window of 0, and the client may send nothing.
    private let closed = """
        0.000 C S   seq 100 mss 1460 wscale 7
        0.001 S SA  seq 300 ack 101 win 0 mss 1460 wscale 7
        0.002 C A   seq 101 ack 301
        0.300 C A   seq 100 ack 301
        0.301 S A   seq 301 ack 101 win 0
        1.000 S A   seq 301 ack 101 win 10
        1.001 C RA  seq 101 ack 301 win 0
        """

    @Test func aWindowOfZeroStandsOnTheLadder() throws {
        let lines = try lines(closed) { TextReport($0, style: $1) }
        let shown = lines.filter { $0.contains("win 0") }
        // At the SYN-ACK and at the answer to the probe: not at the RST, whose window says nothing.
        #expect(shown.count == 2, "\(shown)")
        let synACK = try #require(lines.firstIndex { $0.contains("handshake 2/3") })
        #expect(lines[synACK + 2].trimmingPrefix { $0 == " " } == "win 0", "\(lines[synACK + 2])")
        #expect(lines.contains { $0.hasSuffix("seq 1, ack 1, win 0") })
    }

    @Test func aTableNamesNotesBehindTheRest() throws {
        let note = """
            0.000 C S   seq 100
            0.001 S SA  seq 300 ack 101
            0.002 C A   seq 101 ack 301
            0.003 C PA  seq 101 ack 301 data "hello"
            0.004 S A   seq 301 ack 106
            0.005 S RA  seq 301 ack 106
            """
        let row = try #require(try lines(note) { SummaryReport($0, style: $1) }.first { $0.hasPrefix("1 ") })
        #expect(row.hasSuffix("  closed-by-reset"), "\(row)")
    }
}
