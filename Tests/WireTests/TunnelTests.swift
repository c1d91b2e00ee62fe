import Testing

@testable import Wire

/// A frame of each tunnel and each header between link and TCP: without its decoder no segment is found.
@Suite struct TunnelTests {
    private struct Case {
        var name: String
        var frame: [UInt8]
        var linkType = LinkType.rawIP
        /// The network identifier plus 1.
        var network: UInt32 = 0
    }

    private static func ethernet(_ made: FrameBytes, _ name: String, _ type: String, _ rest: [UInt8]) -> Case {
        Case(name: name, frame: made.hex("020000000001 020000000002" + type) + rest, linkType: .ethernet)
    }

    /// Between Ethernet and IP.
    private static func overEthernet(_ made: FrameBytes) -> [Case] {
        let (ethernet, ipv4) = (made.ethernet, made.ipv4)
        let llc = made.hex("aaaa03000000 0800") + ipv4
        return [
            Self.ethernet(made, "IPv6", "86dd", made.ipv6),
            Self.ethernet(made, "VLAN", "8100 0001 0800", ipv4),
            Self.ethernet(made, "QinQ", "88a8 0001 8100 0002 0800", ipv4),
            Self.ethernet(made, "QinQ of 0x9100", "9100 0001 9200 0002 86dd", made.ipv6),
            Self.ethernet(made, "VLAN around LLC", "8100 0001", made.number(llc.count) + llc),
            Self.ethernet(made, "VN-Tag", "8926 00000001 0800", ipv4),
            Self.ethernet(made, "backbone bridging", "88e7 00000001", ethernet),
            Self.ethernet(made, "FabricPath", "8903 0001", ethernet),
            Self.ethernet(made, "LLC with SNAP", "", made.number(llc.count) + llc),
            Self.ethernet(made, "LLC of IP", "", made.number(3 + ipv4.count) + made.hex("060603") + ipv4),
            Self.ethernet(made, "MPLS", "8847 00001040 00002140", ipv4),
            Self.ethernet(made, "MPLS multicast", "8848 00001140", made.ipv6),
            Self.ethernet(made, "Ethernet in MPLS with a control word", "8847 00001140 00000000", ethernet),
            Self.ethernet(made, "PPPoE", "8864 1100 0001", made.number(2 + ipv4.count) + made.hex("0021") + ipv4),
            Self.ethernet(
                made, "MPLS in PPPoE", "8864 1100 0001", made.number(6 + ipv4.count) + made.hex("0281 00001140") + ipv4),
        ]
    }

    /// In IP, by protocol number.
    private static func overIP(_ made: FrameBytes) -> [Case] {
        let (ethernet, ipv4, ipv6) = (made.ethernet, made.ipv4, made.ipv6)
        func gre(_ name: String, _ header: String, _ rest: [UInt8]) -> Case {
            Case(name: "GRE: " + name, frame: made.tunnel(47, made.hex(header) + rest))
        }
        return [
            Case(name: "IP in IP", frame: made.tunnel(4, ipv4)), Case(name: "6in4", frame: made.tunnel(41, ipv6)),
            Case(name: "4in6", frame: made.ipv6(4, ipv4)),
            Case(name: "MPLS in IP", frame: made.tunnel(137, made.hex("00001140") + ipv4)),
            gre("plain", "0000 0800", ipv4), gre("IPv6", "0000 86dd", ipv6),
            gre("checksum, key and sequence number", "b000 0800 00000000 00000001 00000002", ipv4),
            gre("Ethernet", "0000 6558", ethernet), gre("MPLS", "0000 8847 00001140", ipv4),
            gre("PPTP", "3081 880b 00380001 00000001 00000001 ff03 0021", ipv4),
            gre("WCCP 1", "0000 883e", ipv4), gre("WCCP 2", "0000 883e 00000000", ipv4),
            gre("Aruba", "0000 8200", made.wireless), gre("Frame Relay", "0000 6559 1841 03 cc", ipv4),
            gre("ERSPAN I", "0000 88be", ethernet), gre("ERSPAN II", "1000 88be 00000001 10640001 00000000", ethernet),
            gre("ERSPAN III", "1000 22eb 00000001 20640001 00000000 0000 0000", ethernet),
            Case(name: "AH", frame: made.tunnel(51, made.hex("0404 0000 00000001 00000001 010203040506070809101112") + ipv4)),
        ]
    }

    /// In UDP, by port.
    private static func overUDP(_ made: FrameBytes) -> [Case] {
        let (ethernet, ipv4, ipv6) = (made.ethernet, made.ipv4, made.ipv6)
        func udp(_ name: String, _ port: Int, _ header: String, _ rest: [UInt8], network: UInt32 = 0) -> Case {
            Case(name: name, frame: made.udp(to: port, made.hex(header) + rest), network: network)
        }
        return [
            udp("VXLAN", 4789, "08000000 00002a00", ethernet, network: 43),
            udp("VXLAN, its old port", 8472, "08000000 00000000", ethernet, network: 1),
            udp("VXLAN-GPE: IP", 4790, "0c000001 00000700", ipv4, network: 8),
            udp("VXLAN-GPE: Ethernet", 4790, "0c000003 00000700", ethernet, network: 8),
            udp("Geneve", 6081, "0000 6558 00000900", ethernet, network: 10),
            udp("Geneve with an option", 6081, "0200 0800 00000900 0102 0301 0a0b0c0d", ipv4, network: 10),
            udp("GTP-U", 2152, "30 ff 0000 00000001", ipv4),
            // An extension header of four bytes: a PDU session container.
            udp("GTP-U, extended", 2152, "34 ff 0000 00000001 0000 00 85 01 1005 00", ipv4),
            Case(name: "GTP-U, from its port", frame: made.udp(from: 2152, to: 49152, made.hex("30 ff 0000 00000001") + ipv4)),
            udp("Teredo", 3544, "", ipv6),
            // Authentication and origin indications.
            udp("Teredo, indicated", 3544, "0001 0000 0000000000000000 00 0000 0000 00000000", ipv6),
            Case(name: "Teredo, from its port", frame: made.udp(from: 3544, to: 49152, ipv6)),
            udp("AYIYA", 5072, "4151 1129 00000000" + String(repeating: "00", count: 36), ipv6),
            Case(
                name: "AYIYA, from its port",
                frame: made.udp(from: 5072, to: 49152, made.hex("4151 1129 00000000" + String(repeating: "00", count: 36)) + ipv6)
            ),
            udp("GRE in UDP", 4754, "0000 0800", ipv4),
            udp("CAPWAP", 5247, "00 100300 00000000", made.wireless),
            udp("TZSP", 37008, "01 00 0001 01", ethernet),
            udp("TZSP, IEEE 802.11", 37008, "01 00 0012 0a01c4 00 01", made.wireless),
        ]
    }

    @Test func eachIsRead() throws {
        let made = try FrameBytes()
        let cases = Self.overEthernet(made) + Self.overIP(made) + Self.overUDP(made)
        #expect(cases.count > 45)
        for one in cases {
            let found = FrameBytes.dissect(one.frame, one.linkType)
            #expect(found.outcome == .tcp && found.checksumIsRight == true && found.payloadLength == 4, "\(one.name)")
            #expect(["10.0.0.2", "2001:db8::2"].contains(found.source.description), "\(one.name)")
            #expect(found.network == one.network, "\(one.name)")
        }
    }

    /// What is not the tunnel of its port is plain UDP, and no damage.
    @Test func othersAreOther() throws {
        let made = try FrameBytes()
        for port in [4789, 4790, 8472, 6081, 2152, 3544, 4754, 5072, 5247, 37008, 53] {
            let found = FrameBytes.dissect(made.udp(to: port, made.hex("ffff ffff")), .rawIP)
            #expect(found.outcome == .other, "port \(port)")
        }
    }
}
