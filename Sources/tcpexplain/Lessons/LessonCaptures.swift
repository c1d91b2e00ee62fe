/// The captures of the lessons: those of Fixtures, compressed by gzip and written in base64 by scripts/make-lessons; a test compares them.
enum LessonCaptures {
    /// The capture of a fixture, still compressed; nil if it is not bundled.
    static func bytes(of fixture: String) -> [UInt8]? {
        guard let text = all[fixture] else { return nil }
        var bytes: [UInt8] = []
        var group: UInt32 = 0
        var count = 0
        for character in text.utf8 {
            guard let digit = digit(character) else { continue }
            group = group << 6 | digit
            count += 1
            if count == 4 {
                for shift in [16, 8, 0] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: group >> shift)) }
                (group, count) = (0, 0)
            }
        }
        if count >= 2 {
            group <<= UInt32(6 * (4 - count))
            bytes.append(UInt8(truncatingIfNeeded: group >> 16))
            if count == 3 { bytes.append(UInt8(truncatingIfNeeded: group >> 8)) }
        }
        return bytes
    }

    /// The value of a character of base64 (RFC 4648 §4); nil for padding and line ends.
    private static func digit(_ character: UInt8) -> UInt32? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
