/// Bytes that are no message: a message that is certain is searched for at every byte of them.
extension MessageReader {
    mutating func searchJunk(_ bytes: Span<UInt8>, _ offset: inout Int) -> Event? {
        guard offset < bytes.count else { return .needsMore }
        guard strayCount < maximumJunk else { return endJunk() }
        let limit = min(bytes.count, offset + maximumJunk - strayCount)
        keepJunk(bytes, offset..<limit)
        let found = kind == .request ? searchRequest(bytes, &offset, limit) : searchResponse(bytes, &offset, limit)
        if found { return nil }
        if strayCount >= maximumJunk { return endJunk() }
        return offset < bytes.count && state != .opaque ? nil : .needsMore
    }

    /// HTTP may come behind the greeting of another protocol (SOCKS), or behind bytes that belong to no message, but is not searched for
    /// at each byte any further. Where there was HTTP before, a piece may still begin with some.
    private mutating func endJunk() -> Event {
        guard hasRead else {
            giveUp()
            return .needsMore
        }
        search()
        return .tooMuchJunk
    }

    /// Keeps the first line of the junk, as far as it is to be shown.
    mutating func keepJunk(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        var at = range.lowerBound
        while at < range.upperBound, junk.count < Self.keptJunk, junk.last != UInt8(ascii: "\n") {
            junk.append(bytes[at])
            at += 1
        }
    }

    /// Bytes of it that are kept.
    static let keptJunk = 160

    /// A request line that ends a line.
    private mutating func searchRequest(_ bytes: Span<UInt8>, _ offset: inout Int, _ limit: Int) -> Bool {
        let end = bytes.firstIndex(of: UInt8(ascii: "\n"), from: offset).flatMap { $0 < limit ? $0 : nil }
        let next = min(end.map { $0 + 1 } ?? limit, offset + Self.lineLimit - pending.count)
        pending.append(copying: bytes, in: offset..<next)
        strayCount += next - offset
        offset = next
        guard pending.last == UInt8(ascii: "\n") else {
            // No line is that long.
            if pending.count >= Self.lineLimit { pending.removeAll(keepingCapacity: true) }
            return false
        }
        guard acceptsMessages, let range = StartLine.requestAtEnd(of: pending) else {
            pending.removeAll(keepingCapacity: true)
            return false
        }
        resume(Array(pending[range.lowerBound...]), at: offset)
        return true
    }

    /// A status line as far as its status code, wherever it begins.
    private mutating func searchResponse(_ bytes: Span<UInt8>, _ offset: inout Int, _ limit: Int) -> Bool {
        while offset < limit {
            if pending.isEmpty {
                // Mostly none is near.
                let next = min(bytes.firstIndex(of: UInt8(ascii: "H"), from: offset) ?? limit, limit)
                strayCount += next - offset
                offset = next
                guard offset < limit else { return false }
            }
            let byte = bytes[offset]
            if !StartLine.isStatusLine(byte, at: pending.count) {
                pending.removeAll(keepingCapacity: true)
                // The byte itself may be the first of a status line.
                if byte == UInt8(ascii: "H") { continue }
            } else {
                pending.append(byte)
            }
            offset += 1
            strayCount += 1
            guard pending.count == StartLine.certainStatusLength else { continue }
            if acceptsMessages {
                resume(pending, at: offset)
                return true
            }
            pending.removeAll(keepingCapacity: true)
        }
        return false
    }

    /// A message begins with `bytes`, which end before `offset`.
    mutating func resume(_ bytes: [UInt8], at offset: Int) {
        strayCount -= bytes.count
        // Of the junk only what was before the message is kept.
        let before = max(0, strayCount - emptyCount)
        if junk.count > before { junk.removeLast(junk.count - before) }
        beginStartLine(at: offset - bytes.count)
        pending = bytes
        // Its line was read already, as far as it decides anything.
        for byte in bytes where byte != UInt8(ascii: "\n") { _ = lineProgress.take(byte, kind) }
        guard bytes.last == UInt8(ascii: "\n") else { return }
        startLine = StartLine.read(bytes.span, bytes.span.withoutCR(0..<bytes.count - 1), kind, allowsSimple: false)
        touched.insert(.startLine)
        searched = max(0, bytes.count - 1)
        lineCount = 0
        state = .fields
    }

    // MARK: - Content or a message

    /// Where content is expected, a message may begin: a client that was answered before it sent any goes on with its next request, and
    /// a response whose request is not known may answer a HEAD. Bytes are held until that is certain.
    mutating func readContentOrMessage(_ bytes: Span<UInt8>, _ offset: inout Int) -> Event? {
        while offset < bytes.count {
            let byte = bytes[offset]
            pending.append(byte)
            offset += 1
            if kind == .response {
                guard StartLine.isStatusLine(byte, at: pending.count - 1) else { return releaseHeld() }
                if pending.count == StartLine.certainStatusLength { return messageInsteadOfContent(offset) }
            } else if pending.count <= StartLine.longestMethod {
                guard StartLine.mayBeginMethod(pending.span) else { return releaseHeld() }
            } else if byte == UInt8(ascii: "\n") {
                let isRequest = StartLine.isCertain(pending.span, from: 0, kind: .request)
                return isRequest ? messageInsteadOfContent(offset) : releaseHeld()
            }
            if pending.count >= Self.lineLimit { return releaseHeld() }
        }
        return .needsMore
    }

    private mutating func releaseHeld() -> Event {
        state = expected
        return .held
    }

    /// The message has no content; the next one begins with what was held.
    private mutating func messageInsteadOfContent(_ offset: Int) -> Event {
        let held = pending
        finishMessage()
        strayCount = held.count
        resume(held, at: offset)
        return .noContent
    }

    /// No more bytes come to decide whether those held are content: they are. Whether there are any, see `takeHeld`.
    public mutating func endHolding() -> Bool {
        guard state == .contentOrMessage else { return false }
        state = expected
        return !pending.isEmpty
    }

    /// The stream ends, or has a hole, in what may be a start line: it is none.
    public mutating func rejectAtEnd() {
        guard state == .startLine else { return }
        strayCount += pending.count
        junk = Array(pending.prefix(Self.keptJunk))
        pending = []
        state = .junk
    }

    /// Bytes since the last message that belong to none, once the stream has ended or the next message has begun: how many, and the
    /// beginning of their first line.
    public mutating func takeStray() -> (count: Int, line: [UInt8]) {
        defer {
            strayCount = 0
            junk = []
        }
        var line = junk
        while let last = line.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") { line.removeLast() }
        return (strayCount, line)
    }
}
