extension Dissector {
    /// An ICMP or ICMPv6 error: what it quotes goes into the dissection, as if the quoted segment had been seen.
    static func icmp(
        _ bytes: Span<UInt8>, _ cursor: inout Cursor, _ walk: inout Walk, isIPv6: Bool
    ) -> NextHeader {
        guard cursor.lacks(8, .icmp) == nil else { return .done(.other) }
        let start = cursor.offset
        guard
            let kind = ICMPError.kind(
                type: bytes[start], code: bytes[start + 1], isIPv6: isIPv6, mtu: bytes.uint32(at: start + 4))
        else { return .done(.other) }
        let quote = start + 8
        let sender = walk.result.source
        guard quote < cursor.end, let transport = quotedTransport(bytes, quote, cursor.end, &walk),
            transport + 8 <= cursor.end
        else { return .done(.other) }
        walk.result.tcp = TCPHeader()
        walk.result.tcp.sourcePort = bytes.uint16(at: transport)
        walk.result.tcp.destinationPort = bytes.uint16(at: transport + 2)
        let sequence = SequenceNumber(bytes.uint32(at: transport + 4))
        walk.icmpError = (ICMPError(kind: kind, type: bytes[start], code: bytes[start + 1], sequence: sequence), sender)
        return .done(.icmpError)
    }

    /// Where the quoted datagram's TCP header lies; nil if it holds none.
    private static func quotedTransport(
        _ bytes: Span<UInt8>, _ quote: Int, _ end: Int, _ walk: inout Walk
    ) -> Int? {
        switch bytes[quote] >> 4 {
        case 4:
            guard quote + 20 <= end, bytes[quote + 9] == IPProtocol.tcp else { return nil }
            walk.result.source = IPAddress(ipv4: bytes.uint32(at: quote + 12))
            walk.result.destination = IPAddress(ipv4: bytes.uint32(at: quote + 16))
            return quote + Int(bytes[quote] & 15) * 4
        case 6:
            guard quote + 40 <= end, bytes[quote + 6] == IPProtocol.tcp else { return nil }
            walk.result.source = IPAddress(high: bytes.uint64(at: quote + 8), low: bytes.uint64(at: quote + 16))
            walk.result.destination = IPAddress(high: bytes.uint64(at: quote + 24), low: bytes.uint64(at: quote + 32))
            return quote + 40
        default:
            return nil
        }
    }
}
