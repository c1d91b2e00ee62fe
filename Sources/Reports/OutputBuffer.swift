import Wire

/// Bytes on their way out: gathered here, and handed to `write` in large pieces.
///
/// It is `unsafe` because everything that a report writes passes through it, most of it in pieces of a few bytes: `append` checks the space
/// that is left once and then copies.
@safe public final class OutputBuffer {
    /// Bytes gathered before they are handed on.
    static let threshold = 1 << 16
    /// A line that is not complete when the threshold is reached may grow so far before it is handed on in pieces.
    private static let capacity = threshold + (16 << 10)
    /// The digits of a number at most: those of `UInt.max`.
    private static let longestNumber = 20

    private let storage: UnsafeMutablePointer<UInt8>
    /// How many bytes are gathered.
    private(set) var count = 0
    /// The last byte that was handed on.
    private var handedOn = UInt8(ascii: "\n")
    /// Up to where the bytes behind those gathered are spaces already; see `blank`.
    private var blankEnd = 0
    private let write: (Span<UInt8>) -> Void

    public init(write: @escaping (Span<UInt8>) -> Void) {
        self.write = write
        unsafe storage = .allocate(capacity: Self.capacity)
        unsafe storage.initialize(repeating: 0, count: Self.capacity)
    }

    deinit { unsafe storage.deallocate() }

    /// Hands on everything gathered so far.
    public func flush() {
        guard count > 0 else { return }
        write(unsafe UnsafeBufferPointer(start: storage, count: count).span)
        let last = unsafe storage[count - 1]
        clear()
        handedOn = last
    }

    /// Ends a record or a line: hands on what was gathered, if that is much.
    @inline(__always) func endLine() {
        append(UInt8(ascii: "\n"))
        flushIfLarge()
    }

    /// Hands on what was gathered, if that is much.
    @inline(__always) func flushIfLarge() {
        if count >= Self.threshold { flush() }
    }

    /// What was gathered and not handed on yet.
    func appendGathered(to bytes: inout [UInt8]) {
        unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: storage, count: count))
    }

    /// The same since `start`, as an array.
    func gathered(from start: Int = 0) -> [UInt8] {
        unsafe Array(UnsafeBufferPointer(start: storage + start, count: max(0, count - start)))
    }

    // MARK: - Bytes

    /// The place for `length` more bytes, which are then counted as gathered; `length` is at most the capacity.
    @inline(__always) private func place(_ length: Int) -> UnsafeMutablePointer<UInt8> {
        if length > Self.capacity - count { flush() }
        let place = unsafe storage + count
        count += length
        return unsafe place
    }

    @inline(__always) func append(_ byte: UInt8) { unsafe place(1).pointee = byte }

    /// A piece that never changes.
    @inline(__always) func append(_ text: StaticString) {
        let length = text.utf8CodeUnitCount
        precondition(text.hasPointerRepresentation && length <= Self.capacity)
        unsafe place(length).update(from: text.utf8Start, count: length)
    }

    /// `"text":`, or `,"text":`, checked for space once.
    @inline(__always) func append(key text: StaticString, afterComma: Bool) {
        let length = text.utf8CodeUnitCount, comma = afterComma ? 1 : 0
        precondition(text.hasPointerRepresentation && length <= Self.threshold)
        let start = unsafe place(length + 3 + comma)
        unsafe start[0] = UInt8(ascii: ",")
        unsafe start[comma] = UInt8(ascii: "\"")
        unsafe (start + comma + 1).update(from: text.utf8Start, count: length)
        unsafe start[comma + length + 1] = UInt8(ascii: "\"")
        unsafe start[comma + length + 2] = UInt8(ascii: ":")
    }

    @_disfavoredOverload func append(_ text: borrowing String) { append(text.utf8.span) }

    /// Bytes as they are.
    func append(_ span: Span<UInt8>, _ range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= span.count)
        unsafe span.withUnsafeBufferPointer { unsafe append(UnsafeBufferPointer(rebasing: $0[range])) }
    }

    func append(_ span: Span<UInt8>) { unsafe span.withUnsafeBufferPointer { unsafe append($0) } }

    /// What another buffer holds in `range`.
    func append(_ other: OutputBuffer, _ range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= other.count)
        unsafe append(UnsafeBufferPointer(start: other.storage + range.lowerBound, count: range.count))
    }

    /// The same byte so many times.
    @inline(__always)
    func append(_ byte: UInt8, times: Int) {
        // They are there already.
        if byte == UInt8(ascii: " "), times >= 0, times <= blankEnd - count { return count += times }
        repeating(byte, times)
    }

    private func repeating(_ byte: UInt8, _ times: Int) {
        if byte == UInt8(ascii: " ") {
            if times <= 0 { return }
            if times <= Self.spaces.utf8CodeUnitCount {
                unsafe place(times).update(from: Self.spaces.utf8Start, count: times)
                return
            }
        }
        var left = max(0, times)
        while left > 0 {
            let length = min(left, Self.threshold)
            unsafe place(length).update(repeating: byte, count: length)
            left -= length
        }
    }

    private static var spaces: StaticString { "                                " }

    private func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard var source = bytes.baseAddress else { return }
        var left = bytes.count
        while left > 0 {
            let length = min(left, Self.threshold)
            unsafe place(length).update(from: source, count: length)
            unsafe source += length
            left -= length
        }
    }

    // MARK: - Numbers

    @inline(__always) func append(_ number: Int) {
        if number < 0 { append(UInt8(ascii: "-")) }
        append(number.magnitude)
    }

    /// A number that is not negative at the right of `width` columns.
    func append(_ number: Int, rightAlignedTo width: Int) {
        let length = Self.digits(of: number.magnitude)
        append(UInt8(ascii: " "), times: width - length)
        write(number.magnitude, length: length)
    }

    /// A text of ASCII at the left of `width` columns.
    func append(_ text: String, padTo width: Int) {
        append(text)
        append(UInt8(ascii: " "), times: width - text.utf8.count)
    }

    @inline(__always) func append(_ number: UInt32) { append(UInt(number)) }

    /// A number in decimal.
    func append(_ number: UInt) { write(number, length: Self.digits(of: number)) }

    /// How many digits a number has.
    static func digits(of number: UInt) -> Int {
        var digits = 1
        var rest = number
        while rest >= 10_000 {
            rest /= 10_000
            digits += 4
        }
        return digits + (rest >= 1000 ? 3 : rest >= 100 ? 2 : rest >= 10 ? 1 : 0)
    }

    /// A number in decimal, with zeros before it up to `digits`, at most 20; a longer number keeps all of its digits.
    func append(_ number: UInt, digits: Int) {
        write(number, length: min(max(digits, Self.digits(of: number)), Self.longestNumber))
    }

    private func write(_ number: UInt, length: Int) {
        let place = unsafe place(length)
        var rest = number
        var at = length
        while at >= 2 {
            let pair = Int(truncatingIfNeeded: rest % 100) * 2
            rest /= 100
            at -= 2
            unsafe place[at] = Self.pairs.utf8Start[pair]
            unsafe place[at + 1] = Self.pairs.utf8Start[pair + 1]
        }
        if at == 1 { unsafe place[0] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10) }
    }

    /// `00` to `99`.
    private static var pairs: StaticString {
        """
        0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849\
        5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899
        """
    }

    /// An IPv4 address in dotted decimal.
    func append(dotted address: UInt32) {
        let place = unsafe place(16)
        var at = 0
        for shift: UInt32 in [24, 16, 8, 0] {
            let octet = UInt8(truncatingIfNeeded: address >> shift)
            if octet >= 100 {
                unsafe place[at] = UInt8(ascii: "0") + octet / 100
                at += 1
            }
            if octet >= 10 {
                unsafe place[at] = UInt8(ascii: "0") + octet / 10 % 10
                at += 1
            }
            unsafe place[at] = UInt8(ascii: "0") + octet % 10
            unsafe place[at + 1] = UInt8(ascii: ".")
            at += 2
        }
        // Without the last dot.
        unsafe place[at - 1] = UInt8(ascii: " ")
        count -= 16 - (at - 1)
    }

    // MARK: - Lines

    /// Forgets what was gathered.
    func clear() {
        count = 0
        blankEnd = 0
        handedOn = UInt8(ascii: "\n")
    }

    /// The byte that was written last; a line feed before the first one.
    @inline(__always) var lastByte: UInt8 { count > 0 ? unsafe storage[count - 1] : handedOn }

    /// Makes the next bytes spaces, without counting them as gathered: so the cells of a line can be set into it.
    func blank() {
        guard count + Self.blankLength <= Self.capacity else { return }
        unsafe (storage + count).update(repeating: UInt8(ascii: " "), count: Self.blankLength)
        blankEnd = count + Self.blankLength
    }

    private static let blankLength = 320

    /// Calls `line` with where each line of what was gathered lies, broken at spaces.
    func forEachLine(_ wrap: TextWrap, _ line: (Range<Int>) -> Void) {
        wrap.forEachLine(of: unsafe UnsafeBufferPointer(start: storage, count: count).span, line)
    }

    /// Whether all that was gathered is ASCII.
    var isASCII: Bool { isASCII(from: 0) }

    /// Whether all that was gathered since `start` is ASCII.
    @inline(__always)
    func isASCII(from start: Int) -> Bool {
        if count - start <= 16, start >= 0, start + 16 <= blankEnd {
            let text = unsafe UnsafeRawPointer(storage + start).loadUnaligned(as: SIMD2<UInt64>.self)
            return (text.x | text.y) & 0x8080_8080_8080_8080 == 0
        }
        return isLongASCII(from: start)
    }

    private func isLongASCII(from start: Int) -> Bool {
        var bits: UInt64 = 0
        var i = start
        while i + 8 <= count {
            bits |= unsafe UnsafeRawPointer(storage).loadUnaligned(fromByteOffset: i, as: UInt64.self)
            i += 8
        }
        while i < count {
            bits |= unsafe UInt64(storage[i])
            i += 1
        }
        return bits & 0x8080_8080_8080_8080 == 0
    }

    /// What was gathered since `start`, as text.
    func text(from start: Int) -> String {
        unsafe String(decoding: UnsafeBufferPointer(start: storage + start, count: count - start), as: UTF8.self)
    }

    /// Takes away what was gathered since `start`.
    func cut(to start: Int) {
        count = min(count, max(0, start))
        blankEnd = 0
    }

    /// Moves what was gathered since `start` to the right, behind so many more spaces.
    @inline(__always)
    func indent(from start: Int, by spaces: Int) {
        let length = count - start
        if spaces > 0, length >= 0, length <= 16, spaces <= 16, start >= 0, start + 32 <= blankEnd {
            // What is short moves with the spaces behind it.
            let text = unsafe UnsafeRawPointer(storage + start).loadUnaligned(as: SIMD16<UInt8>.self)
            let blanks = SIMD16(repeating: UInt8(ascii: " "))
            unsafe UnsafeMutableRawPointer(storage + start).storeBytes(of: blanks, as: SIMD16<UInt8>.self)
            unsafe UnsafeMutableRawPointer(storage + start + spaces).storeBytes(of: text, as: SIMD16<UInt8>.self)
            count += spaces
            return
        }
        move(from: start, by: spaces)
    }

    private func move(from start: Int, by spaces: Int) {
        let length = count - start
        guard spaces > 0, length >= 0, length + spaces <= Self.capacity - start else { return }
        _ = unsafe place(spaces)
        // The two may overlap.
        unsafe (storage + start + spaces).update(from: storage + start, count: length)
        unsafe (storage + start).update(repeating: UInt8(ascii: " "), count: spaces)
    }

    /// Takes away spaces at the end of what was gathered since `start`.
    func trimSpaces(from start: Int) {
        while count > start, unsafe storage[count - 1] == UInt8(ascii: " ") { count -= 1 }
    }
}
