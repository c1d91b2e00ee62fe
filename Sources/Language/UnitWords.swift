/// Words that belong to the number before them: no line ends between `12` and `ms`, `3` and `bytes`, `4` and `次`, nor between `第` and `4`.
public enum UnitWords {
    /// Words that are written with letters: signs of units, and what output counts.
    private static let words: Set<String> = [
        "ns", "µs", "us", "ms", "s", "min", "h", "seconds", "minutes", "hours", "days", "byte", "bytes", "KiB", "MiB", "GiB",
        "TiB",
        "bytes/s", "KiB/s", "MiB/s", "GiB/s", "TiB/s", "bit", "bits", "bit/s", "kbit/s", "Mbit/s", "Gbit/s", "packet", "packets",
        "packets/s", "segment", "segments", "frame", "frames", "connection", "connections", "request", "requests", "response",
        "responses", "exchange", "exchanges", "message", "messages", "times", "sum", "sums", "ACK", "ACKs", "RST", "RSTs",
        "SYN", "SYNs", "FIN", "FINs", "probe", "probes", "more", "other", "x", "×", "%",
    ]
    /// Measure words and units of Chinese: they begin with these.
    private static let measures: Set<Unicode.Scalar> = Set("字个次帧秒毫微分小条种倍行处项步段位组天台层份对号节跳轮".unicodeScalars)

    /// Whether the space at a byte stands between a number and its unit.
    public static func joins(_ text: Span<UInt8>, at space: Int) -> Bool {
        guard space > 0, space + 1 < text.count else { return false }
        if isDigit(text[space + 1]), endsInOrdinal(text, space) { return true }
        return isDigit(text[space - 1]) && isBareNumber(text, before: space) && isUnit(text, from: space + 1)
    }

    /// Whether two characters are the two of one unit: `字节`, `毫秒`.
    public static func isInside(_ first: UInt32, _ second: UInt32) -> Bool {
        switch (Unicode.Scalar(first), Unicode.Scalar(second)) {
        case ("字", "节"), ("毫", "秒"), ("微", "秒"): true
        default: false
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// `第` before the space.
    private static func endsInOrdinal(_ text: Span<UInt8>, _ space: Int) -> Bool {
        space >= 3 && text[space - 3] == 0xe7 && text[space - 2] == 0xac && text[space - 1] == 0xac
    }

    /// Digits and what stands within numbers, back to a space, a bracket, a sign or a character of more bytes than one.
    private static func isBareNumber(_ text: Span<UInt8>, before end: Int) -> Bool {
        var index = end
        while index > 0, end - index < 24 {
            let byte = text[index - 1]
            guard isDigit(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") else {
                let isLetter = (0x61...0x7a).contains(byte | 0x20) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "#")
                return !isLetter
            }
            index -= 1
        }
        return index == 0
    }

    private static func isUnit(_ text: Span<UInt8>, from start: Int) -> Bool {
        let first = text[start]
        if first >= 0xe4, first <= 0xe9, start + 2 < text.count {
            let value = UInt32(first & 0x0f) << 12 | UInt32(text[start + 1] & 0x3f) << 6 | UInt32(text[start + 2] & 0x3f)
            return Unicode.Scalar(value).map(measures.contains) ?? false
        }
        var word: [UInt8] = []
        var index = start
        while index < text.count, word.count < 12, isOfWord(text[index]) {
            word.append(text[index])
            index += 1
        }
        return words.contains(String(decoding: word, as: UTF8.self))
    }

    /// Letters, the sign of a rate, `%`, and the bytes of `µ` and `×`.
    private static func isOfWord(_ byte: UInt8) -> Bool {
        (0x61...0x7a).contains(byte | 0x20) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "%") || byte == 0xc2
            || byte == 0xc3
            || byte == 0xb5 || byte == 0x97
    }
}
