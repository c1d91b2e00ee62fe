import Wire

extension OutputBuffer {
    /// A JSON string (RFC 8259 §7), quoted and escaped.
    func appendJSON(_ text: String) {
        append(UInt8(ascii: "\""))
        let span = text.utf8.span
        var start = 0
        for i in 0..<span.count {
            let byte = span[i]
            guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7f else { continue }
            append(span, start..<i)
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
        append(span, start..<span.count)
        append(UInt8(ascii: "\""))
    }

    /// `,"key":`, the key being one of ours, which needs no escaping.
    func appendKey(_ key: String) {
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

    /// The names of the bits that are set, as a JSON array.
    func appendJSON(bits: UInt32, of names: [String]) {
        append(UInt8(ascii: "["))
        var isFirst = true
        var rest = bits
        while rest != 0 {
            let bit = rest.trailingZeroBitCount
            rest &= rest - 1
            guard bit < names.count else { break }
            append(isFirst ? "\"" : ",\"")
            isFirst = false
            append(names[bit])
            append(UInt8(ascii: "\""))
        }
        append(UInt8(ascii: "]"))
    }
}

/// The hexadecimal digit of a value below 16.
func hexDigit(_ value: UInt8) -> UInt8 { value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10 }
