extension Dissector {
    /// TCP (RFC 9293 §3.1): the end of the walk.
    static func tcp(_ bytes: Span<UInt8>, _ cursor: Cursor, _ walk: inout Walk) -> NextHeader {
        if let stop = cursor.lacks(TCPHeader.leastLength, .tcp) { return .stop(stop) }
        // The datagram must have room for the whole fixed header, even if the capture does not hold it.
        guard cursor.offset + TCPHeader.fixedLength <= cursor.claimedEnd else {
            return .stop(DecodeStop(.tcp, .endsInside, at: cursor.offset))
        }
        let header = TCPHeader(bytes, at: cursor.offset, end: cursor.end)
        let segmentLength = cursor.wireEnd - cursor.offset
        guard header.headerLength >= TCPHeader.fixedLength, cursor.offset + header.headerLength <= cursor.claimedEnd else {
            return .stop(
                DecodeStop(.tcp, .impossibleLength(header.headerLength), at: cursor.offset + 12, field: .headerLength))
        }
        let optionsStart = min(cursor.offset + TCPHeader.fixedLength, cursor.end)
        let payloadStart = min(cursor.offset + header.headerLength, cursor.end)
        walk.result.tcp = header
        walk.result.place(
            options: optionsStart, payload: payloadStart, end: cursor.end,
            payloadLength: max(0, segmentLength - header.headerLength))
        if cursor.end == cursor.wireEnd {
            var checksum = InternetChecksum()
            checksum.addPseudoHeader(
                from: walk.checksumSource ?? walk.result.source,
                to: walk.checksumDestination ?? walk.result.destination, protocol: IPProtocol.tcp,
                length: segmentLength)
            let partial = checksum
            checksum.add(bytes, in: cursor.offset..<cursor.end)
            let isRight = checksum.folded == 0xffff
            walk.result.checksumIsRight = isRight
            if !isRight { walk.result.checksumIsPartial = partial.folded == header.checksum }
        }
        return .done(.tcp)
    }

    /// UDP (RFC 768), which matters only as the carrier of a tunnel.
    static func udp(_ bytes: Span<UInt8>, _ cursor: inout Cursor, _ walk: inout Walk) -> NextHeader {
        guard cursor.lacks(8, .udp) == nil else { return .done(.other) }
        let destinationPort = bytes.uint16(at: cursor.offset + 2)
        let sourcePort = bytes.uint16(at: cursor.offset)
        let length = Int(bytes.uint16(at: cursor.offset + 4))
        if length >= 8 { cursor.limit(to: cursor.offset + length) }
        cursor.offset += 8
        switch destinationPort {
        case 4789, 4790, 8472: return vxlan(bytes, &cursor, &walk)
        case 6081: return geneve(bytes, &cursor, &walk)
        case 2152: return gtp(bytes, &cursor)
        case 3544: return teredo(bytes, &cursor)
        case 4754: return gre(bytes, &cursor, &walk)  // RFC 8086
        case 5072: return ayiya(bytes, &cursor)
        case 5247: return capwap(bytes, &cursor, &walk)
        case 37008: return tzsp(bytes, &cursor)
        default: break
        }
        switch sourcePort {
        case 2152: return gtp(bytes, &cursor)
        case 3544: return teredo(bytes, &cursor)
        case 5072: return ayiya(bytes, &cursor)
        case 5247: return capwap(bytes, &cursor, &walk)
        default: return .done(.other)
        }
    }
}
