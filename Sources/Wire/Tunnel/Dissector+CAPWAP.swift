/// Frames of wireless networks and of remote sniffers, over UDP.
extension Dissector {
    /// CAPWAP's data channel (RFC 5415 §4.3) between an access point and its controller.
    static func capwap(_ bytes: Span<UInt8>, _ cursor: inout Cursor, _ walk: inout Walk) -> NextHeader {
        // The preamble says version 0 and that the rest is in the clear.
        guard cursor.lacks(8, .capwap) == nil, bytes[cursor.offset] == 0 else { return .done(.other) }
        let word = bytes.uint32(at: cursor.offset)
        let length = Int(word >> 19 & 0x1f) * 4
        let isKeepAlive = word & 0x08 != 0
        guard length >= 8, cursor.lacks(length, .capwap) == nil, !isKeepAlive else { return .done(.other) }
        let isNative = word & 0x100 != 0
        let isFragment = word & 0x80 != 0
        let fragment = bytes.uint32(at: cursor.offset + 4)
        cursor.offset += length
        // A frame in its native format is one of IEEE 802.11 where the binding (WBID) is 1; else it is one of IEEE 802.3.
        if isNative, word >> 9 & 0x1f != 1 { return .done(.other) }
        let next = isNative ? NextHeader.wirelessFrame : .ethernet
        guard isFragment else { return next }
        guard cursor.end == cursor.wireEnd else { return .done(.other) }
        walk.fragment = Fragment(
            key: Fragment.Key(
                source: walk.result.source, destination: walk.result.destination, network: walk.result.network,
                identification: fragment >> 16, ipProtocol: Fragment.Key.capwap),
            offset: Int(fragment >> 3 & 0x1fff) * 8, isLast: word & 0x40 != 0, range: cursor.offset..<cursor.end)
        return next
    }

    /// A frame of IEEE 802.11 as access points send it. Some of them swap the two bytes of its first field: in the right order the first
    /// begins with version 0.
    static func wirelessFrame(_ bytes: Span<UInt8>, _ cursor: inout Cursor) -> NextHeader {
        if let stop = cursor.lacks(2, .ieee80211) { return .stop(stop) }
        return ieee80211(bytes, &cursor, isPadded: false, isSwapped: bytes[cursor.offset] & 3 != 0)
    }

    /// TZSP (TaZmen Sniffer Protocol): version 1, type, the encapsulated protocol, tags, and the frame.
    static func tzsp(_ bytes: Span<UInt8>, _ cursor: inout Cursor) -> NextHeader {
        let at = cursor.offset
        // Types 0 and 1 carry a frame; 1 is one that is to be sent.
        guard cursor.lacks(4, .tzsp) == nil, bytes[at] == 1, bytes[at + 1] <= 1 else { return .done(.other) }
        cursor.offset += 4
        while true {
            guard cursor.lacks(1, .tzsp) == nil else { return .done(.other) }
            let tag = bytes[cursor.offset]
            cursor.offset += 1
            if tag == 1 { break }  // the end of the tags
            if tag == 0 { continue }  // padding
            guard cursor.lacks(1, .tzsp) == nil else { return .done(.other) }
            cursor.offset += 1 + Int(bytes[cursor.offset])
        }
        return switch bytes.uint16(at: at + 2) {
        case 1: .ethernet
        case 18: .ieee80211
        default: .done(.other)
        }
    }
}
