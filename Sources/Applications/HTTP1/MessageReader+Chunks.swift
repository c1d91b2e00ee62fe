/// The chunked coding (RFC 9112 §7.1).
extension MessageReader {
    mutating func beginChunks() {
        state = .chunkSize
        chunkSize = 0
        chunkDigits = 0
        pending.removeAll(keepingCapacity: true)
    }

    mutating func readChunked(_ bytes: Span<UInt8>, _ offset: inout Int) -> Event? {
        guard offset < bytes.count else { return .needsMore }
        touched.insert(.content)
        switch state {
        case .chunkData(let left):
            let count = Int(min(UInt64(bytes.count - offset), left))
            state = left == UInt64(count) ? .chunkEnd : .chunkData(left - UInt64(count))
            return content(count, &offset)
        case .chunkSize: return readSizeLine(bytes, &offset)
        case .chunkEnd: return readChunkEnd(bytes, &offset)
        default: return readTrailers(bytes, &offset)
        }
    }

    /// chunk-size, and what stands behind it.
    private mutating func readSizeLine(_ bytes: Span<UInt8>, _ offset: inout Int) -> Event? {
        while offset < bytes.count {
            let byte = bytes[offset]
            offset += 1
            if pending.isEmpty, let digit = byte.hexadecimalDigit {
                // It may be as the rule has it, and is larger than what is read here.
                guard chunkSize >> 60 == 0 else { return broken(.headTooLarge) }
                chunkSize = chunkSize << 4 | UInt64(digit)
                chunkDigits += 1
                continue
            }
            guard byte == UInt8(ascii: "\n") else {
                guard chunkDigits > 0 else { return broken(.invalidChunk) }
                pending.append(byte)
                if pending.count > maximumHeadLength { return broken(.headTooLarge) }
                continue
            }
            guard chunkDigits > 0 else { return broken(.invalidChunk) }
            if pending.last == UInt8(ascii: "\r") { pending.removeLast() } else { chunkViolations.insert(.bareLF) }
            if !pending.isEmpty { checkExtensions() }
            state = chunkSize == 0 ? .trailers : .chunkData(chunkSize)
            lineCount = 0
            lineLength = 0
            chunkSize = 0
            chunkDigits = 0
            pending.removeAll(keepingCapacity: true)
            return nil
        }
        return .needsMore
    }

    /// The line end behind a chunk's data.
    private mutating func readChunkEnd(_ bytes: Span<UInt8>, _ offset: inout Int) -> Event? {
        while offset < bytes.count {
            let byte = bytes[offset]
            offset += 1
            switch byte {
            case UInt8(ascii: "\r"):
                // One belongs to the line end.
                if chunkDigits > 0 { chunkViolations.insert(.bareCR) }
                chunkDigits += chunkDigits < 1 ? 1 : 0
            case UInt8(ascii: "\n"):
                if chunkDigits == 0 { chunkViolations.insert(.bareLF) }
                beginChunks()
                return nil
            default: return broken(.invalidChunk)
            }
        }
        return .needsMore
    }

    private mutating func readTrailers(_ bytes: Span<UInt8>, _ offset: inout Int) -> Event? {
        while offset < bytes.count {
            let byte = bytes[offset]
            offset += 1
            pending.append(byte)
            if pending.count > maximumHeadLength { return broken(.headTooLarge) }
            guard byte == UInt8(ascii: "\n") else {
                if byte != UInt8(ascii: "\r") { lineLength += 1 }
                continue
            }
            lineCount += 1
            if lineCount > maximumLines { return broken(.headTooLarge) }
            let isEmpty = lineLength == 0
            lineLength = 0
            guard isEmpty else { continue }
            let trailers = FieldSection(pending, in: 0..<pending.count)
            pending = []
            state = .length(0)
            return trailers.isEmpty && trailers.violations.isEmpty ? nil : .trailers(trailers)
        }
        return .needsMore
    }

    private mutating func broken(_ violation: Violation) -> Event {
        // Where it ends nobody can say: the next message that is certain is read again.
        search()
        return .broken(violation)
    }

    /// What stands behind a chunk's size must be `*( BWS ";" BWS chunk-ext-name [ BWS "=" BWS chunk-ext-val ] )` (RFC 9112 §7.1.1);
    /// white space alone is passed over.
    private mutating func checkExtensions() {
        if pending.contains(UInt8(ascii: "\r")) { chunkViolations.insert(.bareCR) }
        var scanner = ExtensionScanner(pending)
        if !scanner.isValid() { chunkViolations.insert(.invalidChunk) }
    }
}

/// Reads chunk extensions.
private struct ExtensionScanner {
    private let bytes: [UInt8]
    private var at = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func isValid() -> Bool {
        skipSpace()
        while at < bytes.count {
            guard bytes[at] == UInt8(ascii: ";") else { return false }
            at += 1
            skipSpace()
            guard skipToken() else { return false }
            skipSpace()
            guard at < bytes.count, bytes[at] == UInt8(ascii: "=") else { continue }
            at += 1
            skipSpace()
            guard skipToken() || skipQuoted() else { return false }
            skipSpace()
        }
        return true
    }

    /// A bare CR counts as a space (RFC 9112 §2.2).
    private mutating func skipSpace() {
        while at < bytes.count, bytes[at].isWhitespace || bytes[at] == UInt8(ascii: "\r") { at += 1 }
    }

    private mutating func skipToken() -> Bool {
        let start = at
        while at < bytes.count, bytes[at].isTokenCharacter { at += 1 }
        return at > start
    }

    private mutating func skipQuoted() -> Bool {
        guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { return false }
        at += 1
        while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
            if bytes[at] == UInt8(ascii: "\\") { at += 1 }
            guard at < bytes.count, bytes[at] >= 0x20 || bytes[at] == 0x09, bytes[at] != 0x7f else { return false }
            at += 1
        }
        guard at < bytes.count else { return false }
        at += 1
        return true
    }
}

extension UInt8 {
    /// HEXDIG of RFC 5234, in either case.
    fileprivate var hexadecimalDigit: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self & 15
        case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): (self & 15) + 9
        default: nil
        }
    }
}
