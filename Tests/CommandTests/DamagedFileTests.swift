import Foundation
import Testing

/// Captures that are cut or changed somewhere, by the program: a documented exit status, and all frames before the damage. Every byte is
/// `DamagedCaptureTests`' part, thousands of changes that of `scripts/fuzz mutations`.
@Suite struct DamagedFileTests {
    private func capture(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: Command.root.appending(path: Command.capture(name))))
    }

    /// Packets in the summary record; nil if there is none.
    private func packets(_ run: Command) -> Int? {
        guard let line = run.text.split(separator: "\n").last, let data = line.data(using: .utf8),
            let record = try? JSONSerialization.jsonObject(with: data) as? [String: Any], record["type"] as? String == "summary"
        else { return nil }
        return record["packets"] as? Int
    }

    @Test(arguments: ["short-connection", "refused", "gzip-capture", "cut-short", "unanswered-syn"])
    func cutAnywhere(name: String) throws {
        let whole = try capture(name)
        var before = 0
        for length in 0..<whole.count where length < 48 || length % 67 == 0 {
            let run = try Command.run(["--format", "ndjson", "-"], input: Data(whole.prefix(length)))
            #expect([0, 2, 3].contains(run.status), "\(name) cut at \(length): \(run.status) \(run.errors)")
            if run.status == 2 {
                #expect(run.errors.split(separator: "\n").count == 1)
                continue
            }
            let count = try #require(packets(run), "\(name) cut at \(length)")
            #expect(count >= before, "\(name) cut at \(length)")
            before = count
        }
        #expect(before > 0)
    }

    @Test func changedAnywhere() throws {
        let originals = try ["short-connection", "refused", "gzip-capture", "unanswered-syn"].map(capture)
        var state: UInt64 = 7
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(max(1, bound)))
        }
        let outputs = [["--format", "ndjson"], [], ["--packets"], ["--summary"]]
        for i in 0..<100 {
            var bytes = originals[random(originals.count)]
            for _ in 0...random(10) {
                let at = random(2) == 0 ? random(bytes.count) : random(min(120, bytes.count))
                bytes[at] = UInt8(random(256))
            }
            if random(5) == 0 { bytes.removeLast(random(bytes.count)) }
            let run = try Command.run(outputs[i % 4] + ["-"], input: Data(bytes))
            #expect([0, 2, 3].contains(run.status), "mutation \(i): \(run.status) \(run.errors)")
            #expect(run.status == 0 || !run.errors.isEmpty, "mutation \(i)")
        }
    }
}
