import Wire

extension OutputBuffer {
    /// A JSON string (RFC 8259 §7), quoted and escaped.
    func appendJSON(_ text: String) {
        append(UInt8(ascii: "\""))
        let span = text.utf8.span
        appendEscaped(span, 0..<span.count)
        append(UInt8(ascii: "\""))
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

    /// `,"key":`, the key being one of ours, which needs no escaping.
    @inline(__always) func appendKey(_ key: StaticString) {
        append(",\"")
        append(key)
        append("\":")
    }

    @_disfavoredOverload func appendKey(_ key: String) {
        append(",\"")
        append(key)
        append("\":")
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
