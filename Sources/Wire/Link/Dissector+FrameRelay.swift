/// Frame Relay with multiprotocol encapsulation (RFC 2427), or as Cisco's routers send it.
extension Dissector {
    static func frameRelay(_ bytes: Span<UInt8>, _ cursor: inout Cursor) -> NextHeader {
        // Q.922 §3.3: an address of two to four bytes, of which the last alone is odd.
        var addressLength = 0
        repeat {
            if let stop = cursor.lacks(addressLength + 1, .frameRelay) { return .stop(stop) }
            addressLength += 1
        } while bytes[cursor.offset + addressLength - 1] & 1 == 0 && addressLength < 4
        guard addressLength >= 2, bytes[cursor.offset + addressLength - 1] & 1 == 1 else { return .done(.other) }
        cursor.offset += addressLength
        if let stop = cursor.lacks(2, .frameRelay) { return .stop(stop) }
        // Without the control field for unnumbered information, it is Cisco's: an EtherType at once.
        guard bytes[cursor.offset] == 0x03 else {
            cursor.offset += 2
            return .etherType(bytes.uint16(at: cursor.offset - 2))
        }
        cursor.offset += 1
        // A byte of padding makes the header even.
        if bytes[cursor.offset] == 0 { cursor.offset += 1 }
        if let stop = cursor.lacks(1, .frameRelay) { return .stop(stop) }
        let identifier = bytes[cursor.offset]
        cursor.offset += 1
        return switch identifier {
        case 0xcc, 0x8e: .internet  // IPv4, IPv6
        case 0xcf: .ppp
        case 0x80: subnetworkAccess(bytes, &cursor)
        default: .done(.other)
        }
    }

    /// SNAP behind Frame Relay: an EtherType (RFC 2427 §4.1), or a bridged Ethernet frame (§4.2).
    private static func subnetworkAccess(_ bytes: Span<UInt8>, _ cursor: inout Cursor) -> NextHeader {
        if let stop = cursor.lacks(5, .frameRelay) { return .stop(stop) }
        let organization = bytes.uint32(at: cursor.offset) >> 8
        let type = bytes.uint16(at: cursor.offset + 3)
        cursor.offset += 5
        switch (organization, type) {
        case (0, _): return .etherType(type)
        case (0x0080c2, 1):
            cursor.limit(to: max(cursor.offset, cursor.wireEnd - 4))  // with its frame check sequence
            return .ethernet
        case (0x0080c2, 7): return .ethernet
        default: return .done(.other)
        }
    }

    /// LINKTYPE_FRELAY_WITH_DIR: a byte that says who sent the frame.
    static func frameRelayWithDirection(_ bytes: Span<UInt8>, _ cursor: inout Cursor) -> NextHeader {
        if let stop = cursor.lacks(1, .frameRelay) { return .stop(stop) }
        cursor.offset += 1
        return .frameRelay
    }
}

extension LinkType {
    public static let frameRelay = LinkType(rawValue: 107)
    /// Frame Relay behind a byte that tells the direction.
    public static let frameRelayWithDirection = LinkType(rawValue: 206)
}
