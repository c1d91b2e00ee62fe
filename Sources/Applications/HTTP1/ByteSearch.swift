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
    @inline(__always)
    func matches(_ text: StaticString, at start: Int) -> Bool { equals(text, at: start, ignoringCase: false) }

    /// Whether `name`, which is given in lower case, stands at `start` in whatever case.
    @inline(__always)
    func equalsIgnoringCase(_ name: StaticString, at start: Int) -> Bool { equals(name, at: start, ignoringCase: true) }

    @inline(__always)
    private func equals(_ text: StaticString, at start: Int, ignoringCase: Bool) -> Bool {
        let length = text.utf8CodeUnitCount
        guard start >= 0, start + length <= count else { return false }
        return text.withUTF8Buffer { text in
            let text = UnsafeRawBufferPointer(text)
            if length >= 8 { return unsafe equals(text, at: start, ignoringCase, by: UInt64.self) }
            if length >= 4 { return unsafe equals(text, at: start, ignoringCase, by: UInt32.self) }
            return unsafe equals(text, at: start, ignoringCase, by: UInt8.self)
        }
    }

    /// So many bytes as `text` has are there, and as many as a `Word` has at least.
    @inline(__always)
    private func equals<Word: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
        _ text: UnsafeRawBufferPointer, at start: Int, _ ignoringCase: Bool, by: Word.Type
    ) -> Bool {
        let size = MemoryLayout<Word>.size
        let raw = unsafe bytes
        var at = 0
        while at < text.count {
            // The last word may begin within the one before.
            at = Swift.min(at, text.count - size)
            let word = unsafe raw.unsafeLoadUnaligned(fromUncheckedByteOffset: start + at, as: Word.self)
            let wanted = unsafe text.loadUnaligned(fromByteOffset: at, as: Word.self)
            // Letters are the bytes with this bit; the one below it tells small ones.
            let letters = ignoringCase ? wanted & (Word.max / 255 * 0x40) : 0
            if word | letters >> 1 != wanted { return false }
            at += size
        }
        return true
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
        // Of letters and hyphens, which names are made of, eight at a time.
        while i + 8 <= count {
            // Within bounds by the line above.
            let word = unsafe raw.unsafeLoadUnaligned(fromUncheckedByteOffset: i, as: UInt64.self).littleEndian
            let others = word.othersThanLetters
            i += others.trailingZeroBitCount / 8
            if others != 0 { break }
        }
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

extension Span where Element == UInt8 {
    /// Whether one of the bytes in `range` is a control character or a space.
    func containsControlOrSpace(in range: Range<Int>) -> Bool {
        contains(in: range) { $0.bytes(below: 0x21) | $0.bytes(equalTo: 0x7f) }
    }

    /// Whether all bytes in `range` are visible characters of ASCII, and none is `excluded`.
    func areVisible(in range: Range<Int>, without excluded: UInt8) -> Bool {
        !contains(in: range) { $0.bytes(below: 0x21) | ~$0.bytes(below: 0x7f) & .highestBits | $0.bytes(equalTo: excluded) }
    }

    /// Whether one of the bytes in `range` is such that `find` marks it, which is given eight at a time.
    @inline(__always)
    private func contains(in range: Range<Int>, _ find: (UInt64) -> UInt64) -> Bool {
        guard range.lowerBound >= 0, range.upperBound <= count, !range.isEmpty else { return false }
        let raw = unsafe bytes
        var i = range.lowerBound
        while i + 8 <= range.upperBound {
            // Within bounds by the lines above.
            if find(unsafe raw.unsafeLoadUnaligned(fromUncheckedByteOffset: i, as: UInt64.self)) != 0 { return true }
            i += 8
        }
        guard i < range.upperBound else { return false }
        // Filled up with one of them.
        var rest = UInt64(repeating: self[i])
        while i < range.upperBound {
            rest = rest << 8 | UInt64(self[i])
            i += 1
        }
        return find(rest) != 0
    }
}

/// Eight bytes in one number. What tells of each of them sets its highest bit.
extension UInt64 {
    fileprivate static let highestBits: UInt64 = 0x8080_8080_8080_8080

    fileprivate init(repeating byte: UInt8) { self = UInt64(byte) &* 0x0101_0101_0101_0101 }

    /// Those below `limit`, which is 0x80 at most.
    @inline(__always)
    fileprivate func bytes(below limit: UInt8) -> UInt64 {
        // No sum with seven bits is carried into the next byte.
        ~((self & ~.highestBits) &+ UInt64(repeating: 0x80 - limit) | self) & .highestBits
    }

    /// Those that are `byte`, which is ASCII.
    @inline(__always)
    fileprivate func bytes(equalTo byte: UInt8) -> UInt64 { (self ^ UInt64(repeating: byte)).bytes(below: 1) }

    /// Those that are neither letters nor hyphens.
    fileprivate var othersThanLetters: UInt64 {
        let small = self | UInt64(repeating: 0x20)
        let letters = small.bytes(below: UInt8(ascii: "z") + 1) & ~small.bytes(below: UInt8(ascii: "a"))
        return ~(letters | bytes(equalTo: UInt8(ascii: "-"))) & .highestBits
    }
}

extension [UInt8] {
    /// Appends the bytes in `range`.
    @inline(__always)
    mutating func append(copying bytes: Span<UInt8>, in range: Range<Int>) {
        unsafe bytes.extracting(range).withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }
}
