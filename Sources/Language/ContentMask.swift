/// Finds in content, whatever its form, what is named like a secret: parameters of forms and URLs, members of JSON, elements and attributes of XML
/// and HTML, parts of multipart/form-data, header fields, settings, and tokens that say themselves what they are.
///
/// It knows no grammar: content may be cut, nested, or another one than its type says. What looks like a secret is masked; too much rather than
/// too little.
struct ContentMask {
    private let bytes: [UInt8]
    /// What is to be masked; may overlap.
    private var ranges: [Range<Int>] = []
    /// How often content was found inside content.
    private let depth: Int

    init(_ bytes: [UInt8], depth: Int = 0) {
        self.bytes = bytes
        self.depth = depth
    }

    /// The same with all of it masked; nil if there is nothing to mask.
    mutating func masked() -> [UInt8]? {
        findNames()
        findKeys()
        guard !ranges.isEmpty else { return nil }
        ranges.sort { $0.lowerBound < $1.lowerBound }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var at = 0
        for range in ranges where range.upperBound > at {
            if range.lowerBound >= at {
                result += bytes[at..<range.lowerBound]
                result += Array("***".utf8)
            }
            at = range.upperBound
        }
        return result + bytes[at...]
    }

    // MARK: - Names

    /// Letters, digits and what joins them in names, escapes included.
    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x80...: true
        default: "_-.[]%+~".utf8.contains(byte)
        }
    }

    /// The end of the name that begins at a place: with `\u0041` in it, as JSON may write letters.
    private func endOfName(_ start: Int) -> Int {
        var end = start
        while end < bytes.count {
            if Self.isOfName(bytes[end]) {
                end += 1
            } else if bytes[end] == UInt8(ascii: "\\"), end + 5 < bytes.count, bytes[end + 1] == UInt8(ascii: "u") {
                end += 6
            } else {
                return end
            }
        }
        return end
    }

    private mutating func findNames() {
        var at = 0
        while at < bytes.count {
            let end = endOfName(at)
            guard end > at else {
                at += 1
                continue
            }
            look(at: at..<end)
            at = end
        }
    }

    private mutating func look(at name: Range<Int>) {
        // What is in a value that is masked is masked with it.
        if let last = ranges.last, last.contains(name.lowerBound) { return }
        let run = bytes[name]
        if isToken(run) || holdsSecrets(run) { return ranges.append(name) }
        if let token = tokenBehindScheme(name) { ranges.append(token) }
        guard SecretNames.contain(trimmed(run)) else { return }
        if let value = value(of: name) {
            ranges.append(value)
        } else if isNamed(name) {
            maskBeside(name)
        }
    }

    /// A name without brackets around it, such as those of a list.
    private func trimmed(_ run: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        run.first == UInt8(ascii: "[") ? run.dropFirst() : run
    }

    /// A JSON Web Token: three parts in base64url, the first of which begins with `{"`.
    private func isToken(_ run: ArraySlice<UInt8>) -> Bool {
        run.count >= 30 && run.starts(with: "eyJ".utf8) && run.count { $0 == UInt8(ascii: ".") } >= 2
    }

    /// Percent-encoded content with secrets in it: a query in a parameter, JSON in a form.
    private func holdsSecrets(_ run: ArraySlice<UInt8>) -> Bool {
        guard depth < 3, run.contains(UInt8(ascii: "%")) else { return false }
        let decoded = Self.decoded(run)
        guard decoded.contains(where: { !Self.isOfName($0) }) else { return false }
        var inner = ContentMask(decoded, depth: depth + 1)
        return inner.masked() != nil
    }

    /// What stands behind `Bearer` or `Basic`, if it can be no word.
    private func tokenBehindScheme(_ name: Range<Int>) -> Range<Int>? {
        let scheme = String(decoding: SecretNames.plain(bytes[name]), as: UTF8.self)
        guard ["bearer", "basic", "negotiate", "ntlm"].contains(scheme), name.upperBound < bytes.count,
            bytes[name.upperBound] == UInt8(ascii: " ")
        else { return nil }
        let start = name.upperBound + 1
        var end = start
        while end < bytes.count, Self.isOfName(bytes[end]) || "/=".utf8.contains(bytes[end]) { end += 1 }
        let isWord = bytes[start..<end].allSatisfy { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7a }
        return end - start >= 8 && !isWord ? start..<end : nil
    }

    // MARK: - Values

    private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    private func isBreak(_ byte: UInt8) -> Bool { byte == 0x0a || byte == 0x0d }

    private func skip(_ start: Int, breaks: Bool) -> Int {
        var at = start
        while at < bytes.count, isSpace(bytes[at]) || breaks && isBreak(bytes[at]) { at += 1 }
        return at
    }

    /// Whether a quote stands at a place, and how long it is: one that is escaped belongs to JSON in a string of JSON.
    private func quote(at place: Int) -> Int? {
        guard place < bytes.count else { return nil }
        if "\"'`".utf8.contains(bytes[place]) { return 1 }
        guard bytes[place] == UInt8(ascii: "\\") else { return nil }
        return place + 1 < bytes.count && bytes[place + 1] == UInt8(ascii: "\"") ? 2 : nil
    }

    /// The value of a name, without its quotes; nil if there is none, or nothing in it.
    private func value(of name: Range<Int>) -> Range<Int>? {
        if isElement(name) { return content(ofElement: name) }
        var at = name.upperBound
        let quoted = quote(at: at)
        at = skip(at + (quoted ?? 0), breaks: quoted != nil)
        guard at < bytes.count, bytes[at] == UInt8(ascii: ":") || bytes[at] == UInt8(ascii: "=") else { return nil }
        while at < bytes.count, ":=>".utf8.contains(bytes[at]) { at += 1 }
        at = skip(at, breaks: quoted != nil)
        guard at < bytes.count else { return nil }
        let value: Range<Int>
        if let length = quote(at: at) {
            value = at + length..<endOfString(at, length)
        } else if bytes[at] == UInt8(ascii: "{") || bytes[at] == UInt8(ascii: "[") {
            value = at..<endOfNest(at)
        } else {
            value = at..<endOfPlain(at, isMember: quoted != nil)
            let text = String(decoding: bytes[value].prefix(6), as: UTF8.self)
            if ["null", "true", "false", "***"].contains(text) { return nil }
            if SecretNames.mayCount(bytes[name]), bytes[value].allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) { return nil }
        }
        return value.isEmpty ? nil : value
    }

    /// Where the string ends whose opening quote stands at a place.
    private func endOfString(_ start: Int, _ length: Int) -> Int {
        var at = start + length
        while at < bytes.count {
            if length == 2 {
                // `\"`; what is escaped in there has three backslashes.
                if bytes[at] == UInt8(ascii: "\\") {
                    if at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "\"") { return at }
                    at += 2
                    continue
                }
            } else if bytes[at] == UInt8(ascii: "\\") {
                at += 2
                continue
            } else if bytes[at] == bytes[start] {
                return at
            }
            at += 1
        }
        return bytes.count
    }

    /// Where the object or list ends that begins at a place.
    private func endOfNest(_ start: Int) -> Int {
        var at = start
        var open = 0
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "{"), UInt8(ascii: "["): open += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                open -= 1
                if open == 0 { return at + 1 }
            case UInt8(ascii: "\""): at = endOfString(at, 1)
            default: break
            }
            at += 1
        }
        return bytes.count
    }

    /// Where a value without quotes ends. Of a member of JSON that is a comma or a brace, else a line or a parameter: a password may hold spaces.
    private func endOfPlain(_ start: Int, isMember: Bool) -> Int {
        let ends = isMember ? ",}]".utf8 : "&<\"".utf8
        var at = start
        while at < bytes.count, !isBreak(bytes[at]), !ends.contains(bytes[at]) { at += 1 }
        return at
    }

    // MARK: - Elements, and names beside values

    /// Whether a name is that of an element of XML, with a prefix or without.
    private func isElement(_ name: Range<Int>) -> Bool {
        var at = name.lowerBound
        if at > 0, bytes[at - 1] == UInt8(ascii: ":") {
            at -= 1
            while at > 0, Self.isOfName(bytes[at - 1]) { at -= 1 }
        }
        return at > 0 && bytes[at - 1] == UInt8(ascii: "<")
    }

    private func content(ofElement name: Range<Int>) -> Range<Int>? {
        let limit = min(bytes.count, name.upperBound + 1024)
        guard let close = bytes[name.upperBound..<limit].firstIndex(of: UInt8(ascii: ">")), bytes[close - 1] != UInt8(ascii: "/")
        else { return nil }
        let start = close + 1
        // Behind `<![CDATA[` a bracket ends nothing.
        let isRaw = bytes[start...].starts(with: "<![CDATA[".utf8)
        let end = isRaw ? place(of: "]]>", from: start) : bytes[start...].firstIndex(of: UInt8(ascii: "<"))
        let value = start..<(end ?? bytes.count)
        return value.isEmpty ? nil : value
    }

    /// Whether a name is itself the value of `name`, `key` or `type`.
    private func isNamed(_ name: Range<Int>) -> Bool {
        var at = name.lowerBound
        func back(_ isPassed: (UInt8) -> Bool) { while at > 0, isPassed(bytes[at - 1]) { at -= 1 } }
        back { "\"'\\".utf8.contains($0) }
        back(isSpace)
        guard at > 0, bytes[at - 1] == UInt8(ascii: "=") || bytes[at - 1] == UInt8(ascii: ":") else { return false }
        at -= 1
        back(isSpace)
        back { "\"'\\".utf8.contains($0) }
        let end = at
        back(Self.isOfName)
        return at < end && SecretNames.name(bytes[at..<end])
    }

    /// Masks the value that stands beside a name, in the same element or object, or below it in a part of multipart/form-data.
    private mutating func maskBeside(_ name: Range<Int>) {
        let reach = 1024
        let before = bytes[max(0, name.lowerBound - reach)..<name.lowerBound]
        if let line = before.lastIndex(where: isBreak).map({ $0 + 1 }) ?? before.indices.first,
            place(of: "form-data", from: line, to: name.lowerBound) != nil
        {
            return maskPart(behind: name.upperBound)
        }
        let start = before.lastIndex { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "{") } ?? before.startIndex
        let after = bytes[name.upperBound..<min(bytes.count, name.upperBound + reach)]
        let end = after.firstIndex { $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "}") } ?? after.endIndex
        var at = start
        while at < end {
            let stop = endOfName(at)
            if stop > at, SecretNames.value(bytes[at..<stop]), let value = value(of: at..<stop) { ranges.append(value) }
            at = max(stop, at + 1)
        }
    }

    /// Masks from the empty line to the next boundary.
    private mutating func maskPart(behind start: Int) {
        // The rest of its header is short: whoever repeats this without end must not make it long.
        let limit = min(bytes.count, start + 2048)
        let wide = place(of: "\r\n\r\n", from: start, to: limit).map { $0 + 4 }
        let narrow = place(of: "\n\n", from: start, to: limit).map { $0 + 2 }
        guard let begin = [wide, narrow].compactMap(\.self).min() else { return }
        let end = place(of: "\r\n--", from: begin) ?? place(of: "\n--", from: begin) ?? bytes.count
        if begin < end { ranges.append(begin..<end) }
    }

    /// Private keys in PEM (RFC 7468).
    private mutating func findKeys() {
        var at = 0
        while let begin = place(of: "PRIVATE KEY-----", from: at) {
            at = begin + 16
            let end = place(of: "-----END", from: at) ?? bytes.count
            if end > at { ranges.append(at..<end) }
            // Its own last line holds the same words.
            at = min(bytes.count, end + 40)
        }
    }

    private func place(of text: StaticString, from start: Int, to limit: Int? = nil) -> Int? {
        let wanted = Array("\(text)".utf8)
        guard let first = wanted.first else { return nil }
        var at = start
        while at + wanted.count <= limit ?? bytes.count {
            if bytes[at] == first, bytes[at..<at + wanted.count].elementsEqual(wanted) { return at }
            at += 1
        }
        return nil
    }

    // MARK: - Escapes

    /// With `%41` and `\u0041` resolved; other characters of `\u` become a byte that no name has.
    static func decoded(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        func digit(_ place: Int) -> Int? {
            place < text.endIndex ? Int(String(decoding: [text[place]], as: UTF8.self), radix: 16) : nil
        }
        var at = text.startIndex
        while at < text.endIndex {
            if text[at] == UInt8(ascii: "%"), let high = digit(at + 1), let low = digit(at + 2) {
                result.append(UInt8(truncatingIfNeeded: high << 4 | low))
                at += 3
            } else if text[at] == UInt8(ascii: "\\"), at + 5 < text.endIndex, text[at + 1] == UInt8(ascii: "u"),
                let code = UInt32(String(decoding: text[at + 2..<at + 6], as: UTF8.self), radix: 16)
            {
                result += Unicode.Scalar(code).map { Array(String(Character($0)).utf8) } ?? []
                at += 6
            } else {
                result.append(text[at])
                at += 1
            }
        }
        return result
    }
}

extension Secrets {
    /// Content of a message, with what is named like a secret masked, whatever form it has, and credentials in URLs.
    public func content(_ bytes: [UInt8]) -> [UInt8] {
        if areShown { return bytes }
        var mask = ContentMask(bytes)
        return mask.masked() ?? bytes
    }

    public func content(_ text: String) -> String {
        if areShown { return text }
        var mask = ContentMask(Array(text.utf8))
        return url(mask.masked().map { String(decoding: $0, as: UTF8.self) } ?? text)
    }
}
