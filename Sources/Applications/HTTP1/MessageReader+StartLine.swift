/// Start lines, and what stands in their place.
extension MessageReader {
    mutating func beginStartLine(at offset: Int) {
        state = .startLine
        startLine = nil
        lineProgress = LineProgress()
        messageStart = offset
        hasBegun = true
        pending.removeAll(keepingCapacity: true)
    }

    /// Reads what stands where a start line must be; nil if that is decided, and the next state goes on.
    mutating func readStartLine(_ bytes: Span<UInt8>, _ offset: inout Int) -> Event? {
        let start = offset
        var at = offset + lineProgress.takeUsual(bytes, at: offset, kind)
        while !lineProgress.isDecided, at < bytes.count, bytes[at] != UInt8(ascii: "\n") {
            guard lineProgress.take(bytes[at], kind) else {
                // All bytes up to this one are no start line.
                pending.append(copying: bytes, in: start..<at)
                offset = at
                return rejectLine(meant: nil)
            }
            at += 1
        }
        let limit = Self.lineLimit - pending.count
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n"), from: at), end - start <= limit else {
            return keepStartLine(bytes, &offset, limit)
        }
        // Nearly always the line is in one piece: it is read where it lies.
        if pending.isEmpty {
            startLine = StartLine.read(bytes, bytes.withoutCR(start..<end), kind, allowsSimple: allowsSimple)
            guard let startLine else {
                let isMeant = StartLine.isMeant(bytes, start..<end)
                let line = isMeant ? bytes.copied(bytes.withoutCR(start..<end)) : nil
                junk = bytes.copied(start..<min(end + 1, start + Self.keptJunk))
                if !isSimpleResponse { offset = end + 1 }
                return rejectLine(meant: line, count: end + 1 - start)
            }
            touched.insert(.startLine)
            if startLine.isSimple { return finishSimple(bytes, &offset, end: end + 1) }
            // The header section, too, mostly lies in the same piece.
            if let head = wholeHead(bytes, &offset, startLine, lineEnd: end) { return head }
            pending.append(copying: bytes, in: start..<end + 1)
            offset = end + 1
        } else {
            pending.append(copying: bytes, in: start..<end + 1)
            offset = end + 1
            let line = pending.span.withoutCR(0..<pending.count - 1)
            startLine = StartLine.read(pending.span, line, kind, allowsSimple: allowsSimple)
            guard let startLine else {
                let isMeant = StartLine.isMeant(pending.span, line)
                return rejectLine(meant: isMeant ? Array(pending[line]) : nil)
            }
            touched.insert(.startLine)
            if startLine.isSimple {
                let whole = pending
                return finishSimple(whole.span, &offset, end: nil)
            }
        }
        state = .fields
        lineCount = 0
        searched = max(0, pending.count - 1)
        allowsSimple = false
        return .begin
    }

    /// One byte more than a start line may have, for its CR.
    static var lineLimit: Int { StartLine.maximumLength + 1 }

    /// Keeps a line that is not whole.
    private mutating func keepStartLine(_ bytes: Span<UInt8>, _ offset: inout Int, _ limit: Int) -> Event? {
        let count = min(bytes.count - offset, limit)
        // Before it is certain, speak of a stage only if it looks like one.
        if !pending.isEmpty || kind == .response || StartLine.looksLikeRequest(bytes, from: offset) {
            touched.insert(.startLine)
        }
        pending.append(copying: bytes, in: offset..<offset + count)
        offset += count
        guard pending.count >= Self.lineLimit else { return .needsMore }
        // What begins as one is a start line beyond the bounds, and not something else.
        guard let head = MessageHead(cutStartLine: Array(pending.prefix(Self.keptOfLargeHead)), kind: kind, isAwaited: false)
        else {
            return rejectLine(meant: nil)
        }
        search()
        return .headTooLarge(head)
    }

    /// A request of HTTP/0.9 is over with its line.
    private mutating func finishSimple(_ bytes: Span<UInt8>, _ offset: inout Int, end: Int?) -> Event {
        let start = end == nil ? 0 : offset
        let head = MessageHead(bytes.copied(start..<(end ?? bytes.count)), kind: kind)
        if let end { offset = end }
        pending.removeAll(keepingCapacity: true)
        allowsSimple = false
        state = .framing
        guard let head else { return rejectLine(meant: nil) }
        return .head(head)
    }

    private var isSimpleResponse: Bool { kind == .response && allowsSimple }

    /// What stands in a start line's place is none.
    ///
    /// - Parameter count: bytes of a line that was read where it lies; others are in `pending`.
    private mutating func rejectLine(meant line: [UInt8]?, count: Int = 0) -> Event {
        if isSimpleResponse {
            // A response of HTTP/0.9 has no head: what was kept is content already, see `takeHeld`.
            allowsSimple = false
            state = .framing
            return .head(.simpleResponse)
        }
        allowsSimple = false
        // A line that is whole is no message, nor is what ends with it; one that is not whole may end with a message.
        let isWhole = count > 0 || pending.last == UInt8(ascii: "\n")
        strayCount += max(count, pending.count)
        if count == 0 { junk = Array(pending.prefix(Self.keptJunk)) }
        if isWhole { pending.removeAll(keepingCapacity: true) }
        state = .junk
        if strayCount >= maximumJunk, !hasRead { giveUp() }
        return .notHTTP(line: line)
    }

    /// What is known of a head that will not be read to its end: its start line, and the header lines that are whole.
    public mutating func takePartialHead() -> MessageHead? {
        guard state == .fields, let end = pending.lastIndex(of: UInt8(ascii: "\n")) else { return nil }
        defer { giveUp() }
        return MessageHead(Array(pending[...end]), kind: kind)
    }

    /// What is known of a start line that the end of its stream cut; nil if it may as well be something else.
    ///
    /// - Parameter isAwaited: a response must come, so that a few letters of its version are enough.
    public mutating func takeCutStartLine(isAwaited: Bool) -> MessageHead? {
        guard state == .startLine, let head = MessageHead(cutStartLine: pending, kind: kind, isAwaited: isAwaited) else {
            return nil
        }
        giveUp()
        return head
    }
}
