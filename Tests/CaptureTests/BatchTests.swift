import Foundation
import Testing
import Wire

@testable import Capture

@Suite struct BatchTests {
    private static func little(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }

    /// A pcap file of raw IP whose n-th frame has n bytes of the value n, captured n ms after the beginning.
    private static func capture(frames: Int) -> [UInt8] {
        var bytes: [UInt8] = [0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0] + little(0) + little(0) + little(262_144) + little(101)
        for n in 1...frames {
            bytes += little(1) + little(n * 1000) + little(n) + little(n + 5)
            bytes += [UInt8](repeating: UInt8(truncatingIfNeeded: n), count: n)
        }
        return bytes
    }

    private func open(_ bytes: [UInt8], limits: Limits = Limits(), _ body: (CaptureFile) throws -> Void) throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-\(UUID().uuidString)")
        try Data(bytes).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        try body(CaptureFile(path: url.path(percentEncoded: false), limits: limits))
    }

    /// 1,500 frames are more than one block: each comes once, in order, with its bytes, in batches of at most 64.
    @Test func everyFrameOnce() throws {
        try open(Self.capture(frames: 1500)) { file in
            var next = 1
            let count = file.forEachBatch(from: 101, file: 3, filter: nil) { frames, block in
                #expect(frames.count <= 64)
                for i in frames.indices {
                    let info = frames[i]
                    let isWhole = info.range.allSatisfy { block[$0] == UInt8(truncatingIfNeeded: next) }
                    #expect(isWhole && info.range.count == next && info.wireLength == next + 5)
                    #expect(info.numberInFile == next && info.number == 100 + next && info.file == 3)
                    #expect(info.time.nanoseconds == 1_000_000_000 + Int64(next) * 1_000_000)
                    next += 1
                }
                return true
            }
            #expect(count == 1500)
            #expect(file.damage == nil)
        }
    }

    @Test(arguments: [1, 63, 64, 65, 130, 200]) func readsNoMoreThanTheLimit(_ limit: Int) throws {
        try open(Self.capture(frames: 150)) { file in
            var last = 0
            let count = file.forEachBatch(from: 1, file: 0, filter: nil, limit: limit) { frames, _ in
                last = frames[frames.count - 1].number
                return true
            }
            #expect(count == min(limit, 150))
            #expect(last == count)
        }
    }

    /// A filter marks the frames that it leaves out; numbers stay.
    @Test func filterMarks() throws {
        let filter = try CaptureFilter("greater 101")
        try open(Self.capture(frames: 150)) { file in
            var left: [Int] = []
            file.forEachBatch(from: 1, file: 0, filter: filter) { frames, _ in
                for i in frames.indices where frames[i].isFilteredOut { left.append(frames[i].number) }
                return true
            }
            // libpcap compares the length on the wire, which is 5 bytes more than was captured.
            #expect(left == Array(1...95))
        }
    }

    /// Wherever the file is cut, all whole frames come, and the cut is reported.
    @Test func everyCut() throws {
        let bytes = Self.capture(frames: 3)
        for end in 24...bytes.count {
            try open(Array(bytes[..<end])) { file in
                let ends = [24, 24 + 17, 24 + 17 + 18, bytes.count]
                let whole = ends.filter { $0 <= end }.count - 1
                #expect(file.forEachFrame(from: 1, file: 0, filter: nil) { _, _, _ in true } == whole)
                #expect(file.damage == (ends.contains(end) ? nil : .cutShort(file: file.name, packet: whole + 1)))
            }
        }
    }

    /// One batch has one section, since numbers of interfaces mean another interface in the next.
    @Test func aSectionBeginsABatch() throws {
        var bytes = PCAPNGBytes()
        for linkType: UInt16 in [1, 101] {
            bytes.section(bigEndian: linkType == 101)
            bytes.interface(linkType: linkType)
            for i in 0..<3 { bytes.enhancedPacket(interface: 0, units: UInt64(i), [1, 2, 3]) }
        }
        try open(bytes.bytes) { file in
            var names: [String?] = []
            file.forEachBatch(from: 1, file: 0, filter: nil) { frames, _ in
                #expect(frames.count == 3)
                names.append(file.interfaces[frames[0].interface].name)
                return true
            }
            #expect(names == ["eth1", "eth101"])
        }
    }

    /// What a section's interfaces are called is kept within a bound, which is reported when it is reached.
    @Test func namesOfInterfacesAreBounded() throws {
        var bytes = PCAPNGBytes()
        bytes.section(bigEndian: false)
        for _ in 0..<1030 { bytes.interface(linkType: 1, name: String(repeating: "x", count: 1100)) }
        bytes.enhancedPacket(interface: 1029, units: 0, [1, 2, 3])
        try open(bytes.bytes) { file in
            #expect(file.forEachFrame(from: 1, file: 0, filter: nil) { info, _, _ in info.linkType == .ethernet } == 1)
            let kept = file.interfaces.reduce(0) { $0 + ($1.name?.utf8.count ?? 0) }
            #expect(kept == 1 << 20)
            #expect(file.warnings == [.interfaceTexts])
        }
    }

    /// The bounds of `Limits` are those that count: lowered, each is reached.
    @Test func lowerLimitsAreReached() throws {
        var bytes = PCAPNGBytes()
        bytes.section(bigEndian: false)
        for _ in 0..<3 { bytes.interface(linkType: 1, name: String(repeating: "x", count: 60)) }
        bytes.enhancedPacket(interface: 0, units: 0, [UInt8](repeating: 1, count: 600))
        func read(_ lower: (inout Limits) -> Void, _ check: (CaptureFile, Int) -> Void) throws {
            var limits = Limits()
            lower(&limits)
            try open(bytes.bytes, limits: limits) { file in
                check(file, file.forEachFrame(from: 1, file: 0, filter: nil) { _, _, _ in true })
            }
        }
        try read({ _ in }) { file, frames in #expect(frames == 1 && file.damage == nil && file.warnings == []) }
        try read({ $0.blockBytes = 512 }) { file, frames in #expect(frames == 0 && file.damage != nil) }
        try read({ $0.interfaces = 2 }) { file, frames in #expect(frames == 0 && file.damage != nil) }
        try read({ $0.interfaceTextBytes = 150 }) { file, frames in
            #expect(frames == 1 && file.warnings == [.interfaceTexts] && file.interfaces.map(\.name).last == .some(nil))
        }
        try read({ $0.interfaceTextLength = 10 }) { file, frames in
            #expect(frames == 1 && file.interfaces.allSatisfy { $0.name?.utf8.count == 10 })
        }
    }

    /// The same numbers as by division, whatever the resolution.
    @Test func quickTimesAreExact() {
        for digits in 0...12 {
            let quick = InterfaceClock(linkType: .ethernet, snapLength: 0, resolution: .decimal(digits), offset: 0)
            let exact = InterfaceClock(linkType: .ethernet, snapLength: 0, resolution: .decimal(digits), offset: 1)
            for units: UInt64 in [0, 1, 999, 1_000_001, 1_750_000_000_123_456, 1 << 62, .max] {
                let later = exact.time(units)?.nanoseconds
                let time = quick.time(units)?.nanoseconds
                // The last second can be told by one of them alone.
                #expect(later.map { $0 - 1_000_000_000 } == time || later == nil && (time ?? .max) > .max - 1_000_000_000)
            }
        }
    }
}
