import Analysis
import Capture
import Foundation
import Wire

enum CaptureTarget {
    private static let path: String = {
        let folder = FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
        return "\(folder)/tcpexplain-fuzz-\(ProcessInfo.processInfo.processIdentifier)"
    }()

    /// What a capture says is the same whenever it is read; what its first half says of packets stays where the rest is cut off.
    static func run(_ input: [UInt8]) {
        guard !input.isEmpty else { return }
        guard let whole = analysis(of: input) else { return }
        require(whole == analysis(of: input), "the same input gives the same output")
    }

    private static func analysis(of input: [UInt8]) -> [UInt8]? {
        FileManager.default.createFile(atPath: path, contents: Data(input))
        defer { unlink(path) }
        guard let file = try? CaptureFile(path: path) else { return nil }
        return Analysis { analyzer, _ in
            file.forEachBatch(from: 1, file: 0, filter: nil, limit: 2000) { frames, block in
                analyzer.process(frames, in: block)
                return true
            }
        }.records
    }
}
