extension Dissector {
    /// GRE (RFC 2784, RFC 2890), its enhanced version 1 for PPTP (RFC 2637), and ERSPAN in it.
    static func gre(_ bytes: Span<UInt8>, _ cursor: inout Cursor, _ walk: inout Walk) -> NextHeader {
        if let stop = cursor.lacks(4, .gre) { return .stop(stop) }
        let flags = bytes[cursor.offset]
        let version = bytes[cursor.offset + 1] & 7
        let type = bytes.uint16(at: cursor.offset + 2)
        var length = 4
        if flags & 0xc0 != 0 { length += 4 }  // checksum or routing present
        if flags & 0x20 != 0 { length += 4 }  // key
        if flags & 0x10 != 0 { length += 4 }  // sequence number
        if version == 1, bytes[cursor.offset + 1] & 0x80 != 0 { length += 4 }  // acknowledgment number
        guard version <= 1, flags & 0x40 == 0 else { return .done(.other) }
        if let stop = cursor.lacks(length, .gre) { return .stop(stop) }
        cursor.offset += length
        switch type {
        case EtherType.erspan:
            // Type I has neither sequence number nor header of its own.
            return flags & 0x10 == 0 ? .ethernet : erspan(bytes, &cursor, &walk, isType3: false)
        case EtherType.erspan3:
            return erspan(bytes, &cursor, &walk, isType3: true)
        case EtherType.frameRelay:
            return .frameRelay
        case EtherType.ipv4, EtherType.ipv6:
            // An empty payload is a keepalive.
            return cursor.offset < cursor.end ? .internet : .done(.other)
        case EtherType.wccp:
            // WCCP version 2 puts a redirect header of four bytes before the datagram, version 1 nothing.
            if cursor.lacks(1, .gre) == nil, bytes[cursor.offset] >> 4 == 4 { return .internet }
            if let stop = cursor.lacks(4, .gre) { return .stop(stop) }
            cursor.offset += 4
            return .internet
        case 0x8200...0x82ff, 0x9000...0x91ff:
            // Aruba: the radio frame as an access point tunnels it.
            return .ieee80211
        default:
            return .etherType(type)
        }
    }

    /// ERSPAN of type II or III (draft-foschiano-erspan §4.2, §4.3): what a switch mirrored.
    private static func erspan(
        _ bytes: Span<UInt8>, _ cursor: inout Cursor, _ walk: inout Walk, isType3: Bool
    ) -> NextHeader {
        if let stop = cursor.lacks(8, .erspan) { return .stop(stop) }
        let at = cursor.offset
        var length = 8
        var isEthernet = true
        if isType3 {
            if let stop = cursor.lacks(12, .erspan) { return .stop(stop) }
            // The last bit says that 8 bytes of the platform follow. The frame type is 0 for Ethernet, 2 for IP.
            length = bytes[at + 11] & 1 == 1 ? 20 : 12
            isEthernet = bytes[at + 10] >> 2 & 0x1f != 2
        }
        if let stop = cursor.lacks(length, .erspan) { return .stop(stop) }
        cursor.offset += length
        // T: the switch cut the frame, as a snap length does. How long it was is in its own headers.
        if bytes[at + 2] & 0x04 != 0 {
            walk.result.isCutBySnapLength = true
            cursor.wireEnd = cursor.offset + 0xffff
        }
        return isEthernet ? .ethernet : .internet
    }
}
