public import Analysis
import Language
public import TCP
import Wire

/// The two rebuilt streams of one connection: escaped, in turn, or one of them raw. Where TLS is decrypted, what it carried is shown in place of
/// its records; raw bytes are always those of TCP.
public final class FollowReport: Report {
    private let output: OutputBuffer
    public let number: Int
    /// The end whose bytes are written raw; nil for both, escaped.
    private let raw: Role?
    private let style: Style
    private var last: Role?
    /// The line that is not at its end yet.
    private var line: [UInt8] = []
    /// The field of the line before is masked, and so is what folding adds to it.
    private var isInSecretField = false
    /// Bytes that may be records of TLS, until it is clear whether they are decrypted.
    private var held: [(bytes: [UInt8], missing: Int, role: Role)] = []
    private var heldBytes = 0
    /// What comes is held.
    private var isHolding = false
    private var mayHold = true
    private var isDecrypted = false
    /// What is held takes so many bytes at most; then it is shown as it is.
    private static let maximumHeld = 1 << 20
    private static let overhead = 64
    /// Whether the connection was seen at all.
    public private(set) var wasFound = false

    public init(_ output: OutputBuffer, connection: Int, raw: Role?, style: Style) {
        self.output = output
        number = connection
        self.raw = raw
        self.style = style
    }

    public var wantsPackets: Bool { false }
    public var wantsStreams: Bool { true }
    public var wantsMessages: Bool { false }
    public var wantedFigures: WantedFigures { .none }

    public func stream(_ bytes: Span<UInt8>, in range: Range<Int>, missing: Int, from role: Role, connection: Int) {
        guard connection == number else { return }
        if let raw {
            guard role == raw else { return }
            output.append(bytes, range)
            return
        }
        if isDecrypted { return }
        if !isHolding, mayHold, Self.mayBeginTLS(bytes, range) { isHolding = true }
        guard isHolding else { return show(bytes, range, missing, role) }
        var copy: [UInt8] = []
        copy.append(copying: bytes, in: range)
        held.append((copy, missing, role))
        heldBytes += range.count + Self.overhead
        if heldBytes > Self.maximumHeld { releaseHeld() }
    }

    public func carried(_ bytes: Span<UInt8>, missing: CarriedGap?, from role: Role, connection: Int) {
        guard connection == number, raw == nil else { return }
        if !isDecrypted {
            isDecrypted = true
            held = []
            endOpenLine()
            output.append(style.paint("=== \(style.plain(style.phrasebook.decryptedStreams))", .strong))
            output.endLine()
            last = nil
        }
        if let missing {
            begin(role)
            endOpenLine()
            output.append(style.paint("[\(style.plain(style.phrasebook.missing(missing)))]", .bad))
            output.endLine()
        }
        if bytes.count > 0 { show(bytes, 0..<bytes.count, 0, role) }
    }

    /// A record of the handshake, or one of application data where the connection had begun before the capture.
    private static func mayBeginTLS(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard range.count >= 2 else { return false }
        let first = bytes[range.lowerBound]
        return (first == 22 || first == 23) && bytes[range.lowerBound + 1] == 3
    }

    /// What is held is not decrypted: it is shown as TCP carried it.
    private func releaseHeld() {
        let pieces = held
        held = []
        mayHold = false
        isHolding = false
        for piece in pieces { show(piece.bytes.span, 0..<piece.bytes.count, piece.missing, piece.role) }
    }

    private func begin(_ role: Role) {
        if role != last {
            endOpenLine()
            let words = style.phrasebook.words
            let text =
                role == .client
                ? "\(words.client) \(style.right) \(words.server)" : "\(words.server) \(style.right) \(words.client)"
            output.append(style.paint("=== \(text)", .strong))
            output.endLine()
            last = role
        }
    }

    private func show(_ bytes: Span<UInt8>, _ range: Range<Int>, _ missing: Int, _ role: Role) {
        begin(role)
        if missing > 0 {
            endOpenLine()
            output.append(style.paint("[\(style.plain(style.phrasebook.missing(missing)))]", .bad))
            output.endLine()
        }
        var start = range.lowerBound
        for i in range where bytes[i] == UInt8(ascii: "\n") {
            line.append(copying: bytes, in: start..<i)
            endOpenLine(force: true)
            start = i + 1
        }
        line.append(copying: bytes, in: start..<range.upperBound)
        // A line without end is shown in pieces.
        if line.count > Self.longestLine { endOpenLine() }
    }

    /// Bytes of a line that are gathered before it is shown.
    private static let longestLine = 8192

    /// Shows the line gathered so far, escaped, with what is secret in a header masked; the line end itself is shown as one, a CR before it as
    /// nothing.
    private func endOpenLine(force: Bool = false) {
        guard !line.isEmpty || force else { return }
        if line.last == 0x0d { line.removeLast() }
        output.append(Escaping.printable(masked(line)))
        output.endLine()
        line.removeAll(keepingCapacity: true)
    }

    private func masked(_ line: [UInt8]) -> [UInt8] {
        let secrets = style.phrasebook.secrets
        if secrets.areShown { return line }
        guard let text = String(validating: line, as: UTF8.self) else { return secrets.content(line) }
        return secrets.content(masked(text, secrets))
    }

    /// A line that may be one of a header.
    private func masked(_ text: String, _ secrets: Secrets) -> [UInt8] {
        // A folded line goes on with the field of the one before.
        if text.first == " " || text.first == "\t" {
            return isInSecretField ? Array(" ***".utf8) : Array(secrets.value(of: "", text).utf8)
        }
        isInSecretField = false
        if text.hasPrefix("CONNECT "), let at = text.lastIndex(of: "@") { return Array("CONNECT ***\(text[at...])".utf8) }
        guard let colon = text.firstIndex(of: ":"), !text[..<colon].contains("/") else { return Array(secrets.url(text).utf8) }
        isInSecretField = secrets.isSecret(fieldNamed: String(text[..<colon]))
        let value = text[text.index(after: colon)...]
        let spaces = value.prefix { $0 == " " || $0 == "\t" }
        let shown = secrets.value(of: String(text[..<colon]), String(value.dropFirst(spaces.count)))
        return Array("\(text[...colon])\(spaces)\(shown)".utf8)
    }

    public func connection(_ event: ConnectionEvent) { if event.connection.number == number { wasFound = true } }
    public func warning(_ warning: Warning) {}
    public func warning(_ text: String) {}

    public func finish(_ summary: RunSummary, files: [String]) {
        releaseHeld()
        if raw == nil { endOpenLine() }
        output.flush()
    }
}
