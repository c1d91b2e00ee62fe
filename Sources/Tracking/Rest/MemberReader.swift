import Wire

/// Reads members back that `MemberWriter` wrote.
struct MemberReader: MemberPass {
    var origin = PassOrigin(end: Timestamp(nanoseconds: 0))
    var bytes = InlineArray<1024, UInt8>(repeating: 0)
    private var position = 0
    private var flags: UInt32 = 0
    private var flagCount = 0

    /// Begins with the first of the bytes.
    mutating func begin(_ origin: PassOrigin) {
        self.origin = origin
        position = 0
        flagCount = 0
    }

    @inline(__always)
    mutating func flag(_ value: inout Bool) {
        if flagCount == 0 { takeFlags() }
        value = flags & 1 == 1
        flags >>= 1
        flagCount -= 1
    }

    @inline(never)
    private mutating func takeFlags() {
        flags = 0
        for i in 0..<4 { flags |= UInt32(bytes[position + i]) << UInt32(8 * i) }
        position += 4
        flagCount = 32
    }

    @inline(__always)
    mutating func positive(_ value: inout UInt64) {
        var byte = bytes[position]
        position += 1
        value = UInt64(byte & 127)
        var shift: UInt64 = 7
        while byte >= 128 {
            byte = bytes[position]
            position += 1
            value |= UInt64(byte & 127) << shift
            shift += 7
        }
    }
}
