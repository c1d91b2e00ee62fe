import PacketScript
import Testing

@testable import Wire

/// A segment is found through each link type and tunnel, whole and with the right checksum.
@Suite struct PathTests {
    /// Ethernet, IPv4 and TCP with four bytes of data.
    private static func ethernet() throws -> [UInt8] {
        try PacketScript("0.0 C PA seq 7 ack 9 data \"ping\"").packets[0].bytes
    }

    private static func internet() throws -> [UInt8] { Array(try ethernet().dropFirst(14)) }

    /// A data frame of IEEE 802.11 from an access point, with the same packet.
    private static func wireless() throws -> [UInt8] {
        try hex("08 02 00 00 020000000001 020000000002 020000000003 1000 aaaa03000000 0800") + internet()
    }

    private static func hex(_ text: String) -> [UInt8] {
        let digits = text.filter { $0 != " " }.compactMap { $0.hexDigitValue }
        return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
    }

    private static func number(_ value: Int) -> [UInt8] {
        [UInt8(truncatingIfNeeded: value >> 8), UInt8(truncatingIfNeeded: value)]
    }

    /// IPv4 from 192.0.2.1 to 192.0.2.2 around a payload.
    private static func ipv4(_ number: UInt8, _ payload: [UInt8], fragment: Int = 0) -> [UInt8] {
        hex("4500") + self.number(20 + payload.count) + hex("0001") + self.number(fragment) + [64, number, 0, 0]
            + hex("c0000201c0000202")
            + payload
    }

    private static func udp(from source: Int = 49152, to destination: Int, _ payload: [UInt8]) -> [UInt8] {
        ipv4(17, number(source) + number(destination) + number(8 + payload.count) + [0, 0] + payload)
    }

    private func expectSegment(
        _ bytes: [UInt8], _ linkType: LinkType, network: UInt32 = 0, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let info = FrameInfo(
            number: 1, numberInFile: 1, file: 0, time: Timestamp(nanoseconds: 0), wireLength: bytes.count, linkType: linkType)
        var dissector = Dissector()
        let found = dissector.dissect(bytes.span, info)
        #expect(found.outcome == .tcp, sourceLocation: sourceLocation)
        #expect(found.checksumIsRight == true, sourceLocation: sourceLocation)
        #expect(found.source.description == "10.0.0.2" && found.payloadLength == 4, sourceLocation: sourceLocation)
        #expect(found.network == network, sourceLocation: sourceLocation)
        // However it is cut, reading ends in a value.
        for count in 0..<bytes.count {
            let cut = Array(bytes.prefix(count))
            _ = dissector.dissect(cut.span, info)
        }
    }

    @Test func frameRelay() throws {
        let internet = try Self.internet(), ethernet = try Self.ethernet()
        #expect(LinkType.frameRelay.isSupported)
        expectSegment(Self.hex("1841 03 cc") + internet, .frameRelay)  // RFC 2427 §4: NLPID of IPv4
        // SNAP, padded.
        expectSegment(Self.hex("1841 03 00 80 000000 0800") + internet, .frameRelay)
        // Bridged Ethernet.
        expectSegment(Self.hex("1841 03 00 80 0080c2 0007") + ethernet, .frameRelay)
        // With its frame check sequence.
        expectSegment(Self.hex("1841 03 00 80 0080c2 0001") + ethernet + [1, 2, 3, 4], .frameRelay)
        expectSegment(Self.hex("1841 0800") + internet, .frameRelay)  // Cisco
        // An address of four bytes.
        expectSegment(Self.hex("18400401 03 cc") + internet, .frameRelay)
        expectSegment(Self.hex("01 1841 03 cc") + internet, .frameRelayWithDirection)
        expectSegment(Self.ipv4(47, Self.hex("0000 6559 1841 03 cc") + internet), .rawIP)  // in GRE
    }

    @Test func pktap() throws {
        let name = Self.hex("656e3000") + [UInt8](repeating: 0, count: 20)  // en0
        let process = Array("curl".utf8) + [UInt8](repeating: 0, count: 16)
        let rest =
            Self.hex("01000000 02000000 0e000000 00000000 39050000") + process + Self.hex("00000000 0600 0000 39050000") + process
        let header = name + rest
        let beginning = Self.hex("6c000000 01000000")  // 108 bytes, and a packet follows
        #expect(header.count == 96)
        expectSegment(try beginning + Self.hex("01000000") + header + Self.ethernet(), .pktap)
        expectSegment(try beginning + Self.hex("0c000000") + header + Self.internet(), .pktap)
    }

    @Test func perPacketInformation() throws {
        expectSegment(try Self.hex("0000 0800 01000000") + Self.ethernet(), .perPacketInformation)
        expectSegment(try Self.hex("0000 0c00 69000000 deadbeef") + Self.wireless(), .perPacketInformation)
    }

    @Test func tzsp() throws {
        let ethernet = try Self.ethernet(), wireless = try Self.wireless()
        expectSegment(Self.udp(to: 37008, Self.hex("01 00 0001 01") + ethernet), .rawIP)
        // Signal strength, channel, padding, end.
        expectSegment(Self.udp(to: 37008, Self.hex("01 00 0012 0a01c4 120106 00 01") + wireless), .rawIP)
    }

    @Test func capwap() throws {
        let wireless = try Self.wireless(), ethernet = try Self.ethernet()
        // T: a frame in its native format, which WBID 1 says is one of IEEE 802.11.
        expectSegment(Self.udp(to: 5247, Self.hex("00 100300 00000000") + wireless), .rawIP)
        expectSegment(Self.udp(from: 5247, to: 49152, Self.hex("00 100200 00000000") + ethernet), .rawIP)
        var swapped = wireless
        swapped.swapAt(0, 1)
        expectSegment(Self.udp(to: 5247, Self.hex("00 100300 00000000") + swapped), .rawIP)
        // With a radio's address (M): HLEN is 4 words.
        expectSegment(Self.udp(to: 5247, Self.hex("00 200310 00000000 06 0200000000aa 00") + wireless), .rawIP)
        // DTLS, and a keep-alive of the data channel.
        for header in ["01000000", "00 100208 00000000 0023"] {
            let frame = Self.udp(to: 5247, Self.hex(header) + [UInt8](repeating: 0, count: 30))
            var dissector = Dissector()
            let info = FrameInfo(
                number: 1, numberInFile: 1, file: 0, time: Timestamp(nanoseconds: 0), wireLength: frame.count, linkType: .rawIP)
            #expect(dissector.dissect(frame.span, info).outcome == .other)
        }
    }

    /// The frame in two fragments of CAPWAP: F, and L in the last.
    @Test func fragmentsOfCAPWAP() throws {
        let wireless = try Self.wireless()
        let frames = [
            Self.udp(to: 5247, Self.hex("00 100380 00070000") + wireless.prefix(40)),
            Self.udp(to: 5247, Self.hex("00 1003c0 00070028") + wireless.dropFirst(40)),
        ]
        var dissector = Dissector()
        let found = frames.map { frame in
            dissector.dissect(
                frame.span,
                FrameInfo(
                    number: 1, numberInFile: 1, file: 0, time: Timestamp(nanoseconds: 0), wireLength: frame.count,
                    linkType: .rawIP))
        }
        #expect(found.map(\.outcome) == [.other, .tcp])
        #expect(found[1].isReassembled && found[1].checksumIsRight == true && found[1].payloadLength == 4)
    }

    @Test func erspan() throws {
        let ethernet = try Self.ethernet()
        let vxlan = Self.hex("020000000001 020000000002 0800") + Self.udp(to: 4789, Self.hex("08000000 00002a00") + ethernet)
        for (inner, network) in [(ethernet, 0), (vxlan, 43)] as [([UInt8], UInt32)] {
            // Type I.
            expectSegment(Self.ipv4(47, Self.hex("0000 88be") + inner), .rawIP, network: network)
            // II.
            expectSegment(Self.ipv4(47, Self.hex("1000 88be 00000001 10640001 00000000") + inner), .rawIP, network: network)
            let type3 = Self.hex("1000 22eb 00000001 20640001 00000000 0000")
            expectSegment(Self.ipv4(47, type3 + Self.hex("0000") + inner), .rawIP, network: network)
            // With a subheader.
            expectSegment(Self.ipv4(47, type3 + Self.hex("0001 0000000000000000") + inner), .rawIP, network: network)
        }
        // Frame type 2: IP without Ethernet.
        expectSegment(try Self.ipv4(47, Self.hex("1000 22eb 00000001 20640001 00000000 0000 0800") + Self.internet()), .rawIP)
    }

    /// A switch that cuts what it mirrors says so: the rest was on the wire, as with a snap length.
    @Test func cutByERSPAN() throws {
        let frame = Self.ipv4(47, Self.hex("1000 88be 00000001 10640401 00000000") + (try Self.ethernet()).dropLast(4))
        let info = FrameInfo(
            number: 1, numberInFile: 1, file: 0, time: Timestamp(nanoseconds: 0), wireLength: frame.count, linkType: .rawIP)
        var dissector = Dissector()
        let found = dissector.dissect(frame.span, info)
        #expect(found.outcome == .tcp && found.payloadLength == 4 && found.payload.isEmpty)
        #expect(found.isCutBySnapLength && found.checksumIsRight == nil)
    }

    /// The fields of a netfilter log are in the byte order of the machine that logged them.
    @Test func nflog() throws {
        let internet = try Self.internet()
        let length = 4 + internet.count
        let little = [UInt8(length & 255), UInt8(length >> 8), 9, 0], big = [UInt8(length >> 8), UInt8(length & 255), 0, 9]
        expectSegment(Self.hex("02000000 0800 0100 08000300") + little + internet, .nflog)
        expectSegment(Self.hex("02000000 0008 0001 08000300") + big + internet, .nflog)
    }

    @Test func cookedAndVXLAN() throws {
        let internet = try Self.internet(), ethernet = try Self.ethernet()
        expectSegment(Self.hex("0800 0000 00000003 0001 00 06 020000000001 0000") + internet, .linuxCooked2)
        expectSegment(Self.hex("0000 0001 0006 020000000001 0000 0800") + internet, .linuxCooked)
        // Generic protocol extension.
        expectSegment(Self.udp(to: 4790, Self.hex("0c000003 00000700") + ethernet), .rawIP, network: 8)
        expectSegment(Self.udp(to: 4790, Self.hex("0c000001 00000700") + internet), .rawIP, network: 8)
    }

    /// The rest of an aggregate in a datagram put together from fragments lies in no frame: it must not be looked for there.
    @Test func anAggregateInFragments() throws {
        // Aruba's tunnel: an A-MSDU of two subframes in GRE, in two fragments of IP.
        let inner = try Self.hex("aaaa03000000 0800") + Self.internet()
        let subframe = Self.hex("020000000001 020000000002") + Self.number(inner.count) + inner
        let padding = [UInt8](repeating: 0, count: (4 - subframe.count % 4) % 4)
        let aggregate = Self.hex("8802 0000 020000000001 020000000002 020000000003 1000 8000") + subframe + padding + subframe
        let gre = Self.hex("0000 8200") + aggregate
        var dissector = Dissector()
        for (part, flags) in [(gre.prefix(96), 0x2000), (gre.dropFirst(96), 12)] {
            let frame = Self.ipv4(47, Array(part), fragment: flags)
            let info = FrameInfo(
                number: 1, numberInFile: 1, file: 0, time: Timestamp(nanoseconds: 0), wireLength: frame.count, linkType: .rawIP)
            let found = dissector.dissect(frame.span, info)
            #expect(found.remainder == nil)
            if flags == 12 { #expect(found.outcome == .tcp && found.isReassembled) }
        }
    }
}
