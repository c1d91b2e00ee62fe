import CGenerator
import Capture
import Foundation
import Wire

/// The frames of a capture, in memory, so that a stage is measured without the reading.
final class Frames {
    private var bytes: [UInt8] = []
    private var frames: [(range: Range<Int>, info: FrameInfo)] = []

    var count: Int { frames.count }

    /// - Parameter generate: writes the capture to a path.
    init(_ generate: (String) -> Void) {
        let path = Self.temporaryPath()
        generate(path)
        defer { Self.remove(path) }
        guard let file = try? CaptureFile(path: path) else { return }
        _ = file.forEachFrame(from: 1, file: 0, filter: nil) { info, frame, _ in
            let start = bytes.count
            for i in frame.indices { bytes.append(frame[i]) }
            frames.append((start..<bytes.count, info))
            return true
        }
    }

    /// Lends the frames that are numbered so, from 0.
    func forEach(in range: Range<Int>? = nil, _ body: (Span<UInt8>, FrameInfo) -> Void) {
        let bytes = bytes
        let all = bytes.span
        for i in range ?? 0..<frames.count { body(all.extracting(frames[i].range), frames[i].info) }
    }

    static func temporaryPath() -> String {
        FileManager.default.temporaryDirectory.appendingPathComponent("tcpexplain-stages-\(UUID()).pcap").path
    }

    static func remove(_ path: String) { try? FileManager.default.removeItem(atPath: path) }
}

/// The captures that are measured. Each is made when it is first asked for, the same every time.
enum Captures {
    /// The bytes of the web capture.
    static let webSize: UInt64 = 16 << 20

    nonisolated(unsafe) static let web = Frames { generate_web($0, webSize) }

    /// Full segments of a transfer.
    static let segments: UInt64 = 20_000

    nonisolated(unsafe) static let content = Frames { generate_transfer($0, segments, true) }
    nonisolated(unsafe) static let other = Frames { generate_transfer($0, segments, false) }

    static let connectionCount = 50_000

    static func connections(ipv6: Bool, exchange: Bool) -> Frames {
        Frames { generate_connections($0, UInt64(connectionCount), ipv6, exchange) }
    }
}
