/// The start line and the header section of a message (RFC 9112 §2.1), as they were sent.
public final class MessageHead: Sendable {
    public let kind: MessageKind
    public let fields: FieldSection
    /// Request: method, target, version. Response: version, status code, reason. Ranges in `fields.bytes`.
    private let parts: (Range<Int>, Range<Int>, Range<Int>)
    /// The status code of a response, 0 for a request.
    public let status: Int
    /// HTTP/0.9 (RFC 1945 §5.1, §6): a request of one line without a version, or a response without a head.
    public let isSimple: Bool
    /// What in it is against the rules, as far as it stands in the head alone.
    public let violations: Violations

    /// The head that a response of HTTP/0.9 does not have.
    public static let simpleResponse = MessageHead()

    private init() {
        kind = .response
        fields = FieldSection([], in: 0..<0)
        parts = (0..<0, 0..<0, 0..<0)
        status = 0
        isSimple = true
        violations = []
    }

    /// Reads a head: everything up to and with the empty line. nil if the start line is none.
    public init?(_ bytes: [UInt8], kind: MessageKind) {
        var end = bytes.span.firstIndex(of: UInt8(ascii: "\n"), from: 0) ?? bytes.count
        let next = min(end + 1, bytes.count)
        var violations: Violations = []
        if end > 0, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 } else { violations.insert(.bareLF) }
        switch kind {
        case .request:
            if let parts = StartLine.request(bytes[0..<end]) {
                self.parts = parts
                isSimple = false
            } else if let parts = StartLine.simpleRequest(bytes[0..<end]) {
                self.parts = parts
                isSimple = true
            } else {
                return nil
            }
            status = 0
        case .response:
            guard let parts = StartLine.response(bytes[0..<end]) else { return nil }
            self.parts = parts
            status = bytes[parts.1].reduce(0) { $0 * 10 + Int($1 & 15) }
            isSimple = false
        }
        self.kind = kind
        if bytes[0..<end].contains(UInt8(ascii: "\r")) { violations.insert(.bareCR) }
        fields = FieldSection(bytes, in: isSimple ? bytes.count..<bytes.count : next..<bytes.count)
        violations.formUnion(fields.violations)
        if kind == .request, bytes[parts.1].contains(where: { $0 <= 0x20 || $0 >= 0x7f }) { violations.insert(.invalidTarget) }
        if kind == .request, !isSimple {
            if fields.hosts > 1 { violations.insert(.repeatedHost) }
            let version = bytes[parts.2]
            let isHTTP11 = version.last.map { $0 >= UInt8(ascii: "1") } ?? false
            if fields.hosts == 0, isHTTP11 { violations.insert(.missingHost) }
        }
        self.violations = violations
    }

    private func text(_ range: Range<Int>) -> String { String(decoding: fields.bytes[range], as: UTF8.self) }

    /// The method of a request.
    public var method: String { kind == .request ? text(parts.0) : "" }
    /// The target of a request, in whichever form it was sent (RFC 9112 §3.2).
    public var target: String { kind == .request ? text(parts.1) : "" }
    /// `HTTP/1.1`, as sent; `HTTP/0.9` where none was.
    public var version: String { isSimple ? "HTTP/0.9" : text(kind == .request ? parts.2 : parts.0) }
    /// The reason phrase of a response; may be empty.
    public var reason: String { kind == .response ? text(parts.2) : "" }
    /// The start line as sent, without its line end.
    public var startLine: String { text(parts.0.lowerBound..<max(parts.1.upperBound, parts.2.upperBound)) }

    /// Whether the sender speaks HTTP/1.1 or later, so that connections persist by default (RFC 9112 §9.3).
    public var persistsByDefault: Bool {
        if isSimple { return false }
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
