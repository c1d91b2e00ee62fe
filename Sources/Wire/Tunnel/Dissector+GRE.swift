extension Dissector {
    /// GRE (RFC 2784, RFC 2890), its enhanced version 1 for PPTP (RFC 2637), and ERSPAN in it.
    static func gre(_ bytes: Span<UInt8>, _ cursor: inout Cursor) -> NextHeader {
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
            guard flags & 0x10 != 0 else { return .ethernet }
            if let stop = cursor.lacks(8, .gre) { return .stop(stop) }
            cursor.offset += 8
            return .ethernet
        case EtherType.erspan3:
            if let stop = cursor.lacks(12, .gre) { return .stop(stop) }
            let hasSubheader = bytes[cursor.offset + 11] & 1 == 1
            cursor.offset += hasSubheader ? 20 : 12
            return .ethernet
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
            return ieee80211(bytes, &cursor, isPadded: false)
        default:
            return .etherType(type)
        }
    }
}
