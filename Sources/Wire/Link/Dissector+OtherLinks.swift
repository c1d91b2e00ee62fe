/// Link types that are met now and then.
extension Dissector {
    /// FDDI: frame control, two addresses, LLC.
    static func fddi(_ bytes: Span<UInt8>, _ cursor: inout Cursor) -> NextHeader {
        if let stop = cursor.lacks(13, .link) { return .stop(stop) }
        // 01FF: an asynchronous or synchronous LLC frame.
        let control = bytes[cursor.offset] & 0x70
        guard control == 0x50 || control == 0x10 else { return .done(.other) }
        cursor.offset += 13
        return .llc
    }

    /// LINKTYPE_ARCNET_LINUX: source, destination, two bytes of offset, then a system code (RFC 1201) or RFC 1051's.
    static func arcnet(_ bytes: Span<UInt8>, _ cursor: inout Cursor) -> NextHeader {
        if let stop = cursor.lacks(5, .link) { return .stop(stop) }
        let at = cursor.offset
        let code = bytes[at + 4]
        switch code {
        case 0xf0:  // IP by RFC 1051: the datagram follows at once
            cursor.offset += 5
            return .internet
        case 0xd4, 0xc4:  // IP and IPv6 by RFC 1201: split flag and sequence number
            if let stop = cursor.lacks(8, .link) { return .stop(stop) }
            // An exception packet (split flag 0xff) carries four more bytes.
            let isException = bytes[at + 5] == 0xff
            if let stop = cursor.lacks(12, .link), isException { return .stop(stop) }
            guard isException || bytes[at + 5] == 0 else { return .done(.other) }  // a piece of a split datagram
            cursor.offset += isException ? 12 : 8
            return .internet
        default:
            return .done(.other)
        }
    }

    /// PPI: version, flags, length and link type, all little-endian.
    static func perPacketInformation(_ bytes: Span<UInt8>, _ cursor: inout Cursor) -> NextHeader {
        if let stop = cursor.lacks(8, .link) { return .stop(stop) }
        let length = Int(bytes.uint16(at: cursor.offset + 2).byteSwapped)
        let inner = bytes.uint32(at: cursor.offset + 4).byteSwapped
        guard length >= 8 else {
            return .stop(DecodeStop(.link, .impossibleLength(length), at: cursor.offset + 2, field: .length))
        }
        if let stop = cursor.lacks(length, .link) { return .stop(stop) }
        cursor.offset += length
        return .link(linkType(dlt: inner))
    }

    /// NFLOG: family, version, resource, then fields of type, length and value; the payload is type 9.
    static func nflog(_ bytes: Span<UInt8>, _ cursor: inout Cursor) -> NextHeader {
        if let stop = cursor.lacks(4, .link) { return .stop(stop) }
        guard bytes[cursor.offset] == 2 || bytes[cursor.offset] == 10 else { return .done(.other) }
        cursor.offset += 4
        if let stop = cursor.lacks(4, .link) { return .stop(stop) }
        // In the byte order of the machine that logged them. Types are small and never 0, so the first one shows the order.
        let isBigEndian = bytes[cursor.offset + 2] == 0
        while true {
            if let stop = cursor.lacks(4, .link) { return .stop(stop) }
            let (first, second) = (bytes.uint16(at: cursor.offset), bytes.uint16(at: cursor.offset + 2))
            let length = Int(isBigEndian ? first : first.byteSwapped)
            let type = isBigEndian ? second : second.byteSwapped
            guard length >= 4 else {
                return .stop(DecodeStop(.link, .impossibleLength(length), at: cursor.offset, field: .length))
            }
            if type == 9 {
                cursor.offset += 4
                return .internet
            }
            let padded = (length + 3) & ~3
            if let stop = cursor.lacks(padded, .link) { return .stop(stop) }
            cursor.offset += padded
        }
    }

    /// IP over InfiniBand: a 40-byte global routing header in place of addresses, EtherType, reserved.
    static func ipOverInfiniband(_ bytes: Span<UInt8>, _ cursor: inout Cursor) -> NextHeader {
        if let stop = cursor.lacks(44, .link) { return .stop(stop) }
        cursor.offset += 44
        return .etherType(bytes.uint16(at: cursor.offset - 4))
    }

    /// Juniper's Ethernet: magic, flags, extensions with their length, then Ethernet.
    static func juniperEthernet(_ bytes: Span<UInt8>, _ cursor: inout Cursor) -> NextHeader {
        if let stop = cursor.lacks(4, .link) { return .stop(stop) }
        let word = bytes.uint32(at: cursor.offset)
        guard word >> 8 == 0x4d4743 else { return .done(.other) }
        let flags = UInt8(truncatingIfNeeded: word)
        cursor.offset += 4
        if flags & 0x80 != 0 {
            if let stop = cursor.lacks(2, .link) { return .stop(stop) }
            let length = Int(bytes.uint16(at: cursor.offset))
            if let stop = cursor.lacks(2 + length, .link) { return .stop(stop) }
            cursor.offset += 2 + length
        }
        // Without a link header, IP follows behind a cookie of four bytes.
        if flags & 0x02 != 0 {
            if let stop = cursor.lacks(4, .link) { return .stop(stop) }
            cursor.offset += 4
            return .internet
        }
        return .ethernet
    }
}

extension LinkType {
    public static let fddi = LinkType(rawValue: 10)
    public static let arcnetLinux = LinkType(rawValue: 129)
    /// PPI: per-packet information before a frame of another link type.
    public static let perPacketInformation = LinkType(rawValue: 192)
    /// Linux netfilter log messages.
    public static let nflog = LinkType(rawValue: 239)
    public static let ipOverInfiniband = LinkType(rawValue: 242)
    public static let juniperEthernet = LinkType(rawValue: 178)
}
