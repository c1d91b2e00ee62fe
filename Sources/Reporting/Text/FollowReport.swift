public import Analysis
import Explanation
public import Tracking
import Wire

/// The two rebuilt streams of one connection: escaped, in turn, or one of them raw.
public final class FollowReport: Report {
    private let output: OutputBuffer
    public let number: Int
    /// The end whose bytes are written raw; nil for both, escaped.
    private let raw: Role?
    private let style: Style
    private var last: Role?
    private var lineIsOpen = false
    /// Whether the connection was seen at all.
    public private(set) var wasFound = false

    public init(_ output: OutputBuffer, connection: Int, raw: Role?, style: Style) {
        self.output = output
        number = connection
        self.raw = raw
        self.style = style
    }

    public var wantsPackets: Bool { false }

    public func stream(_ bytes: Span<UInt8>, in range: Range<Int>, missing: Int, from role: Role, connection: Int) {
        guard connection == number else { return }
        if let raw {
            guard role == raw else { return }
            for i in range { output.append(bytes[i]) }
            if range.count > 0, output.bytes.count >= OutputBuffer.threshold { output.flush() }
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
            output.append(style.paint("[\(missing) bytes are missing from the capture]", .bad))
            output.endLine()
        }
        var start = range.lowerBound
        for i in range where bytes[i] == UInt8(ascii: "\n") {
            write(bytes, start..<i)
            endOpenLine(force: true)
            start = i + 1
        }
        if start < range.upperBound {
            write(bytes, start..<range.upperBound)
            lineIsOpen = true
        }
    }

    /// A line's bytes, escaped; the line end itself is shown as one, a CR before it as nothing.
    private func write(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        var line: [UInt8] = []
        for i in range { line.append(bytes[i]) }
        if line.last == 0x0d { line.removeLast() }
        output.append(Escaping.printable(line))
        lineIsOpen = true
    }

    private func endOpenLine(force: Bool = false) {
        if lineIsOpen || force { output.endLine() }
        lineIsOpen = false
    }

    public func connection(_ event: ConnectionEvent) { if event.connection.number == number { wasFound = true } }
    public func warning(_ warning: Warning) {}
    public func warning(_ text: String) {}

    public func finish(_ summary: RunSummary, files: [String]) {
        if raw == nil { endOpenLine() }
        output.flush()
    }
}
