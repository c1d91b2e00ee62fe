/// How the length of a message's content is told: RFC 9112 §6.3 as one pure function, its cases in its order.
public enum BodyFraming: Equatable, Sendable {
    /// No content: HEAD, 1xx, 204, 304, or a request without framing.
    case none
    /// After this message the connection is a tunnel (CONNECT) or another protocol (101).
    case otherProtocol
    case chunked
    case length(UInt64)
    /// The content ends with the connection.
    case untilClose
    /// The framing fields contradict each other or cannot be read: nothing after the head can be framed.
    case invalid

    /// - Parameter requestMethod: the method that a response answers; nil if it is not known.
    public static func of(_ head: MessageHead, requestMethod: String?) -> BodyFraming {
        let fields = head.fields
        if head.kind == .response {
            // 1. HEAD, 1xx, 204 and 304 have no content whatever the fields say.
            if head.status == 101 { return .otherProtocol }
            if requestMethod == "HEAD" || head.status / 100 == 1 || head.status == 204 || head.status == 304 { return .none }
            // 2. A 2xx answer to CONNECT makes a tunnel.
            if requestMethod == "CONNECT", head.status / 100 == 2 { return .otherProtocol }
        }
        // 3. and 4. Transfer-Encoding overrides Content-Length.
        let codings = fields.listMembers(of: "transfer-encoding")
        if let last = codings.last {
            if last == "chunked" { return .chunked }
            return head.kind == .response ? .untilClose : .invalid
        }
        // 5. and 6. Content-Length; the same number several times is that number.
        let lengths = fields.listMembers(of: "content-length")
        if let first = lengths.first {
            guard lengths.allSatisfy({ $0 == first }), first.utf8.allSatisfy(\.isDigit), let length = UInt64(first) else {
                return head.kind == .response ? .untilClose : .invalid
            }
            return .length(length)
        }
        // 7. and 8.
        return head.kind == .request ? .none : .untilClose
    }
}
