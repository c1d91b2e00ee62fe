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
}
