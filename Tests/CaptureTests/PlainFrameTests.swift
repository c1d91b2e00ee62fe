import Foundation
import PacketScript
import Testing

@testable import Capture
@testable import Wire

/// The short way through a frame (`Dissector.readPlain`) gives what the walk through its headers gives.
@Suite struct PlainFrameTests {
    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures")

    private struct Frame {
        var bytes: [UInt8]
        var info: FrameInfo
    }

    /// Up to `count` frames of each fixture.
    private static func frames(_ count: Int) throws -> [Frame] {
        let folders = try FileManager.default.contentsOfDirectory(at: fixtures, includingPropertiesForKeys: nil)
        var frames: [Frame] = []
        for folder in folders.sorted(by: { $0.path < $1.path }) {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))) ?? []
            for name in names.sorted() where name.hasPrefix("capture.") {
                guard let file = try? CaptureFile(path: folder.appending(path: name).path(percentEncoded: false)) else {
                    continue
                }
                file.forEachBatch(from: 1, file: 0, filter: nil, limit: count) { batch, block in
                    for i in batch.indices {
                        frames.append(Frame(bytes: batch[i].range.map { block[$0] }, info: batch[i]))
                    }
                    return true
                }
            }
        }
        return frames
    }

    /// Whether a frame is plain; if it is, both ways must find the same.
    private func isPlain(_ frame: Frame, _ what: @autoclosure () -> String) -> Bool {
        var plain = Dissection()
        guard Dissector.readPlain(frame.bytes.span, frame.info.linkType, wireLength: frame.info.wireLength, into: &plain) else {
            return false
        }
        var dissector = Dissector()
        let walked = dissector.dissectByWalk(frame.bytes.span, frame.info)
        if plain != walked { Issue.record("\(what()): \(frame.info) \(frame.bytes)\n\(plain)\n\(walked)") }
        return true
    }

    @Test func everyFrameOfEveryFixture() throws {
        var plain = 0
        var segments = 0
        for frame in try Self.frames(.max) {
            if isPlain(frame, "fixture") { plain += 1 }
            var dissector = Dissector()
            if dissector.dissect(frame.bytes.span, frame.info).outcome == .tcp { segments += 1 }
        }
        #expect(segments > 3000)
        // Most frames take the short way, or it would be of no use.
        #expect(plain * 10 > segments * 9)
    }

    @Test func framesChangedAtRandom() throws {
        var generator = SplitMix(state: 1)
        let linkTypes: [LinkType] = [.ethernet, .rawIP, .linuxCooked, .linuxCooked2, .null, .loop, .ipv4, .ipv6, .ppp]
        let sources = try Self.frames(40).filter { $0.bytes.count > 14 }
        var plain = 0
        for n in 0..<60_000 {
            guard var frame = sources.randomElement(using: &generator) else { return }
            switch Int.random(in: 0..<6, using: &generator) {
            case 0:  // tags
                let tag: [UInt8] =
                    [[0x81, 0, 0, 7], [0x88, 0xa8, 0, 9], [0x91, 0, 0, 1]].randomElement(using: &generator) ?? []
                for _ in 0..<Int.random(in: 1...3, using: &generator) { frame.bytes.insert(contentsOf: tag, at: 12) }
                frame.info.wireLength = frame.bytes.count
            case 1:  // another link header
                frame.info.linkType = linkTypes.randomElement(using: &generator) ?? .ethernet
                frame.bytes.removeFirst(14)
                switch frame.info.linkType {
                case .ethernet: frame.bytes.insert(contentsOf: [UInt8](repeating: 2, count: 12) + [8, 0], at: 0)
                case .linuxCooked: frame.bytes.insert(contentsOf: [UInt8](repeating: 0, count: 14) + [8, 0], at: 0)
                case .linuxCooked2: frame.bytes.insert(contentsOf: [8, 0] + [UInt8](repeating: 0, count: 18), at: 0)
                case .null, .loop: frame.bytes.insert(contentsOf: [[0, 0, 0, 2], [2, 0, 0, 0], [30, 0, 0, 0]][n % 3], at: 0)
                default: break
                }
                frame.info.wireLength = frame.bytes.count
            case 2: frame.bytes.removeLast(Int.random(in: 0...frame.bytes.count, using: &generator))
            case 3: frame.info.wireLength = Int.random(in: 0...3000, using: &generator)
            case 4: frame.bytes += [UInt8](repeating: 0, count: Int.random(in: 0...20, using: &generator))
            default: break
            }
            for _ in 0..<Int.random(in: 0...2, using: &generator) where !frame.bytes.isEmpty {
                let at = Int.random(in: 0..<min(frame.bytes.count, 80), using: &generator)
                frame.bytes[at] = [0, 1, 6, 0x45, 0x60, 0xff, UInt8.random(in: .min ... .max, using: &generator)][n % 7]
            }
            if isPlain(frame, "change \(n)") { plain += 1 }
        }
        #expect(plain > 10_000)
    }

    /// The option that nearly all segments have is read at once: with a NOP before it, it is read as any other.
    @Test func optionsReadAtOnce() {
        var generator = SplitMix(state: 2)
        for _ in 0..<20_000 {
            var options: [UInt8] = [1, 1, 8, 10, 1, 2, 3, 4, 5, 6, 7, 8]
            for _ in 0..<Int.random(in: 0...28, using: &generator) {
                options.append([0, 1, 2, 3, 4, 5, 8, 10, 18, 30, 34, 255].randomElement(using: &generator) ?? 0)
            }
            let later: [UInt8] = [1, 1, 1] + options
            #expect(
                TCPOptions(options.span, in: 0..<options.count) == TCPOptions(later.span, in: 0..<later.count), "\(options)")
        }
    }
}
