extension Dissector {
    /// IPv4 (RFC 791).
    static func ipv4(_ bytes: Span<UInt8>, _ cursor: inout Cursor, _ walk: inout Walk) -> NextHeader {
        if let stop = cursor.lacks(20, .ipv4) { return .stop(stop) }
        let start = cursor.offset
        let headerLength = Int(bytes[start] & 15) * 4
        guard headerLength >= 20 else {
            return .stop(DecodeStop(.ipv4, .impossibleLength(headerLength), at: start, field: .headerLength))
        }
        var totalLength = Int(bytes.uint16(at: start + 2))
        // Segmentation offload leaves 0 for datagrams longer than the field can say: the frame's length counts.
        if totalLength == 0 { totalLength = cursor.wireEnd - start }
        guard totalLength >= headerLength else {
            return .stop(DecodeStop(.ipv4, .impossibleLength(totalLength), at: start + 2, field: .totalLength))
        }
        // Ethernet padding behind the datagram is never payload, and what the header claims beyond the frame never was there.
        cursor.limit(to: start + totalLength)
        cursor.claimedEnd = start + totalLength
        if let stop = cursor.lacks(headerLength, .ipv4) { return .stop(stop) }
        cursor.offset += headerLength

        let number = bytes[start + 9]
        walk.result.source = IPAddress(ipv4: bytes.uint32(at: start + 12))
        walk.result.destination = IPAddress(ipv4: bytes.uint32(at: start + 16))
        walk.result.identification = bytes.uint16(at: start + 4)
        walk.checksumSource = nil
        walk.checksumDestination = nil
        walk.result.timeToLive = bytes[start + 8]
        walk.result.trafficClass = bytes[start + 1]
        let flagsAndOffset = bytes.uint16(at: start + 6)
        if flagsAndOffset & 0x3fff != 0 {
            return fragment(
                offset: Int(flagsAndOffset & 0x1fff) * 8, isLast: flagsAndOffset & 0x2000 == 0,
                identification: UInt32(walk.result.identification), number, cursor, &walk)
        }
        return .ipProtocol(number)
    }

    /// IPv6 (RFC 8200) and its extension headers.
    static func ipv6(_ bytes: Span<UInt8>, _ cursor: inout Cursor, _ walk: inout Walk) -> NextHeader {
        if let stop = cursor.lacks(40, .ipv6) { return .stop(stop) }
        let start = cursor.offset
        let payloadLength = Int(bytes.uint16(at: start + 4))
        // 0: a jumbogram (RFC 2675) or segmentation offload; the frame's length counts.
        cursor.claimedEnd = payloadLength == 0 ? cursor.wireEnd : start + 40 + payloadLength
        cursor.limit(to: cursor.claimedEnd)
        walk.result.source = IPAddress(high: bytes.uint64(at: start + 8), low: bytes.uint64(at: start + 16))
        walk.result.destination = IPAddress(high: bytes.uint64(at: start + 24), low: bytes.uint64(at: start + 32))
        walk.result.identification = 0
        walk.checksumSource = nil
        walk.checksumDestination = nil
        walk.result.timeToLive = bytes[start + 7]
        walk.result.trafficClass = bytes[start] << 4 | bytes[start + 1] >> 4
        cursor.offset += 40
        return extensionHeaders(bytes[start + 6], bytes, &cursor, &walk)
    }

    private static func extensionHeaders(
        _ first: UInt8, _ bytes: Span<UInt8>, _ cursor: inout Cursor, _ walk: inout Walk
    ) -> NextHeader {
        var number = first
        while true {
            switch number {
            case IPProtocol.hopByHop, IPProtocol.routing, IPProtocol.destinationOptions, IPProtocol.mobility,
                IPProtocol.hostIdentity, IPProtocol.shim6:
                if let stop = cursor.lacks(8, .ipv6Extension) { return .stop(stop) }
                let length = (Int(bytes[cursor.offset + 1]) + 1) * 8
                if let stop = cursor.lacks(length, .ipv6Extension) { return .stop(stop) }
                noteChecksumAddresses(number, bytes, cursor.offset..<cursor.offset + length, &walk)
                number = bytes[cursor.offset]
                cursor.offset += length
            case IPProtocol.fragment:
                if let stop = cursor.lacks(8, .ipv6Extension) { return .stop(stop) }
                let at = cursor.offset
                let offsetAndMore = bytes.uint16(at: at + 2)
                number = bytes[at]
                cursor.offset += 8
                // RFC 6946: a fragment that is the whole datagram is no fragment.
                if offsetAndMore & 0xfff9 != 0 {
                    return fragment(
                        offset: Int(offsetAndMore & 0xfff8), isLast: offsetAndMore & 1 == 0,
                        identification: bytes.uint32(at: at + 4), number, cursor, &walk)
                }
            default:
                return .ipProtocol(number)
            }
        }
    }

    /// An Authentication Header (RFC 4302 §2): it protects what follows, and leaves it in the clear.
    static func authentication(_ bytes: Span<UInt8>, _ cursor: inout Cursor) -> NextHeader {
        if let stop = cursor.lacks(8, .ipv6Extension) { return .stop(stop) }
        let length = (Int(bytes[cursor.offset + 1]) + 2) * 4
        if let stop = cursor.lacks(length, .ipv6Extension) { return .stop(stop) }
        let next = bytes[cursor.offset]
        cursor.offset += length
        return .ipProtocol(next)
    }

    /// A source route or a mobile node's home address changes the pseudo header.
    private static func noteChecksumAddresses(
        _ number: UInt8, _ bytes: Span<UInt8>, _ header: Range<Int>, _ walk: inout Walk
    ) {
        func address(at offset: Int) -> IPAddress {
            IPAddress(high: bytes.uint64(at: offset), low: bytes.uint64(at: offset + 8))
        }
        let start = header.lowerBound
        if number == IPProtocol.routing {
            // Types 0 and 2 with segments left: the last address is the destination.
            let isSourceRoute = bytes[start + 2] == 0 || bytes[start + 2] == 2
            if isSourceRoute, bytes[start + 3] > 0, header.count >= 24 {
                walk.checksumDestination = address(at: header.upperBound - 16)
            }
        } else if number == IPProtocol.destinationOptions {
            var at = start + 2
            while at + 1 < header.upperBound {
                if bytes[at] == 0 {
                    at += 1
                    continue
                }
                let length = Int(bytes[at + 1])
                if bytes[at] == 201, length == 16, at + 18 <= header.upperBound {
                    walk.checksumSource = address(at: at + 2)
                }
                at += 2 + length
            }
        }
    }

    private static func fragment(
        offset: Int, isLast: Bool, identification: UInt32, _ number: UInt8, _ cursor: Cursor,
        _ walk: inout Walk
    ) -> NextHeader {
        guard cursor.end == cursor.claimedEnd else {
            // It is not all there, so the datagram can never be whole: the first fragment speaks for itself.
            return offset == 0 ? .ipProtocol(number) : .done(.other)
        }
        walk.fragment = Fragment(
            key: Fragment.Key(
                source: walk.result.source, destination: walk.result.destination, network: walk.result.network,
                identification: identification, ipProtocol: number),
            offset: offset, isLast: isLast, range: cursor.offset..<cursor.end)
        return .ipProtocol(number)
    }
}
