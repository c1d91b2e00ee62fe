import Analysis
import Capture
import Foundation

enum CaptureTarget {
    private static let path: String = {
        let folder = FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
        return "\(folder)/tcpexplain-fuzz-\(ProcessInfo.processInfo.processIdentifier)"
    }()

    /// What a capture says is the same whenever it is read; where its end is cut off, what was said before stays as it was.
    static func run(_ input: [UInt8]) {
        guard !input.isEmpty else { return }
        guard let whole = analysis(of: input) else { return }
        require(whole.records == analysis(of: input)?.records, "the same input gives the same output")
        let cut = input.count * Int(input[input.count / 2] % 16) / 16
        guard let part = analysis(of: Array(input.prefix(cut))) else { return }
        require(
            whole.records.starts(with: part.records.prefix(part.recordsBeforeEnd)),
            "what was reported before the end is the same: cut at \(cut)")
    }

    private static func analysis(of input: [UInt8]) -> Analysis? {
        _ = FileManager.default.createFile(atPath: path, contents: Data(input))
        defer { unlink(path) }
        guard let file = try? CaptureFile(path: path) else { return nil }
        return Analysis { analyzer in
            file.forEachBatch(from: 1, file: 0, filter: nil, limit: 2000) { frames, block in
                analyzer.process(frames, in: block)
                return true
            }
        }
    }
}
