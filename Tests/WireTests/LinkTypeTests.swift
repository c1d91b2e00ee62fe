import Testing

@testable import Wire

/// A frame of each link type that can be read: without its decoder no segment is found.
@Suite struct LinkTypeTests {
    /// Frames of each link type, with the same segment in them.
    private static func frames() throws -> [(type: LinkType, frame: [UInt8])] {
        let made = try FrameBytes()
        let (ethernet, ipv4, wireless) = (made.ethernet, made.ipv4, made.wireless)
        let snap = made.hex("aaaa03000000 0800") + ipv4
        func frame(_ type: LinkType, _ header: String, _ rest: [UInt8]) -> (type: LinkType, frame: [UInt8]) {
            (type, made.hex(header) + rest)
        }
        return [
            frame(.ethernet, "", ethernet),
            frame(.null, "02000000", ipv4), frame(.null, "00000002", ipv4), frame(.loop, "00000002", ipv4),
            frame(.rawIP, "", ipv4), frame(.ipv4, "", ipv4), frame(.ipv6, "", made.ipv6), frame(.null, "1e000000", made.ipv6),
            // With address and control, with a compressed protocol field, and as HDLC of Cisco.
            frame(.ppp, "ff03 0021", ipv4), frame(.ppp, "21", ipv4), frame(.ppp, "0057", made.ipv6),
            frame(.pppHDLC, "ff03 0021", ipv4), frame(.pppHDLC, "0f00 0800", ipv4), frame(.ciscoHDLC, "0f00 0800", ipv4),
            (.pppoe, made.hex("1100 0001") + made.number(2 + ipv4.count) + made.hex("0021") + ipv4),
            frame(.frameRelay, "1841 03 cc", ipv4), frame(.frameRelayWithDirection, "01 1841 03 cc", ipv4),
            frame(.ieee80211, "", wireless),
            // QoS, with a field for high throughput; four addresses.
            frame(.ieee80211, "8882 0000 020000000001 020000000002 020000000003 1000 0000 00000000", snap),
            frame(.ieee80211, "0803 0000 020000000001 020000000002 020000000003 1000 020000000004", snap),
            frame(.ieee80211Radiotap, "0000 0800 00000000", wireless),
            // Flags: with a frame check sequence.
            frame(.ieee80211Radiotap, "0000 0900 02000000 10", wireless + [1, 2, 3, 4]),
            frame(.fddi, "50 020000000001 020000000002", snap),
            // RFC 1051, RFC 1201, and an exception packet of that.
            frame(.arcnetLinux, "0102 0000 f0", ipv4), frame(.arcnetLinux, "0102 0000 d4 00 0001", ipv4),
            frame(.arcnetLinux, "0102 0000 d4 ff ffff d4 00 0001", ipv4), frame(.arcnetLinux, "0102 0000 c4 00 0001", made.ipv6),
            frame(.linuxCooked, "0000 0001 0006 020000000001 0000 0800", ipv4),
            frame(.linuxCooked, "0000 0001 0006 020000000001 0000 0004", snap),
            frame(.linuxCooked2, "0800 0000 00000003 0001 00 06 020000000001 0000", ipv4),
            frame(.perPacketInformation, "0000 0800 01000000", ethernet),
            (.nflog, made.hex("02000000 0800 0100 08000300") + [UInt8(4 + ipv4.count), 0, 9, 0] + ipv4),
            (.ipOverInfiniband, [UInt8](repeating: 7, count: 40) + made.hex("0800 0000") + ipv4),
            // With an extension, and without a link header.
            frame(.juniperEthernet, "4d4743 00", ethernet), frame(.juniperEthernet, "4d4743 80 0004 01020304", ethernet),
            frame(.juniperEthernet, "4d4743 02 01020304", ipv4),
            (.pktap, made.hex("0c000000 01000000 01000000") + ethernet),
        ]
    }

    @Test func eachIsRead() throws {
        for (type, frame) in try Self.frames() {
            let found = FrameBytes.dissect(frame, type)
            let name = "link type \(type.rawValue), \(frame.prefix(12))"
            #expect(found.outcome == .tcp && found.checksumIsRight == true && found.payloadLength == 4, "\(name)")
            #expect(["10.0.0.2", "2001:db8::2"].contains(found.source.description), "\(name)")
        }
    }

    /// A link type that is said to be supported has a frame above.
    @Test func allAreThere() throws {
        #expect(Set(try Self.frames().map(\.type)) == Set(LinkType.supported))
        #expect(LinkType.supported.count == 23)
    }

    /// The same frame says nothing under a link type that is not known.
    @Test func othersAreNotRead() throws {
        let frame = try FrameBytes().ethernet
        #expect(FrameBytes.dissect(frame, LinkType(rawValue: 147)).outcome == .other)
        #expect(!LinkType(rawValue: 147).isSupported)
    }

    /// Wherever the snap length cuts a frame, reading ends in a value: a segment from the flags of TCP on, before that a stop.
    @Test func everyCutIsRead() throws {
        for (type, frame) in try Self.frames() {
            for count in 0..<frame.count {
                let cut = Array(frame.prefix(count))
                var info = FrameBytes.info(cut, type)
                info.wireLength = frame.count
                var dissector = Dissector()
                let found = dissector.dissect(cut.span, info)
                // Behind the segment of 24 bytes there may be a frame check sequence of four.
                if count >= frame.count - 24 + TCPHeader.leastLength { #expect(found.outcome == .tcp) }
                if count < frame.count - 28 + TCPHeader.leastLength { #expect(found.outcome != .tcp) }
                if case .malformed(let stop) = found.outcome {
                    #expect(stop.reason == .cutBySnapLength && stop.field == nil && stop.offset <= count)
                }
            }
        }
    }
}
