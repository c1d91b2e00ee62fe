import TCP
import Wire

extension OutputBuffer {
    /// `10.0.0.1:80`, `[2001:db8::1]:80`.
    func append(_ endpoint: Endpoint) {
        if endpoint.address.isIPv6 { append(UInt8(ascii: "[")) }
        append(endpoint.address)
        if endpoint.address.isIPv6 { append(UInt8(ascii: "]")) }
        append(UInt8(ascii: ":"))
        append(UInt(endpoint.port))
    }

    /// Dotted decimal, or the canonical text of RFC 5952: what `description` is, without making a String.
    func append(_ address: IPAddress) {
        if !address.isIPv6 { return append(dotted: UInt32(truncatingIfNeeded: address.low)) }
        if address.high == 0, address.low >> 32 == 0xffff {
            append("::ffff:")
            return append(dotted: UInt32(truncatingIfNeeded: address.low))
        }
        let compressed = Self.longestZeros(of: address)
        var group = 0
        while group < 8 {
            if group == compressed.lowerBound, !compressed.isEmpty {
                append("::")
                group = compressed.upperBound
                continue
            }
            if group > 0, group != compressed.upperBound || compressed.isEmpty { append(UInt8(ascii: ":")) }
            appendHexadecimal(Self.group(group, of: address))
            group += 1
        }
    }

    private func appendHexadecimal(_ group: UInt16) {
        if group > 0xfff { append(hexDigit(UInt8(group >> 12))) }
        if group > 0xff { append(hexDigit(UInt8(group >> 8 & 15))) }
        if group > 0xf { append(hexDigit(UInt8(group >> 4 & 15))) }
        append(hexDigit(UInt8(group & 15)))
    }

    private static func group(_ index: Int, of address: IPAddress) -> UInt16 {
        let half = index < 4 ? address.high : address.low
        return UInt16(truncatingIfNeeded: half >> UInt64(48 - 16 * (index & 3)))
    }

    /// The longest run of two or more zero groups, the first of equals (RFC 5952 §4.2).
    private static func longestZeros(of address: IPAddress) -> Range<Int> {
        var best = 0..<0
        var start = 0
        while start < 8 {
            var end = start
            while end < 8, group(end, of: address) == 0 { end += 1 }
            if end - start >= 2, end - start > best.count { best = start..<end }
            start = max(end, start + 1)
        }
        return best
    }
}
