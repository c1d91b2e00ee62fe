/// A request line or a status line (RFC 9112 §3, §4), and what recipients read in place of one.
public struct StartLine: Sendable {
    /// Start lines longer than this are taken for something else (RFC 9112 §3 asks for 8000 at least).
    public static let maximumLength = 32 << 10

    /// Request: method, target, version. Response: version, status code, reason. Ranges in the bytes that were read.
    var first: Range<Int>
    var second: Range<Int>
    var third: Range<Int>
    /// HTTP/0.9: a request of one line without a version (RFC 1945 §5.1).
    var isSimple = false
    /// It is not what the RFC has, but recipients read it: other white space than single spaces, white space at its ends, or a version
    /// that is neither 1.0 nor 1.1.
    var isLenient = false
    /// It is as the RFC has it to the last byte, and has no control character.
    var isStrict = false

    /// The same line where the bytes before `offset` are left out.
    func shifted(by offset: Int) -> StartLine {
        var line = self
        line.first = first.lowerBound - offset..<first.upperBound - offset
        line.second = second.lowerBound - offset..<second.upperBound - offset
        line.third = third.lowerBound - offset..<third.upperBound - offset
        return line
    }

    /// Reads a whole line, without its line end; nil if it is no start line.
    ///
    /// - Parameter allowsSimple: a request without a version may be one of HTTP/0.9.
    static func read(_ bytes: Span<UInt8>, _ line: Range<Int>, _ kind: MessageKind, allowsSimple: Bool) -> StartLine? {
        if kind == .response { return strictResponse(bytes, line) ?? lenientResponse(bytes, line) }
        if let strict = strictRequest(bytes, line) { return strict }
        // The preface of HTTP/2 was made to look like a request (RFC 9113 §3.4).
        if bytes.matches("PRI * HTTP/2.0", at: line.lowerBound), line.count == 14 { return nil }
        return lenientRequest(bytes, line) ?? (allowsSimple ? simpleRequest(bytes, line) : nil)
    }

    // MARK: - Requests

    /// method SP request-target SP HTTP-version.
    private static func strictRequest(_ bytes: Span<UInt8>, _ line: Range<Int>) -> StartLine? {
        // GET / HTTP/1.1
        guard line.count >= 12, line.count <= maximumLength, isKnownVersion(bytes, line.upperBound - 8),
            bytes[line.upperBound - 9] == UInt8(ascii: " ")
        else { return nil }
        let at = bytes.tokenEnd(from: line.lowerBound)
        let method = line.lowerBound..<at
        guard !method.isEmpty, method.count <= maximumMethodLength, at + 1 < line.upperBound - 9, bytes[at] == UInt8(ascii: " ")
        else { return nil }
        let target = at + 1..<line.upperBound - 9
        guard !bytes.containsControlOrSpace(in: target) else { return nil }
        return StartLine(first: method, second: target, third: line.upperBound - 8..<line.upperBound, isStrict: true)
    }

    private static let maximumMethodLength = 32

    private static func lenientRequest(_ bytes: Span<UInt8>, _ line: Range<Int>) -> StartLine? {
        let trimmed = bytes.trimmed(line)
        guard !trimmed.isEmpty, trimmed.count <= maximumLength else { return nil }
        var at = trimmed.lowerBound
        while at < trimmed.upperBound, bytes[at].isTokenCharacter { at += 1 }
        let method = trimmed.lowerBound..<at
        guard !method.isEmpty, method.count <= maximumMethodLength, at < trimmed.upperBound, bytes[at].isSeparator else {
            return nil
        }
        // The target may hold spaces against the rule: the version is what follows the last one.
        var version = trimmed.upperBound
        while version > at, !bytes[version - 1].isSeparator { version -= 1 }
        guard isVersion(bytes, version..<trimmed.upperBound) else { return nil }
        let target = bytes.trimmed(at..<version)
        guard !target.isEmpty else { return nil }
        var read = StartLine(first: method, second: target, third: version..<trimmed.upperBound)
        read.isLenient =
            trimmed != line || target.lowerBound != at + 1 || target.upperBound != version - 1
            || bytes[at] != UInt8(ascii: " ") || bytes[version - 1] != UInt8(ascii: " ")
            || trimmed.upperBound - version != 8 || !isKnownVersion(bytes, version)
        return read
    }

    /// GET, a target, and no version (RFC 1945 §5.1).
    private static func simpleRequest(_ bytes: Span<UInt8>, _ line: Range<Int>) -> StartLine? {
        guard line.count > 4, bytes.matches("GET ", at: line.lowerBound) else { return nil }
        let target = line.lowerBound + 4..<line.upperBound
        guard bytes[target.lowerBound] == UInt8(ascii: "/") || bytes.matches("http://", at: target.lowerBound),
            !bytes.containsControlOrSpace(in: target)
        else { return nil }
        var read = StartLine(
            first: line.lowerBound..<line.lowerBound + 3, second: target, third: line.upperBound..<line.upperBound)
        read.isSimple = true
        return read
    }

    // MARK: - Responses

    /// HTTP-version SP status-code [ SP reason-phrase ]; the space before an empty reason is often left out.
    private static func strictResponse(_ bytes: Span<UInt8>, _ line: Range<Int>) -> StartLine? {
        let start = line.lowerBound
        guard line.count >= 12, isKnownVersion(bytes, start), bytes[start + 8] == UInt8(ascii: " "),
            bytes.areDigits(start + 9..<start + 12)
        else { return nil }
        let reason = min(start + 13, line.upperBound)..<line.upperBound
        if line.count > 12, bytes[start + 12] != UInt8(ascii: " ") { return nil }
        for at in reason where bytes[at] < 0x20 && bytes[at] != 0x09 || bytes[at] == 0x7f { return nil }
        return StartLine(first: start..<start + 8, second: start + 9..<start + 12, third: reason, isStrict: true)
    }

    private static func lenientResponse(_ bytes: Span<UInt8>, _ line: Range<Int>) -> StartLine? {
        let end = line.upperBound
        let start = bytes.trimmed(line).lowerBound
        var at = start
        while at < end, !bytes[at].isSeparator { at += 1 }
        let version = start..<at
        guard isVersion(bytes, version) else { return nil }
        while at < end, bytes[at].isSeparator { at += 1 }
        let status = at..<min(at + 3, end)
        guard status.count == 3, bytes.areDigits(status), status.upperBound == end || bytes[status.upperBound].isSeparator
        else { return nil }
        let reason = min(status.upperBound + 1, end)..<end
        return StartLine(first: version, second: status, third: reason, isLenient: true)
    }

    // MARK: - Versions

    /// HTTP/1.0 or HTTP/1.1.
    private static func isKnownVersion(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
        bytes.matches("HTTP/1.", at: start) && start + 8 <= bytes.count
            && (bytes[start + 7] == UInt8(ascii: "1") || bytes[start + 7] == UInt8(ascii: "0"))
    }

    /// HTTP-version of RFC 9112 §2.3, with a minor version of up to three digits.
    private static func isVersion(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        range.count >= 8 && range.count <= 10 && bytes.matches("HTTP/", at: range.lowerBound)
            && bytes[range.lowerBound + 5].isDigit && bytes[range.lowerBound + 6] == UInt8(ascii: ".")
            && bytes.areDigits(range.lowerBound + 7..<range.upperBound)
    }
}

extension UInt8 {
    /// White space that recipients may take for that of a start line: SP, HTAB, VT, FF, or bare CR (RFC 9112 §3).
    var isSeparator: Bool { self == 0x20 || self == 0x09 || self == 0x0b || self == 0x0c || self == 0x0d }
}

extension Span where Element == UInt8 {
    func areDigits(_ range: Range<Int>) -> Bool {
        for at in range where !self[at].isDigit { return false }
        return true
    }

    /// Without the separators of a start line at its ends.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var lower = range.lowerBound
        var upper = range.upperBound
        while lower < upper, self[lower].isSeparator { lower += 1 }
        while upper > lower, self[upper - 1].isSeparator { upper -= 1 }
        return lower..<upper
    }
}
