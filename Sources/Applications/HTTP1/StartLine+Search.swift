/// Telling a start line from anything else by its first bytes, and finding one among other bytes.
extension StartLine {
    /// The methods of RFC 9110 §9 and RFC 5789, each with the space behind it.
    private static let methods = [
        "GET ", "POST ", "HEAD ", "PUT ", "DELETE ", "OPTIONS ", "PATCH ", "CONNECT ", "TRACE ",
    ].map { Array($0.utf8) }
    /// What the first bytes of a stream may become.
    public enum Prospect: Sendable { case yes, perhaps, no }

    /// Whether this is the name of a well-known method.
    static func isWellKnownMethod(_ word: ArraySlice<UInt8>) -> Bool { methods.contains { $0.dropLast().elementsEqual(word) } }

    /// Bytes of the longest of them.
    static let longestMethod = 8

    /// Whether `bytes` from `start` begin with a well-known method or are a whole request line.
    public static func looksLikeRequest(_ bytes: Span<UInt8>, from start: Int) -> Bool {
        beginsWithMethod(bytes, start) || isCertain(bytes, from: start, kind: .request)
    }

    /// Whether `bytes` from `start` begin with `HTTP/`.
    public static func looksLikeResponse(_ bytes: Span<UInt8>, from start: Int) -> Bool { bytes.matches("HTTP/", at: start) }

    /// Whether a message certainly begins at `start`: a whole request line, or a status line as far as its status code.
    static func isCertain(_ bytes: Span<UInt8>, from start: Int, kind: MessageKind) -> Bool {
        if kind == .response {
            return start + certainStatusLength <= bytes.count
                && (0..<certainStatusLength).allSatisfy { isStatusLine(bytes[start + $0], at: $0) }
        }
        // Nearly always decided here.
        guard start < bytes.count, bytes[start].isTokenCharacter else { return false }
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n"), from: start), end - start <= maximumLength else { return false }
        return read(bytes, bytes.withoutCR(start..<end), .request, allowsSimple: false) != nil
    }

    /// Bytes of a status line that make it certain: `HTTP/1.1 200`.
    static let certainStatusLength = 12

    /// Whether a byte may stand at this place of a status line, places from 0 to 11.
    static func isStatusLine(_ byte: UInt8, at place: Int) -> Bool {
        switch place {
        case 0: byte == UInt8(ascii: "H")
        case 1, 2: byte == UInt8(ascii: "T")
        case 3: byte == UInt8(ascii: "P")
        case 4: byte == UInt8(ascii: "/")
        case 6: byte == UInt8(ascii: ".")
        case 8: byte == UInt8(ascii: " ")
        default: byte.isDigit
        }
    }

    private static func beginsWithMethod(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
        guard start < bytes.count, bytes[start] >= UInt8(ascii: "C"), bytes[start] <= UInt8(ascii: "T") else { return false }
        return methods.contains { method in
            guard start + method.count <= bytes.count else { return false }
            for (i, character) in method.enumerated() where bytes[start + i] != character { return false }
            return true
        }
    }

    /// Whether these are the first bytes of a well-known method and the space behind it, as far as they go.
    static func mayBeginMethod(_ bytes: Span<UInt8>) -> Bool {
        methods.contains { method in
            for (i, character) in method.enumerated() {
                if i == bytes.count { return true }
                if bytes[i] != character { return false }
            }
            return true
        }
    }

    /// The request line with a well-known method that ends a line of other bytes, which has its LF; nil if there is none.
    static func requestAtEnd(of bytes: [UInt8]) -> Range<Int>? {
        let line = bytes.span
        let range = line.withoutCR(0..<line.count - 1)
        // GET / HTTP/1.1
        guard range.count >= 14, line.matches("HTTP/1.", at: range.upperBound - 8), line[range.upperBound - 1].isDigit,
            line[range.upperBound - 9] == UInt8(ascii: " ")
        else { return nil }
        var at = range.upperBound - 10
        while at > 0, line[at] > 0x20, line[at] != 0x7f { at -= 1 }
        guard line[at] == UInt8(ascii: " ") else { return nil }
        for method in methods where at + 1 >= method.count {
            let start = at + 1 - method.count
            if (0..<method.count).allSatisfy({ line[start + $0] == method[$0] }) { return start..<range.upperBound }
        }
        return nil
    }

    /// `ICY 200 OK`: a word and a status code.
    public static func hasStatus(_ line: [UInt8]) -> Bool {
        let words = line.split(separator: UInt8(ascii: " "), maxSplits: 2)
        return words.count >= 2 && words[0].allSatisfy { $0.isTokenCharacter || $0 == UInt8(ascii: "/") } && words[1].count == 3
            && words[1].allSatisfy(\.isDigit)
    }

    /// See below.
    public static func isMeant(_ line: [UInt8]) -> Bool { isMeant(line.span, 0..<line.count) }

    /// Whether a line that is no start line was probably meant as one: it has `HTTP/` in it, or begins with a well-known method, in
    /// whatever case.
    static func isMeant(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
        let line = bytes.trimmed(line)
        // The preface of HTTP/2 was made to look like a request (RFC 9113 §3.4).
        if line.count < 4 || bytes.matches("PRI * HTTP/2.0", at: line.lowerBound) { return false }
        if bytes.equalsIgnoringCase("http", in: line.lowerBound..<line.lowerBound + 4), line.count > 4 {
            // `HTTPS/1.1 200`, `http 200`: what follows the first word is a number, or the word has a version.
            var at = line.lowerBound + 4
            while at < line.upperBound, !bytes[at].isSeparator, bytes[at] != UInt8(ascii: "/") { at += 1 }
            if at < line.upperBound, bytes[at] == UInt8(ascii: "/") { return true }
            while at < line.upperBound, bytes[at].isSeparator { at += 1 }
            return at < line.upperBound && bytes[at].isDigit
        }
        var at = line.lowerBound
        while at + 5 <= line.upperBound {
            if bytes.equalsIgnoringCase("http/", in: at..<at + 5) { return true }
            at += 1
        }
        var word = line.lowerBound
        while word < line.upperBound, !bytes[word].isSeparator { word += 1 }
        return methods.contains { method in
            method.count == word - line.lowerBound + 1
                && (0..<method.count - 1).allSatisfy { bytes[line.lowerBound + $0] & 0xdf == method[$0] }
        }
    }
}

extension Span where Element == UInt8 {
    /// A line without the CR that belongs to its line end.
    func withoutCR(_ line: Range<Int>) -> Range<Int> {
        guard let last = line.last, self[last] == UInt8(ascii: "\r") else { return line }
        return line.lowerBound..<last
    }

    /// Whether `range` holds `name`, which is given in lower case.
    func equalsIgnoringCase(_ name: StaticString, in range: Range<Int>) -> Bool {
        guard range.count == name.utf8CodeUnitCount else { return false }
        return equalsIgnoringCase(name, at: range.lowerBound)
    }
}
