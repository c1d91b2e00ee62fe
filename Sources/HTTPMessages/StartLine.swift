/// Telling an HTTP start line from anything else.
public enum StartLine {
    /// Start lines longer than this are taken for something else (RFC 9112 §3 asks for 8000 at least).
    public static let maximumLength = 32 << 10

    /// What the first bytes of a stream may become.
    public enum Prospect: Sendable { case yes, perhaps, no }

    /// Whether `bytes` from `start` begin a message of this kind: `perhaps` while the start line is not whole.
    ///
    /// - Parameter allowsSimple: a request without a version may be one of HTTP/0.9.
    public static func prospect(
        _ bytes: Span<UInt8>, from start: Int, kind: MessageKind, allowsSimple: Bool = false
    ) -> Prospect {
        kind == .response ? responseProspect(bytes, start) : requestProspect(bytes, start, allowsSimple)
    }

    private static let http = Array("HTTP/".utf8)
    private static let http2Preface = Array("PRI * HTTP/2.0".utf8)
    private static let methods = [
        "GET ", "POST ", "HEAD ", "PUT ", "DELETE ", "OPTIONS ", "PATCH ", "CONNECT ", "TRACE ",
    ].map { Array($0.utf8) }

    /// Whether this is the name of a well-known method.
    static func isWellKnownMethod(_ word: ArraySlice<UInt8>) -> Bool { methods.contains { $0.dropLast().elementsEqual(word) } }

    /// Whether `bytes` from `start` begin with a well-known method or are a whole request line.
    public static func looksLikeRequest(_ bytes: Span<UInt8>, from start: Int) -> Bool {
        methods.contains { begins(bytes, start, with: $0) } || prospect(bytes, from: start, kind: .request) == .yes
    }

    /// Whether `bytes` from `start` begin with `HTTP/`.
    public static func looksLikeResponse(_ bytes: Span<UInt8>, from start: Int) -> Bool { begins(bytes, start, with: http) }

    private static func begins(_ bytes: Span<UInt8>, _ start: Int, with prefix: [UInt8]) -> Bool {
        guard start + prefix.count <= bytes.count else { return false }
        for (i, character) in prefix.enumerated() where bytes[start + i] != character { return false }
        return true
    }

    private static func responseProspect(_ bytes: Span<UInt8>, _ start: Int) -> Prospect {
        // HTTP/1.1 200
        var i = start
        for character in http {
            guard i < bytes.count else { return .perhaps }
            guard bytes[i] == character else { return .no }
            i += 1
        }
        for place in 0..<7 {
            guard i < bytes.count else { return .perhaps }
            let isRight =
                switch place {
                case 1: bytes[i] == UInt8(ascii: ".")
                case 3: bytes[i] == UInt8(ascii: " ")
                default: bytes[i].isDigit
                }
            guard isRight else { return .no }
            i += 1
        }
        return .yes
    }

    private static func requestProspect(_ bytes: Span<UInt8>, _ start: Int, _ allowsSimple: Bool) -> Prospect {
        var i = start
        while i < bytes.count, bytes[i].isTokenCharacter { i += 1 }
        let methodLength = i - start
        guard methodLength <= 32 else { return .no }
        guard i < bytes.count else { return .perhaps }
        guard methodLength > 0, bytes[i] == UInt8(ascii: " ") else { return .no }
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n"), from: i) else {
            // Control characters have no place in a request line: only one that is whole, with its version, may have them.
            for at in i..<min(bytes.count, start + maximumLength) where bytes[at] < 0x20 {
                if bytes[at] != UInt8(ascii: "\r"), bytes[at] != UInt8(ascii: "\t"), bytes[at] != 0x1b { return .no }
            }
            return bytes.count - start > maximumLength ? .no : .perhaps
        }
        guard end - start <= maximumLength else { return .no }
        var line = bytes.copied(start..<end)
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        // The preface of HTTP/2 was made to look like a request (RFC 9113 §3.4).
        if line == http2Preface { return .no }
        return request(line[...]) != nil || allowsSimple && simpleRequest(line[...]) != nil ? .yes : .no
    }

    /// The ranges of method, target and version of a request line (RFC 9112 §3).
    static func request(_ line: ArraySlice<UInt8>) -> (Range<Int>, Range<Int>, Range<Int>)? {
        // The target may hold spaces against the rule: the version is what follows the last one.
        guard let first = line.firstIndex(of: UInt8(ascii: " ")), first > line.startIndex,
            line[..<first].allSatisfy(\.isTokenCharacter),
            let last = line.lastIndex(of: UInt8(ascii: " ")), last > first,
            isVersion(line[(last + 1)...])
        else { return nil }
        // More white space than one space is passed over (RFC 9112 §3).
        var target = first + 1..<last
        while let byte = line[target].first, byte.isWhitespace { target = target.lowerBound + 1..<target.upperBound }
        while let byte = line[target].last, byte.isWhitespace { target = target.lowerBound..<target.upperBound - 1 }
        return (line.startIndex..<first, target, last + 1..<line.endIndex)
    }

    /// The ranges of method and target of a request of HTTP/0.9: GET, a target, and no version (RFC 1945 §5.1).
    static func simpleRequest(_ line: ArraySlice<UInt8>) -> (Range<Int>, Range<Int>, Range<Int>)? {
        let target = line.startIndex + 4..<max(line.startIndex + 4, line.endIndex)
        guard line.starts(with: methods[0]), let first = line[target].first,
            first == UInt8(ascii: "/") || line[target].starts(with: "http://".utf8), line[target].allSatisfy({ $0 > 0x20 })
        else { return nil }
        return (line.startIndex..<line.startIndex + 3, target, line.endIndex..<line.endIndex)
    }

    /// The ranges of version, status code and reason of a status line (RFC 9112 §4).
    static func response(_ line: ArraySlice<UInt8>) -> (Range<Int>, Range<Int>, Range<Int>)? {
        guard line.count >= 12, isVersion(line.prefix(8)), line[line.startIndex + 8] == UInt8(ascii: " ") else { return nil }
        let status = line.startIndex + 9..<line.startIndex + 12
        guard line[status].allSatisfy(\.isDigit) else { return nil }
        guard line.count > 12 else { return (line.startIndex..<line.startIndex + 8, status, line.endIndex..<line.endIndex) }
        guard line[line.startIndex + 12] == UInt8(ascii: " ") else { return nil }
        return (line.startIndex..<line.startIndex + 8, status, line.startIndex + 13..<line.endIndex)
    }

    /// HTTP-version of RFC 9112 §2.3.
    private static func isVersion(_ text: ArraySlice<UInt8>) -> Bool {
        text.count == 8 && text.starts(with: http) && text[text.startIndex + 5].isDigit
            && text[text.startIndex + 6] == UInt8(ascii: ".") && text[text.startIndex + 7].isDigit
    }
}
