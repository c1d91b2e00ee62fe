import Wire

extension OutputBuffer {
    /// A JSON string (RFC 8259 §7), quoted and escaped.
    func appendJSON(_ text: String) {
        append(UInt8(ascii: "\""))
        let span = text.utf8.span
        appendEscaped(span, 0..<span.count)
        append(UInt8(ascii: "\""))
    }

    /// A JSON array of strings.
    func appendJSON(_ texts: [String]) {
        append(UInt8(ascii: "["))
        for (i, text) in texts.enumerated() {
            if i > 0 { append(UInt8(ascii: ",")) }
            appendJSON(text)
        }
        append(UInt8(ascii: "]"))
    }

    /// Bytes as a JSON string; those that are not UTF-8 become U+FFFD.
    func appendJSON(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        for i in range where bytes[i] >= 0x80 {
            var copy: [UInt8] = []
            copy.append(copying: bytes, in: range)
            return appendJSON(String(decoding: copy, as: UTF8.self))
        }
        append(UInt8(ascii: "\""))
        appendEscaped(bytes, range)
        append(UInt8(ascii: "\""))
    }

    private func appendEscaped(_ text: Span<UInt8>, _ range: Range<Int>) {
        var start = range.lowerBound
        for i in range {
            let byte = text[i]
            if byte > 0x7f {
                guard let (scalar, length) = Self.invisible(in: text, at: i, before: range.upperBound) else { continue }
                append(text, start..<i)
                start = i + length
                append("\\u")
                for shift: UInt16 in [12, 8, 4, 0] { append(hexDigit(UInt8(scalar >> shift & 15))) }
                continue
            }
            guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7f else { continue }
            append(text, start..<i)
            start = i + 1
            switch byte {
            case UInt8(ascii: "\""): append("\\\"")
            case UInt8(ascii: "\\"): append("\\\\")
            case 0x0a: append("\\n")
            case 0x0d: append("\\r")
            case 0x09: append("\\t")
            default:
                append("\\u00")
                append(hexDigit(byte >> 4))
                append(hexDigit(byte & 15))
            }
        }
        append(text, start..<range.upperBound)
    }

    /// A character at `index` of UTF-8 that a terminal or a line reader may obey, and its length: C1 controls, line and paragraph
    /// separators, and marks of direction.
    private static func invisible(in text: Span<UInt8>, at index: Int, before end: Int) -> (scalar: UInt16, length: Int)? {
        func byte(_ offset: Int) -> UInt16 { index + offset < end ? UInt16(text[index + offset]) : 0 }
        switch byte(0) {
        case 0xc2 where byte(1) <= 0x9f: return (byte(1), 2)
        case 0xd8 where byte(1) == 0x9c: return (0x061c, 2)
        case 0xe2:
            let scalar = 0x2000 | (byte(1) & 0x3f) << 6 | byte(2) & 0x3f
            switch scalar {
            case 0x200e, 0x200f, 0x2028...0x202e, 0x2066...0x2069: return (scalar, 3)
            default: return nil
            }
        default: return nil
        }
    }

    /// `"key":`, the key being one of ours, which needs no escaping; behind a comma where one is due.
    @inline(__always) func appendKey(_ key: StaticString) { append(key: key, afterComma: commaIsDue) }

    @_disfavoredOverload func appendKey(_ key: String) {
        append(commaIsDue ? ",\"" : "\"")
        append(key)
        append("\":")
    }

    /// Whether a comma stands before the next member or element: not behind what opens an object or an array, or names a member, nor at the
    /// beginning of a line. A string ends with a quote, so what is in it does not matter.
    @inline(__always) var commaIsDue: Bool {
        switch lastByte {
        case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "\n"): false
        default: true
        }
    }

    /// `"2026-11-22T10:30:00.123456789Z"`.
    func appendJSON(_ time: Timestamp) {
        let moment = CalendarTime(time)
        append(UInt8(ascii: "\""))
        append(UInt(max(0, moment.year)), digits: 4)
        append(UInt8(ascii: "-"))
        append(UInt(moment.month), digits: 2)
        append(UInt8(ascii: "-"))
        append(UInt(moment.day), digits: 2)
        append(UInt8(ascii: "T"))
        append(UInt(moment.hour), digits: 2)
        append(UInt8(ascii: ":"))
        append(UInt(moment.minute), digits: 2)
        append(UInt8(ascii: ":"))
        append(UInt(moment.second), digits: 2)
        append(UInt8(ascii: "."))
        append(UInt(moment.nanosecond), digits: 9)
        append("Z\"")
    }

    /// Nanoseconds as seconds: `0.000213`, with at least one decimal and no zeros at the end.
    func appendSeconds(_ nanoseconds: Int64) {
        if nanoseconds < 0 { append(UInt8(ascii: "-")) }
        let magnitude = nanoseconds.magnitude
        append(UInt(magnitude / 1_000_000_000), digits: 1)
        append(UInt8(ascii: "."))
        var fraction = magnitude % 1_000_000_000
        var digits = 9
        while digits > 1, fraction % 10 == 0 {
            fraction /= 10
            digits -= 1
        }
        append(UInt(fraction), digits: digits)
    }
}

/// The hexadecimal digit of a value below 16.
func hexDigit(_ value: UInt8) -> UInt8 { value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10 }
