/// The start line and the header section of a message (RFC 9112 §2.1), as they were sent.
public final class MessageHead: Sendable {
    /// A method as far as it decides how messages are framed.
    public enum Method: Sendable { case head, connect, options, other }

    public let kind: MessageKind
    public let fields: FieldSection
    /// Where the parts of the start line lie in `fields.bytes`.
    private let line: StartLine
    /// The status code of a response; 0 for a request, and where the start line is cut.
    public let status: Int
    /// `other` for a response.
    public let methodKind: Method
    /// Whether the sender speaks HTTP/1.1 or later, so that connections persist by default (RFC 9112 §9.3).
    public let persistsByDefault: Bool
    /// The end of the stream cut the start line.
    public let isStartLineCut: Bool
    /// What in it is against the rules, as far as it stands in the head alone.
    public let violations: Violations

    /// What a message of HTTP/2 has besides; nil for HTTP/1.
    public let http2: HTTP2Parts?

    /// The head that a response of HTTP/0.9 does not have.
    public static let simpleResponse = MessageHead()

    private init() {
        kind = .response
        fields = FieldSection([], in: 0..<0)
        line = StartLine(first: 0..<0, second: 0..<0, third: 0..<0, isSimple: true)
        status = 0
        methodKind = .other
        persistsByDefault = false
        isStartLineCut = false
        violations = []
        http2 = nil
    }

    /// A head of HTTP/2: `line` says where in the bytes of the fields what stands for a start line is.
    init(_ fields: FieldSection, _ kind: MessageKind, _ line: StartLine, _ parts: HTTP2Parts) {
        self.kind = kind
        self.fields = fields
        self.line = line
        let span = fields.bytes.span
        status = kind == .response ? line.second.reduce(0) { $0 * 10 + Int(span[$1] & 15) } : 0
        methodKind = kind == .request ? Self.methodKind(span, line.first) : .other
        persistsByDefault = true
        isStartLineCut = false
        violations = []
        http2 = parts
    }

    /// Reads a head: everything up to and with the empty line. nil if the start line is none.
    public convenience init?(_ bytes: [UInt8], kind: MessageKind) {
        let end = bytes.span.firstIndex(of: UInt8(ascii: "\n"), from: 0) ?? bytes.count
        guard let line = StartLine.read(bytes.span, bytes.span.withoutCR(0..<end), kind, allowsSimple: true) else { return nil }
        self.init(bytes, kind, line, lineEnd: end)
    }

    /// - Parameters:
    ///   - line: where the parts of the start line lie in `bytes`.
    ///   - lineEnd: where its LF is.
    convenience init(_ bytes: [UInt8], _ kind: MessageKind, _ line: StartLine, lineEnd: Int) {
        let fields = FieldSection(bytes, in: line.isSimple ? 0..<0 : min(lineEnd + 1, bytes.count)..<bytes.count)
        self.init(fields, kind, line, lineEnd: lineEnd)
    }

    /// - Parameter fields: in the bytes of the whole head.
    init(_ fields: FieldSection, _ kind: MessageKind, _ line: StartLine, lineEnd: Int) {
        var violations = fields.violations
        let span = fields.bytes.span
        let end = lineEnd > 0 && span[lineEnd - 1] == UInt8(ascii: "\r") ? lineEnd - 1 : lineEnd
        if end == lineEnd { violations.insert(.bareLF) }
        if line.isLenient { violations.insert(.invalidStartLine) }
        if !line.isStrict { for at in 0..<end where span[at] == UInt8(ascii: "\r") { violations.insert(.bareCR) } }
        let version = kind == .request ? line.third : line.first
        // HTTP/1.1
        persistsByDefault =
            version.count >= 8
            && (span[version.lowerBound + 5] > UInt8(ascii: "1")
                || span[version.lowerBound + 5] == UInt8(ascii: "1")
                    && (version.count > 8 || span[version.lowerBound + 7] >= UInt8(ascii: "1")))
        if kind == .request {
            status = 0
            methodKind = Self.methodKind(span, line.first)
            if !TargetRules.areKept(span, line.second, methodKind) { violations.insert(.invalidTarget) }
            if !line.isSimple { Self.checkHost(fields, isHTTP11: persistsByDefault, &violations) }
        } else {
            status = line.second.reduce(0) { $0 * 10 + Int(span[$1] & 15) }
            methodKind = .other
        }
        self.kind = kind
        self.line = line
        self.fields = fields
        isStartLineCut = false
        self.violations = violations
        http2 = nil
    }

    /// A start line that the end of its stream cut; nil if it may as well be something else.
    init?(cutStartLine bytes: [UInt8], kind: MessageKind, isAwaited: Bool) {
        let span = bytes.span
        let all = span.trimmed(0..<bytes.count)
        var line = StartLine(first: all, second: all.upperBound..<all.upperBound, third: all.upperBound..<all.upperBound)
        var at = all.lowerBound
        while at < all.upperBound, !span[at].isSeparator { at += 1 }
        line.first = all.lowerBound..<at
        line.second = span.trimmed(at..<all.upperBound)
        if kind == .request {
            guard StartLine.looksLikeRequest(span, from: all.lowerBound) else { return nil }
            if let space = span.firstIndex(of: UInt8(ascii: " "), in: line.second) {
                line.third = space + 1..<line.second.upperBound
                line.second = line.second.lowerBound..<space
            }
            status = 0
        } else {
            let isCutVersion = isAwaited && !all.isEmpty && "HTTP/".utf8.starts(with: bytes[all])
            guard isCutVersion || StartLine.looksLikeResponse(span, from: all.lowerBound) else { return nil }
            let code = line.second.lowerBound..<min(line.second.lowerBound + 3, line.second.upperBound)
            let hasStatus = code.count == 3 && span.areDigits(code)
            status = hasStatus ? code.reduce(0) { $0 * 10 + Int(span[$1] & 15) } : 0
            line.third = hasStatus ? span.trimmed(code.upperBound..<line.second.upperBound) : line.third
            line.second = code
        }
        self.kind = kind
        self.line = line
        fields = FieldSection(bytes, in: 0..<0)
        methodKind = kind == .request ? Self.methodKind(span, line.first) : .other
        persistsByDefault = true
        isStartLineCut = true
        violations = []
        http2 = nil
    }

    private static func methodKind(_ bytes: Span<UInt8>, _ method: Range<Int>) -> Method {
        switch method.count {
        case 4: bytes.matches("HEAD", at: method.lowerBound) ? .head : .other
        case 7:
            bytes.matches("CONNECT", at: method.lowerBound)
                ? .connect : bytes.matches("OPTIONS", at: method.lowerBound) ? .options : .other
        default: .other
        }
    }

    /// RFC 9112 §3.2: one Host field, with a valid value.
    private static func checkHost(_ fields: FieldSection, isHTTP11: Bool, _ violations: inout Violations) {
        let known = fields.known
        if known.hosts > 1 { violations.insert(.repeatedHost) }
        if known.hosts == 0, isHTTP11 { violations.insert(.missingHost) }
        guard known.hosts == 1 else { return }
        if !TargetRules.isHost(fields.bytes.span, known.host) { violations.insert(.invalidHost) }
    }

    private init(lossless head: MessageHead) {
        kind = head.kind
        fields = head.fields.lossless
        line = head.line
        status = head.status
        methodKind = head.methodKind
        persistsByDefault = head.persistsByDefault
        isStartLineCut = head.isStartLineCut
        violations = head.violations
        http2 = head.http2
    }

    /// The same head, of whose texts no byte is lost: what is no UTF-8 stands in them as `WireBytes` has it, and not as U+FFFD. For text that is shown.
    public var lossless: MessageHead {
        if fields.keepsBytes || fields.isASCII { return self }
        return MessageHead(lossless: self)
    }

    func text(_ range: Range<Int>) -> String {
        fields.keepsBytes ? String(wire: fields.bytes[range]) : String(decoding: fields.bytes[range], as: UTF8.self)
    }

    /// HTTP/0.9 (RFC 1945 §5.1, §6): a request of one line without a version, or a response without a head.
    public var isSimple: Bool { line.isSimple }
    /// The method of a request.
    public var method: String { kind == .request ? text(line.first) : "" }
    /// The target of a request, in whichever form it was sent (RFC 9112 §3.2).
    public var target: String { kind == .request ? text(line.second) : "" }
    /// `HTTP/1.1`, as sent; `HTTP/0.9` where none was; empty where the start line is cut before it.
    public var version: String { isSimple ? "HTTP/0.9" : text(kind == .request ? line.third : line.first) }
    /// The reason phrase of a response; may be empty.
    public var reason: String { kind == .response ? text(line.third) : "" }
    /// The start line as sent, without its line end.
    public var startLine: String {
        text(line.first.lowerBound..<max(line.first.upperBound, line.second.upperBound, line.third.upperBound))
    }

    /// Whether the sender lets the connection persist after this message (RFC 9112 §9.3).
    public var letsConnectionPersist: Bool {
        if fields.known.closes { return false }
        return persistsByDefault || fields.known.keepsAlive
    }

    /// Whether Transfer-Encoding has more than `chunked`.
    public var hasTransferCodings: Bool { fields.known.transferEncodings > 0 && !fields.known.isChunked }

    /// Whether the client asks before it sends content (RFC 9110 §10.1.1).
    public var expectsContinue: Bool { fields.known.expectsContinue }
    /// Whether it asks for another protocol (RFC 9110 §7.8).
    public var asksForUpgrade: Bool { fields.known.asksForUpgrade }
    /// Whether what follows its response may be another protocol, or a tunnel (RFC 9110 §7.8, §9.3.6).
    public var mayChangeProtocol: Bool { methodKind == .connect || asksForUpgrade }
}
