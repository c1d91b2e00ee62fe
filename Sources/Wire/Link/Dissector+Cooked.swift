extension Dissector {
    /// LINKTYPE_LINUX_SLL: packet type, hardware type, address length, 8 bytes of address, protocol.
    static func linuxCooked(_ bytes: Span<UInt8>, _ cursor: inout Cursor) -> NextHeader {
        if let stop = cursor.lacks(16, .link) { return .stop(stop) }
        cursor.offset += 16
        return cookedProtocol(bytes.uint16(at: cursor.offset - 2))
    }

    /// LINKTYPE_LINUX_SLL2: protocol, reserved, interface index, hardware type, packet type, address length, 8 bytes of address.
    static func linuxCooked2(_ bytes: Span<UInt8>, _ cursor: inout Cursor) -> NextHeader {
        if let stop = cursor.lacks(20, .link) { return .stop(stop) }
        cursor.offset += 20
        return cookedProtocol(bytes.uint16(at: cursor.offset - 20))
    }

    /// An EtherType, or one of Linux' own numbers below 1536, of which 4 is an 802.2 frame.
    private static func cookedProtocol(_ type: UInt16) -> NextHeader {
        if type == 4 { return .llc }
        return type < 1536 ? .done(.other) : .etherType(type)
    }

    /// LINKTYPE_NULL and LINKTYPE_LOOP: a protocol family of 32 bits, in either byte order.
    static func loopback(_ bytes: Span<UInt8>, _ cursor: inout Cursor) -> NextHeader {
        if let stop = cursor.lacks(4, .link) { return .stop(stop) }
        cursor.offset += 4
        return isInternetFamily(bytes.uint32(at: cursor.offset - 4)) ? .internet : .done(.other)
    }

    /// AF_INET, or AF_INET6 of Linux, NetBSD, FreeBSD or macOS, in either byte order.
    @inlinable
    static func isInternetFamily(_ value: UInt32) -> Bool {
        switch value <= 0xffff ? value : value.byteSwapped {
        case 2, 10, 24, 28, 30: true
        default: false
        }
    }
}

extension LinkType {
    /// BSD loopback: a protocol family in the byte order of the capturing machine.
    public static let null = LinkType(rawValue: 0)
    /// OpenBSD loopback: as `null`, in network byte order.
    public static let loop = LinkType(rawValue: 108)
    /// Linux cooked capture, version 1.
    public static let linuxCooked = LinkType(rawValue: 113)
    /// Linux cooked capture, version 2.
    public static let linuxCooked2 = LinkType(rawValue: 276)
}
