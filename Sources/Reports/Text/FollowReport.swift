public import Analysis
import Language
public import TCP
import Wire

/// The two rebuilt streams of one connection: escaped, in turn, or one of them raw.
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
    public var wantsFigures: Bool { false }

    public func stream(_ bytes: Span<UInt8>, in range: Range<Int>, missing: Int, from role: Role, connection: Int) {
        guard connection == number else { return }
        if let raw {
            guard role == raw else { return }
            output.append(bytes, range)
            return
        }
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
        guard !secrets.areShown, let text = String(validating: line, as: UTF8.self) else { return line }
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
        if raw == nil { endOpenLine() }
        output.flush()
    }
}
