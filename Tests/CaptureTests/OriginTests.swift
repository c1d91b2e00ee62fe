import Foundation
import Testing
import Wire

@testable import Capture

/// Which interface and which process a frame is of.
@Suite struct OriginTests {
    private static func little(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }

    private static func text(_ text: String, _ count: Int) -> [UInt8] {
        Array(text.utf8) + [UInt8](repeating: 0, count: count - text.utf8.count)
    }

    private static func pcap(linkType: Int, _ frames: [[UInt8]]) -> [UInt8] {
        var bytes: [UInt8] = [0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0] + little(0) + little(0) + little(262_144) + little(linkType)
        for frame in frames { bytes += little(1) + little(0) + little(frame.count) + little(frame.count) + frame }
        return bytes
    }

    /// The origins of a file's frames, one by one.
    private func origins(_ bytes: [UInt8]) throws -> [FrameOrigin?] {
        let url = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-\(UUID().uuidString)")
        try Data(bytes).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        let file = try CaptureFile(path: url.path(percentEncoded: false))
        var known: [Int: FrameOrigin] = [:]
        var found: [FrameOrigin?] = []
        file.forEachBatch(from: 1, file: 0, filter: nil) { frames, _ in
            for new in file.newOrigins {
                #expect(known[new.number] == nil)
                known[new.number] = new.origin
            }
            for i in frames.indices { found.append(known[frames[i].origin]) }
            return true
        }
        #expect(file.damage == nil)
        return found
    }

    private static func pktap(interface: String, process: String, id: Int, effective: String = "", effectiveID: Int = -1)
        -> [UInt8]
    {
        let link = little(108) + little(1) + little(12) + text(interface, 24) + little(1) + little(2) + little(0) + little(0)
        let rest = little(id) + text(process, 20) + little(0) + [6, 0, 0, 0] + little(effectiveID) + text(effective, 20)
        return link + rest + [0x45]
    }

    @Test func pktapNamesInterfaceAndProcess() throws {
        let frames = [
            Self.pktap(interface: "en0", process: "curl", id: 1337), Self.pktap(interface: "en0", process: "curl", id: 1337),
            Self.pktap(interface: "lo0", process: "networkd", id: 7, effective: "Mail", effectiveID: 99),
            Self.pktap(interface: "lo0", process: "", id: -1),
            Array(Self.pktap(interface: "en0", process: "curl", id: 1).prefix(40)),
        ]
        let found = try origins(Self.pcap(linkType: 258, frames))
        let curl = FrameOrigin(interfaceName: "en0", processName: "curl", processID: 1337)
        #expect(
            found == [
                curl, curl, FrameOrigin(interfaceName: "lo0", processName: "Mail", processID: 99),
                FrameOrigin(interfaceName: "lo0"), nil,
            ])
    }

    @Test func cookedFramesNameTheirInterface() throws {
        let frames = [3, 3, 70_000].map { [8, 0, 0, 0] + Self.little($0).reversed() + [UInt8](repeating: 0, count: 12) }
        let found = try origins(Self.pcap(linkType: 276, frames))
        #expect(found.map(\.?.interfaceIndex) == [3, 3, 70_000])
    }

    /// Apple's blocks for processes, which packets name by their place in the section, in either byte order.
    @Test(arguments: [false, true]) func processesOfPCAPNG(isBigEndian: Bool) throws {
        var file = PCAPNGBytes()
        for section in 0..<2 {
            file.section(bigEndian: isBigEndian)
            file.interface(linkType: 1, name: "en0")
            file.process(id: 500 + section, "first")
            file.process(id: 600, "second")
            file.packet(options: [(0x8001, 1)])
            file.packet(options: [(0x8001, 0), (0x8003, 1)])
            file.packet(options: [(0x8001, 0)])
            file.packet(options: [(0x8001, 9)])
        }
        let second = FrameOrigin(processName: "second", processID: 600)
        let firsts = [500, 501].map { FrameOrigin(processName: "first", processID: $0) }
        #expect(try origins(file.bytes) == [second, second, firsts[0], nil, second, second, firsts[1], nil])
    }

    /// Interfaces are told apart where there are several.
    @Test func interfacesOfPCAPNG() throws {
        var file = PCAPNGBytes()
        file.section(bigEndian: false)
        file.interface(linkType: 1, name: "eth0")
        file.enhancedPacket(interface: 0, units: 1, [1])
        file.interface(linkType: 101, name: "tun0")
        file.enhancedPacket(interface: 1, units: 2, [1])
        file.enhancedPacket(interface: 0, units: 3, [1])
        #expect(try origins(file.bytes).map(\.?.interfaceName) == [nil, "tun0", "eth0"])
    }

    @Test func originsAreBounded() throws {
        let frames = (1...5000).map { [8, 0, 0, 0] + Self.little($0).reversed() + [UInt8](repeating: 0, count: 12) }
        let found = try origins(Self.pcap(linkType: 276, frames))
        #expect(found.filter { $0 != nil }.count == OriginTable.maximumOrigins)
    }
}
