extension Dissector {
    /// PPP (RFC 1661), with or without address and control (RFC 1662), or Cisco HDLC where its address says so.
    static func ppp(_ bytes: Span<UInt8>, _ cursor: inout Cursor) -> NextHeader {
        if let stop = cursor.lacks(2, .ppp) { return .stop(stop) }
        if bytes[cursor.offset] == 0xff, bytes[cursor.offset + 1] == 0x03 {
            cursor.offset += 2
        } else if bytes[cursor.offset] == 0x0f || bytes[cursor.offset] == 0x8f, bytes[cursor.offset + 1] == 0 {
            return ciscoHDLC(bytes, &cursor)
        }
        if let stop = cursor.lacks(1, .ppp) { return .stop(stop) }
        // RFC 1661 §6.5: an odd first byte is a protocol field compressed to one byte.
        var number = UInt16(bytes[cursor.offset])
        cursor.offset += 1
        if number & 1 == 0 {
            if let stop = cursor.lacks(1, .ppp) { return .stop(stop) }
            number = number << 8 | UInt16(bytes[cursor.offset])
            cursor.offset += 1
        }
        return switch number {
        case 0x0021, 0x0057: .internet
        case 0x0281, 0x0283: .mpls
        default: .done(.other)
        }
    }

    /// Cisco HDLC: address, control, EtherType.
    static func ciscoHDLC(_ bytes: Span<UInt8>, _ cursor: inout Cursor) -> NextHeader {
        if let stop = cursor.lacks(4, .link) { return .stop(stop) }
        cursor.offset += 4
        return .etherType(bytes.uint16(at: cursor.offset - 2))
    }
}

extension LinkType {
    public static let ppp = LinkType(rawValue: 9)
    public static let pppHDLC = LinkType(rawValue: 50)
    public static let pppoe = LinkType(rawValue: 51)
    public static let ciscoHDLC = LinkType(rawValue: 104)
}
