import Foundation
import Testing
import Wire

@testable import Capture

@Suite struct PCAPNGReaderTests {
    private struct Frame {
        var info: FrameInfo
        var bytes: [UInt8]
        var comment: String?
    }

    private func read(_ bytes: [UInt8]) throws -> (file: CaptureFile, frames: [Frame]) {
        let url = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-\(UUID().uuidString).pcapng")
        try Data(bytes).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        let file = try CaptureFile(path: url.path(percentEncoded: false))
        var frames: [Frame] = []
        file.forEachBatch(from: 1, file: 0, filter: nil) { batch, block in
            for i in batch.indices {
                let comment = batch[i].comment.map { String(decoding: $0.map { block[$0] }, as: UTF8.self) }
                frames.append(Frame(info: batch[i], bytes: batch[i].range.map { block[$0] }, comment: comment))
            }
            return true
        }
        return (file, frames)
    }

    /// Sections of both byte orders in one file, each with its own interfaces: libpcap stops at the second.
    @Test func sectionsOfBothByteOrders() throws {
        var file = PCAPNGBytes()
        file.section(bigEndian: true)
        file.interface(linkType: 1)
        file.enhancedPacket(interface: 0, units: 1_000_001, [1, 2, 3], comment: "first")
        file.section(bigEndian: false)
        file.interface(linkType: 101, resolution: 9)
        file.enhancedPacket(interface: 0, units: 2_000_000_003, [4, 5, 6, 7, 8], wire: 90)
        let (capture, frames) = try read(file.bytes)
        #expect(frames.map(\.info.number) == [1, 2])
        #expect(frames.map(\.bytes) == [[1, 2, 3], [4, 5, 6, 7, 8]])
        #expect(frames.map(\.info.linkType) == [.ethernet, .rawIP])
        #expect(frames.map(\.info.time.nanoseconds) == [1_000_001_000, 2_000_000_003])
        #expect(frames.map(\.info.wireLength) == [3, 90])
        #expect(frames.map(\.comment) == ["first", nil])
        #expect(capture.interfaces.map(\.name) == ["eth101"])
        #expect(capture.damage == nil)
    }

    /// if_tsresol as a power of ten and of two, and if_tsoffset in seconds.
    @Test(
        arguments: [
            (6, nil, 1_500_000, 1_500_000_000), (3, nil, 1_500, 1_500_000_000), (12, nil, 1_500_000_000_000, 1_500_000_000),
            (0x80 | 10, nil, 1_536, 1_500_000_000), (0x80 | 32, nil, 1 << 32 | 1 << 31, 1_500_000_000),
            (0, 100, 2, 102_000_000_000),
            (6, UInt64(bitPattern: -1), 1_500_000, 500_000_000),
        ] as [(UInt8, UInt64?, UInt64, Int64)])
    func timestamps(resolution: UInt8, offset: UInt64?, units: UInt64, nanoseconds: Int64) throws {
        var file = PCAPNGBytes()
        file.section(bigEndian: false)
        file.interface(linkType: 1, resolution: resolution, offset: offset)
        file.enhancedPacket(interface: 0, units: units, [0])
        #expect(try read(file.bytes).frames.first?.info.time.nanoseconds == nanoseconds)
    }

    /// Simple and obsolete packet blocks; unknown blocks are skipped, names and secrets kept.
    @Test func everyKindOfBlock() throws {
        var file = PCAPNGBytes()
        file.section(bigEndian: false)
        file.interface(linkType: 1, snapLength: 4)
        file.block(0x0bad_beef, [1, 2, 3])
        file.block(4, [9, 9, 9, 9])
        file.block(10, [7, 7, 7, 7])
        file.simplePacket([1, 2, 3, 4], wire: 60)
        file.obsoletePacket(interface: 0, units: 5_000_000, [5, 6, 7, 8])
        let (capture, frames) = try read(file.bytes)
        #expect(frames.map(\.bytes) == [[1, 2, 3, 4], [5, 6, 7, 8]])
        #expect(frames.map(\.info.wireLength) == [60, 4])
        #expect(frames[1].info.time.nanoseconds == 5_000_000_000)
        #expect(capture.nameResolutions == [[9, 9, 9, 9]])
        #expect(capture.decryptionSecrets == [[7, 7, 7, 7]])
    }

    /// A simple packet has no time, and one of an interface that is not described is named as such.
    @Test func whatIsNotKnown() throws {
        var file = PCAPNGBytes()
        file.section(bigEndian: false)
        file.interface(linkType: 1)
        file.simplePacket([1, 2, 3, 4], wire: 4)
        file.enhancedPacket(interface: 0, units: 7_000_000, [1])
        file.simplePacket([1, 2, 3, 4], wire: 4)
        file.enhancedPacket(interface: 3, units: 9_000_000, [1])
        file.enhancedPacket(interface: 3, units: 9_000_000, [1])
        let (capture, frames) = try read(file.bytes)
        #expect(frames.map(\.info.hasTime) == [false, true, false, false, false])
        // Where there is none, the clock stands still.
        #expect(frames.map(\.info.time.nanoseconds) == [0, 7_000_000_000, 7_000_000_000, 7_000_000_000, 7_000_000_000])
        #expect(capture.warnings == [.undescribedInterface(3, packet: 4)])
        #expect(capture.unsupportedLinkTypes.isEmpty && capture.damage == nil)
    }

    /// Wherever the file is cut, every whole packet before the cut is read, and the cut is told.
    @Test func everyCut() throws {
        var file = PCAPNGBytes()
        file.section(bigEndian: false)
        file.interface(linkType: 1)
        let begin = file.bytes.count
        file.enhancedPacket(interface: 0, units: 1, [1, 2, 3])
        let middle = file.bytes.count
        file.enhancedPacket(interface: 0, units: 2, [4, 5, 6])
        for end in begin..<file.bytes.count {
            let (capture, frames) = try read(Array(file.bytes[..<end]))
            #expect(frames.count == (end >= middle ? 1 : 0))
            let isWhole = end == begin || end == middle
            #expect(capture.damage == (isWhole ? nil : .cutShort(file: capture.name, packet: frames.count + 1)))
        }
    }

    /// A packet that claims more bytes than its block has.
    @Test func impossibleLengths() throws {
        var file = PCAPNGBytes()
        file.section(bigEndian: false)
        file.interface(linkType: 1)
        file.block(
            6, file.number(0 as UInt32) + file.number(0 as UInt64) + file.number(9999 as UInt32) + file.number(9999 as UInt32))
        let (capture, frames) = try read(file.bytes)
        #expect(frames.isEmpty)
        guard case .damaged(_, packet: 1, _)? = capture.damage else {
            Issue.record("no damage is told: \(String(describing: capture.damage))")
            return
        }
    }
}
