extension Dissector {
    /// Ethernet II, or IEEE 802.3 with an LLC header.
    static func ethernet(_ bytes: Span<UInt8>, _ cursor: inout Cursor) -> NextHeader {
        if let stop = cursor.lacks(14, .link) { return .stop(stop) }
        let type = bytes.uint16(at: cursor.offset + 12)
        cursor.offset += 14
        return typeOrLength(type, &cursor)
    }

    /// IEEE 802.3 §3.2.6: values up to 1500 are a length, and LLC follows.
    static func typeOrLength(_ type: UInt16, _ cursor: inout Cursor) -> NextHeader {
        guard type <= 1500 else { return .etherType(type) }
        cursor.limit(to: cursor.offset + Int(type))
        return .llc
    }

    static func etherType(_ type: UInt16, _ bytes: Span<UInt8>, _ cursor: inout Cursor) -> NextHeader {
        switch type {
        case EtherType.ipv4, EtherType.ipv6:
            return .internet
        case EtherType.vlan, EtherType.providerBridging, 0x9100, 0x9200:
            if let stop = cursor.lacks(4, .vlan) { return .stop(stop) }
            let inner = bytes.uint16(at: cursor.offset + 2)
            cursor.offset += 4
            return typeOrLength(inner, &cursor)
        case EtherType.mplsUnicast, EtherType.mplsMulticast:
            return .mpls
        case EtherType.pppoeSession:
            // RFC 2516 §4: version, type, code, session, length.
            if let stop = cursor.lacks(6, .pppoe) { return .stop(stop) }
            guard bytes[cursor.offset + 1] == 0 else { return .done(.other) }  // discovery, not a session
            let length = Int(bytes.uint16(at: cursor.offset + 4))
            cursor.offset += 6
            cursor.limit(to: cursor.offset + length)
            return .ppp
        case EtherType.transparentBridging:
            return .ethernet
        case EtherType.vntag:
            // Cisco VN-Tag: four bytes, EtherType.
            if let stop = cursor.lacks(6, .vlan) { return .stop(stop) }
            cursor.offset += 6
            return typeOrLength(bytes.uint16(at: cursor.offset - 2), &cursor)
        case EtherType.backboneBridging:
            // IEEE 802.1ah: the customer's whole frame behind the service tag.
            if let stop = cursor.lacks(4, .vlan) { return .stop(stop) }
            cursor.offset += 4
            return .ethernet
        case EtherType.fabricPath:
            // Cisco FabricPath: forwarding tag and time to live, then the whole frame.
            if let stop = cursor.lacks(2, .vlan) { return .stop(stop) }
            cursor.offset += 2
            return .ethernet
        case EtherType.ppp:
            return .ppp
        default:
            return .done(.other)
        }
    }

    /// IEEE 802.2 LLC, with SNAP (RFC 1042).
    static func llc(_ bytes: Span<UInt8>, _ cursor: inout Cursor) -> NextHeader {
        if let stop = cursor.lacks(3, .llc) { return .stop(stop) }
        let at = cursor.offset
        switch (bytes[at], bytes[at + 1], bytes[at + 2]) {
        case (0xaa, 0xaa, 0x03):
            if let stop = cursor.lacks(8, .llc) { return .stop(stop) }
            let organization = bytes.uint32(at: at + 2) & 0xff_ffff
            guard organization == 0 || organization == 0x0000f8 else { return .done(.other) }
            cursor.offset += 8
            return .etherType(bytes.uint16(at: at + 6))
        case (0x06, 0x06, 0x03):
            cursor.offset += 3
            return .internet
        default:
            return .done(.other)
        }
    }

    /// MPLS label stack (RFC 3032), then IP, or Ethernet behind a control word (RFC 4448).
    static func mpls(_ bytes: Span<UInt8>, _ cursor: inout Cursor) -> NextHeader {
        while true {
            if let stop = cursor.lacks(4, .mpls) { return .stop(stop) }
            let isBottom = bytes[cursor.offset + 2] & 1 == 1
            cursor.offset += 4
            if isBottom { break }
        }
        if let stop = cursor.lacks(1, .mpls) { return .stop(stop) }
        switch bytes[cursor.offset] >> 4 {
        case 4, 6: return .internet
        case 0:
            if let stop = cursor.lacks(4, .mpls) { return .stop(stop) }
            cursor.offset += 4
            return .ethernet
        default: return .ethernet
        }
    }
}

extension LinkType {
    public static let ethernet = LinkType(rawValue: 1)
}
