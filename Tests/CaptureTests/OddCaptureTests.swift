import Foundation
import Testing
import Wire

@testable import Capture

/// Captures that are compressed, cut, damaged, of an old dialect, or that come through a pipe.
@Suite struct OddCaptureTests {
    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures")

    private static func fixture(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: fixtures.appending(path: name)))
    }

    private static func little(_ value: UInt32) -> [UInt8] { [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: value >> $0) } }

    private struct Outcome {
        var frames: [[UInt8]] = []
        var infos: [FrameInfo] = []
        var damage: CaptureError?
        var warnings: [CaptureWarning] = []
    }

    private func open(_ bytes: [UInt8], limits: Limits = Limits(), _ body: (CaptureFile) throws -> Void) throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-odd-\(UUID().uuidString)")
        try Data(bytes).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        try body(try CaptureFile(path: url.path(percentEncoded: false), limits: limits))
    }

    private func read(_ file: CaptureFile) -> Outcome {
        var outcome = Outcome()
        file.forEachFrame(from: 1, file: 0, filter: nil) { info, data, _ in
            outcome.frames.append(data.indices.map { data[$0] })
            outcome.infos.append(info)
            return true
        }
        outcome.damage = file.damage
        outcome.warnings = file.warnings
        return outcome
    }

    private func read(_ bytes: [UInt8], limits: Limits = Limits()) throws -> Outcome {
        var outcome = Outcome()
        try open(bytes, limits: limits) { outcome = read($0) }
        return outcome
    }

    // MARK: - Compression

    @Test(arguments: [("gzip-capture/capture.pcap.gz", CaptureFault.Compression.gzip), ("zstd-capture/capture.pcap.zst", .zstd)])
    func compressed(name: String, coding: CaptureFault.Compression) throws {
        let plain = try read(Self.fixture("short-connection/capture.pcap"))
        let bytes = try Self.fixture(name)
        let whole = try read(bytes)
        #expect(whole.frames == plain.frames && whole.damage == nil && whole.frames.count == 12)
        // Cut, all that could be decompressed is read. Of one block that is cut, nothing can: then opening fails.
        var cut = Outcome()
        do { cut = try read(Array(bytes.dropLast(9))) } catch let error as CaptureError { cut.damage = error }
        guard case .compression(_, .compressedDataCutShort(coding))? = cut.damage else {
            Issue.record("\(String(describing: cut.damage))")
            return
        }
        #expect(plain.frames.starts(with: cut.frames))
        var changed = bytes
        for at in changed.indices.dropFirst(changed.count / 2) { changed[at] = 0xff }
        var damaged = Outcome()
        do { damaged = try read(changed) } catch let error as CaptureError { damaged.damage = error }
        guard case .compression(_, .compressedDataDamaged(coding, _))? = damaged.damage else {
            Issue.record("\(String(describing: damaged.damage))")
            return
        }
    }

    /// gzip takes members that follow one another for one file, and zeros behind the last for padding.
    @Test func membersAndPadding() throws {
        let gzip = try Self.fixture("gzip-capture/capture.pcap.gz")
        let padded = try read(gzip + [UInt8](repeating: 0, count: 512))
        #expect(padded.frames.count == 12 && padded.damage == nil)
        // A second member is read on: what it holds is taken for packets.
        let twice = try read(gzip + gzip)
        #expect(twice.frames.starts(with: padded.frames) && twice.frames.count > 12)
        let zstd = try Self.fixture("zstd-capture/capture.pcap.zst")
        #expect(try read(zstd + zstd).frames == twice.frames)
        // A file that ends between two members has no damage.
        #expect(try read(gzip).damage == nil)
    }

    /// Compressed data that is damaged before the first packet is an error of opening.
    @Test func damagedAtOnce() throws {
        let gzip = try Self.fixture("gzip-capture/capture.pcap.gz")
        #expect(throws: CaptureError.self) { try read(Array(gzip.prefix(12)) + [UInt8](repeating: 0xff, count: 90)) }
        let error = #expect(throws: CaptureError.self) { try read(Array(gzip.prefix(10))) }
        guard case .compression(_, .compressedDataCutShort(.gzip))? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    // MARK: - Pipes

    /// The same through a pipe, as it comes and compressed; who asks is told before bytes are waited for.
    @Test(arguments: ["short-connection/capture.pcap", "gzip-capture/capture.pcap.gz", "zstd-capture/capture.pcap.zst"])
    func throughAPipe(name: String) throws {
        let expected = try read(Self.fixture("short-connection/capture.pcap")).frames
        let pipe = Pipe()
        try pipe.fileHandleForWriting.write(contentsOf: Data(Self.fixture(name)))
        try pipe.fileHandleForWriting.close()
        let file = try CaptureFile(path: "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)")
        #expect(file.isStream && file.size == nil)
        var asked = 0
        file.beforeWaiting = {}
        file.isInterrupted = {
            asked += 1
            return false
        }
        #expect(file.beforeWaiting != nil && file.isInterrupted != nil)
        let outcome = read(file)
        #expect(outcome.frames == expected && outcome.damage == nil && asked > 0)
        #expect(file.bytesRead == (try Self.fixture(name).count))
    }

    /// A signal ends the reading of a pipe, which is no damage, wherever it comes.
    @Test func interrupted() throws {
        let pipe = Pipe()
        let bytes = try Self.fixture("short-connection/capture.pcap")
        try pipe.fileHandleForWriting.write(contentsOf: Data(bytes.dropLast(7)))
        let file = try CaptureFile(path: "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)")
        var waited = 0
        file.beforeWaiting = { waited += 1 }
        file.isInterrupted = { true }
        let outcome = read(file)
        #expect(outcome.frames.count == 11 && outcome.damage == nil && waited == 1)
        try pipe.fileHandleForWriting.close()
    }

    // MARK: - Dialects of pcap

    /// Kuznetzov's dialect: libpcap reads it, and eight more bytes of each packet's header.
    private static func dialect(_ lengths: [UInt32]) -> [UInt8] {
        var bytes: [UInt8] = [0x34, 0xcd, 0xb2, 0xa1, 2, 0, 4, 0]
        bytes += little(0) + little(0) + little(65_535) + little(1)
        for (i, length) in lengths.enumerated() {
            bytes += little(1_700_000_000) + little(UInt32(i)) + little(length) + little(1500)
            bytes += little(1) + [8, 0, 0, 0] + [UInt8](repeating: UInt8(i), count: Int(min(length, 100)))
        }
        return bytes
    }

    @Test func oldDialects() throws {
        let whole = try read(Self.dialect([20, 0, 30]))
        #expect(whole.frames.map(\.count) == [20, 0, 30] && whole.damage == nil)
        #expect(whole.infos.map(\.wireLength) == [1500, 1500, 1500])
        #expect(whole.infos.map(\.time.nanoseconds) == [0, 1000, 2000].map { 1_700_000_000_000_000_000 + $0 })
        let cut = try read(Self.dialect([20, 30]).dropLast())
        guard case .cutShort(_, packet: 2)? = cut.damage else {
            Issue.record("\(String(describing: cut.damage))")
            return
        }
        let long = try read(Self.dialect([20, .max]))
        #expect(long.frames.count == 1)
        guard case .damaged(_, packet: 2, _)? = long.damage else {
            Issue.record("\(String(describing: long.damage))")
            return
        }
        // Its copy holds the same packets.
        try open(Self.dialect([20, 0, 30])) { file in
            var copied: [UInt8] = []
            let copier = CaptureCopier(NoComments(), isOpen: { true }) { span in
                copied.append(contentsOf: span.indices.map { span[$0] })
            }
            copier.copy(file, from: 1)
            let again = try read(copied)
            #expect(again.frames == whole.frames && again.infos.map(\.time) == whole.infos.map(\.time))
        }
    }

    private final class NoComments: FrameComments {
        let sectionComment: [UInt8] = []
        let nextFrame: Int? = nil
        func takeNext() -> [UInt8] { [] }
    }

    /// A header that is cut, or of a version that nobody wrote.
    @Test func wrongHeaders() {
        func error(_ bytes: [UInt8]) -> CaptureError? { #expect(throws: CaptureError.self) { try read(bytes) } }
        let header: [UInt8] = [0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0]
        if case .headerCutShort? = error(header) {} else { Issue.record("a header of 8 bytes") }
        let version: [UInt8] = [0xd4, 0xc3, 0xb2, 0xa1, 9, 0, 9, 0] + [UInt8](repeating: 0, count: 16)
        if case .headerDamaged? = error(version) {} else { Issue.record("version 9.9") }
        if case .notACapture? = error([1, 2, 3, 4, 5]) {} else { Issue.record("no capture") }
        if case .unsupportedLinkType? = error(header + [UInt8](repeating: 0, count: 8) + Self.little(65_535) + Self.little(147)) {
        } else {
            Issue.record("a link type that is not known")
        }
    }

    /// What libpcap says of a length is a fact here; what else it says stays as it is.
    @Test func wordsOfLibpcap() {
        #expect(
            CaptureFault(libpcap: "invalid packet capture length 4294967295, bigger than snaplen of 262144")
                == .packetLength(4_294_967_295, most: 262_144))
        #expect(CaptureFault(libpcap: "invalid packet capture length x") == .words("invalid packet capture length x"))
        #expect(CaptureFault(libpcap: "something") == .words("something"))
        #expect(CaptureWarning.undescribedInterface(1, packet: 2).leavesOutPackets && !CaptureWarning.origins.leavesOutPackets)
        #expect(LinkType.ethernet.pcapName == "EN10MB" && LinkType(rawValue: 60_000).pcapName == nil)
        #expect(CaptureLibraries.versions.map(\.name) == ["libpcap", "zlib", "zstd"])
        #expect(CaptureLibraries.versions.allSatisfy { $0.version.contains(/^[0-9]+\.[0-9]/) })
    }

    /// A packet that claims more than any has.
    @Test func impossibleLength() throws {
        var bytes = try Self.fixture("refused/capture.pcap")
        for at in 32..<36 { bytes[at] = 0xff }
        #expect(try read(bytes).damage.map { if case .damaged(_, packet: 1, .packetLength) = $0 { true } else { false } } == true)
    }

    // MARK: - pcapng

    private func section(_ body: (inout PCAPNGBytes) -> Void) -> [UInt8] {
        var file = PCAPNGBytes()
        file.section(bigEndian: false)
        body(&file)
        return file.bytes
    }

    /// Records of the systemd journal, sysdig's events and custom blocks are numbered as frames, as Wireshark numbers them; they have no time and no bytes.
    /// Other blocks are not.
    @Test(
        arguments: [(9, true), (0x204, true), (0xbad, true), (0x4000_0bad, true), (7, false), (0x8000_1234, false)]
            as [(UInt32, Bool)])
    func recordsThatAreNoPackets(type: UInt32, isNumbered: Bool) throws {
        let outcome = try read(
            section { file in
                file.interface(linkType: 1)
                file.enhancedPacket(interface: 0, units: 5_000_000, [1, 2, 3])
                file.block(type, [1, 2, 3, 4])
                file.enhancedPacket(interface: 0, units: 6_000_000, [4])
            })
        guard isNumbered else {
            #expect(outcome.frames == [[1, 2, 3], [4]])
            return
        }
        #expect(outcome.frames == [[1, 2, 3], [], [4]] && outcome.infos.map(\.hasTime) == [true, false, true])
        #expect(outcome.infos.map(\.number) == [1, 2, 3] && outcome.infos[1].time.nanoseconds == 5_000_000_000)
    }

    /// A packet of 400,000 bytes does not fit the buffer: it grows, and the packets around it are as they were.
    @Test func largePackets() throws {
        let large = (0..<400_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let outcome = try read(
            section { file in
                file.interface(linkType: 1)
                file.enhancedPacket(interface: 0, units: 1, [1, 2, 3])
                file.enhancedPacket(interface: 0, units: 2, large)
                file.enhancedPacket(interface: 0, units: 3, [9])
            })
        #expect(outcome.frames == [[1, 2, 3], large, [9]] && outcome.damage == nil)
    }

    @Test func blocksThatAreTooShort() throws {
        func fault(_ bytes: [UInt8]) throws -> CaptureFault? {
            if case .damaged(_, _, let fault)? = try read(bytes).damage { fault } else { nil }
        }
        #expect(try fault(section { $0.block(6, [1, 2, 3, 4]) }) == .shortPacketBlock(4))
        #expect(try fault(section { $0.block(1, [1, 0, 0, 0]) }) == .shortInterfaceBlock(4))
        #expect(try fault(section { $0.bytes += $0.number(1 as UInt32) + $0.number(7 as UInt32) }) == .blockLength(7))
        // A section that ends within its byte order, and one that has none.
        let whole = section { $0.interface(linkType: 1) }
        let cut = try read(whole + Array(whole.prefix(10)))
        #expect(cut.damage.map { if case .cutShort = $0 { true } else { false } } == true)
        var unordered = whole + whole
        unordered[whole.count + 8] = 0
        #expect(try fault(unordered) == .unknownByteOrder)
    }

    /// Names and secrets are kept up to a bound, which is told; secrets behind the packets are found before those are read.
    @Test func namesAndSecrets() throws {
        let bytes = section { file in
            file.interface(linkType: 1)
            file.enhancedPacket(interface: 0, units: 1, [1])
            file.block(10, [UInt8](repeating: 7, count: 40))
            file.block(4, [UInt8](repeating: 8, count: 40))
        }
        var limits = Limits()
        limits.keptBlockBytes = 50
        #expect(try read(bytes, limits: limits).warnings == [.namesAndSecrets])
        #expect(try read(bytes).warnings == [])
        let url = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-odd-\(UUID().uuidString)")
        try Data(bytes).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        let input = try CaptureInput(path: url.path(percentEncoded: false))
        #expect(CaptureFile.allSecrets(input) == [[UInt8](repeating: 7, count: 40)])
        // The same input is read from its beginning again.
        let file = try CaptureFile(input)
        #expect(file.size == bytes.count && !file.isStream && file.firstTime()?.nanoseconds == 1000)
    }

    /// Interfaces of link types that cannot be read are named once.
    @Test func unsupportedInterfaces() throws {
        let bytes = section { file in
            file.interface(linkType: 147)
            file.interface(linkType: 1)
            for interface: UInt32 in [0, 1, 0] { file.enhancedPacket(interface: interface, units: 1, [1]) }
        }
        try open(bytes) { file in
            #expect(read(file).frames.count == 3)
            #expect(file.unsupportedLinkTypes.map(\.rawValue) == [147])
        }
    }

    // MARK: - Opening

    @Test func whatCannotBeOpened() throws {
        func error(_ path: String) -> CaptureError? { #expect(throws: CaptureError.self) { try CaptureFile(path: path) } }
        #expect(error("/nonexistent") == .missing(file: "/nonexistent"))
        #expect(error("/") == .isDirectory(file: "/"))
        #expect(error("/dev/null") == .empty(file: "/dev/null"))
        let tooLong = "/" + String(repeating: "x", count: 5000)
        if case .system? = error(tooLong) {} else { Issue.record("a name that is too long") }
    }
}
