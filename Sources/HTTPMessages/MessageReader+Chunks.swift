/// The chunked coding (RFC 9112 §7.1).
extension MessageReader {
    mutating func readChunked(_ bytes: Span<UInt8>, _ offset: inout Int) -> Event? {
        guard offset < bytes.count else { return .needsMore }
        if case .chunkData(let left) = state {
            let count = Int(min(UInt64(bytes.count - offset), left))
            state = left == UInt64(count) ? .chunkEnd : .chunkData(left - UInt64(count))
            return content(count, &offset)
        }
        touched.insert(.content)
        // A line: a chunk's size, the line end after its data, or a trailer line.
        let byte = bytes[offset]
        offset += 1
        guard byte == UInt8(ascii: "\n") else {
            pending.append(byte)
            if byte != UInt8(ascii: "\r") { lineLength += 1 }
            return pending.count > Self.maximumHeadLength ? broken(.headTooLarge) : nil
        }
        if state != .trailers, pending.last != UInt8(ascii: "\r") { sawBareLF = true }
        let length = lineLength
        lineLength = 0
        switch state {
        case .chunkEnd:
            pending.removeAll(keepingCapacity: true)
            guard length == 0 else { return broken(.invalidChunk) }
            state = .chunkSize
            return nil
        case .chunkSize:
            let size = Self.chunkSize(pending)
            pending.removeAll(keepingCapacity: true)
            guard let size else { return broken(.invalidChunk) }
            state = size == 0 ? .trailers : .chunkData(size)
            lineCount = 0
            return nil
        default:
            pending.append(byte)
            lineCount += 1
            if lineCount > Self.maximumLines { return broken(.headTooLarge) }
            guard length == 0 else { return nil }
            let trailers = FieldSection(pending, in: 0..<pending.count)
            pending = []
            state = .length(0)
            return trailers.isEmpty ? nil : .trailers(trailers)
        }
    }

    private mutating func broken(_ violation: Violation) -> Event {
        giveUp()
        return .broken(violation)
    }

    /// chunk-size, before any chunk extension.
    private static func chunkSize(_ line: [UInt8]) -> UInt64? {
        var size: UInt64 = 0
        var digits = 0
        for byte in line {
            let digit: UInt64
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = UInt64(byte & 15)
            case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"):
                digit = UInt64(byte & 15) + 9
            case UInt8(ascii: ";"), UInt8(ascii: "\r"), UInt8(ascii: " "), UInt8(ascii: "\t"):
                return digits > 0 ? size : nil
            default: return nil
            }
            digits += 1
            guard size >> 60 == 0 else { return nil }
            size = size << 4 | digit
        }
        return digits > 0 ? size : nil
    }
}
