/// The start line and the header section of a message (RFC 9112 §2.1), as they were sent.
public struct MessageHead: Sendable {
    public let kind: MessageKind
    public let fields: FieldSection
    /// Request: method, target, version. Response: version, status code, reason. Ranges in `fields.bytes`.
    private let parts: (Range<Int>, Range<Int>, Range<Int>)
    /// The status code of a response, 0 for a request.
    public let status: Int

    /// Reads a head: everything up to and with the empty line. nil if the start line is none.
    public init?(_ bytes: [UInt8], kind: MessageKind) {
        var end = 0
        while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
        let next = min(end + 1, bytes.count)
        if end > 0, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        switch kind {
        case .request:
            guard let parts = StartLine.request(bytes[0..<end]) else { return nil }
            self.parts = parts
            status = 0
        case .response:
            guard let parts = StartLine.response(bytes[0..<end]) else { return nil }
            self.parts = parts
            status = bytes[parts.1].reduce(0) { $0 * 10 + Int($1 & 15) }
        }
        self.kind = kind
        fields = FieldSection(bytes, in: next..<bytes.count)
    }

    private func text(_ range: Range<Int>) -> String { String(decoding: fields.bytes[range], as: UTF8.self) }

    /// The method of a request.
    public var method: String { kind == .request ? text(parts.0) : "" }
    /// The target of a request, in whichever form it was sent (RFC 9112 §3.2).
    public var target: String { kind == .request ? text(parts.1) : "" }
    /// `HTTP/1.1`, as sent.
    public var version: String { text(kind == .request ? parts.2 : parts.0) }
    /// The reason phrase of a response; may be empty.
    public var reason: String { kind == .response ? text(parts.2) : "" }
    /// The start line as sent, without its line end.
    public var startLine: String { text(parts.0.lowerBound..<max(parts.1.upperBound, parts.2.upperBound)) }

    /// Whether the sender speaks HTTP/1.1 or later, so that connections persist by default (RFC 9112 §9.3).
    public var persistsByDefault: Bool {
        let version = fields.bytes[kind == .request ? parts.2 : parts.0]
        guard version.count >= 8 else { return false }
        let major = version[version.startIndex + 5]
        return major > UInt8(ascii: "1") || major == UInt8(ascii: "1") && version[version.startIndex + 7] >= UInt8(ascii: "1")
    }

    /// Whether the sender lets the connection persist after this message (RFC 9112 §9.3).
    public var letsConnectionPersist: Bool {
        if fields.list("connection", contains: "close") { return false }
        return persistsByDefault || fields.list("connection", contains: "keep-alive")
    }
}
