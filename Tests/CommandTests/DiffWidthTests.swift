import Foundation
import Testing

/// No line of a comparison is wider than asked for.
@Suite struct DiffWidthTests {
    /// Columns of a line: characters of Chinese take two.
    private func columns(_ line: Substring) -> Int {
        line.unicodeScalars.reduce(0) { $0 + (0x2e80..<0x10000 ~= $1.value ? 2 : 1) }
    }

    private func check(_ arguments: [String], _ width: Int) throws {
        for language in ["en", "zh"] {
            let run = try Command.run(["diff", "--width", "\(width)", "--lang", language] + arguments)
            #expect(run.status == 0 || run.status == 1, "\(run.errors)")
            #expect(run.text.split(separator: "\n").count > 2)
            for line in run.text.split(separator: "\n") {
                #expect(columns(line) <= width, "\(width), \(language): \(columns(line)) columns: \(line)")
            }
        }
    }

    @Test(
        arguments: ["ends-loss", "ends-lossy-delayed", "ends-mss-clamped", "ends-nat", "ends-reset", "ends-translated"],
        [60, 61, 73, 74, 80, 100])
    func ofTheEnds(fixture: String, width: Int) throws {
        try check(["--ends", "Fixtures/\(fixture)/capture.pcap", "Fixtures/\(fixture)/server.pcap"], width)
    }

    @Test(
        arguments: [
            ["keep-alive-ten", "request-crossed-close"], ["http2-curl", "http2-troubles"], ["ipv6", "refused"],
            ["http-slow", "keep-alive-ten"],
        ], [60, 61, 80])
    func ofRuns(fixtures: [String], width: Int) throws {
        try check(["--runs"] + fixtures.map { try Command.capture($0) }, width)
    }
}
