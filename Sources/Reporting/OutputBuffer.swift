import Wire

/// Bytes on their way out: gathered here, and handed to `write` in large pieces.
public final class OutputBuffer {
    /// Bytes gathered before they are handed on.
    static let threshold = 1 << 16

    private(set) var bytes: [UInt8] = []
    private let write: ([UInt8]) -> Void

    public init(write: @escaping ([UInt8]) -> Void) {
        self.write = write
        bytes.reserveCapacity(Self.threshold + 4096)
    }

    /// Hands on everything gathered so far.
    public func flush() {
        guard !bytes.isEmpty else { return }
        write(bytes)
        bytes.removeAll(keepingCapacity: true)
    }

    /// Ends a record or a line: hands on what was gathered, if that is much.
    func endLine() {
        bytes.append(UInt8(ascii: "\n"))
        if bytes.count >= Self.threshold { flush() }
    }

    /// Cuts the line that begins at `start` at `width` columns of ASCII; `ellipsis`, one column or three, stands at its end then.
    func clipLine(from start: Int, to width: Int, ellipsis: String) {
        guard bytes.count - start > width else { return }
        bytes.removeSubrange(start + max(0, width - ellipsis.count)..<bytes.count)
        append(ellipsis)
    }

    func append(_ text: String) { bytes.append(contentsOf: text.utf8) }
    func append(_ byte: UInt8) { bytes.append(byte) }

    func append(_ number: Int) {
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        append(number.magnitude, digits: 1)
    }

    func append(_ number: UInt32) { append(UInt(number), digits: 1) }

    /// A number in decimal, with zeros before it up to `digits`, at most 20.
    func append(_ number: UInt, digits: Int) {
        var text = InlineArray<20, UInt8>(repeating: UInt8(ascii: "0"))
        var start = 20
        var rest = number
        while rest > 0 {
            start -= 1
            text[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        bytes.append(copying: text.span, in: min(start, 20 - digits)..<20)
    }

    /// Bytes as they are.
    func append(_ span: Span<UInt8>, _ range: Range<Int>) { bytes.append(copying: span, in: range) }
}
