/// Writes members down, in a space that it was given.
///
/// Where memory is handled by hand, so that what it knows stays in registers: through an array it took twice as long.
@safe struct MemberWriter: MemberPass {
    var origin: PassOrigin
    private let start: UnsafeMutablePointer<UInt8>
    private var next: UnsafeMutablePointer<UInt8>
    /// From here on there may be no room for the next.
    private let limit: UnsafeMutablePointer<UInt8>
    /// Flags lie between the numbers, 32 in four bytes: where the present four are, what is in them, and how many flags that is.
    private var place: UnsafeMutablePointer<UInt8>
    private var flags: UInt32 = 0
    private var flagCount: UInt32 = 0

    /// - Parameter space: at least 16 bytes; it is the table's own. What needs more than there is is not written whole.
    @inline(__always)
    init(into space: UnsafeMutableBufferPointer<UInt8>, _ origin: PassOrigin) {
        guard let first = space.baseAddress, space.count >= 16 else { preconditionFailure("no space") }
        self.origin = origin
        unsafe start = first
        unsafe place = first
        unsafe next = first + 4
        // A number takes 10 bytes at most, flags take 4.
        unsafe limit = first + (space.count - 12)
    }

    /// Is done: how many bytes were written; nil if there was no room.
    @inline(__always)
    mutating func finish() -> Int? {
        storeFlags()
        return unsafe next >= limit ? nil : next - start
    }

    @inline(__always)
    private func storeFlags() { unsafe UnsafeMutableRawPointer(place).storeBytes(of: flags, as: UInt32.self) }

    @inline(__always)
    mutating func flag(_ value: inout Bool) {
        if flagCount == 32 {
            storeFlags()
            flags = 0
            flagCount = 0
            if unsafe next < limit {
                unsafe place = next
                unsafe next += 4
            }
        }
        flags |= (value ? 1 : 0) << flagCount
        flagCount += 1
    }

    /// Seven bits a byte, the lowest first; all but the last have the highest bit set.
    @inline(__always)
    mutating func positive(_ value: inout UInt64) {
        guard unsafe next < limit else { return }
        var rest = value
        while rest >= 128 {
            unsafe next.pointee = UInt8(truncatingIfNeeded: rest) | 128
            unsafe next += 1
            rest >>= 7
        }
        unsafe next.pointee = UInt8(truncatingIfNeeded: rest)
        unsafe next += 1
    }
}
