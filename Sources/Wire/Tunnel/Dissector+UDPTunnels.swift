/// Tunnels over UDP. What does not look like the tunnel of its port is plain UDP, not damage.
extension Dissector {
    /// VXLAN (RFC 7348 §5), and its generic protocol extension where it says so.
    static func vxlan(_ bytes: Span<UInt8>, _ cursor: inout Cursor, _ walk: inout Walk) -> NextHeader {
        let at = cursor.offset
        guard cursor.lacks(8, .vxlan) == nil, bytes[at] & 0x08 != 0 else { return .done(.other) }
        walk.result.network = (bytes.uint32(at: at + 4) >> 8) + 1
        cursor.offset += 8
        guard bytes[at] & 0x04 != 0 else { return .ethernet }
        return switch bytes[at + 3] {
        case 1, 2: .internet
        case 3: .ethernet
        default: .done(.other)
        }
    }

    /// Geneve (RFC 8926 §3.4).
    static func geneve(_ bytes: Span<UInt8>, _ cursor: inout Cursor, _ walk: inout Walk) -> NextHeader {
        let at = cursor.offset
        guard cursor.lacks(8, .geneve) == nil, bytes[at] >> 6 == 0 else { return .done(.other) }
        let length = 8 + Int(bytes[at] & 0x3f) * 4
        guard cursor.lacks(length, .geneve) == nil else { return .done(.other) }
        walk.result.network = (bytes.uint32(at: at + 4) >> 8) + 1
        cursor.offset += length
        return .etherType(bytes.uint16(at: at + 2))
    }

    /// GTP-U version 1 (3GPP TS 29.281 §5): a G-PDU holds an IP packet.
    static func gtp(_ bytes: Span<UInt8>, _ cursor: inout Cursor) -> NextHeader {
        let at = cursor.offset
        guard cursor.lacks(8, .gtp) == nil, bytes[at] >> 5 == 1, bytes[at] & 0x10 != 0, bytes[at + 1] == 255 else {
            return .done(.other)
        }
        cursor.offset += 8
        if bytes[at] & 7 != 0 {
            guard cursor.lacks(4, .gtp) == nil else { return .done(.other) }
            var next = bytes[at] & 4 != 0 ? bytes[at + 11] : 0
            cursor.offset += 4
            while next != 0 {
                guard cursor.lacks(4, .gtp) == nil else { return .done(.other) }
                let length = Int(bytes[cursor.offset]) * 4
                guard length > 0, cursor.lacks(length, .gtp) == nil else { return .done(.other) }
                next = bytes[cursor.offset + length - 1]
                cursor.offset += length
            }
        }
        return ipOrOther(bytes, cursor)
    }

    /// Teredo (RFC 4380 §5.1.1): IPv6 behind optional authentication and origin indications.
    static func teredo(_ bytes: Span<UInt8>, _ cursor: inout Cursor) -> NextHeader {
        if cursor.lacks(4, .udp) == nil, bytes.uint16(at: cursor.offset) == 1 {
            let length = 13 + Int(bytes[cursor.offset + 2]) + Int(bytes[cursor.offset + 3])
            guard cursor.lacks(length, .udp) == nil else { return .done(.other) }
            cursor.offset += length
        }
        if cursor.lacks(8, .udp) == nil, bytes.uint16(at: cursor.offset) == 0 { cursor.offset += 8 }
        return ipOrOther(bytes, cursor)
    }

    /// AYIYA (draft-massar-v6ops-ayiya §3): identity and signature in multiples of four bytes.
    static func ayiya(_ bytes: Span<UInt8>, _ cursor: inout Cursor) -> NextHeader {
        let at = cursor.offset
        guard cursor.lacks(8, .udp) == nil else { return .done(.other) }
        let length = 8 + (1 << Int(bytes[at] >> 4)) + Int(bytes[at + 1] >> 4) * 4
        guard cursor.lacks(length, .udp) == nil else { return .done(.other) }
        cursor.offset += length
        return .ipProtocol(bytes[at + 3])
    }

    private static func ipOrOther(_ bytes: Span<UInt8>, _ cursor: Cursor) -> NextHeader {
        guard cursor.lacks(1, .ipv4) == nil else { return .done(.other) }
        return switch bytes[cursor.offset] >> 4 {
        case 4, 6: .internet
        default: .done(.other)
        }
    }
}
