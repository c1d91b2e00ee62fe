/// Header sections.
extension MessageReader {
    /// A head that lies in the piece as a whole, from its start line on; nil if it does not.
    mutating func wholeHead(_ bytes: Span<UInt8>, _ offset: inout Int, _ line: StartLine, lineEnd: Int) -> Event? {
        let start = offset
        var end = lineEnd + 1
        if let fields = FieldSection(plain: bytes, ofHeadAt: start, &end), end - start <= maximumHeadLength,
            fields.lineCount <= maximumLines
        {
            touched.insert(.headers)
            offset = end
            allowsSimple = false
            state = .framing
            return .head(MessageHead(fields, kind, line.shifted(by: start), lineEnd: lineEnd - start))
        }
        guard let end = headEnd(bytes, from: lineEnd) else { return nil }
        touched.insert(.headers)
        offset = end
        return finishHead(bytes.copied(start..<end))
    }

    mutating func readFields(_ bytes: Span<UInt8>, _ offset: inout Int) -> Event {
        let start = offset
        guard start < bytes.count else { return .needsMore }
        touched.insert(.headers)
        let before = pending.count
        // No more than a head may have, so that what is found does not depend on how long the piece is.
        let count = min(bytes.count - start, maximumHeadLength + 1 - before)
        pending.append(copying: bytes, in: start..<start + count)
        if let end = headEnd(pending.span, from: searched) {
            offset = start + end - before
            pending.removeLast(pending.count - end)
            let head = pending
            pending = []
            return finishHead(head)
        }
        offset = start + count
        let begun = linesBegun(from: before)
        lineCount += begun
        // Its last line end may be the one before the empty line.
        let last = pending.count - 1
        searched = pending[last] == UInt8(ascii: "\n") ? last : last + 1
        if pending[last] == UInt8(ascii: "\r"), last > 0, pending[last - 1] == UInt8(ascii: "\n") { searched = last - 1 }
        if pending.count > maximumHeadLength { return tooLarge(pending) }
        return .needsMore
    }

    /// The header section at hand, which is not whole, has more lines than are read.
    public var hasTooManyLines: Bool { state == .fields && lineCount > maximumLines }

    /// How many lines begin in `pending` from `start` on: neither a folded one (RFC 9112 §5.2) nor the empty one.
    private func linesBegun(from start: Int) -> Int {
        let bytes = pending.span
        var at = start
        if start > 0, bytes[start - 1] != UInt8(ascii: "\n") {
            guard let end = bytes.firstIndex(of: UInt8(ascii: "\n"), from: start) else { return 0 }
            at = end + 1
        }
        var found = 0
        while at < bytes.count {
            if !bytes[at].isWhitespace, bytes[at] != UInt8(ascii: "\r"), bytes[at] != UInt8(ascii: "\n") { found += 1 }
            guard let end = bytes.firstIndex(of: UInt8(ascii: "\n"), from: at) else { break }
            at = end + 1
        }
        return found
    }

    /// Behind the empty line that ends a head; nil if it is not whole.
    ///
    /// - Parameter start: at or before the end of the last line before it.
    private func headEnd(_ bytes: Span<UInt8>, from start: Int) -> Int? {
        guard var end = bytes.firstIndex(of: UInt8(ascii: "\n"), from: start) else { return nil }
        while true {
            let next = end + 1
            guard next < bytes.count else { return nil }
            if bytes[next] == UInt8(ascii: "\n") { return next + 1 }
            if bytes[next] == UInt8(ascii: "\r") {
                guard next + 1 < bytes.count else { return nil }
                if bytes[next + 1] == UInt8(ascii: "\n") { return next + 2 }
            }
            guard let following = bytes.firstIndex(of: UInt8(ascii: "\n"), from: next) else { return nil }
            end = following
        }
    }

    private mutating func finishHead(_ bytes: [UInt8]) -> Event {
        allowsSimple = false
        guard bytes.count <= maximumHeadLength, let head = MessageHead(bytes, kind: kind),
            head.fields.lineCount <= maximumLines
        else { return tooLarge(bytes) }
        state = .framing
        return .head(head)
    }

    /// A head beyond the bounds: its first lines are known, and what follows is passed over up to the next message that is certain.
    private mutating func tooLarge(_ bytes: [UInt8]) -> Event {
        search()
        let first = bytes.prefix(Self.keptOfLargeHead)
        let end = first.lastIndex(of: UInt8(ascii: "\n")) ?? first.count - 1
        return .headTooLarge(MessageHead(Array(first.prefix(end + 1)), kind: kind))
    }

    /// Bytes that are kept of a head that is too large.
    static let keptOfLargeHead = 8 << 10
}
