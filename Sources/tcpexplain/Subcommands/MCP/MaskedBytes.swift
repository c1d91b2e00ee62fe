import Language

/// Content of a message as an assistant gets it: without what is named like a secret.
struct MaskedBytes {
    let text: String
    /// How the text stands for the bytes, as an addition to a title.
    let form: String

    init(text: String) {
        self.text = Secrets().content(text)
        form = ""
    }

    /// Bytes that are no text. They stay base64, unless there is something in them to mask: then they are shown escaped.
    init(base64: String) {
        let bytes = Self.decoded(base64)
        // Letters of UTF-16 and UTF-32 have zeros between them.
        let letters = bytes.filter { $0 != 0 }
        let masked = Secrets().content(letters)
        text = masked == letters ? base64 : Escaping.printable(masked)
        form = masked == letters ? " (base64)" : " (bytes, escaped)"
    }

    /// RFC 4648 §4; what is not of its alphabet is passed over.
    private static func decoded(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count / 4 * 3)
        var bits: UInt32 = 0
        var count = 0
        for character in text.utf8 {
            let value: UInt8
            switch character {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = character - UInt8(ascii: "A")
            case UInt8(ascii: "a")...UInt8(ascii: "z"): value = character - UInt8(ascii: "a") + 26
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = character - UInt8(ascii: "0") + 52
            case UInt8(ascii: "+"): value = 62
            case UInt8(ascii: "/"): value = 63
            default: continue
            }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return bytes
    }
}
