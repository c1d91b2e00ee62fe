import Applications

/// Text from the wire, made fit for a terminal: nothing but printable ASCII passes as it is.
public enum Escaping {
    /// Bytes outside printable ASCII become `\xNN`, also those that something stands for (`WireBytes`); longer texts are cut, which `...` says.
    public static func printable(_ text: String, limit: Int = .max) -> String {
        // Most texts are short and printable, and then stay what they are.
        text.utf8.count <= limit && isPlain(text.utf8.span)
            ? text : WireBytes.areIn(text) ? printable(WireBytes.of(text), limit: limit) : printable(text.utf8, limit: limit)
    }

    /// Whether nothing in a text must be escaped.
    private static func isPlain(_ bytes: Span<UInt8>) -> Bool {
        // All bytes are looked at, which takes less time than a question after each whether to go on.
        var odd: UInt8 = 0
        for i in bytes.indices { odd |= (bytes[i] &- 0x20 >= 0x5f ? 1 : 0) | (bytes[i] == UInt8(ascii: "\\") ? 1 : 0) }
        return odd == 0
    }

    /// Text that whoever reads the output wrote himself, such as the name of a file: his words stay as they are, in whatever script. What a terminal
    /// would obey, and what turns the direction of a line, is escaped all the same.
    public static func own(_ text: String, limit: Int = .max) -> String {
        var result = ""
        for (i, scalar) in text.unicodeScalars.enumerated() {
            if i >= limit { return result + "..." }
            switch scalar {
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.isSteering: result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    public static func printable(_ bytes: some Sequence<UInt8>, limit: Int = .max) -> String {
        var result: [UInt8] = []
        for byte in bytes {
            if result.count >= limit {
                result.append(contentsOf: "...".utf8)
                break
            }
            switch byte {
            case UInt8(ascii: "\\"): result.append(contentsOf: "\\\\".utf8)
            case 0x20..<0x7f: result.append(byte)
            case 0x0a: result.append(contentsOf: "\\n".utf8)
            case 0x0d: result.append(contentsOf: "\\r".utf8)
            case 0x09: result.append(contentsOf: "\\t".utf8)
            default:
                let digits = Array("0123456789abcdef".utf8)
                result.append(contentsOf: [
                    UInt8(ascii: "\\"), UInt8(ascii: "x"), digits[Int(byte >> 4)], digits[Int(byte & 15)],
                ])
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
