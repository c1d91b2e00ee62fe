import Foundation

/// What is said of captures that are damaged, or odd.
extension MessageTests {
    static let captures: [Case] = [
        Case(
            ["--summary", "badlen.pcap"], status: 3,
            "badlen.pcap: damaged at packet 1: invalid packet capture length 1073741824, bigger than maximum of 262144"),
        Case(["--summary", "badver.pcap"], "badver.pcap: the file header is damaged: unsupported pcap savefile version 9.9"),
        Case(["--summary", "len.pcapng"], status: 3, "len.pcapng: damaged at packet 1: a packet block of 4 bytes"),
        Case(["--summary", "first.pcapng"], status: 3, "first.pcapng: damaged at packet 1: a block of 13 bytes"),
        Case(["--summary", "idb.pcapng"], status: 3, "idb.pcapng: damaged at packet 1: an interface block of 0 bytes"),
        Case(["--summary", "idb4.pcapng"], status: 3, "idb4.pcapng: damaged at packet 1: an interface block of 4 bytes"),
        Case(["--summary", "epb.pcapng"], status: 3, "epb.pcapng: damaged at packet 1: a packet block of 8 bytes"),
        Case(["--summary", "cap.pcapng"], status: 3, "cap.pcapng: damaged at packet 1: 1000 captured bytes in a block of 20"),
        Case(
            ["--summary", "order.pcapng"], status: 3,
            "order.pcapng: damaged at packet 1: a section header without byte-order magic"),
        Case(
            ["--summary", "iface.pcapng"], status: 3,
            "iface.pcapng: packet 1 is of interface 7, which its section does not describe: packets of that interface are not read"
        ),
        Case(["--summary", "link.pcapng"], status: 3, "link.pcapng: link type 147 is not known yet; its packets are not read"),
        Case(
            ["--summary", "manyif.pcapng"], status: 3,
            "manyif.pcapng: damaged at packet 1: more than 65536 interfaces in one section"),
        Case(
            ["--summary", "texts.pcapng"], status: 0,
            "texts.pcapng: further names and comments of interfaces are left out: one section has more than 1 MiB of them"),
        Case(
            ["--summary", "names.pcapng"], status: 0,
            "names.pcapng: further name resolution and decryption secrets are left out: the file has more than 16 MiB of them"),
        Case(
            ["--summary", "link.pcap"], "link.pcap: link type 230 (IEEE802_15_4_NOFCS) is not known yet; its packets are not read"
        ),
        Case(["--summary", "short.pcap"], "short.pcap: cut short in the file header, before the first packet"),
        Case(["--summary", "cut.gz"], status: 3, "cut.gz: the gzip data is cut short"),
        Case(["--summary", "bad.gz"], status: 3, "bad.gz: the gzip data is damaged"),
        Case(["--summary", "cut.zst"], "cut.zst: the zstd data is cut short"),
        Case(["--summary", "bad.zst"], "bad.zst: the zstd data is damaged: Restored data doesn't match checksum"),
        Case(
            ["--summary", "window.zst"],
            "window.zst: its zstd window is larger than 128 MiB, which is what is held of one; read it by: zstd -dc --long=31 FILE | tcpexplain -"
        ),
        Case(
            ["--summary", "time.pcapng"], status: 0,
            "time.pcapng: 1 packet has a time before 1677 or after 2262: it is read as without a time"),
        Case(
            ["--summary", "times.pcapng"], status: 0,
            "times.pcapng: 2 packets have times before 1677 or after 2262: they are read as without a time"),
        Case(
            ["--summary", "Fixtures/short-connection/capture.pcap", "x.pcap"], status: 0,
            "the captures are read in the order of their first packets: x.pcap, Fixtures/short-connection/capture.pcap (--keep-order reads them as given)"
        ),
    ]

    private static func little(_ numbers: Int...) -> [UInt8] {
        numbers.flatMap { number in [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: number >> $0) } }
    }

    private static func half(_ numbers: Int...) -> [UInt8] {
        numbers.flatMap { number in [0, 8].map { UInt8(truncatingIfNeeded: number >> $0) } }
    }

    /// A block of pcapng.
    private static func block(_ type: Int, _ body: [UInt8]) -> [UInt8] {
        little(type, body.count + 12) + body + little(body.count + 12)
    }

    private static let section = block(0x0a0d_0d0a, little(0x1a2b_3c4d, 1, -1, -1))
    private static let interface = block(1, little(1, 0))

    private static func repeated(_ count: Int, _ bytes: [UInt8]) -> [UInt8] {
        var all: [UInt8] = []
        for _ in 0..<count { all += bytes }
        return all
    }

    /// The captures that the cases name, by their names.
    static func makeCaptures() throws -> [String: [UInt8]] {
        func fixture(_ name: String) throws -> [UInt8] {
            Array(try Data(contentsOf: Command.root.appending(path: Command.capture(name))))
        }
        func damaged(_ bytes: [UInt8]) -> [UInt8] { bytes[..<200] + repeated(40, [0xff]) + bytes[240...] }
        let head = section + interface
        let late = block(6, little(0, -1, -1, 4, 4, 0))
        let head32 = little(0xa1b2_c3d4, 0x0004_0002, 0, 0, 262_144)
        let (gzip, zstd) = (try fixture("gzip-capture"), try fixture("zstd-capture"))
        let name = half(2, 1000) + repeated(1000, [0x6e]) + little(0)
        let names = half(1, 60_000) + repeated(60_000, [0]) + little(0)
        return [
            "x.pcap": try fixture("refused"), "text": Array("none".utf8), "empty": [],
            "badlen.pcap": head32 + little(1, 0, 0, 1 << 30, 1 << 30) + repeated(100, [0]),
            "badver.pcap": little(0xa1b2_c3d4, 0x0009_0009, 0, 0, 262_144, 1) + repeated(40, [0]),
            "link.pcap": head32 + little(230), "short.pcap": little(0xa1b2_c3d4, 0x0004_0002),
            "len.pcapng": head + little(6, 13) + repeated(40, [0]),
            "first.pcapng": little(0x0a0d_0d0a, 13, 0x1a2b_3c4d) + repeated(40, [0]), "idb.pcapng": section + block(1, []),
            "idb4.pcapng": section + block(1, little(1)), "epb.pcapng": head + block(6, little(0, 0)),
            "cap.pcapng": head + block(6, little(0, 0, 0, 1000, 1000)),
            "order.pcapng": head + block(0x0a0d_0d0a, little(0x1122_3344, 1, -1, -1)),
            "iface.pcapng": head + block(6, little(7, 0, 0, 4, 4, 0)),
            "link.pcapng": section + block(1, little(147, 0)) + block(6, little(0, 0, 0, 4, 4, 0)),
            "manyif.pcapng": section + repeated(65_537, interface),
            "texts.pcapng": section + repeated(1200, block(1, little(1, 0) + name)),
            "names.pcapng": head + repeated(300, block(4, names)), "cut.gz": Array(gzip.dropLast(40)), "bad.gz": damaged(gzip),
            "time.pcapng": head + late, "times.pcapng": head + late + late,
            // A frame's header: a window of 2^28 bytes.
            "window.zst": [0x28, 0xb5, 0x2f, 0xfd, 0, 0x90, 1, 0, 0],
            "cut.zst": Array(zstd.dropLast(40)), "bad.zst": damaged(zstd),
        ]
    }
}
