import Foundation
import Testing
import Wire

@testable import Capture

/// A copy holds every block of the capture, and comments besides.
@Suite struct CaptureCopierTests {
    /// Comments on some frames.
    private final class Comments: FrameComments {
        let sectionComment: [UInt8]
        private var rest: [(frame: Int, text: String)]
        var nextFrame: Int? { rest.first?.frame }

        init(_ section: String, _ comments: [(frame: Int, text: String)]) {
            sectionComment = Array(section.utf8)
            rest = comments
        }

        func takeNext() -> [UInt8] { Array(rest.removeFirst().text.utf8) }
    }

    private func copy(_ bytes: [UInt8], _ section: String, _ comments: [(frame: Int, text: String)]) throws -> (
        bytes: [UInt8], unplaced: Int
    ) {
        let url = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-\(UUID().uuidString)")
        try Data(bytes).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        var result: [UInt8] = []
        let copier = CaptureCopier(Comments(section, comments), isOpen: { true }) { span in
            result.append(contentsOf: span.indices.map { span[$0] })
        }
        copier.copy(try CaptureFile(path: url.path(percentEncoded: false)), from: 1)
        return (result, copier.unplaced)
    }

    /// A capture with a block of every kind that has a meaning here, and of some that have none.
    private func odd(isBigEndian: Bool) -> PCAPNGBytes {
        var file = PCAPNGBytes()
        file.section(bigEndian: isBigEndian)
        file.interface(linkType: 1, snapLength: 96, resolution: 9, offset: 7, name: "eth0")
        file.block(4, file.number(0 as UInt16) + file.number(0 as UInt16))
        file.block(10, file.number(0x544c_534b as UInt32) + file.number(4 as UInt32) + [65, 66, 67, 68])
        file.enhancedPacket(interface: 0, units: 1 << 40, [1, 2, 3], wire: 90, comment: "theirs")
        file.process(id: 7, "program")
        file.block(0x0000_0bad, file.number(4711 as UInt32) + [1, 2, 3, 4, 5])
        file.simplePacket([1, 2, 3, 4], wire: 4)
        file.obsoletePacket(interface: 0, units: 5, [9, 9, 9, 9])
        file.block(5, file.number(0 as UInt32) + file.number(0 as UInt64))
        file.block(0x4000_0001, [])
        file.packet(options: [(2, 7), (0x8001, 1)])
        return file
    }

    private struct Block: Equatable {
        var type: UInt32
        var body: [UInt8]
    }

    private func blocks(_ bytes: [UInt8], isBigEndian: Bool) throws -> [Block] {
        func number(_ at: Int) -> UInt32 {
            let value = (0..<4).reduce(UInt32(0)) { $0 << 8 | UInt32(bytes[at + $1]) }
            return isBigEndian ? value : value.byteSwapped
        }
        var blocks: [Block] = []
        var at = 0
        while at + 12 <= bytes.count {
            let length = Int(number(at + 4))
            try #require(length >= 12 && length % 4 == 0 && at + length <= bytes.count)
            #expect(number(at + length - 4) == UInt32(length))
            blocks.append(Block(type: number(at), body: Array(bytes[at + 8..<at + length - 4])))
            at += length
        }
        #expect(at == bytes.count)
        return blocks
    }

    @Test(arguments: [false, true]) func withoutCommentsAllBytesAreTheSame(isBigEndian: Bool) throws {
        let file = odd(isBigEndian: isBigEndian)
        #expect(try copy(file.bytes, "", []).bytes == file.bytes)
    }

    /// The custom block has a number as a packet has. Both byte orders, without an end of options and with one, and where no option has a place.
    @Test(arguments: [false, true]) func commentsStandBehindWhatIsThere(isBigEndian: Bool) throws {
        let file = odd(isBigEndian: isBigEndian)
        let copied = try copy(file.bytes, "verdict", [(1, "ours"), (3, "lost"), (4, "old"), (5, "step"), (9, "never")])
        #expect(copied.unplaced == 1)
        let before = try blocks(file.bytes, isBigEndian: isBigEndian)
        let after = try blocks(copied.bytes, isBigEndian: isBigEndian)
        #expect(before.map(\.type) == after.map(\.type))
        func option(_ code: UInt16, _ text: String) -> [UInt8] {
            let padding = [UInt8](repeating: 0, count: (4 - text.utf8.count % 4) % 4)
            return file.number(code) + file.number(UInt16(text.utf8.count)) + Array(text.utf8) + padding
        }
        let end: [UInt8] = [0, 0, 0, 0]
        for (old, new) in zip(before, after) {
            switch old.type {
            case 0x0a0d_0d0a: #expect(new.body == old.body + option(1, "verdict") + end)
            case 2: #expect(new.body == old.body + option(1, "old") + end)
            case 6:
                let ours = option(1, old == before[4] ? "ours" : "step")
                #expect(new.body == old.body.dropLast(4) + ours + end)
            default: #expect(new == old)
            }
        }
    }

    /// The length of a section is that of the capture as it was; in the copy none is told.
    @Test func lengthOfASection() throws {
        var file = PCAPNGBytes()
        file.block(0x0a0d_0d0a, file.number(0x1a2b_3c4d as UInt32) + file.number(1 as UInt32) + file.number(28 as UInt64))
        file.interface(linkType: 1)
        let copied = try copy(file.bytes, "", []).bytes
        #expect(Array(copied[16..<24]) == [UInt8](repeating: 255, count: 8))
        #expect(copied[..<16] == file.bytes[..<16] && copied[24...] == file.bytes[24...])
    }

    /// Options that run out of their block are no place for others: what a reader found first, it finds before them.
    @Test func brokenOptions() throws {
        var file = PCAPNGBytes()
        file.section(bigEndian: false)
        file.interface(linkType: 1)
        let head = file.number(0 as UInt32) + file.number(1 as UInt64) + file.number(4 as UInt32) + file.number(4 as UInt32)
        file.block(6, head + [1, 2, 3, 4] + file.number(1 as UInt16) + file.number(99 as UInt16))
        let copied = try copy(file.bytes, "", [(1, "ours")]).bytes
        let last = try #require(try blocks(copied, isBigEndian: false).last)
        #expect(last.body == head + [1, 2, 3, 4, 1, 0, 4, 0] + Array("ours".utf8) + [1, 0, 99, 0])
    }

    /// pcap in both byte orders and resolutions: the same frames at the same times.
    @Test(arguments: [(false, false), (false, true), (true, false), (true, true)])
    func pcapBecomesPCAPNG(isSwapped: Bool, hasNanoseconds: Bool) throws {
        var builder = PCAPNGBytes()
        builder.isBigEndian = isSwapped
        var bytes = builder.number((hasNanoseconds ? 0xa1b2_3c4d : 0xa1b2_c3d4) as UInt32)
        bytes += builder.number(2 as UInt16) + builder.number(4 as UInt16) + builder.number(0 as UInt64)
        bytes += builder.number(70 as UInt32) + builder.number(1 as UInt32)
        let frames: [([UInt8], seconds: UInt32, fraction: UInt32, wire: UInt32)] = [
            ([1, 2, 3, 4, 5], 1_700_000_000, 999_999, 1500), ([], 1_700_000_001, 1, 0), ([7, 7, 7, 7], 4_000_000_000, 0, 4),
        ]
        for frame in frames {
            bytes += builder.number(frame.seconds) + builder.number(frame.fraction)
            bytes += builder.number(UInt32(frame.0.count)) + builder.number(frame.wire) + frame.0
        }
        let copied = try copy(bytes, "verdict", [(2, "ours")])
        let url = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-\(UUID().uuidString)")
        try Data(copied.bytes).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        let file = try CaptureFile(path: url.path(percentEncoded: false))
        var index = 0
        file.forEachFrame(from: 1, file: 0, filter: nil) { info, data, _ in
            let frame = frames[index]
            #expect(data.indices.map { data[$0] } == frame.0)
            #expect(info.wireLength == max(Int(frame.wire), frame.0.count))
            #expect(
                info.time.nanoseconds == Int64(frame.seconds) * 1_000_000_000 + Int64(frame.fraction)
                    * (hasNanoseconds ? 1 : 1000)
            )
            #expect((info.comment != nil) == (index == 1))
            index += 1
            return true
        }
        #expect(index == 3)
        #expect(file.damage == nil)
        #expect(file.interfaces.map(\.snapLength) == [70])
        #expect(file.interfaces.map(\.linkType) == [.ethernet])
    }
}
