import Wire

/// Writes members down, in a fixed space.
struct MemberWriter: MemberPass {
    /// Bytes at most. What needs more is not written at all.
    private static let capacity = 1024

    var origin = PassOrigin(end: Timestamp(nanoseconds: 0))
    private(set) var bytes = InlineArray<1024, UInt8>(repeating: 0)
    private(set) var count = 0
    /// Flags lie between the numbers, 32 in four bytes: where the present four are, what is in them, and how many flags that is.
    private var flagPlace = 0
    private var flags: UInt32 = 0
    private var flagCount = 0

    /// There was no room.
    var hasOverflowed: Bool { count > Self.capacity - 16 }

    /// Begins anew.
    mutating func begin(_ origin: PassOrigin) {
        self.origin = origin
        count = 4
        flagPlace = 0
        flags = 0
        flagCount = 0
    }

    /// Is done.
    mutating func finish() {
        for i in 0..<4 { bytes[flagPlace + i] = UInt8(truncatingIfNeeded: flags >> UInt32(8 * i)) }
    }

    @inline(__always)
    mutating func flag(_ value: inout Bool) {
        if flagCount == 32 { startFlags() }
        flags |= (value ? 1 : 0) << UInt32(flagCount)
        flagCount += 1
    }

    @inline(never)
    private mutating func startFlags() {
        finish()
        flags = 0
        flagCount = 0
        if hasOverflowed { return }
        flagPlace = count
        count += 4
    }

    /// Seven bits a byte, the lowest first; all but the last have the highest bit set.
    @inline(__always)
    mutating func positive(_ value: inout UInt64) {
        if hasOverflowed { return }
        var rest = value
        while rest >= 128 {
            bytes[count] = UInt8(truncatingIfNeeded: rest) | 128
            count += 1
            rest >>= 7
        }
        bytes[count] = UInt8(truncatingIfNeeded: rest)
        count += 1
    }
}
