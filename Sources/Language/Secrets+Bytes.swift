/// The same masking over bytes where they lie, for outputs that write millions of fields.
extension Secrets {
    /// Whether `value(of:_:)` returns this value as it is. False where that takes a closer look.
    ///
    /// - Parameter name: as it was sent; like `value` in `bytes`, which are ASCII without control characters.
    public func leaves(_ value: Range<Int>, of name: Range<Int>, in bytes: Span<UInt8>) -> Bool {
        if areShown { return true }
        if isNamedLikeSecret(name, in: bytes) { return false }
        for i in value {
            switch bytes[i] {
            // User information in a URL, or in Host.
            case UInt8(ascii: "@"): return false
            // A field that obsolete folding glued onto this one: `Authorization:`, `Cookie:`.
            case UInt8(ascii: ":"): if endsLikeSecret(value.lowerBound..<i, in: bytes) { return false }
            default: break
            }
        }
        return true
    }

    /// Whether a name has the first letter and the length of a field that holds a secret.
    private func isNamedLikeSecret(_ name: Range<Int>, in bytes: Span<UInt8>) -> Bool {
        // A space hides nothing, so such a name has to be looked at without it.
        for i in name where bytes[i] <= 0x20 { return true }
        guard let first = name.first else { return false }
        return switch (name.count, bytes[first] | 0x20) {
        case (6, UInt8(ascii: "c")), (7, UInt8(ascii: "c")): true
        case (10, UInt8(ascii: "s")), (11, UInt8(ascii: "s")): true
        case (13, UInt8(ascii: "a")), (19, UInt8(ascii: "p")): true
        default: false
        }
    }

    /// Whether a text ends in the last letter of `authorization` or `cookie`, spaces aside.
    private func endsLikeSecret(_ text: Range<Int>, in bytes: Span<UInt8>) -> Bool {
        for i in text.reversed() where bytes[i] != UInt8(ascii: " ") {
            return bytes[i] | 0x20 == UInt8(ascii: "n") || bytes[i] | 0x20 == UInt8(ascii: "e")
        }
        return false
    }

    /// The value of a `Cookie` field with all values masked: `name=***; name=***`.
    public func maskedCookie(_ value: Range<Int>, in bytes: Span<UInt8>) -> [UInt8] {
        var masked: [UInt8] = []
        masked.reserveCapacity(value.count + 3)
        var start = value.lowerBound
        while start <= value.upperBound {
            var end = start
            while end < value.upperBound, bytes[end] != UInt8(ascii: ";") { end += 1 }
            if start > value.lowerBound { masked.append(UInt8(ascii: ";")) }
            if let equals = (start..<end).first(where: { bytes[$0] == UInt8(ascii: "=") }) {
                for i in start...equals { masked.append(bytes[i]) }
            }
            masked.append(contentsOf: "***".utf8)
            start = end + 1
        }
        return masked
    }
}
