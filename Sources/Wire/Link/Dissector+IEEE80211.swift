extension Dissector {
    /// A data frame of IEEE 802.11 that is not encrypted.
    static func ieee80211(
        _ bytes: Span<UInt8>, _ cursor: inout Cursor, isPadded: Bool, isSwapped: Bool = false
    ) -> NextHeader {
        if let stop = cursor.lacks(2, .ieee80211) { return .stop(stop) }
        let control = bytes[cursor.offset + (isSwapped ? 1 : 0)]
        let flags = bytes[cursor.offset + (isSwapped ? 0 : 1)]
        let isData = control >> 2 & 3 == 2
        let hasNoData = control & 0x40 != 0
        let isProtected = flags & 0x40 != 0
        guard control & 3 == 0, isData, !hasNoData, !isProtected else { return .done(.other) }
        var length = 24
        if flags & 3 == 3 { length += 6 }  // to and from the distribution system: a fourth address
        if control & 0x80 != 0 {
            length += 2  // QoS control
            if flags & 0x80 != 0 { length += 4 }  // HT control
        }
        if isPadded { length = (length + 3) & ~3 }
        if let stop = cursor.lacks(length, .ieee80211) { return .stop(stop) }
        // The QoS control field says whether several frames are aggregated (IEEE 802.11-2020 §9.2.4.5.9).
        let qosControl = cursor.offset + (flags & 3 == 3 ? 30 : 24)
        let isAggregate = control & 0x80 != 0 && bytes[qosControl] & 0x80 != 0
        cursor.offset += length
        return isAggregate ? .aggregate : .llc
    }

    /// An A-MSDU (IEEE 802.11-2020 §9.3.2.2): its first subframe goes on here, the rest is left for another walk.
    static func aggregate(_ bytes: Span<UInt8>, _ cursor: inout Cursor, _ walk: inout Walk) -> NextHeader {
        if let stop = cursor.lacks(14, .ieee80211) { return .stop(stop) }
        let end = cursor.offset + 14 + Int(bytes.uint16(at: cursor.offset + 12))
        // All but the last are padded to a multiple of four.
        let next = cursor.offset + (end - cursor.offset + 3) & ~3
        if next + 14 <= cursor.end { walk.result.remainder = next..<cursor.end }
        cursor.offset += 14
        cursor.limit(to: end)
        return .llc
    }

    /// Radiotap (radiotap.org): little-endian; of its fields only the flags matter here.
    static func radiotap(_ bytes: Span<UInt8>, _ cursor: inout Cursor) -> NextHeader {
        if let stop = cursor.lacks(8, .radiotap) { return .stop(stop) }
        let start = cursor.offset
        let length = Int(bytes.uint16(at: start + 2).byteSwapped)
        guard length >= 8 else { return .stop(DecodeStop(.radiotap, .impossibleLength(length), at: start + 2, field: .length)) }
        if let stop = cursor.lacks(length, .radiotap) { return .stop(stop) }
        let present = bytes[start + 4]
        var at = 8
        // Bit 31 of a presence word says that another follows.
        while at <= length, bytes[start + at - 1] & 0x80 != 0, at + 4 <= length { at += 4 }
        if present & 1 != 0 { at = (at + 7) & ~7 + 8 }  // TSFT, aligned to 8 bytes
        let flags = present & 2 != 0 && at < length ? bytes[start + at] : 0
        cursor.offset += length
        if flags & 0x10 != 0 { cursor.limit(to: max(cursor.offset, cursor.wireEnd - 4)) }  // frame check sequence
        return ieee80211(bytes, &cursor, isPadded: flags & 0x20 != 0)
    }
}

extension LinkType {
    public static let ieee80211 = LinkType(rawValue: 105)
    public static let ieee80211Radiotap = LinkType(rawValue: 127)
}
