import PacketScript

@testable import Wire

/// The same segment of four bytes, from 10.0.0.2 or 2001:db8::2 to 10.0.0.1 or 2001:db8::1, and what frames are made of around it.
struct FrameBytes {
    /// Ethernet, IPv4 and TCP.
    let ethernet: [UInt8]
    /// IPv4 and TCP.
    var ipv4: [UInt8] { Array(ethernet.dropFirst(14)) }
    /// A data frame of IEEE 802.11 from an access point, with the same packet.
    var wireless: [UInt8] {
        hex("0802 0000 020000000001 020000000002 020000000003 1000 aaaa03000000 0800") + ipv4
    }

    static let client = IPAddress(high: 0x2001_0db8_0000_0000, low: 2)
    static let server = IPAddress(high: 0x2001_0db8_0000_0000, low: 1)

    init() throws { ethernet = try PacketScript("0.0 C PA seq 7 ack 9 data \"ping\"").packets[0].bytes }

    /// TCP with the checksum that IPv6 between the two addresses asks for.
    var tcpOverIPv6: [UInt8] {
        var tcp = Array(ipv4.dropFirst(20))
        tcp[16] = 0
        tcp[17] = 0
        var sum = InternetChecksum()
        sum.addPseudoHeader(from: Self.client, to: Self.server, protocol: IPProtocol.tcp, length: tcp.count)
        sum.add(tcp.span, in: 0..<tcp.count)
        let checksum = ~sum.folded
        tcp[16] = UInt8(checksum >> 8)
        tcp[17] = UInt8(checksum & 255)
        return tcp
    }

    /// IPv6 around a payload that begins with the header `next`.
    func ipv6(
        _ next: UInt8, _ payload: [UInt8], from source: IPAddress = client, to destination: IPAddress = server
    ) -> [UInt8] {
        hex("60000000") + number(payload.count) + [next, 64] + bytes(source) + bytes(destination) + payload
    }

    /// IPv6 and TCP.
    var ipv6: [UInt8] { ipv6(IPProtocol.tcp, tcpOverIPv6) }

    /// IPv4 from 192.0.2.1 to 192.0.2.2 around a payload.
    func tunnel(_ number: UInt8, _ payload: [UInt8]) -> [UInt8] {
        hex("4500") + self.number(20 + payload.count) + hex("0001 0000 40") + [number] + hex("0000 c0000201 c0000202") + payload
    }

    /// The same with UDP.
    func udp(from source: Int = 49152, to destination: Int, _ payload: [UInt8]) -> [UInt8] {
        tunnel(IPProtocol.udp, number(source) + number(destination) + number(8 + payload.count) + [0, 0] + payload)
    }

    func hex(_ text: String) -> [UInt8] {
        let digits = text.compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
    }

    /// In 16 bits.
    func number(_ value: Int) -> [UInt8] { [UInt8(truncatingIfNeeded: value >> 8), UInt8(truncatingIfNeeded: value)] }

    func bytes(_ address: IPAddress) -> [UInt8] {
        [address.high, address.low].flatMap { half in (0..<8).map { UInt8(truncatingIfNeeded: half >> (56 - 8 * UInt64($0))) } }
    }

    /// Reads a frame as it was on the wire, by itself.
    static func dissect(_ frame: [UInt8], _ linkType: LinkType) -> Dissection {
        var dissector = Dissector()
        return dissector.dissect(frame.span, info(frame, linkType))
    }

    static func info(_ frame: [UInt8], _ linkType: LinkType) -> FrameInfo {
        FrameInfo(
            number: 1, numberInFile: 1, file: 0, time: Timestamp(nanoseconds: 0), wireLength: frame.count, linkType: linkType)
    }
}
