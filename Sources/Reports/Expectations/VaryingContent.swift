/// Finds in bytes what differs from run to run: times of day, identifiers, long numbers.
struct VaryingContent {
    /// Bytes of one content that are looked at.
    static let maximumLength = 1 << 20

    private(set) var isFound = false
    private var seen = 0
    /// The kinds of the last characters: digits and colons of a time, hexadecimal digits and hyphens of a UUID.
    private var digits = 0
    private var time = 0
    private var identifier = 0
    private var hyphens = 0

    mutating func add(_ bytes: Span<UInt8>) {
        var at = 0
        while at < bytes.count, !isFound, seen < Self.maximumLength {
            add(bytes[at])
            at += 1
            seen += 1
        }
    }

    private mutating func add(_ byte: UInt8) {
        let isDigit = byte >= 0x30 && byte <= 0x39
        let isHex = isDigit || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66
        // Ten digits and more: seconds since 1970, or an identifier.
        digits = isDigit ? digits + 1 : 0
        // 10:30:00
        let place = time % 3
        if isDigit, place < 2 {
            time += 1
        } else if byte == UInt8(ascii: ":"), place == 2 {
            time += 1
        } else {
            time = isDigit ? 1 : 0
        }
        // 8-4-4-4-12 hexadecimal digits.
        if isHex {
            identifier += 1
        } else if byte == UInt8(ascii: "-"), hyphens == 0 ? identifier >= 8 : identifier == 4 {
            hyphens += 1
            identifier = 0
        } else {
            (identifier, hyphens) = (0, 0)
        }
        isFound = digits == 10 || time == 8 || hyphens == 4 && identifier == 12
    }

    static func isIn(_ text: String) -> Bool {
        var varying = VaryingContent()
        for byte in text.utf8 where !varying.isFound { varying.add(byte) }
        return varying.isFound
    }
}
