/// How the length of a message's content is told: RFC 9112 §6.3 as one pure function, its cases in its order.
public enum BodyFraming: Equatable, Sendable {
    /// No content: HEAD, 1xx, 204, 304, or a request without framing.
    case none
    /// After this message the connection is a tunnel (CONNECT) or another protocol (101).
    case otherProtocol
    case chunked
    case length(UInt64)
    /// HTTP/2: the content ends with its stream (END_STREAM).
    case endStream
    /// The content ends with the connection.
    case untilClose
    /// The framing fields of a request contradict each other or cannot be read: nothing after the head can be framed.
    case invalid

    /// - Parameters:
    ///   - method: the method that a response answers; nil if it is not known.
    ///   - violations: gets what is against the rules in the fields that frame the content.
    public static func of(_ head: MessageHead, answering method: MessageHead.Method?, _ violations: inout Violations)
        -> BodyFraming
    {
        if head.isSimple { return head.kind == .request ? .none : .untilClose }
        let fields = head.fields
        let known = fields.known
        let hasTransferEncoding = known.transferEncodings > 0
        let hasContentLength = known.contentLengths > 0
        if head.kind == .response {
            // 1. HEAD, 1xx, 204 and 304 have no content whatever the fields say.
            let hasNone = head.status / 100 == 1 || head.status == 204
            let saysLength = hasTransferEncoding || hasContentLength
            if hasNone, saysLength { violations.insert(.framingWithoutContent) }
            if head.status == 101 { return .otherProtocol }
            if method == .head || hasNone || head.status == 304 { return .none }
            // 2. A 2xx answer to CONNECT makes a tunnel.
            if method == .connect, head.status / 100 == 2 {
                if saysLength { violations.insert(.framingWithoutContent) }
                return .otherProtocol
            }
        } else if head.methodKind == .connect {
            // A CONNECT request has no content, whatever its fields say (RFC 9110 §9.3.6): what follows is for the tunnel.
            if hasTransferEncoding || hasContentLength { violations.insert(.framingWithoutContent) }
            return .none
        }
        // 3. and 4. Transfer-Encoding overrides Content-Length.
        if hasTransferEncoding {
            if hasContentLength { violations.insert(.lengthAndTransferEncoding) }
            if !head.persistsByDefault { violations.insert(.transferEncodingInHTTP10) }
            if known.isChunked { return .chunked }
            let codings = fields.listMembers(of: "transfer-encoding")
            if codings.dropLast().contains("chunked") { violations.insert(.chunkedNotLast) }
            if !codings.allSatisfy(isKnown) { violations.insert(.unknownTransferCoding) }
            if codings.last == "chunked" { return .chunked }
            violations.insert(.chunkedNotLast)
            return head.kind == .response ? .untilClose : .invalid
        }
        // 5. and 6. Content-Length; the same number several times is that number.
        if hasContentLength {
            if let length = known.contentLength { return .length(length) }
            return length(fields, head.kind, &violations)
        }
        // 7. and 8.
        return head.kind == .request ? .none : .untilClose
    }

    /// A length that is not given once as a plain number.
    private static func length(_ fields: FieldSection, _ kind: MessageKind, _ violations: inout Violations) -> BodyFraming {
        let values = fields.values(of: "content-length")
        let lengths = values.flatMap { ListMembers.all(of: $0) }
        // A bare CR is no space here: it is not to be known how others read such a number.
        let isNumber =
            !lengths.isEmpty && lengths.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(\.isDigit) }
            && !values.contains { $0.utf8.contains(0x0d) }
        guard isNumber, let first = lengths.first else {
            violations.insert(.invalidLength)
            return kind == .response ? .untilClose : .invalid
        }
        // Numbers too large to count are as good as without end.
        let length = UInt64(first) ?? .max
        guard lengths.allSatisfy({ (UInt64($0) ?? .max) == length }) else {
            violations.insert(.conflictingLengths)
            return kind == .response ? .untilClose : .invalid
        }
        if lengths.count > 1 { violations.insert(.repeatedLength) }
        return .length(length)
    }

    /// The transfer codings of the registry (RFC 9112 §7), with their aliases.
    private static func isKnown(_ coding: String) -> Bool {
        ["chunked", "gzip", "x-gzip", "deflate", "compress", "x-compress", "identity"].contains(coding)
    }
}
