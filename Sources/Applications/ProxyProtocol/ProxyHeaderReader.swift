/// Reads a header of the PROXY protocol from the first bytes of a stream, cut anywhere.
public struct ProxyHeaderReader: Sendable {
    public enum Reading: Sendable {
        /// The bytes so far may become a header, or are part of one.
        case needsMore
        /// The stream does not begin with a valid header.
        case no
        /// The header ends behind so many of the bytes that were just given.
        case header(ProxyHeader, end: Int)
    }

    /// Section 2.1: the longest line of version 1, with its CR LF.
    private static let maximumLine = 107
    private static let signature: [UInt8] = [0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a]
    private static let prefix = Array("PROXY ".utf8)
    /// What is kept of the address block of version 2: two paths of Unix sockets are the longest.
    private static let maximumAddresses = 216

    private var pending: [UInt8] = []
    /// Bytes of a header of version 2 that are still to come behind `pending`.
    private var left = 0

    public init() {}

    /// Whether a stream that begins with these bytes may begin with a header: a look at two bytes.
    public static func mayBegin(_ bytes: Span<UInt8>) -> Bool {
        guard bytes.count > 0 else { return false }
        if bytes[0] == signature[0] { return bytes.count == 1 || bytes[1] == signature[1] }
        return bytes[0] == prefix[0] && (bytes.count == 1 || bytes[1] == prefix[1])
    }

    /// Whether it is certain that a header has begun, so that none of the bytes taken are anything else.
    public var isCertain: Bool { left > 0 }

    /// Takes the next bytes of the stream.
    public mutating func take(_ bytes: Span<UInt8>) -> Reading {
        var at = 0
        while at < bytes.count {
            if left > 0 {
                // The header is valid; what is too long to matter (its TLVs) is counted only.
                let count = min(left, bytes.count - at)
                let kept = min(count, max(0, 16 + Self.maximumAddresses - pending.count))
                pending += bytes.copied(at..<at + kept)
                at += count
                left -= count
                if left == 0 { return .header(addresses(), end: at) }
                continue
            }
            pending.append(bytes[at])
            at += 1
            guard pending.starts(with: Self.prefix) || Self.prefix.starts(with: pending) else {
                guard pending.starts(with: Self.signature) || Self.signature.starts(with: pending) else { return .no }
                guard pending.count == 16 else { continue }
                guard let length = self.lengthOfAddresses() else { return .no }
                if length == 0 { return .header(addresses(), end: at) }
                left = length
                continue
            }
            if pending.last == UInt8(ascii: "\n") { return line().map { .header($0, end: at) } ?? .no }
            if pending.count >= Self.maximumLine { return .no }
        }
        return .needsMore
    }

    // MARK: - Version 1

    /// Reads the line; nil unless it is exactly as section 2.1 has it.
    private func line() -> ProxyHeader? {
        guard pending.count >= 2, pending[pending.count - 2] == UInt8(ascii: "\r") else { return nil }
        let text = String(decoding: pending.dropLast(2), as: UTF8.self)
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count >= 2 else { return nil }
        // Whatever follows UNKNOWN is passed over.
        if words[1] == "UNKNOWN" { return ProxyHeader(version: 1) }
        guard words.count == 6, words[1] == "TCP4" || words[1] == "TCP6" else { return nil }
        let isIPv6 = words[1] == "TCP6"
        guard let source = Self.address(words[2], isIPv6), let destination = Self.address(words[3], isIPv6),
            let sourcePort = Self.port(words[4]), let destinationPort = Self.port(words[5])
        else { return nil }
        return ProxyHeader(version: 1, source: "\(source):\(sourcePort)", destination: "\(destination):\(destinationPort)")
    }

    private static func port(_ text: Substring) -> Int? {
        guard (1...5).contains(text.utf8.count), text.utf8.allSatisfy(\.isDigit), text == "0" || text.first != "0",
            let port = Int(text), port <= 65535
        else { return nil }
        return port
    }

    private static func address(_ text: Substring, _ isIPv6: Bool) -> String? {
        isIPv6 ? addressIPv6(text) : addressIPv4(text)
    }

    private static func addressIPv4(_ text: Substring) -> String? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4, parts.allSatisfy({ port($0).map { $0 <= 255 } == true }) else { return nil }
        return String(text)
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        byte.isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
    }

    /// RFC 4291 §2.2, as far as its shape goes: groups of hexadecimal digits, at most one `::`, and an IPv4 address in the last place.
    private static func addressIPv6(_ text: Substring) -> String? {
        let halves = text.split(separator: "::", omittingEmptySubsequences: false)
        guard halves.count <= 2, !text.isEmpty else { return nil }
        var groups = 0
        for (i, half) in halves.enumerated() where !half.isEmpty {
            let parts = half.split(separator: ":", omittingEmptySubsequences: false)
            for (j, part) in parts.enumerated() {
                if i == halves.count - 1, j == parts.count - 1, part.contains(".") {
                    guard addressIPv4(part) != nil else { return nil }
                    groups += 2
                } else {
                    guard (1...4).contains(part.utf8.count), part.utf8.allSatisfy(isHexadecimal) else { return nil }
                    groups += 1
                }
            }
        }
        guard halves.count == 2 ? groups < 8 : groups == 8 else { return nil }
        return "[\(text)]"
    }

    // MARK: - Version 2

    /// The bytes behind the sixteen of a valid head; nil if the head is not valid: another version or command, a family or a
    /// protocol that does not exist, or fewer bytes than the family's addresses take.
    private func lengthOfAddresses() -> Int? {
        let family = pending[13] >> 4
        guard pending[12] >> 4 == 2, pending[12] & 15 <= 1, family <= 3, pending[13] & 15 <= 2 else { return nil }
        let length = Int(pending[14]) << 8 | Int(pending[15])
        let needed = [0, 12, 36, 216][Int(family)]
        // Of a LOCAL connection the addresses do not count.
        return length >= needed || pending[12] & 15 == 0 ? length : nil
    }

    private func addresses() -> ProxyHeader {
        if pending[12] & 15 == 0 { return ProxyHeader(version: 2, isLocal: true) }
        let block = pending.dropFirst(16)
        func port(_ at: Int) -> Int { Int(pending[at]) << 8 | Int(pending[at + 1]) }
        switch pending[13] >> 4 {
        case 1 where block.count >= 12:
            let parts = block.prefix(8).map(String.init)
            return ProxyHeader(
                version: 2, source: parts[..<4].joined(separator: ".") + ":\(port(24))",
                destination: parts[4...].joined(separator: ".") + ":\(port(26))")
        case 2 where block.count >= 36:
            return ProxyHeader(
                version: 2, source: "[\(Self.textIPv6(pending[16..<32]))]:\(port(48))",
                destination: "[\(Self.textIPv6(pending[32..<48]))]:\(port(50))")
        case 3 where block.count >= 216:
            func path(_ bytes: ArraySlice<UInt8>) -> String { String(wire: bytes.prefix { $0 != 0 }) }
            return ProxyHeader(version: 2, source: path(pending[16..<124]), destination: path(pending[124..<232]))
        default: return ProxyHeader(version: 2)
        }
    }

    /// RFC 5952: the longest run of zero groups (two at least) becomes `::`, digits are lower-case without leading zeros.
    private static func textIPv6(_ bytes: ArraySlice<UInt8>) -> String {
        let octets = Array(bytes)
        let groups = (0..<octets.count / 2).map { UInt16(octets[2 * $0]) << 8 | UInt16(octets[2 * $0 + 1]) }
        var best = 0..<0
        var start = 0
        for i in 0...groups.count {
            guard i == groups.count || groups[i] != 0 else { continue }
            if i - start > best.count { best = start..<i }
            start = i + 1
        }
        func text(_ range: Range<Int>) -> String { groups[range].map { String($0, radix: 16) }.joined(separator: ":") }
        guard best.count > 1 else { return text(0..<groups.count) }
        return text(0..<best.lowerBound) + "::" + text(best.upperBound..<groups.count)
    }
}
