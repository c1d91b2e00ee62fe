import Foundation
import Testing

/// Keys that a pcapng file carries itself, in a decryption secrets block (draft-ietf-opsawg-pcapng §4.7).
@Suite struct SecretBlockTests {
    private func little(_ number: Int) -> [UInt8] { [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: number >> $0) } }

    /// What was decrypted, by records that hold nothing of how the capture came.
    private func exchanges(_ run: Command) -> [String] {
        run.text.split(separator: "\n").filter { $0.hasPrefix(#"{"type":"http""#) }.map(String.init)
    }

    /// With the block before the packets, or behind them, it is as with `--keylog`; without it nothing is decrypted.
    @Test func keysInTheCapture() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-dsb-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let capture = try Command.capture("tls-keys")
        let plain = folder.appending(path: "plain.pcapng").path(percentEncoded: false)
        #expect(try Command.run(["--summary", "--annotate", plain, capture]).status == 0)
        let bytes = Array(try Data(contentsOf: URL(filePath: plain)))
        let keys = Array(try Data(contentsOf: Command.root.appending(path: "Fixtures/tls-keys/keys.log")))
        var body = Array("KSLT".utf8) + little(keys.count) + keys
        while body.count % 4 != 0 { body.append(0) }
        let block = little(10) + little(body.count + 12) + body + little(body.count + 12)
        // The section header and the only interface stand first.
        var start = 0
        for _ in 0..<2 { start += Int(bytes[start + 4]) | Int(bytes[start + 5]) << 8 | Int(bytes[start + 6]) << 16 }
        let expected = try exchanges(Command.run(["--format", "ndjson", "--keylog", "Fixtures/tls-keys/keys.log", plain]))
        #expect(expected.count >= 7)
        #expect(try exchanges(Command.run(["--format", "ndjson", plain])).count < expected.count)
        for (name, whole) in [("first", bytes[..<start] + block + bytes[start...]), ("last", bytes[...] + block)] {
            let path = folder.appending(path: "\(name).pcapng").path(percentEncoded: false)
            try Data(whole).write(to: URL(filePath: path))
            #expect(try exchanges(Command.run(["--format", "ndjson", path])) == expected, "\(name)")
        }
    }
}
