import Capture
import Foundation
import Testing

/// A stream that is kept to be read twice.
@Suite struct SpoolTests {
    @Test func whatIsKeptIsWhatCame() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-spool-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.path(percentEncoded: false)
        let file = folder.appending(path: "stream").path(percentEncoded: false)
        let bytes = Data((0..<700_000).map { UInt8(truncatingIfNeeded: $0 &* 7) })
        try bytes.write(to: URL(filePath: file))
        let spool = try CaptureInput(spooling: CaptureInput(path: file), in: path, limit: bytes.count)
        #expect(spool.size == bytes.count && !spool.isStream && spool.name == file)
        // It has no name, and what is too much is no part of a capture.
        #expect(try FileManager.default.contentsOfDirectory(atPath: path) == ["stream"])
        #expect(throws: CaptureError.self) {
            try CaptureInput(spooling: CaptureInput(path: file), in: path, limit: bytes.count - 1)
        }
        #expect(throws: CaptureError.self) {
            try CaptureInput(spooling: CaptureInput(path: file), in: path + "missing", limit: bytes.count)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: path) == ["stream"])
    }
}
