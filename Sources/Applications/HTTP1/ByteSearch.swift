extension Span where Element == UInt8 {
    /// The place of the first `byte` from `start` on; nil if there is none. Eight bytes at a time.
    @inline(__always)
    func firstIndex(of byte: UInt8, from start: Int) -> Int? {
        var i = start
        let pattern = UInt64(byte) &* 0x0101_0101_0101_0101
        let raw = unsafe bytes
        while i + 8 <= count {
            // Within bounds by the line above.
            let word = unsafe raw.unsafeLoadUnaligned(fromUncheckedByteOffset: i, as: UInt64.self).littleEndian ^ pattern
            // A byte of `word` is zero where the pattern matches; the lowest such byte is found exactly.
            let zeros = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
            if zeros != 0 { return i + zeros.trailingZeroBitCount / 8 }
            i += 8
        }
        while i < count {
            if self[i] == byte { return i }
            i += 1
        }
        return nil
    }

    /// The bytes in `range`, copied.
    @inline(__always)
    func copied(_ range: Range<Int>) -> [UInt8] {
        unsafe extracting(range).withUnsafeBufferPointer { unsafe Array($0) }
    }

    /// Whether `text` stands at `start`.
    func matches(_ text: StaticString, at start: Int) -> Bool {
        let length = text.utf8CodeUnitCount
        guard start >= 0, start + length <= count else { return false }
        return text.withUTF8Buffer { text in
            for i in 0..<length where unsafe self[start + i] != text[i] { return false }
            return true
        }
    }

    /// Whether `name`, which is given in lower case, stands at `start` in whatever case; so many bytes must be there.
    func equalsIgnoringCase(_ name: StaticString, at start: Int) -> Bool {
        let length = name.utf8CodeUnitCount
        guard start >= 0, start + length <= count else { return false }
        return name.withUTF8Buffer { name in
            for i in 0..<length {
                let byte = self[start + i]
                let lower = byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte
                if unsafe lower != name[i] { return false }
            }
            return true
        }
    }

    /// The place of the first `byte` in `range`; nil if there is none.
    func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
        guard let found = firstIndex(of: byte, from: range.lowerBound), found < range.upperBound else { return nil }
        return found
    }

    /// The place of the first byte from `start` on that is no tchar, or the end.
    @inline(__always)
    func tokenEnd(from start: Int) -> Int {
        var i = start
        let raw = unsafe bytes
        // Within bounds by the first condition.
        while i < count, unsafe raw.unsafeLoad(fromUncheckedByteOffset: i, as: UInt8.self).isTokenCharacter { i += 1 }
        return i
    }

    /// The place of the first control character (below 0x20, or DEL) from `start` on, or the end. Eight bytes at a time.
    @inline(__always)
    func firstControl(from start: Int) -> Int {
        var i = start
        let raw = unsafe bytes
        while i + 8 <= count {
            // Within bounds by the line above.
            let word = unsafe raw.unsafeLoadUnaligned(fromUncheckedByteOffset: i, as: UInt64.self).littleEndian
            let below = (word &- 0x2020_2020_2020_2020) & ~word
            let deletes = word ^ 0x7f7f_7f7f_7f7f_7f7f
            let found = (below | (deletes &- 0x0101_0101_0101_0101) & ~deletes) & 0x8080_8080_8080_8080
            // The lowest byte that is found is found exactly.
            if found != 0 { return i + found.trailingZeroBitCount / 8 }
            i += 8
        }
        while i < count {
            if self[i] < 0x20 || self[i] == 0x7f { return i }
            i += 1
        }
        return count
    }
}

extension [UInt8] {
    /// Appends the bytes in `range`.
    @inline(__always)
    mutating func append(copying bytes: Span<UInt8>, in range: Range<Int>) {
        unsafe bytes.extracting(range).withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }
}
