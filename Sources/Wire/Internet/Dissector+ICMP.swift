extension Dissector {
    /// An ICMP or ICMPv6 error: what it quotes goes into the dissection, as if the quoted segment had been seen.
    static func icmp(
        _ bytes: Span<UInt8>, _ cursor: inout Cursor, _ dissection: inout Dissection, isIPv6: Bool
    ) -> NextHeader {
        guard cursor.lacks(8, .icmp) == nil else { return .done(.other) }
        let start = cursor.offset
        guard
            let kind = ICMPError.kind(
                type: bytes[start], code: bytes[start + 1], isIPv6: isIPv6, mtu: bytes.uint32(at: start + 4))
        else { return .done(.other) }
        let quote = start + 8
        let sender = dissection.source
        guard quote < cursor.end, let transport = quotedTransport(bytes, quote, cursor.end, &dissection),
            transport + 8 <= cursor.end
        else { return .done(.other) }
        dissection.tcp = TCPHeader()
        dissection.tcp.sourcePort = bytes.uint16(at: transport)
        dissection.tcp.destinationPort = bytes.uint16(at: transport + 2)
        let sequence = SequenceNumber(bytes.uint32(at: transport + 4))
        return .done(.icmpError(ICMPError(kind: kind, sequence: sequence), from: sender))
    }

    /// Where the quoted datagram's TCP header lies; nil if it holds none.
    private static func quotedTransport(
        _ bytes: Span<UInt8>, _ quote: Int, _ end: Int, _ dissection: inout Dissection
    ) -> Int? {
        switch bytes[quote] >> 4 {
        case 4:
            guard quote + 20 <= end, bytes[quote + 9] == IPProtocol.tcp else { return nil }
            dissection.source = IPAddress(ipv4: bytes.uint32(at: quote + 12))
            dissection.destination = IPAddress(ipv4: bytes.uint32(at: quote + 16))
            return quote + Int(bytes[quote] & 15) * 4
        case 6:
            guard quote + 40 <= end, bytes[quote + 6] == IPProtocol.tcp else { return nil }
            dissection.source = IPAddress(high: bytes.uint64(at: quote + 8), low: bytes.uint64(at: quote + 16))
            dissection.destination = IPAddress(high: bytes.uint64(at: quote + 24), low: bytes.uint64(at: quote + 32))
            return quote + 40
        default:
            return nil
        }
    }
}
