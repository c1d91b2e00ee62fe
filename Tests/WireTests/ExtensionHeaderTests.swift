import Testing

@testable import Wire

/// Each extension header of IPv6, and each header that may stand in its place: without its decoder no segment is found.
@Suite struct ExtensionHeaderTests {
    @Test(arguments: [
        ("hop-by-hop options", IPProtocol.hopByHop, "0600 01040000 0000"),
        ("hop-by-hop options, 16 bytes", IPProtocol.hopByHop, "0601 010c 000000000000000000000000"),
        ("destination options", IPProtocol.destinationOptions, "0600 01040000 0000"),
        ("routing, nothing left", IPProtocol.routing, "0600 0400 00000000"),
        ("a fragment that is all", IPProtocol.fragment, "0600 0000 00000001"),
        ("mobility", IPProtocol.mobility, "0600 0000 00000000"), ("host identity", IPProtocol.hostIdentity, "0600 0000 00000000"),
        ("shim6", IPProtocol.shim6, "0600 8000 00000000"),
        ("authentication", IPProtocol.authentication, "0604 0000 00000001 00000001 010203040506070809101112"),
        ("one behind the other", IPProtocol.hopByHop, "3c00 01040000 0000 2b00 01040000 0000 0600 0400 00000000"),
    ])
    func eachIsRead(name: String, number: UInt8, header: String) throws {
        let made = try FrameBytes()
        let found = FrameBytes.dissect(made.ipv6(number, made.hex(header) + made.tcpOverIPv6), .ipv6)
        #expect(found.outcome == .tcp && found.checksumIsRight == true && found.payloadLength == 4)
        #expect(found.source == FrameBytes.client && found.destination == FrameBytes.server)
    }

    /// The last address of a source route is in the checksum (RFC 8200 §8.1), and so is a mobile node's home address (RFC 6275 §6.3).
    @Test func addressesOfTheChecksum() throws {
        let made = try FrameBytes()
        let other = IPAddress(high: 0x2001_0db8_0000_0000, low: 0xaa)
        for type in ["00", "02"] {
            let route = made.hex("0602 \(type) 01 00000000") + made.bytes(FrameBytes.server)
            let found = FrameBytes.dissect(made.ipv6(43, route + made.tcpOverIPv6, to: other), .ipv6)
            #expect(found.outcome == .tcp && found.checksumIsRight == true && found.destination == other)
        }
        let home = made.hex("0602 0102 0000 c910") + made.bytes(FrameBytes.client)
        let found = FrameBytes.dissect(made.ipv6(60, home + made.tcpOverIPv6, from: other), .ipv6)
        #expect(found.outcome == .tcp && found.checksumIsRight == true && found.source == other)
    }

    @Test func fragments() throws {
        let made = try FrameBytes()
        let tcp = made.tcpOverIPv6
        var dissector = Dissector()
        let frames = [
            made.ipv6(44, made.hex("0600 0001 00000009") + tcp.prefix(16)),
            made.ipv6(44, made.hex("0600 0010 00000009") + tcp.dropFirst(16)),
        ]
        let found = frames.map { dissector.dissect($0.span, FrameBytes.info($0, .ipv6)) }
        #expect(found.map(\.outcome) == [.other, .tcp])
        #expect(found[1].isReassembled && found[1].checksumIsRight == true && found[1].payloadLength == 4)
    }

    /// IPComp (RFC 3173) whose DEFLATE is one stored block (RFC 1951 §3.2.4).
    @Test func compression() throws {
        let made = try FrameBytes()
        let tcp = Array(made.ipv4.dropFirst(20))
        let stored = [1, UInt8(tcp.count), 0, ~UInt8(tcp.count), 0xff] + tcp
        var frame = made.tunnel(108, made.hex("0600 0002") + stored)
        // The addresses that the checksum covers.
        frame.replaceSubrange(12..<20, with: made.hex("0a000002 0a000001"))
        var dissector = Dissector { bytes, range in (range.lowerBound + 5..<range.upperBound).map { bytes[$0] } }
        let found = dissector.dissect(frame.span, FrameBytes.info(frame, .rawIP))
        #expect(found.outcome == .tcp && found.isReassembled && found.checksumIsRight == true && found.payloadLength == 4)
    }

    /// Where a header contradicts itself, the stop says which field, where, and what it says.
    @Test(arguments: [
        ("4000 0028", DecodeStop(.ipv4, .impossibleLength(0), at: 0, field: .headerLength)),
        ("4500 0010", DecodeStop(.ipv4, .impossibleLength(16), at: 2, field: .totalLength)),
        ("9500 0028", DecodeStop(.ipv4, .wrongVersion(9), at: 0, field: .version)),
    ])
    func contradictionsAreNamed(beginning: String, stop: DecodeStop) throws {
        let made = try FrameBytes()
        var frame = made.ipv4
        let bytes = made.hex(beginning)
        frame.replaceSubrange(0..<bytes.count, with: bytes)
        #expect(FrameBytes.dissect(frame, .rawIP).outcome == .malformed(stop))
    }

    @Test func moreContradictionsAreNamed() throws {
        let made = try FrameBytes()
        var frame = made.ipv4
        frame[32] = 0x10  // a data offset of 4 bytes
        #expect(
            FrameBytes.dissect(frame, .rawIP).outcome
                == .malformed(DecodeStop(.tcp, .impossibleLength(4), at: 32, field: .headerLength)))
        frame = made.ipv4
        frame.replaceSubrange(2..<4, with: made.number(30))  // the datagram ends inside the TCP header
        #expect(FrameBytes.dissect(frame, .rawIP).outcome == .malformed(DecodeStop(.tcp, .endsInside, at: 20)))
        for (type, header, stop) in [
            (
                LinkType.ieee80211Radiotap, "0000 0400 00000000",
                DecodeStop(.radiotap, .impossibleLength(4), at: 2, field: .length)
            ),
            (.pktap, "08000000 01000000 01000000", DecodeStop(.pktap, .impossibleLength(8), at: 0, field: .length)),
            (.perPacketInformation, "0000 0400 01000000", DecodeStop(.link, .impossibleLength(4), at: 2, field: .length)),
            (.nflog, "02000000 0300 0100", DecodeStop(.link, .impossibleLength(3), at: 4, field: .length)),
        ] {
            #expect(FrameBytes.dissect(made.hex(header) + made.ipv4, type).outcome == .malformed(stop))
        }
    }
}
