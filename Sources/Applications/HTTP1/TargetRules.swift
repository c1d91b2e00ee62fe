/// What a request target (RFC 9112 §3.2) and a Host field (RFC 9110 §7.2) may be.
enum TargetRules {
    /// Whether a target has one of the four forms, which its method allows, and no bytes that none of them may have.
    static func areKept(_ bytes: Span<UInt8>, _ target: Range<Int>, _ method: MessageHead.Method) -> Bool {
        guard let first = target.first else { return false }
        guard bytes.areVisible(in: target, without: UInt8(ascii: "#")) else { return false }
        // §3.2.3: authority-form is for CONNECT, which has no other.
        if method == .connect { return isHost(bytes, target, needsPort: true) }
        // §3.2.1
        if bytes[first] == UInt8(ascii: "/") { return true }
        // §3.2.4: asterisk-form is for OPTIONS.
        if target.count == 1, bytes[first] == UInt8(ascii: "*") { return method == .options }
        return isAbsolute(bytes, target)
    }

    /// §3.2.2, absolute-form: a scheme, a colon, and more. A host and a port look alike, but are none.
    private static func isAbsolute(_ bytes: Span<UInt8>, _ target: Range<Int>) -> Bool {
        guard let first = target.first, bytes[first].isLetter, let colon = bytes.firstIndex(of: UInt8(ascii: ":"), in: target)
        else { return false }
        for at in first..<colon {
            guard bytes[at].isLetter || bytes[at].isDigit || "+-.".utf8.contains(bytes[at]) else { return false }
        }
        let rest = colon + 1..<target.upperBound
        return !rest.isEmpty && !bytes.areDigits(rest)
    }

    /// uri-host [ ":" port ] of RFC 9110 §7.2 and RFC 3986 §3.2.2. It may be empty, unless a port is needed.
    static func isHost(_ bytes: Span<UInt8>, _ range: Range<Int>, needsPort: Bool = false) -> Bool {
        var at = range.lowerBound
        if at < range.upperBound, bytes[at] == UInt8(ascii: "[") {
            // IP-literal
            guard let end = bytes.firstIndex(of: UInt8(ascii: "]"), in: range), end > at + 1 else { return false }
            for i in at + 1..<end {
                guard bytes[i] == UInt8(ascii: ":") || bytes[i].isHostCharacter || bytes[i] == UInt8(ascii: "%") else {
                    return false
                }
            }
            at = end + 1
        } else {
            while at < range.upperBound, bytes[at] != UInt8(ascii: ":") {
                if bytes[at] == UInt8(ascii: "%") {
                    guard at + 2 < range.upperBound, bytes[at + 1].isHexadecimal, bytes[at + 2].isHexadecimal else {
                        return false
                    }
                } else if !bytes[at].isHostCharacter {
                    return false
                }
                at += 1
            }
            if needsPort, at == range.lowerBound { return false }
        }
        guard at < range.upperBound else { return !needsPort }
        guard bytes[at] == UInt8(ascii: ":") else { return false }
        let port = at + 1..<range.upperBound
        return bytes.areDigits(port) && !(needsPort && port.isEmpty)
    }
}

extension UInt8 {
    fileprivate var isLetter: Bool { self | 0x20 >= UInt8(ascii: "a") && self | 0x20 <= UInt8(ascii: "z") }
    fileprivate var isHexadecimal: Bool { isDigit || self | 0x20 >= UInt8(ascii: "a") && self | 0x20 <= UInt8(ascii: "f") }

    /// unreserved and sub-delims of RFC 3986 §2.2 and §2.3.
    fileprivate var isHostCharacter: Bool {
        // One bit for each character, below and above 64: tchar without # % ^ ` |, and with ( ) , ; =
        let mask: UInt64 = self < 64 ? 0x2bff_7fd2_0000_0000 : self < 128 ? 0x47ff_fffe_87ff_fffe : 0
        return mask >> UInt64(self & 63) & 1 == 1
    }
}
